"""Solve an equation for one of its numbers.

Almost every equation of a document is linear in each of its numbers: one evaluation with another number gives
the slope, and the slope what is wanted. Where numbers are rounded or divided by one another, steps along the
secant do.
What is found is checked by evaluating whole conditions, so that this may be approximate.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Final

from adjudge.engine.hints.claims import Broken, Scene
from adjudge.engine.hints.equations import Equation, gap_of
from adjudge.engine.hints.misreads import Range
from adjudge.engine.hints.whatif import Column, WhatIf, column_of
from adjudge.model.paths import Parts
from adjudge.ruleset.expressions.tree import Binary, Call, Const, walk

_STEPS: Final = 12
_NEAR: Final = Decimal("0.01")
"""Half of it is what ``round`` inside an equation hides; the whole lets a rounded number be looked at, too."""

_CLOSE: Final = Decimal("0.0005")
"""A step shorter than this changes no number that is printed."""

_FARTHEST: Final = 20
"""A number of more digits before the point is no amount."""

_LONG: Final = 30
_SAMPLES: Final = 8
"""In a list of more than 30 items a column whose first 8 numbers weigh the same is taken to weigh the same."""

_LINEAR_CALLS: Final = ("abs", "default", "number")


class Solver:
    """Solves the equations of one document, and remembers how much the columns of its lists weigh in them."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._slopes: dict[tuple[Broken, Column], deque[Decimal]] = {}

    def wanted(self, broken: Broken, parts: Parts) -> Range | None:
        """Give the numbers at a place that would close the gap; ``None`` where none does."""
        seen = self._scene.number(parts)

        def with_number(number: Decimal) -> WhatIf:
            return self._scene.with_numbers({parts: number})

        if not _is_linear(broken.equation):
            return solve(broken, seen, with_number)
        column = column_of(parts)
        slopes = self._slopes.setdefault((broken, column), deque(maxlen=_SAMPLES))
        long = len(self._scene.columns[column]) > _LONG
        if not (long and len(slopes) == _SAMPLES and len(set(slopes)) == 1):
            slopes.append(_slope(broken, seen, with_number))
        return _range(seen - broken.gap.difference / slopes[-1], broken, slopes[-1]) if slopes[-1] else None


def _slope(broken: Broken, seen: Decimal, with_number: Callable[[Decimal], WhatIf]) -> Decimal:
    step = abs(seen) or Decimal(1)
    gap = gap_of(broken.equation, with_number(seen + step), broken.bindings)
    return Decimal(0) if gap is None else (gap.difference - broken.gap.difference) / step


def _range(wanted: Decimal, broken: Broken, slope: Decimal) -> Range | None:
    if wanted and abs(wanted.adjusted()) > _FARTHEST:
        return None
    reach = (broken.gap.tolerance + _NEAR) / abs(slope)
    return Range(wanted, wanted - reach, wanted + reach)


@lru_cache(maxsize=2048)
def _is_linear(equation: Equation) -> bool:
    """Whether it is linear in each of its numbers: nothing is rounded, or divided by what the document says."""
    for tree in (*walk(equation.left), *walk(equation.right)):
        if isinstance(tree, Binary) and tree.op == "/" and not isinstance(tree.right, Const):
            return False
        if isinstance(tree, Call) and tree.name not in _LINEAR_CALLS:
            return False
    return True


def solve(broken: Broken, seen: Decimal, with_number: Callable[[Decimal], WhatIf]) -> Range | None:
    """Give the numbers in place of ``seen`` that would close the gap, by steps along the secant."""

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
        found = _range(now - at_now / slope, broken, slope)
        at_found = difference(found.wanted) if found is not None else None
        if found is None or at_found is None:
            return None
        if at_found in (0, at_now) or abs(found.wanted - now) <= _CLOSE:
            return found
        before, at_before, now = now, at_now, found.wanted
    return None
