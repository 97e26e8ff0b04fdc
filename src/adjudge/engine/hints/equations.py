"""The equations in a condition: what must be equal to what, and how far apart it may be.

Found wherever a comparison must hold for the condition to: under ``and`` and ``or``, in both branches of an
``if``, for each item of ``all(…)``. ``abs(a - b) <= t`` is an equation, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

from adjudge.engine.hints.whatif import number_of
from adjudge.model.node import Node
from adjudge.record import Record, replace
from adjudge.ruleset.expressions.evaluate import Evaluation
from adjudge.ruleset.expressions.operators import EXACT, Band
from adjudge.ruleset.expressions.tree import Aggregate, Bool, Call, Compare, Const, If, Tree
from adjudge.ruleset.fields import Document

Bindings = Mapping[str, Node]

_MIRRORED: Final = {"<=": ">=", "<": ">", ">=": "<=", ">": "<", "==": "==", "!=": "!="}
MAX_INSTANCES: Final = 200
"""Items of an ``all(…)`` whose equations are looked at."""


class Equation(Record, eq=False):
    """Two sides that must be equal; ``tolerance`` where the comparison itself has one (``abs(…) <= t``).

    ``loops`` are the ``all(…)`` around it, outermost first.
    """

    left: Tree
    right: Tree
    tolerance: Tree | None = None
    loops: tuple[Aggregate, ...] = ()


class Gap(Record):
    """How far the left side is above the right one, and how far it may be off."""

    difference: Decimal
    tolerance: Decimal

    @property
    def closed(self) -> bool:
        """Whether the two sides agree."""
        return abs(self.difference) <= self.tolerance


@lru_cache(maxsize=2048)
def equations_of(tree: Tree) -> tuple[Equation, ...]:
    """Give the equations of a condition, in the order of the source."""
    return tuple(_find(tree, ()))


def _find(tree: Tree, loops: tuple[Aggregate, ...]) -> Iterator[Equation]:
    match tree:
        case Bool(operands=operands):
            for operand in operands:
                yield from _find(operand, loops)
        case If(then=then, otherwise=otherwise):
            yield from _find(then, loops)
            yield from _find(otherwise, loops)
        case Aggregate(name="all", element=element) if element is not None:
            yield from _find(element, (*loops, tree))
        case Compare(operands, ops):
            for left, op, right in zip(operands, ops, operands[1:], strict=False):
                equation = _equation(left, op, right) or _equation(right, _MIRRORED[op], left)
                if equation is not None:
                    yield replace(equation, loops=loops)
        case _:
            return


def _equation(left: Tree, op: str, right: Tree) -> Equation | None:
    if op == "==":
        return Equation(left, right)
    if op in ("<=", "<") and isinstance(left, Call) and left.name == "abs":
        return Equation(left.args[0], Const(Decimal(0), left.span), right)
    return None


def value_of(tree: Tree, evaluation: Evaluation) -> object:
    """Evaluate a part of a condition; ``None`` where that raises."""
    try:
        return evaluation.evaluate(tree)
    except Exception:  # noqa: BLE001  # a plugin's function may raise for a number that no document holds
        return None


def gap_of(equation: Equation, document: Document, bindings: Bindings) -> Gap | None:
    """Measure an equation; ``None`` where a side is no number."""
    evaluation = Evaluation(document, bindings)
    sides: list[Decimal] = []
    tolerance = Decimal(0)
    for tree in (equation.left, equation.right):
        value = value_of(tree, evaluation)
        if isinstance(value, Band):
            tolerance = number_of(value.tolerance) or tolerance
            value = value.value
        number = number_of(value)
        if number is None:
            return None
        sides.append(number)
    if equation.tolerance is not None:
        tolerance = number_of(value_of(equation.tolerance, evaluation)) or tolerance
    return Gap(EXACT.subtract(*sides), tolerance)


def instances(equation: Equation, document: Document, bindings: Bindings) -> Iterator[Bindings]:
    """Give the bindings under which an equation must hold: one, or one for each item of ``all(…)``."""
    found: list[Bindings] = [bindings]
    for loop in equation.loops:
        found = [more for one in found for more in _bound(loop, document, one)][:MAX_INSTANCES]
    yield from found


def _bound(loop: Aggregate, document: Document, bindings: Bindings) -> Iterator[Bindings]:
    for item in Evaluation(document, bindings).items(loop.source):
        if isinstance(item, Node) and loop.variable is not None:
            bound = {**bindings, loop.variable: item}
            if loop.condition is None or value_of(loop.condition, Evaluation(document, bound)) is True:
                yield bound
