"""Functions of lists: what the terms of a list come to.

A term that is unknown makes a sum unknown, but a true ``any`` or a false ``all`` is decided all the same.
An absent list is no empty one: of it, everything is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, DecimalException
from functools import reduce
from typing import TYPE_CHECKING, Final

from adjudge.model.node import Node
from adjudge.model.values import Fault, Missing, Money, Typed
from adjudge.record import Record, replace
from adjudge.ruleset.expressions.logic import all_of, any_of, truth
from adjudge.ruleset.expressions.nodes import Found
from adjudge.ruleset.expressions.operators import (
    EXACT,
    Unknowable,
    clash,
    compare,
    compute,
    greatest,
    kind,
    least,
    unknowable,
)
from adjudge.ruleset.expressions.tree import Aggregate, Every, Member, Ref

if TYPE_CHECKING:
    from adjudge.ruleset.expressions.evaluate import Evaluation


_NUMBERS: Final = {Decimal}
_MONEY: Final = {Money}

COUNTING: Final = frozenset({"count", "len"})
"""Aggregates that need no values, so that a missing one does not matter."""


class Term(Record):
    """One item of a list under an aggregate: its node, whether the filter takes it, and its value.

    ``value`` is only computed where ``selected`` is not false. A list that is missing is one term
    without a node.
    """

    node: Node | None
    selected: bool | Unknowable
    value: Typed


def terms(tree: Aggregate, evaluation: Evaluation) -> Iterator[Term]:
    """Give the terms of an aggregate, in the order of the document; the variable is bound meanwhile."""
    found = evaluation.items(tree.source)
    if tree.variable is None or tree.element is None:
        field = tree.source.field if isinstance(tree.source, Ref) else None
        counting = tree.name in COUNTING
        for item in found:
            if not isinstance(item, Node):
                yield Term(None, item, item)
            else:
                yield Term(item, True, Decimal(1) if counting else evaluation.read(item, field))
        return
    value = evaluation.evaluator(tree.element)
    selected = None if tree.condition is None else evaluation.evaluator(tree.condition)
    try:
        for item in found:
            yield _bound(item, tree, evaluation, value, selected)
    finally:
        evaluation.bindings.pop(tree.variable, None)


def _bound(
    item: Found,
    tree: Aggregate,
    evaluation: Evaluation,
    value: Callable[[], object],
    selected: Callable[[], object] | None,
) -> Term:
    if not isinstance(item, Node):
        return Term(None, item, item)
    evaluation.bindings[str(tree.variable)] = item
    taken = True if selected is None else truth(selected())
    if taken is False or tree.name in COUNTING:
        return Term(item, taken, Decimal(1))
    return Term(item, taken, value())  # type: ignore[arg-type]  # an element is a single value


def aggregate(tree: Aggregate, evaluation: Evaluation) -> Typed:
    """Give the value of an aggregate."""
    if tree.name in ("any", "all"):
        return _until_decided(tree, evaluation)
    taken = []
    undecided: list[Unknowable] = []
    for term in evaluation.terms(tree):
        if term.selected is False:
            continue
        stopped = unknowable((term.selected, term.value))
        if stopped is None:
            taken.append(term.value)
        else:
            undecided.append(stopped)
    stopped = unknowable(undecided)
    if isinstance(stopped, Fault):
        return stopped
    # Of the known terms something may make no sense, whatever the missing ones are.
    known = REDUCE[tree.name](taken) if taken or tree.name in OF_NOTHING else nothing_selected(tree, evaluation)
    return known if stopped is None or isinstance(known, Fault) else stopped


def _until_decided(tree: Aggregate, evaluation: Evaluation) -> Typed:
    """Give ``any`` or ``all``: what comes after the term that decides is not read."""
    found = terms(tree, evaluation)
    try:
        if tree.name == "all":
            return _all(found, tree, evaluation)
        return any_of(all_of((term.selected, term.value)) for term in found)
    finally:
        found.close()  # type: ignore[attr-defined]  # a generator: what it bound is unbound now, not later


def _all(found: Iterator[Term], tree: Aggregate, evaluation: Evaluation) -> Typed:
    """``all`` holds when each selected term does; of no term nothing can be said."""
    seen = False

    def implied() -> Iterator[object]:
        nonlocal seen
        for term in found:
            if term.selected is not False:
                seen = True
                rejected = term.selected if not isinstance(term.selected, bool) else False
                yield any_of((rejected, term.value))

    answer = all_of(implied())
    return answer if seen else nothing_selected(tree, evaluation)


def nothing_selected(tree: Aggregate, evaluation: Evaluation) -> Missing:
    """Say that a list is empty, or that its filter left nothing."""
    path = source_path(tree, evaluation)
    if tree.condition is None:
        return Missing("nothing_selected", path, f"{path} selected nothing")
    return Missing("nothing_selected", path, f"no item of {path} was selected")


def source_path(tree: Aggregate, evaluation: Evaluation) -> str:
    """Give the path of the list that an aggregate goes through, for a sentence; of nested lists the inner one."""
    source = tree.source
    if not isinstance(source, Ref):
        return "the leaves"
    for position in reversed(range(len(source.steps))):
        step = source.steps[position]
        if isinstance(step, Every):
            whole = replace(source, steps=source.steps[:position])
            before = evaluation.select(whole)
            if len(before) == 1 and isinstance(before[0], Node):
                return before[0].path
        elif isinstance(step, Member) and step.field.plural:
            return step.field.text
    return "the list"  # pragma: no cover  # a path to many nodes has one of these steps


def _sum(values: Sequence[Typed]) -> Typed:
    quickly = _sum_of_a_kind(values)
    return _sum_of_any(values) if quickly is None else quickly


def _sum_of_a_kind(values: Sequence[Typed]) -> Decimal | Money | None:
    """Add up numbers, or money of one currency: most sums are of these. ``None`` for any other."""
    kinds = set(map(type, values))
    try:
        if kinds == _NUMBERS:
            return reduce(EXACT.add, values, Decimal(0))  # type: ignore[arg-type]  # each is a Decimal
        if kinds == _MONEY and len({value.currency for value in values}) == 1:  # type: ignore[union-attr]  # each is
            total = reduce(EXACT.add, [value.amount for value in values], Decimal(0))  # type: ignore[union-attr]
            return Money(total, values[0].currency)  # type: ignore[union-attr]  # as above
    except DecimalException:
        return None
    return None


def _sum_of_any(values: Sequence[Typed]) -> Typed:
    total: Typed = Decimal(0)
    for value in values:
        if not isinstance(value, Decimal | Money):
            return clash("added up", value)
        total = compute("+", total, value)
        if isinstance(total, Fault):
            return total
    return total


def _avg(values: Sequence[Typed]) -> Typed:
    return compute("/", _sum(values), Decimal(len(values)))


def _median(values: Sequence[Typed]) -> Typed:
    checked = _sum(values)
    if isinstance(checked, Fault):
        return checked
    ordered = sorted(values, key=lambda value: value.amount if isinstance(value, Money) else value)  # type: ignore[arg-type, return-value]
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return low if low is high else compute("/", compute("+", low, high), Decimal(2))


def _unique(values: Sequence[Typed]) -> Typed:
    first = duplicates(values)
    return first if isinstance(first, Fault) else not first


def duplicates(values: Sequence[Typed]) -> list[tuple[int, int]] | Fault:
    """Give the pairs of positions ``(earlier, later)`` of values that are equal; a fault if kinds differ."""
    seen: dict[object, list[int]] = {}
    pairs = []
    for position, value in enumerate(values):
        if kind(value) == "list":
            return Fault("type_clash", "only single values can be compared with each other")
        clashing = compare("==", values[0], value)
        if isinstance(clashing, Fault) and kind(values[0]) != kind(value):
            return clashing
        key = value.amount if isinstance(value, Money) else value
        earlier = seen.setdefault(key, [])
        twin = next((index for index in earlier if compare("==", values[index], value) is True), None)
        if twin is not None:
            pairs.append((twin, position))
        else:
            earlier.append(position)
    return pairs


def _distinct(values: Sequence[Typed]) -> Typed:
    pairs = duplicates(values)
    return pairs if isinstance(pairs, Fault) else Decimal(len(values) - len(pairs))


OF_NOTHING: Final = frozenset({"sum", "count", "distinct", "len"})
REDUCE: Final[Mapping[str, Callable[[Sequence[Typed]], Typed]]] = {
    "sum": _sum,
    "count": lambda values: Decimal(len(values)),
    "len": lambda values: Decimal(len(values)),
    "distinct": _distinct,
    "min": least,
    "max": greatest,
    "avg": _avg,
    "median": _median,
    "unique": _unique,
}
