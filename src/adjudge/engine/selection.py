"""Which nodes a rule judges."""

from __future__ import annotations

from adjudge.engine.findings import Ledger
from adjudge.model.node import Node
from adjudge.model.tree import ABSENT
from adjudge.ruleset.check import Check, Item, Judgement, error
from adjudge.ruleset.fields import Document, Field, Loop
from adjudge.ruleset.reading import show
from adjudge.ruleset.rule import Rule


def loop_nodes(loop: Loop, document: Document) -> tuple[Node, ...] | Judgement:
    """Give the items that ``for`` runs over; an error where its list is something else."""
    resolved = document.resolve(loop.field)
    if resolved.plural:
        return resolved.nodes
    node = resolved.nodes[0]
    if node.presence != "present":
        return ()
    if not isinstance(node.value, list):
        return error("type_clash", f"{node.path} is {show(node.value)}, which is no list to go through")
    return tuple(node.children())


def select_items(rule: Rule, document: Document, ledger: Ledger) -> list[Item]:
    """Give the items that a check judges, over all targets of the rule; says so where one selects nothing."""
    check = rule.check
    assert check is not None  # noqa: S101  # the caller's branch
    if not rule.given:
        nodes = [node for node in document.extraction.nodes() if carries(node, check.reads)]
        if not nodes:
            ledger.blind_everywhere()
        return [Item(node, None, Field.whole(), document, rule.scope) for node in nodes]
    items: list[Item] = []
    for field in rule.given:
        resolved = document.resolve(field)
        nodes = [node for node in resolved.nodes if not field.every_leaf or _is_item(node, check)]
        if resolved.plural and not nodes:
            ledger.empty(field)
        numbered = resolved.plural and not field.descends
        items += [
            Item(node, index if numbered else None, field, document, rule.scope) for index, node in enumerate(nodes)
        ]
    return items


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
