"""Solve an equation for one of its numbers: evaluate, step along the secant, evaluate again.

Almost every equation of a document is linear in each of its numbers, so the first step is exact. What is
found is checked by evaluating whole conditions, so that this may be approximate where it is not.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from adjudge.engine.hints.claims import Broken
from adjudge.engine.hints.equations import gap_of
from adjudge.engine.hints.misreads import Range
from adjudge.engine.hints.whatif import WhatIf

_STEPS: Final = 6
_NEAR: Final = Decimal("0.01")
"""Half of it is what ``round`` inside an equation hides; the whole lets a rounded number be looked at, too."""

_FARTHEST: Final = 20
"""A number of more digits before the point is no amount."""


def solve(broken: Broken, seen: Decimal, with_number: Callable[[Decimal], WhatIf]) -> Range | None:
    """Give the numbers in place of ``seen`` that would close the gap; ``None`` where none does."""

    def difference(number: Decimal) -> Decimal | None:
        gap = gap_of(broken.equation, with_number(number), broken.bindings)
        return None if gap is None else gap.difference

    before, at_before = seen, broken.gap.difference
    now = seen + (abs(seen) or Decimal(1))
    for _ in range(_STEPS):
        at_now = difference(now)
        if at_now is None or at_now == at_before:
            return None
        slope = (at_now - at_before) / (now - before)
        guess = now - at_now / slope
        if guess and abs(guess.adjusted()) > _FARTHEST:
            return None
        at_guess = difference(guess)
        if at_guess is None:
            return None
        if abs(at_guess) <= max(_NEAR / 2, broken.gap.tolerance):
            reach = (broken.gap.tolerance + _NEAR) / abs(slope)
            return Range(guess, guess - reach, guess + reach)
        before, at_before, now = now, at_now, guess
    return None
