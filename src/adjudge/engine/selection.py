"""Which nodes a rule judges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from adjudge.engine.screen.settled import Suspects
from adjudge.model.node import Node
from adjudge.model.tree import ABSENT
from adjudge.model.values import Fault, Missing
from adjudge.record import Record
from adjudge.ruleset.check import Check, Item, Judgement, error
from adjudge.ruleset.fields import Document, Field, Loop
from adjudge.ruleset.rule import Rule
from adjudge.ruleset.selectors import compile_path

WHOLE: Final = Field("$", (compile_path("$"),))
"""The target of a check that judges every node that carries what it reads."""


def loop_nodes(loop: Loop, document: Document) -> tuple[Node, ...] | Judgement:
    """Give the items that ``for`` runs over: none of an empty or absent list, an error of no list."""
    nodes = document.items(loop.field)
    if isinstance(nodes, Fault):
        return error(nodes.cause, nodes.reason)
    return () if isinstance(nodes, Missing) else nodes


def loop_items(
    loop: Loop, document: Document, suspects: Suspects | None = None
) -> Sequence[tuple[int, Node]] | Judgement:
    """Give the items of ``loop_nodes`` with their indexes; of a screened rule the suspects alone."""
    if suspects is not None and not loop.field.plural:
        return [(index, document.nth(loop.field, index)) for index in suspects if isinstance(index, int)]
    nodes = loop_nodes(loop, document)
    if isinstance(nodes, Judgement):
        return nodes
    wanted = range(len(nodes)) if suspects is None else frozenset(suspects)
    return [(index, node) for index, node in enumerate(nodes) if index in wanted]


class Selected(Record):
    """The items that a check judges, over all targets of the rule, and the targets that selected nothing."""

    items: Sequence[Item]
    empty: Sequence[Field] = ()


def select_items(rule: Rule, document: Document, suspects: Suspects | None = None) -> Selected:
    """Give the items that a check judges; of a screened rule the suspects alone."""
    check = rule.check
    assert check is not None  # noqa: S101  # the caller's branch
    if suspects is not None:
        return Selected(_suspected(rule, check, document, suspects))
    if not rule.given:
        nodes = [node for node in document.extraction.nodes() if carries(node, check.reads)]
        return Selected([Item(node, None, WHOLE, document, rule.scope) for node in nodes])
    items: list[Item] = []
    empty: list[Field] = []
    for field in rule.given:
        resolved = document.resolve(field)
        nodes = list(resolved.nodes)
        if field.every_leaf:
            nodes = [node for node in nodes if _is_item(node, check)]
        if resolved.plural and not nodes:
            empty.append(field)
        numbered = resolved.plural and not field.descends
        items += [
            Item(node, index if numbered else None, field, document, rule.scope) for index, node in enumerate(nodes)
        ]
    return Selected(items, empty)


def _suspected(rule: Rule, check: Check, document: Document, suspects: Suspects) -> list[Item]:
    """Give the items of a screened rule that are still to be judged."""
    field = rule.given[0]
    items: list[Item] = []
    for suspect in _in_order(document.root.place.value, suspects):
        if isinstance(suspect, int):
            index = None if field.descends else suspect
            items.append(Item(document.nth(field, suspect), index, field, document, rule.scope))
            continue
        leaves = _leaves_at(document.node(suspect))
        items += [Item(leaf, None, field, document, rule.scope) for leaf in leaves if _is_item(leaf, check)]
    return items


def _in_order(data: Any, suspects: Suspects) -> Suspects:
    """Sort the paths of leaves as they stand in the data; indexes are in order."""
    if len(suspects) < 2 or isinstance(suspects[0], int):
        return suspects
    places: dict[int, dict[Any, int]] = {}

    def place(parts: Any) -> list[int]:
        value, order = data, []
        for key in parts:
            if isinstance(value, dict):
                known = places.get(id(value))
                if known is None:
                    known = places[id(value)] = {name: number for number, name in enumerate(value)}
                order.append(known[key])
            else:
                order.append(int(key))
            value = value[key]
        return order

    return sorted(suspects, key=place)


def _leaves_at(node: Node) -> list[Node]:
    """Give the node where it is a leaf, else the leaves below: a null value may have metadata of children."""
    if node.is_leaf:
        return [node]
    return [leaf for child in node.children() for leaf in _leaves_at(child)]


def _is_item(leaf: Node, check: Check) -> bool:
    """Whether a leaf of ``$..*`` is an item: it has a value, or what the check reads."""
    return leaf.presence == "present" or check.judges_missing or carries(leaf, check.reads)


def carries(node: Node, reads: str | None) -> bool:
    """Whether a node carries what a check reads; a null slot is none."""
    if reads is None:
        return False
    if reads == "match":
        return node.match is not None
    if reads == "verification":
        return node.verification is not None
    if reads == "issues":
        return node.issues is not None
    if reads == "citations":
        return bool(node.citations)
    signal = node.signal(reads)
    return signal is not None and signal is not ABSENT
