"""What the rules claim about the numbers of one document: which claims hold, and which numbers each reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal

from adjudge.engine.hints.equations import Bindings, Equation, Gap, equations_of, gap_of, instances, value_of
from adjudge.engine.hints.whatif import (
    Change,
    Column,
    Meter,
    Number,
    Recorded,
    Remembered,
    WhatIf,
    column_of,
    item_of,
    number_of,
)
from adjudge.engine.judge import judge_when
from adjudge.model.node import Node
from adjudge.model.paths import Parts
from adjudge.model.result import Result
from adjudge.ruleset.expressions import Expression
from adjudge.ruleset.fields import Document
from adjudge.ruleset.rule import Rule


@dataclass(frozen=True, slots=True, eq=False)
class Broken:
    """An equation that does not hold, under the bindings of its loops."""

    equation: Equation
    bindings: Bindings
    gap: Gap


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """The condition of one rule, on the document or on one item of its list.

    ``place`` is its own place among all claims. ``reads`` are the numbers that it read, by place in the data,
    and ``lists`` the lists that it goes through. ``broken`` is empty where it holds.
    """

    id: str
    place: int
    condition: Expression
    node: Node | None
    reads: Mapping[Parts, Number]
    lists: Set[Parts]
    broken: tuple[Broken, ...] = ()

    @property
    def is_equation(self) -> bool:
        """Whether it claims that numbers are equal."""
        return bool(equations_of(self.condition.tree))

    @property
    def is_whole(self) -> bool:
        """Whether some equation in it is not about one item of an ``all(…)`` at a time."""
        return any(not equation.loops for equation in equations_of(self.condition.tree))

    def holds(self, document: Document) -> bool:
        """Whether it would hold in a changed document."""
        return value_of(self.condition.tree, self.condition.evaluation(document, self.node)) is True


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One document whose arithmetic does not add up: its claims, and what each number is read by."""

    document: Remembered
    meter: Meter
    claims: Sequence[Claim]
    readers: Mapping[Parts, Sequence[Claim]] = field(init=False)
    items: Mapping[Parts, Sequence[Parts]] = field(init=False)
    """The places of each item of a list, those in no item under ``()``."""

    columns: Mapping[Column, Sequence[Parts]] = field(init=False)

    def __post_init__(self) -> None:
        readers: dict[Parts, list[Claim]] = {}
        for claim in self.claims:
            for parts in claim.reads:
                readers.setdefault(parts, []).append(claim)
        items: dict[Parts, list[Parts]] = {}
        columns: dict[Column, list[Parts]] = {}
        for parts, claims in readers.items():
            # The claims that read least are asked first: most misreads are refused by the claim of a line.
            claims.sort(key=lambda claim: len(claim.reads))
            items.setdefault(item_of(parts), []).append(parts)
            columns.setdefault(column_of(parts), []).append(parts)
        for name, found in (("readers", readers), ("items", items), ("columns", columns)):
            object.__setattr__(self, name, found)

    @property
    def broken(self) -> list[Claim]:
        """The claims that do not hold."""
        return [claim for claim in self.claims if claim.broken]

    def typed(self, parts: Parts) -> Number:
        """Give what was read at a place: a number or an amount."""
        return self.readers[parts][0].reads[parts]

    def number(self, parts: Parts) -> Decimal:
        """Give the number that was read at a place."""
        return number_of(self.typed(parts))

    def with_numbers(self, numbers: Mapping[Parts, Decimal]) -> WhatIf:
        """Give the document with other numbers at some places."""
        changes = {parts: Change(self.typed(parts), new) for parts, new in numbers.items()}
        return WhatIf(self.document, self.meter, changes)


def repaired(readers: Sequence[Claim], document: Document) -> list[Claim]:
    """Give the broken claims that would hold; none if one that depends on the number would not."""
    repairs = []
    for claim in readers:
        if claim.holds(document):
            repairs += [claim] if claim.broken else []
        elif not claim.broken or any(_moves(broken, document) for broken in claim.broken):
            return []
    return repairs


def _moves(broken: Broken, document: Document) -> bool:
    gap = gap_of(broken.equation, document, broken.bindings)
    return gap is None or gap.difference != broken.gap.difference


def find_claims(rules: Sequence[Rule], results: Sequence[Result], document: Remembered, meter: Meter) -> list[Claim]:
    """Give what holds and which equations do not, over all rules that ran; nothing once the meter is spent."""
    claims: list[Claim] = []
    for rule, result in zip(rules, results, strict=False):
        if rule.condition is None or result.outcome not in ("pass", "fail", "unknown"):
            continue
        for claimed, node in _nodes(rule, document, meter):
            claim = _claim(claimed, len(claims), rule.condition, node, document, meter)
            if claim is not None:
                claims.append(claim)
            if meter.spent:
                return []
    return claims


def _nodes(rule: Rule, document: Remembered, meter: Meter) -> Iterator[tuple[str, Node | None]]:
    if rule.loop is None:
        if all(judge_when(condition, document, None) is None for condition in rule.when):
            yield rule.nodeid, None
        return
    nodes = document.items(rule.loop.field)
    for index, node in enumerate(nodes if isinstance(nodes, tuple) else ()):
        meter.left -= 1
        if all(judge_when(condition, document, node) is None for condition in rule.when):
            yield f"{rule.nodeid}[{index}]", node


def _claim(
    nodeid: str, place: int, condition: Expression, node: Node | None, document: Remembered, meter: Meter
) -> Claim | None:
    recorded = Recorded(document, meter)
    evaluation = condition.evaluation(recorded, node)
    value = value_of(condition.tree, evaluation)
    if not isinstance(value, bool) or not (recorded.reads or recorded.lists):
        return None
    claim = Claim(nodeid, place, condition, node, recorded.reads, recorded.lists.keys())
    if value:
        return claim
    broken = tuple(
        Broken(equation, bound, gap)
        for equation in equations_of(condition.tree)
        for bound in instances(equation, recorded, evaluation.bindings)
        if (gap := gap_of(equation, recorded, bound)) is not None and not gap.closed
    )
    return replace(claim, broken=broken) if broken else None
