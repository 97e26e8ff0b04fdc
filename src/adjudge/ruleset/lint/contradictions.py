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
            if _exclude(demand, other):
                if demand.written == other.written:
                    return f"`{demand.written}` can never hold"
                return f"`{other.written}` and `{demand.written}` never hold together"
        known.setdefault(demand.of, []).append(demand)
    return next(filter(None, map(_exhausted, known.values())), None)


def _exhausted(demands: Sequence[Demand]) -> str | None:
    """Say that none of the values that one demand leaves meets all the others."""
    sets = [_values(demand) for demand in demands if demand.op in _SETS]
    kinds = set(chain(*map(_kinds, demands)))
    if not sets or len(kinds) != 1 or None in kinds:
        return None
    if any(all(_meets(value, demand) for demand in demands) for value in sets[0]):
        return None
    written = " and ".join(dict.fromkeys(f"`{each.written}`" for each in demands))
    return f"{written} never hold together"


def _values(demand: Demand) -> tuple[Any, ...]:
    return demand.constant if demand.op in ("in", "not in") else (demand.constant,)


def _kinds(demand: Demand) -> set[type | None]:
    return set(map(kind_of, _values(demand)))


def _exclude(one: Demand, two: Demand) -> bool:
    """Whether nothing meets both demands."""
    if one.op == RELATION:
        return not one.constant & two.constant
    for demand, other in ((one, two), (two, one)):
        if demand.op in _SETS:
            kinds = _kinds(demand)
            if len(kinds) != 1 or _kinds(other) != kinds:
                return False
            return not any(_meets(value, other) for value in _values(demand))
    if kind_of(one.constant) is not kind_of(two.constant) or {one.op[0], two.op[0]} != {"<", ">"}:
        return False
    low, high = (one, two) if one.op[0] == ">" else (two, one)
    strict = low.op == ">" or high.op == "<"
    return bool(low.constant > high.constant or (strict and low.constant == high.constant))


def _meets(value: Any, demand: Demand) -> bool:
    if demand.op in ("in", "not in"):
        return (value in demand.constant) is (demand.op == "in")
    return COMPARE[demand.op](value, demand.constant)
