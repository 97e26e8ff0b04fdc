"""A value that counts another one in, or leaves it out: a net amount read where the gross one stands."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from adjudge.engine.hints.claims import Scene
from adjudge.engine.hints.misreads import Misread, Range
from adjudge.engine.hints.whatif import item_of
from adjudge.model.paths import Parts, render
from adjudge.model.result import HintKind
from adjudge.model.values import Money
from adjudge.ruleset.reading import show

MAX_OTHERS: Final = 60
_HIGHEST_RATE: Final = Decimal("0.5")
_PERCENT: Final = Decimal(100)


def included(scene: Scene, parts: Parts, wanted: Range) -> Iterator[Misread]:
    """Give what the value at a place may stand for, with another one counted in or left out.

    An amount is another operand of the same equations, and money only where money is. A rate may be any number
    of the document, or of the same item, that can be one: a fraction up to a half, or a percentage up to 50.
    """
    seen = scene.number(parts)
    for other in _beside(scene, parts):
        amount = scene.number(other)
        alike = isinstance(scene.typed(other), Money) == isinstance(scene.typed(parts), Money)
        if not amount or not alike or not any(other in claim.reads for claim in scene.readers[parts]):
            continue
        named = f"{render(other)} of {show(scene.typed(other))}"
        if seen - amount in wanted:
            yield Misread(seen - amount, "counted_in", f"{named} counted in", 0.3)
        if seen + amount in wanted:
            yield Misread(seen + amount, "left_out", f"{named} left out", 0.3)
    for other in _beside(scene, parts):
        rate = _rate(scene.number(other))
        if rate is None:
            continue
        named = f"{show((rate * _PERCENT).normalize())}% of {render(other)}"
        readings: tuple[tuple[Decimal, HintKind, str], ...] = (
            (seen / (1 + rate), "counted_in", "counted in"),
            (seen * (1 + rate), "left_out", "left out"),
        )
        for exact, kind, slip in readings:
            meant = _near(exact, wanted)
            if meant is not None:
                yield Misread(meant, kind, f"{named} {slip}", 0.25)


def _beside(scene: Scene, parts: Parts) -> list[Parts]:
    """Give the places of the document itself and of the same item; the value of another item is not counted in."""
    places = dict.fromkeys((*scene.items.get((), ()), *scene.items[item_of(parts)]))
    return [place for place in places if place != parts][:MAX_OTHERS]


def _rate(number: Decimal) -> Decimal | None:
    rate = number / _PERCENT if number >= 1 else number
    return rate if 0 < rate <= _HIGHEST_RATE else None


def _near(number: Decimal, wanted: Range) -> Decimal | None:
    """Round to the amount that would be printed, where that reconciles."""
    printed = number.quantize(Decimal("0.01"))
    return printed if printed in wanted else None
