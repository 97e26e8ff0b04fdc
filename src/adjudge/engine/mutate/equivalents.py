"""Mutants that mean what the original means: nobody can catch them, so they count neither way.

One is read as the same value by every field that reads it ("12.00" for "12.0"), or it moves an ``approx`` of a rule
that passes, and not out of its tolerance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from adjudge.engine.hints.whatif import number_of
from adjudge.engine.mutate.catching import Standing
from adjudge.engine.mutate.mutants import Mutant
from adjudge.engine.selection import loop_nodes
from adjudge.model.extraction import Extraction, follow
from adjudge.model.node import Node
from adjudge.model.paths import Parts
from adjudge.ruleset.check import Judgement
from adjudge.ruleset.expressions import Expression
from adjudge.ruleset.expressions.operators import Band
from adjudge.ruleset.expressions.tree import Aggregate, Approx, Compare, Tree, children
from adjudge.ruleset.fields import Document
from adjudge.ruleset.footprint import Footprint
from adjudge.ruleset.reading import Unparsable
from adjudge.ruleset.rule import Rule


def is_read_alike(mutant: Mutant, prints: tuple[Footprint | None, ...], old: Extraction, new: Extraction) -> bool:
    """Whether every rule that reads a changed value reads it through fields, which read it as before."""
    if mutant.structure or mutant.signal is not None:
        return False
    (place, *more) = mutant.places
    readers = [each for each in prints if each is None or each.reads_value(place)]
    if more or not readers or not all(each is not None and each.reads_only_typed(place) for each in readers):
        return False
    before, after = follow(old.root, place).value, follow(new.root, place).value
    for each in readers:
        for field in () if each is None else each.fields_of(place):
            read = field.read(before) if field.read else Unparsable("")
            if isinstance(read, Unparsable) or field.read is None or field.read(after) != read:
                return False
    return True


def is_tolerated(
    mutant: Mutant, rules: tuple[Rule, ...], numbers: tuple[int, ...], after: Standing, documents: tuple[Document, ...]
) -> bool:
    """Whether a rule that passes compares with a tolerance what was changed, and the change stays within it.

    Args:
        mutant: A mutant of one value.
        rules: All rules.
        numbers: Those that were run again.
        after: What they say of the mutant.
        documents: The original and the mutant.
    """
    if mutant.structure or mutant.signal is not None:
        return False
    return any(
        _moves_within(rules[number], mutant.places[0], documents)
        for number in numbers
        if after.results[number].items.passed and after.results[number].outcome == "pass"
    )


def _moves_within(rule: Rule, place: Parts, documents: tuple[Document, ...]) -> bool:
    condition = rule.condition
    comparisons = [] if condition is None else list(_comparisons(condition.tree))
    if condition is None or not comparisons:
        return False
    old, new = (_distances(condition, comparisons, document, _item(rule, place, document)) for document in documents)
    return any(within and number in old and old[number][0] != distance for number, (distance, within) in new.items())


def _item(rule: Rule, place: Parts, document: Document) -> Node | None:
    """Give the item of a rule's list that a place is in."""
    nodes = () if rule.loop is None else loop_nodes(rule.loop, document)
    found = () if isinstance(nodes, Judgement) else nodes
    return next((node for node in found if node.parts == place[: len(node.parts)]), None)


def _comparisons(tree: Tree) -> Iterator[tuple[Tree, Approx]]:
    """Give the pairs that are compared with a tolerance, but for those in aggregates, which have many values."""
    if isinstance(tree, Aggregate):
        return
    if isinstance(tree, Compare) and len(tree.operands) == 2:
        one, two = tree.operands
        if isinstance(two, Approx):
            yield one, two
        elif isinstance(one, Approx):
            yield two, one
    for child in children(tree):
        yield from _comparisons(child)


def _distances(
    condition: Expression, pairs: list[tuple[Tree, Approx]], document: Document, item: Node | None
) -> Mapping[int, tuple[Decimal, bool]]:
    """Give how far apart the sides of each comparison are, and whether that is within its tolerance."""
    if condition.uses_loop and item is None:
        return {}
    evaluation = condition.evaluation(document, item)
    found: dict[int, tuple[Decimal, bool]] = {}
    for number, (value, approx) in enumerate(pairs):
        one, band = number_of(evaluation.evaluate(value)), evaluation.evaluate(approx)
        if not isinstance(band, Band):
            continue
        two, tolerance = number_of(band.value), number_of(band.tolerance)
        if one is not None and two is not None and tolerance is not None:
            found[number] = one - two, abs(one - two) <= tolerance
    return found
