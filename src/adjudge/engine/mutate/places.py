"""Where a document can be damaged, and how: every place with the kinds of damage that make sense there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple

from adjudge.engine.mutate import misprints
from adjudge.model.adapter import Adapter, DocumentKeys, KeyPath, KeyTable
from adjudge.model.content import any_item
from adjudge.model.extraction import Extraction
from adjudge.model.paths import Parts, render
from adjudge.model.signals import SIGNALS
from adjudge.model.tree import ABSENT, MAX_DEPTH, Place, dig, is_list, is_scalar
from adjudge.ruleset.reading import NUMBER_TYPES

SLIPS: Final[Mapping[str, Callable[..., str | None]]] = {
    "digit-flipped": misprints.digit_flipped,
    "digits-swapped": misprints.digits_swapped,
    "decimal-shifted": misprints.decimal_shifted,
    "sign-changed": misprints.sign_changed,
    "currency-changed": misprints.currency_changed,
    "day-and-month-swapped": misprints.day_and_month_swapped,
}
_OF_NUMBERS: Final = ("digit-flipped", "digits-swapped", "decimal-shifted", "sign-changed")
_OF_FORM: Final[Mapping[str, tuple[str, ...]]] = {
    "number": (*_OF_NUMBERS, "currency-changed"),
    "date": ("digit-flipped", "digits-swapped", "day-and-month-swapped", "dates-swapped"),
    "currency": ("currency-changed",),
    "text": ("digit-flipped", "digits-swapped"),
    "boolean": (),
}
_LABELS: Final = ("match", "verification")

Typing = Callable[[Parts], str | None]
"""Gives the type by which some field reads what stands at a place."""


class Spot(NamedTuple):
    """A place and one kind of damage.

    ``kind`` names what is damaged, too, where that is a signal: ``ocr-lowered``.
    """

    kind: str
    parts: Parts

    @property
    def signal(self) -> str | None:
        """What is damaged beside the value: a signal, or ``match`` and ``verification``."""
        name, _, what = self.kind.rpartition("-")
        return name if what in ("lowered", "removed", "worsened") else None

    @property
    def id(self) -> str:
        """What a command line names it by."""
        return f"{self.kind}@{render(self.parts)}"


class Site(NamedTuple):
    """A place, its type (that of a field, else how it looks; ``line`` of an item), and what can be done there."""

    parts: Parts
    type: str
    kinds: tuple[str, ...]


class Slot(NamedTuple):
    """A signal or a label that a place carries.

    ``key`` leads to it from the entry of the place, or from the response where it is the ``document``'s own. ``scale``
    is where a signal goes from and to as it is sent, ``None`` of a label.
    """

    name: str
    key: KeyPath
    value: Any
    scale: tuple[int, int] | None
    document: bool = False


def sites(extraction: Extraction, type_of: Typing) -> Iterator[Site]:
    """Give every place of a document where something can be damaged."""
    tree = extraction.tree
    stack: list[tuple[Place, bool]] = [(tree.root, False)]
    while stack:
        place, member = stack.pop()
        value, parts = place.value, place.parts
        kinds, kind = _of_entry(extraction, place), "object"
        if is_scalar(value) and parts:
            declared = type_of(parts)
            form = form_of(value, declared)
            kind = declared or form
            kinds += (*_OF_FORM[form], "emptied") if value != "" else ()
        if member and value is not ABSENT:
            kinds += ("dropped",)
        if kinds:
            yield Site(parts, kind, kinds)
        if is_scalar(value) or len(parts) >= MAX_DEPTH:
            continue
        below = [tree.child(place, key) for key in tree.child_keys(place)]
        if is_list(value):
            yield from (Site(item.parts, "line", ("line-dropped", "line-doubled")) for item in below[: len(value)])
        stack += [(child, isinstance(value, dict)) for child in reversed(below)]


def form_of(value: Any, declared: str | None) -> str:
    """Tell what a value is to a reader: by the type that rules declare for it, else by how it looks."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float | Decimal):
        return "text" if declared in ("code", "text") else "number"
    text = str(value)
    if declared in NUMBER_TYPES:
        return "number"
    if declared == "date" or misprints.is_date(text):
        return "date"
    if misprints.is_currency(text):
        return "currency"
    return "number" if declared is None and misprints.is_number(text) else "text"


def slots(extraction: Extraction, place: Place) -> Iterator[Slot]:
    """Give the signals and labels that a place carries, at the root those of the document; the first of a name."""
    seen: set[str] = set()
    sources: list[tuple[Any, KeyTable | DocumentKeys, bool]] = [(place.entry, extraction.keys, False)]
    if not place.parts:
        sources.insert(0, (extraction.response, extraction.document, True))
    for holder, table, document in sources:
        for slot in _slots_of(table, extraction.definition) if isinstance(holder, dict) else ():
            # Most keys are one step, and there are many places.
            value = holder.get(slot.key[0], ABSENT) if len(slot.key) == 1 else dig(holder, slot.key)
            if value is ABSENT or slot.name in seen or (slot.scale is None and not isinstance(value, str)):
                continue
            seen.add(slot.name)
            yield Slot(slot.name, slot.key, value, slot.scale, document)


@lru_cache(maxsize=256)
def _slots_of(table: KeyTable | DocumentKeys, adapter: Adapter) -> tuple[Slot, ...]:
    """Give every slot that a table of keys knows, empty."""
    known = {**SIGNALS, **{signal.name: signal for signal in adapter.signals}}
    found = []
    for name, key, percent in table.signals:
        if name in known:
            factor = 100 if percent else 1
            found.append(Slot(name, key, ABSENT, (known[name].low * factor, known[name].high * factor)))
    for name in _LABELS:
        way: KeyPath | None = getattr(table, name, None)
        if way is not None:
            found.append(Slot(name, way, ABSENT, None))
    return tuple(found)


def _of_entry(extraction: Extraction, place: Place) -> tuple[str, ...]:
    if place.entry is None and place.parts:
        return ()
    found = slots(extraction, place)
    return _kinds_of(tuple([(slot.name, slot.scale is None) for slot in found if slot.value is not None]))


@lru_cache(maxsize=1024)
def _kinds_of(carried: tuple[tuple[str, bool], ...]) -> tuple[str, ...]:
    """Give what can be done to signals and labels."""
    kinds: list[str] = []
    for name, is_label in carried:
        kinds += (f"{name}-worsened",) if is_label else (f"{name}-lowered", f"{name}-removed")
    return tuple(kinds)


@lru_cache(maxsize=16384)
def area_of(parts: Parts) -> str:
    """Give a path with ``[*]`` for every index: the field that a report counts under."""
    return any_item(render(parts))
