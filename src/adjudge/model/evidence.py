"""Evidence of one node: what an operand is and where it stands on the page."""

from __future__ import annotations

from adjudge.model.node import Node
from adjudge.model.result import Evidence


def evidence_of(node: Node) -> Evidence:
    """Give the evidence of a node, from its first citation that names a page (else its first).

    Citations of ancestors are used where the node has none of its own, and marked ``inherited``.
    """
    citations = node.citations or node.cited_by_ancestor()
    cited = next((citation for citation in citations if citation.page is not None), None)
    if cited is None and citations:
        cited = citations[0]
    signals = dict(node.signals)
    if cited is None:
        return Evidence(path=node.path, presence=node.presence, value=node.value, signals=signals, match=node.match)
    return Evidence(
        path=node.path,
        presence=node.presence,
        value=node.value,
        signals=signals,
        match=node.match,
        page=cited.page,
        box=cited.box,
        unit=cited.unit,
        text=cited.text,
        inherited=cited.inherited,
    )
