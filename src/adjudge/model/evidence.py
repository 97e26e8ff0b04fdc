"""Evidence of one node: what an operand is and where it stands on the page."""

from __future__ import annotations

from typing import Final

from adjudge.model.node import Node
from adjudge.model.result import Evidence
from adjudge.model.tree import CONTAINERS

MAX_MEMBERS: Final = 20
"""Single values of a list or object that is repeated in its evidence."""


def evidence_of(node: Node) -> Evidence:
    """Give the evidence of a node, from its first citation that names a page (else its first).

    Citations of ancestors are used where the node has none of its own, and marked ``inherited``. Of lists and objects
    only short ones of single values are repeated: a rule about the whole document would double it.
    """
    citations = node.citations or node.cited_by_ancestor()
    cited = next((citation for citation in citations if citation.page is not None), None)
    if cited is None and citations:
        cited = citations[0]
    signals = dict(node.signals)
    value = node.value if _is_short(node.place.value) else None
    if cited is None:
        return Evidence(path=node.path, presence=node.presence, value=value, signals=signals, match=node.match)
    return Evidence(
        path=node.path,
        presence=node.presence,
        value=value,
        signals=signals,
        match=node.match,
        page=cited.page,
        box=cited.box,
        unit=cited.unit,
        text=cited.text,
        inherited=cited.inherited,
    )


def _is_short(value: object) -> bool:
    if not isinstance(value, CONTAINERS):
        return True
    members = value.values() if isinstance(value, dict) else value
    return len(value) <= MAX_MEMBERS and not any(isinstance(member, CONTAINERS) for member in members)
