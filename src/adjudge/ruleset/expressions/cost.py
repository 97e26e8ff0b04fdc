"""What an evaluation costs, known before it is run: nodes of the tree times the lengths of its lists.

Steps are counted, not seconds, so that the same input always ends the same way.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from adjudge.model.node import Node
from adjudge.model.values import Fault
from adjudge.ruleset.expressions.nodes import Reader
from adjudge.ruleset.expressions.tree import Aggregate, Ref, Tree, children, walk

BUDGET: Final = 10_000_000
"""Steps that one evaluation may take."""


class _OverBudgetError(Exception):
    pass


def over_budget(tree: Tree, reader: Reader) -> Fault | None:
    """Give the fault of an evaluation that would cost too much, before any of it is run."""
    if not _has_generator(tree):
        return None
    try:
        _cost(tree, reader, BUDGET)
    except _OverBudgetError:
        return Fault("budget", f"this would take more than {BUDGET:,} steps")
    return None


@lru_cache(maxsize=8192)
def _has_generator(tree: Tree) -> bool:
    return any(isinstance(part, Aggregate) and part.element is not None for part in walk(tree))


def _cost(tree: Tree, reader: Reader, left: int) -> int:
    """Count the steps of a tree under the present bindings; stops as soon as they exceed ``left``."""
    if isinstance(tree, Aggregate):
        return _cost_of_items(tree, reader, left)
    steps = 1
    for child in children(tree):
        steps += _cost(child, reader, left - steps)
    if steps > left:
        raise _OverBudgetError
    return steps


def _cost_of_items(tree: Aggregate, reader: Reader, left: int) -> int:
    items = [item for item in reader.items(tree.source) if isinstance(item, Node)]
    inner = [part for part in (tree.element, tree.condition) if part is not None]
    steps = 1 + len(items)
    if steps > left:
        raise _OverBudgetError
    if not items or tree.variable is None:
        return steps
    try:
        # Where no inner list hangs on the item, every item costs what the first one does.
        depends = _depends(inner, tree.variable)
        for item in items if depends else items[:1]:
            reader.bindings[tree.variable] = item
            each = sum(_cost(part, reader, left - steps) for part in inner)
            steps += each if depends else each * len(items)
            if steps > left:
                raise _OverBudgetError
    finally:
        reader.bindings.pop(tree.variable, None)
    return steps


def _depends(trees: list[Tree], variable: str) -> bool:
    sources = [part.source for tree in trees for part in walk(tree) if isinstance(part, Aggregate)]
    return any(variable == (source if isinstance(source, Ref) else source.of).variable for source in sources)
