"""Where a document can be damaged, and how: every place with the kinds of damage that make sense there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from adjudge.engine.mutate import misprints
from adjudge.model.adapter import Adapter, KeyPath, SignalKey
from adjudge.model.extraction import Extraction
from adjudge.model.paths import Parts, render
from adjudge.model.signals import SIGNALS, Signal
from adjudge.model.tree import ABSENT, MAX_DEPTH, Place, dig, is_list, is_scalar

NUMBERS: Final = frozenset(("money", "decimal", "integer", "percent"))
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
    if declared in NUMBERS:
        return "number"
    if declared == "date" or misprints.is_date(text):
        return "date"
    if misprints.is_currency(text):
        return "currency"
    return "number" if declared is None and misprints.is_number(text) else "text"


def slots(extraction: Extraction, place: Place) -> Iterator[Slot]:
    """Give the signals and labels that a place carries, at the root those of the document."""
    if place.entry is None and place.parts:
        return
    known = _known(extraction.definition)
    sources: list[tuple[Any, tuple[SignalKey, ...], Any, bool]] = []
    if not place.parts:
        sources.append((extraction.response, extraction.document.signals, extraction.document, True))
    if place.entry is not None:
        sources.append((place.entry, extraction.keys.signals, extraction.keys, False))
    seen: set[str] = set()
    for holder, signals, table, document in sources:
        for name, key, percent in signals:
            value = dig(holder, key)
            if value is not ABSENT and name in known and name not in seen:
                seen.add(name)
                factor = 100 if percent else 1
                yield Slot(name, key, value, (known[name].low * factor, known[name].high * factor), document)
        for name in _LABELS:
            way: KeyPath | None = getattr(table, name, None)
            label = ABSENT if way is None else dig(holder, way)
            if way is not None and isinstance(label, str) and name not in seen:
                seen.add(name)
                yield Slot(name, way, label, None, document)


def _of_entry(extraction: Extraction, place: Place) -> tuple[str, ...]:
    kinds: list[str] = []
    for slot in slots(extraction, place):
        if slot.scale is None:
            kinds.append(f"{slot.name}-worsened")
        elif slot.value is not None:
            kinds += _kinds_of_signal(slot.name)
    return tuple(kinds)


@cache
def _kinds_of_signal(name: str) -> tuple[str, str]:
    return f"{name}-lowered", f"{name}-removed"


@lru_cache(maxsize=64)
def _known(adapter: Adapter) -> Mapping[str, Signal]:
    return {**SIGNALS, **{signal.name: signal for signal in adapter.signals}}


@lru_cache(maxsize=16384)
def area_of(parts: Parts) -> str:
    """Give a path with ``[*]`` for every index: the field that a report counts under."""
    return "$" + "".join("[*]" if isinstance(part, int) else render((part,))[1:] for part in parts)
