"""What extractors say of their values in some payloads: signals, labels, remarks, citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from adjudge.checks.support import supports
from adjudge.model.extraction import Extraction
from adjudge.model.looks import is_number
from adjudge.model.node import Node


@dataclass(slots=True)
class Signalled:
    """One signal: of how many values of whose payloads there is a number, ``filled`` those that have a value."""

    carried: Counter[str] = field(default_factory=Counter)
    filled: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    """Whose payloads have a number for the document as a whole."""
    same_as: set[str] | None = None
    """Signals that had the same number wherever this one had one; ``None`` until it was seen."""


@dataclass(slots=True)
class Evidence:
    """What all payloads together carry."""

    adapters: Counter[str] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)
    """How many values that are there the payloads have."""
    signals: dict[str, Signalled] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)
    match: set[str] = field(default_factory=set)
    verified: set[str] = field(default_factory=set)
    verified_lists: set[tuple[str | int, ...]] = field(default_factory=set)
    verified_documents: set[str] = field(default_factory=set)
    issues: set[str] = field(default_factory=set)
    cited: set[str] = field(default_factory=set)
    inherited: bool = False
    quoted: set[str] = field(default_factory=set)
    unsupported: bool = False

    def lacks(self, name: str) -> bool:
        """Whether some value has no number for a signal, in payloads where others have one."""
        signalled = self.signals[name]
        return any(signalled.filled[adapter] < self.values[adapter] for adapter in signalled.carried)


def look_at(extractions: Sequence[Extraction]) -> Evidence:
    """Look at every value of some payloads; names of adapters say whose payloads carry what."""
    found = Evidence()
    for extraction in extractions:
        found.adapters[extraction.adapter] += 1
        _look_at_document(found, extraction)
        for node in extraction.nodes():
            if not node.parts:
                continue
            if node.is_leaf:
                _look_at_value(found, node)
            elif node.verification is not None:
                found.verified_lists.add(tuple("*" if isinstance(part, int) else part for part in node.parts))
    return found


def _look_at_document(found: Evidence, extraction: Extraction) -> None:
    root, adapter = extraction.root, extraction.adapter
    for name, number in root.signals.items():
        if is_number(number):
            found.signals.setdefault(name, Signalled()).documents.add(adapter)
    if root.verification is not None:
        found.verified_documents.add(adapter)
    for slot, whose in (("issues", found.issues), ("citations", found.cited)):
        if extraction.sends(slot):
            whose.add(adapter)


def _look_at_value(found: Evidence, node: Node) -> None:
    adapter, present = node.extraction.adapter, node.presence == "present"
    numbers = {name: number for name, number in node.signals.items() if is_number(number)}
    for name, number in numbers.items():
        signalled = found.signals.setdefault(name, Signalled())
        signalled.carried[adapter] += 1
        signalled.filled[adapter] += present
        same = {other for other, its in numbers.items() if other != name and its == number}
        signalled.same_as = same if signalled.same_as is None else signalled.same_as & same
    found.values[adapter] += present
    if node.match is not None:
        found.match.add(adapter)
        found.labels.add(node.match)
    if node.verification is not None:
        found.verified.add(adapter)
    if present and adapter in found.cited:
        _look_at_citations(found, node)


def _look_at_citations(found: Evidence, node: Node) -> None:
    citations = node.citations or ()
    if not citations and node.cited_by_ancestor():
        found.inherited = True
    texts = [citation.text for citation in citations if citation.text]
    if texts:
        found.quoted.add(node.extraction.adapter)
        found.unsupported = found.unsupported or not supports(texts, node.value)
