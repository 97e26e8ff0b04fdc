"""Comparisons of one value with constants that no value can satisfy together: ``x > 10 and x < 5``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Final

from adjudge.ruleset.expressions import Expression
from adjudge.ruleset.expressions.operators import COMPARE
from adjudge.ruleset.expressions.tree import Compare, Contains, Items, NamedList, Tree
from adjudge.ruleset.lint.fold import UNSURE, conjuncts, fold, kind_of

_TURNED: Final = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

Demand = tuple[str, str, Any]
"""The value as it is written, a comparison (or ``in``), a constant (or several)."""


def contradiction(expressions: Iterable[Expression]) -> str | None:
    """Find two demands on one value that exclude each other, and say which; ``None`` where there are none."""
    demands: dict[str, list[tuple[str, Any, str]]] = {}
    for expression in expressions:
        for part in conjuncts(expression.tree):
            written = _text(expression, part)
            for name, op, constant in _demands(expression, part):
                for other_op, other, other_written in demands.get(name, ()):
                    if _exclude((op, constant), (other_op, other)):
                        if written == other_written:
                            return f"`{written}` can never hold"
                        return f"`{other_written}` and `{written}` never hold together"
                demands.setdefault(name, []).append((op, constant, written))
    return None


def _text(expression: Expression, tree: Tree) -> str:
    return " ".join(expression.source[slice(*tree.span)].split())


def _demands(expression: Expression, tree: Tree) -> Iterator[Demand]:
    if isinstance(tree, Compare):
        for (left, right), op in zip(pairwise(tree.operands), tree.ops, strict=True):
            one, two = fold(left, None), fold(right, None)
            if one is UNSURE and kind_of(two) is not None:
                yield _text(expression, left), op, two
            elif two is UNSURE and kind_of(one) is not None:
                yield _text(expression, right), _TURNED[op], one
    elif isinstance(tree, Contains) and not tree.negated and isinstance(tree.among, Items | NamedList):
        among = fold(tree.among, None)
        if among is not UNSURE:
            yield _text(expression, tree.value), "in", among


def _exclude(one: tuple[str, Any], two: tuple[str, Any]) -> bool:
    """Whether no value meets both demands."""
    for (op, constant), (other_op, other) in ((one, two), (two, one)):
        if op in ("==", "in"):
            values = constant if op == "in" else (constant,)
            kinds = {kind_of(value) for value in values}
            wanted = other if other_op == "in" else (other,)
            if len(kinds) != 1 or {kind_of(value) for value in wanted} != kinds:
                return False
            return not any(_meets(value, other_op, other) for value in values)
    (op, constant), (other_op, other) = one, two
    if kind_of(constant) is not kind_of(other) or "!=" in (op, other_op) or op[0] == other_op[0]:
        return False
    low, high = (constant, other) if op[0] == ">" else (other, constant)
    return bool(low > high or (low == high and ("<" in (op, other_op) or ">" in (op, other_op))))


def _meets(value: Any, op: str, constant: Any) -> bool:
    return value in constant if op == "in" else COMPARE[op](value, constant)
