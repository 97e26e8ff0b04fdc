"""Messages of rules: ``{name}`` stands for a value; everything else, braces too, is literal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from adjudge.errors import did_you_mean
from adjudge.ruleset.fields import Document, Field, Scope
from adjudge.ruleset.reading import show

if TYPE_CHECKING:
    from adjudge.model.node import Node
    from adjudge.ruleset.rule import Rule

MAX_SHOWN: Final = 200
"""Characters of one value in a message."""

_PLACEHOLDER: Final = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)\}")
REASON: Final = "reason"
"""``{reason}`` is the reason that the rule would give itself, unless the name is declared."""


def unknown_placeholders(message: str, scope: Scope) -> Iterator[tuple[int, str]]:
    """Give the offset of each placeholder that names nothing, and a sentence about it."""
    for found in _PLACEHOLDER.finditer(message):
        name = found[1]
        if name != REASON and name not in scope.params and not _fields(name, scope):
            known = [*scope.fields, *scope.params, *([scope.loop.variable] if scope.loop else []), REASON]
            yield found.start(1), f'message: nothing is called "{name}"{did_you_mean(name, known)}'


def fill(message: str, rule: Rule, document: Document, loop_node: Node | None, *, reason: str) -> str:
    """Put values into the message of ``rule``; a missing one shows why it is.

    Args:
        message: The rule's message, checked when it was loaded.
        rule: The rule that failed.
        document: The document it failed on.
        loop_node: The item of the rule's loop, ``None`` without one.
        reason: The reason that the rule gives itself.
    """

    def shown(found: re.Match[str]) -> str:
        name = found[1]
        if name in rule.scope.params:
            return _cut(show(rule.scope.params[name]))
        fields = _fields(name, rule.scope)
        if not fields and name == REASON:
            return reason
        return _cut(_value(fields, rule.scope, document, loop_node))

    return _PLACEHOLDER.sub(shown, message)


def _fields(name: str, scope: Scope) -> tuple[Field, ...]:
    """Give the declared fields from the outermost to the one that ``name`` means; none if it means none."""
    first, *members = name.split(".")
    in_loop = scope.loop is not None and first == scope.loop.variable
    field = scope.loop.field if scope.loop is not None and in_loop else scope.fields.get(first)
    if field is None:
        return ()
    chain = [field]
    for member in members:
        inner = (chain[-1].members or {}).get(member)
        if inner is None:
            return ()
        chain.append(inner)
    return tuple(chain)


def _value(fields: tuple[Field, ...], scope: Scope, document: Document, loop_node: Node | None) -> str:
    """Show the values that a chain of fields leads to."""
    first, *rest = fields
    if scope.loop is not None and first is scope.loop.field and loop_node is not None:
        nodes: tuple[Node, ...] = (loop_node,)
    else:
        nodes = document.resolve(first).nodes
    for field in rest:
        nodes = tuple(found for node in nodes for found in document.resolve(field, node).nodes)
    if len(fields) > 1 or first.read is not None:
        return ", ".join(show(document.read(fields[-1], node)) for node in nodes)
    return ", ".join(show(node.value) for node in nodes)


def _cut(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"
