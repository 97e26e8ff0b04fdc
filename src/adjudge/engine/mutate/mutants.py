"""Mutants: a payload with one damage, made of a spot and a seed; the payload itself is never changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any, Final
from zlib import crc32

from adjudge.engine.mutate.editing import put
from adjudge.engine.mutate.misprints import is_date, of_number
from adjudge.engine.mutate.places import SLIPS, Slot, Spot, slots
from adjudge.engine.mutate.scribe import Scribe, Unwritable
from adjudge.model.jsontext import to_json
from adjudge.model.looks import is_number
from adjudge.model.paths import Parts, render
from adjudge.model.tree import ABSENT, is_scalar

_RANKS: Final = (
    re.compile("not.?found|missing|absent|unresolvable|cannot|invalid|fail|none|low", re.IGNORECASE),
    re.compile("fuzzy|partial|fix|medium|uncertain|review", re.IGNORECASE),
    re.compile("multi", re.IGNORECASE),
)
"""Words in labels, the worst first; a label without any of them is the best."""


_LONGEST: Final = 80
"""Characters of a value that are told."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A payload with one damage.

    ``before`` and ``after`` are what stood and stands there, ``ABSENT`` where it is gone. ``places`` are those where
    something is another now, ``signal`` names it where that is not the value. ``structure`` tells that something is
    there no more, or newly: what is below may have moved as well.
    """

    spot: Spot
    payload: Any
    before: Any
    after: Any
    places: tuple[Parts, ...]
    structure: bool = False
    signal: str | None = None


def make(scribe: Scribe, spot: Spot, seed: int) -> Mutant | None:
    """Make the mutant of a spot; ``None`` where there is nothing that this kind of damage could change.

    The same payload, spot and seed give the same mutant, whatever else is made.
    """
    kind, parts = spot
    try:
        place = scribe.place(parts)
        # Of a number, which is quicker than of a text.
        told = f"{seed} {kind} {parts} {place.value if is_scalar(place.value) else ''}"
        chance = Random(crc32(told.encode("utf-8", "replace")))  # noqa: S311  # a draw to repeat, not a secret
        if kind in SLIPS:
            return _slipped(scribe, spot, place.value, chance)
        if kind in _STRUCTURE:
            return _STRUCTURE[kind](scribe, spot)
        if kind == "dates-swapped":
            return _dates_swapped(scribe, spot, place.value, chance)
        return _carried(scribe, spot, chance)
    except Unwritable:
        return None


def _slipped(scribe: Scribe, spot: Spot, value: Any, chance: Random) -> Mutant | None:
    slip = SLIPS[spot.kind]
    new = slip(value, chance) if isinstance(value, str) else of_number(slip, value, chance)
    if new is None or new == value:
        return None
    return Mutant(spot, scribe.put_value(spot.parts, new), value, new, (spot.parts,))


def _emptied(scribe: Scribe, spot: Spot) -> Mutant:
    value = scribe.place(spot.parts).value
    return Mutant(spot, scribe.put_value(spot.parts, None), value, None, (spot.parts,), structure=True)


def _dropped(scribe: Scribe, spot: Spot) -> Mutant:
    value = scribe.place(spot.parts).value
    return Mutant(spot, scribe.drop(spot.parts), value, ABSENT, (spot.parts,), structure=True)


def _line_dropped(scribe: Scribe, spot: Spot) -> Mutant:
    return _rearranged(scribe, spot, 0)


def _line_doubled(scribe: Scribe, spot: Spot) -> Mutant:
    return _rearranged(scribe, spot, 2)


_STRUCTURE: Final[dict[str, Callable[[Scribe, Spot], Mutant]]] = {
    "emptied": _emptied,
    "dropped": _dropped,
    "line-dropped": _line_dropped,
    "line-doubled": _line_doubled,
}


def _rearranged(scribe: Scribe, spot: Spot, times: int) -> Mutant:
    *way, item = spot.parts
    size = len(scribe.place(tuple(way)).value)
    order = [index for index in range(size) for _ in range(times if index == item else 1)]
    payload = scribe.arrange(tuple(way), order)
    return Mutant(spot, payload, scribe.place(spot.parts).value, ABSENT, (tuple(way),), structure=True)


def _dates_swapped(scribe: Scribe, spot: Spot, value: Any, chance: Random) -> Mutant | None:
    """Exchange two dates of one object."""
    *way, name = spot.parts
    holder = scribe.place(tuple(way))
    dates = {
        key: text
        for key in scribe.extraction.tree.child_keys(holder)
        if isinstance(text := scribe.extraction.tree.child(holder, key).value, str)
        and key != name
        and text != value
        and is_date(text)
    }
    if not dates or not isinstance(value, str):
        return None
    other = chance.choice(list(dates))
    there = (*way, other)
    once = put(scribe.extraction.payload, scribe.where(spot.parts), dates[other])
    payload = put(once, scribe.where(there), value)
    return Mutant(spot, payload, value, dates[other], (spot.parts, there))


def _carried(scribe: Scribe, spot: Spot, chance: Random) -> Mutant | None:
    """Make a signal or a label worse, or take it away."""
    name, _, what = spot.kind.rpartition("-")
    slot = next((slot for slot in slots(scribe.extraction, scribe.place(spot.parts)) if slot.name == name), None)
    if slot is None:
        return None
    new = ABSENT if what == "removed" else _lowered(slot, chance) if what == "lowered" else _worse(scribe, slot, chance)
    if new is None:
        return None
    if slot.document:
        payload = put(scribe.extraction.payload, (*scribe.extraction.shape.at, *slot.key), new)
    else:
        payload = scribe.put_entry(spot.parts, slot.key, new)
    return Mutant(spot, payload, slot.value, new, (spot.parts,), signal=name)


def _lowered(slot: Slot, chance: Random) -> Any:
    """Give a lower signal of the same type: a tenth to a half of what it has above the lowest."""
    value = slot.value
    if slot.scale is None or not is_number(value):
        return None
    low = Decimal(slot.scale[0])
    above = Decimal(str(value)) - low
    if not above.is_finite() or above <= 0:
        return None
    new = low + (above * chance.choice((1, 2, 3, 4, 5)) / 10)
    new = new.to_integral_value(rounding="ROUND_FLOOR") if isinstance(value, int) else round(new, 4)
    return type(value)(new) if new < value else None


def _worse(scribe: Scribe, slot: Slot, chance: Random) -> str | None:
    """Give a label of the adapter that is worse than this one, by its words."""
    adapter = scribe.extraction.definition
    labels = adapter.labels if slot.name == "match" else adapter.verification_labels
    worse = sorted(label for label in labels if _rank(label) < _rank(slot.value))
    return chance.choice(worse) if worse else None


def _rank(label: str) -> int:
    return next((rank for rank, words in enumerate(_RANKS) if words.search(label)), len(_RANKS))


def told(mutant: Mutant) -> str:
    """Say in one line what was done."""
    kind, parts = mutant.spot
    path = render(parts)
    if kind.startswith("line-"):
        return f"{path} is left out" if kind == "line-dropped" else f"{path} is there twice"
    what = f"{mutant.signal} of {path}" if mutant.signal is not None else path
    also = "" if len(mutant.places) < 2 else f", and {render(mutant.places[1])} the other way round"
    return f"{what}: {_shown(mutant.before)} -> {_shown(mutant.after)}{also}"


def _shown(value: Any) -> str:
    text = "absent" if value is ABSENT else to_json(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
