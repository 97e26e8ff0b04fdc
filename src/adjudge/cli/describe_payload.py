"""What ``adjudge explain PAYLOAD`` says, as plain data: the tree that the rules see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from adjudge.model.signals import SIGNALS
from adjudge.record import asdict

if TYPE_CHECKING:
    from adjudge.model.extraction import Extraction
    from adjudge.model.node import Node

_ABOUT: Final = ("match", "verification", "issues", "citations")
"""What a node can carry beside signals."""


def describe_payload(name: str, extraction: Extraction, *, depth: int | None, leaves: bool) -> dict[str, Any]:
    """Describe one payload.

    Args:
        name: What the command line calls it.
        extraction: What was made of it.
        depth: Levels below the root that are described; ``None``: all.
        leaves: Describe leaves only.
    """
    nodes = list(extraction.nodes())
    shown = [node for node in nodes if depth is None or len(node.parts) <= depth]
    return {
        "document": name,
        "adapter": extraction.adapter,
        "adapter_version": extraction.adapter_version,
        "shape": extraction.shape.name,
        "recognised": extraction.recognised,
        "failure": extraction.failure.reason if extraction.failure is not None else None,
        "pages": extraction.pages,
        "flags": dict(extraction.flags),
        "sends": sends(extraction),
        "unplaced": list(extraction.unplaced),
        "nodes": [_described(node) for node in shown if not leaves or (node.is_leaf and node.parts)],
        "deeper": len(nodes) - len(shown),
    }


def sends(extraction: Extraction) -> list[str]:
    """Name everything that some node of the payload carries: signals, labels, issues, citations."""
    own = (signal.name for signal in extraction.definition.signals)
    return [name for name in dict.fromkeys((*SIGNALS, *own, *_ABOUT)) if extraction.sends(name)]


def _described(node: Node) -> dict[str, Any]:
    leaf = node.is_leaf
    return {
        "path": node.path,
        "key": node.parts[-1] if node.parts else None,
        "depth": len(node.parts),
        "leaf": leaf,
        "presence": node.presence,
        "value": node.value if leaf else None,
        "members": None if leaf else len(node.children()),
        "list": isinstance(node.place.value, list | tuple),
        "signals": dict(node.signals),
        "match": node.match,
        "verification": node.verification,
        "verification_detail": dict(node.verification_detail),
        "reasoning": node.reasoning,
        "issues": None if node.issues is None else list(node.issues),
        "citations": None if node.citations is None else [asdict(citation) for citation in node.citations],
    }
