"""Conditions that no document can meet: ``x > 10 and x < 5``, and whatever comes to that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, product
from typing import Any, Final

from adjudge.ruleset.expressions import Expression
from adjudge.ruleset.expressions.operators import COMPARE
from adjudge.ruleset.lint.demands import RELATION, Demand, alternatives
from adjudge.ruleset.lint.fold import kind_of

_SETS: Final = ("==", "in")
"""Demands that leave no more than some values."""


def contradiction(expressions: Iterable[Expression]) -> str | None:
    """Say why conditions never hold together; ``None`` where some document may meet them."""
    expressions = tuple(expressions)
    worlds = [list(chain(*each)) for each in product(*(alternatives(one, held=True) for one in expressions))]
    clashes = [_clash(world) for world in worlds]
    if not clashes or None in clashes:
        return None
    joined = " and ".join(" ".join(each.source.split()) for each in expressions)
    return clashes[0] if len(clashes) == 1 else f"`{joined}` can never hold"


def is_never_false(expression: Expression) -> bool:
    """Whether no document makes a condition false, though one may leave it unknown."""
    return all(_clash(world) is not None for world in alternatives(expression, held=False))


def _clash(world: Sequence[Demand]) -> str | None:
    """Find two demands on one thing that exclude each other, and say which."""
    known: dict[str, list[Demand]] = {}
    for demand in world:
        for other in known.get(demand.of, ()):
            if _exclude((demand.op, demand.constant), (other.op, other.constant)):
                if demand.written == other.written:
                    return f"`{demand.written}` can never hold"
                return f"`{other.written}` and `{demand.written}` never hold together"
        known.setdefault(demand.of, []).append(demand)
    return next(filter(None, map(_exhausted, known.values())), None)


def _exhausted(demands: Sequence[Demand]) -> str | None:
    """Say that none of the values that one demand leaves meets all the others."""
    sets = [demand.constant if demand.op == "in" else (demand.constant,) for demand in demands if demand.op in _SETS]
    kinds = {kind_of(value) for demand in demands for value in _values(demand)}
    if not sets or len(kinds) != 1 or None in kinds:
        return None
    if any(all(_meets(value, demand.op, demand.constant) for demand in demands) for value in sets[0]):
        return None
    written = " and ".join(dict.fromkeys(f"`{each.written}`" for each in demands))
    return f"{written} never hold together"


def _values(demand: Demand) -> tuple[Any, ...]:
    return demand.constant if demand.op in ("in", "not in") else (demand.constant,)


def _exclude(one: tuple[str, Any], two: tuple[str, Any]) -> bool:
    """Whether nothing meets both demands."""
    if one[0] == RELATION:
        return not one[1] & two[1]
    for (op, constant), (other_op, other) in ((one, two), (two, one)):
        if op in ("==", "in"):
            values = constant if op == "in" else (constant,)
            kinds = {kind_of(value) for value in values}
            wanted = other if other_op in ("in", "not in") else (other,)
            if len(kinds) != 1 or {kind_of(value) for value in wanted} != kinds:
                return False
            return not any(_meets(value, other_op, other) for value in values)
    (op, constant), (other_op, other) = one, two
    if kind_of(constant) is not kind_of(other) or {op[0], other_op[0]} != {"<", ">"}:
        return False
    low, high = (constant, other) if op[0] == ">" else (other, constant)
    return bool(low > high or (low == high and ("<" in (op, other_op) or ">" in (op, other_op))))


def _meets(value: Any, op: str, constant: Any) -> bool:
    if op in ("in", "not in"):
        return (value in constant) is (op == "in")
    return COMPARE[op](value, constant)
