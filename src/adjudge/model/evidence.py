"""Evidence of one node: what an operand is and where it stands on the page."""

from __future__ import annotations

from copy import copy
from typing import Final

from adjudge.model.citations import Citation
from adjudge.model.node import Node
from adjudge.model.result import Evidence
from adjudge.model.tree import CONTAINERS

_NO_CITATION: Final = Citation()

MAX_MEMBERS: Final = 20
"""Single values of a list or object that is repeated in its evidence."""


def evidence_of(node: Node) -> Evidence:
    """Give the evidence of a node, from its first citation that names a page (else its first).

    Citations of ancestors are used where the node has none of its own, and marked ``inherited``. Of lists and objects
    only short ones of single values are repeated: a rule about the whole document would double it.
    """
    cited = node.citation or _NO_CITATION
    return Evidence(
        path=node.path,
        presence=node.presence,
        value=_repeated(node),
        signals=node.signals,
        match=node.match,
        page=cited.page,
        box=cited.box,
        unit=cited.unit,
        text=cited.text,
        inherited=cited.inherited,
    )


def _repeated(node: Node) -> object:
    """Give the value; of a short list or object a copy, so that the finding stands whatever becomes of the payload."""
    value = node.place.value
    if not isinstance(value, CONTAINERS):
        return node.value
    members = value.values() if isinstance(value, dict) else value
    if len(value) > MAX_MEMBERS or any(isinstance(member, CONTAINERS) for member in members):
        return None
    return copy(node.value)
