"""What must hold of every node, whatever the payload; and of one that nothing is wrong with."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from adjudge.model.citations import Citation
from adjudge.model.extraction import Extraction
from adjudge.model.node import Node
from adjudge.model.paths import render
from adjudge.model.signals import SIGNALS, Signal
from adjudge.model.tree import ABSENT, CONTAINERS, keys_of, step

UNITS: Final = frozenset(("pt", "px", "inch", "ratio", None))
_SLACK: Final = 0.01
"""Of the page: detectors draw boxes a little beyond the edge."""


def structure_problems(extraction: Extraction) -> Iterator[str]:
    """Say where the tree contradicts itself; this holds of damaged payloads too."""
    for node in extraction.nodes():
        keys = [child.parts[-1] for child in ([] if node.is_leaf else node.children())]
        if len(set(keys)) < len(keys):
            yield f"{node.path} lists a child twice: {keys}"
        plain = node.value
        hidden = [key for key in keys_of(plain) if key not in keys]
        if hidden:
            yield f"{node.path} shows {hidden[0]!r} in its value, but has no such node: is it metadata?"
        yield from _child_problems(node, plain)
        yield from _state_problems(node)


def _child_problems(node: Node, plain: Any) -> Iterator[str]:
    for key in keys_of(plain):
        child = node.child(key)
        value = step(plain, key)
        if child.presence == "absent" or not same(child.value, value):
            # An element whose wrapper is empty keeps its place in a list.
            if isinstance(key, int) and value is None:
                continue
            yield f"{child.path} is {child.value!r:.60}, but its parent has {value!r:.60} there"


def _state_problems(node: Node) -> Iterator[str]:
    """Tell whether both ways to ask for a signal agree on absent, null and measured."""
    for name in {key.name for key in (*node.extraction.keys.signals, *node.extraction.document.signals)}:
        one, other = node.signal(name), node.signals.get(name, ABSENT)
        if not same(one, other):
            yield f"{node.path} has the {name} {one!r:.60} when asked for it alone, {other!r:.60} among all"


def content_problems(extraction: Extraction) -> Iterator[str]:
    """Say what is off in a payload that nothing is wrong with."""
    declared = {**SIGNALS, **{signal.name: signal for signal in extraction.definition.signals}}
    for key in (*extraction.keys.signals, *extraction.document.signals):
        if key.name not in declared:
            yield f'the signal "{key.name}" is neither built in nor among the adapter\'s `signals`'
    if extraction.pages is not None and extraction.pages < 1:
        yield f"the document has {extraction.pages} pages"
    for node in extraction.nodes():
        if node.presence == "absent" and node.parts and node.is_leaf and node.place.entry is None:
            yield f"{node.path} is a node without data, metadata or children"
        for name, number in node.signals.items():
            if name in declared and number is not None and not _on_scale(number, declared[name]):
                scale = f"{declared[name].low}–{declared[name].high}"
                yield f"{node.path} has the {name} {number!r:.60}, which is off its scale {scale}"
        yield from _label_problems(node)
        for citation in node.citations or ():
            yield from (f"{node.path} {problem}" for problem in _citation_problems(citation, extraction.pages))
        if not same(extraction[node.path].value, node.value):
            yield f"{node.path} is another node when asked for by its path"
    for key_text in extraction.unplaced:
        yield f"metadata at {key_text} fits no path of the data"


def _on_scale(number: Any, signal: Signal) -> bool:
    if isinstance(number, bool) or not isinstance(number, int | float | Decimal):
        return False
    return signal.low <= number <= signal.high


def _label_problems(node: Node) -> Iterator[str]:
    definition = node.extraction.definition
    if node.match is not None and node.match not in definition.labels:
        yield f'{node.path} has the match "{node.match}", which is not among the adapter\'s `labels`'
    if node.verification is not None and node.verification not in definition.verification_labels:
        label = node.verification
        yield f'{node.path} has the verification "{label}", which is not among the adapter\'s `verification_labels`'


def _citation_problems(citation: Citation, pages: int | None) -> Iterator[str]:
    if citation.page is not None and (citation.page < 1 or (pages is not None and citation.page > pages)):
        yield f"is cited on page {citation.page} of {pages or 'an unknown number'}"
    if citation.unit not in UNITS:
        yield f'has a citation in the unknown unit "{citation.unit}"'
    if citation.box is None:
        return
    left, top, right, bottom = citation.box
    if left > right or top > bottom:
        yield f"has a box whose corners are not in order: {citation.box}"
    wide, high = (1.0, 1.0) if citation.unit == "ratio" else citation.page_size or (float("inf"), float("inf"))
    if min(left / wide, top / high) < -_SLACK or max(right / wide, bottom / high) > 1 + _SLACK:
        yield f"has a box beyond the page ({wide} × {high}): {citation.box}"


Told = tuple[Any, ...]


def told(extraction: Extraction) -> dict[str, Told]:
    """Give all that an extraction says, by path: equal for equal payloads, whatever the order of keys."""
    said: dict[str, Told] = {
        "the document": (
            extraction.adapter_version,
            extraction.pages,
            dict(extraction.flags),
            sorted(extraction.unplaced),
            extraction.failure,
        )
    }
    for node in extraction.nodes():
        said[render(node.parts)] = (
            node.presence,
            None if isinstance(node.value, CONTAINERS) else node.value,
            dict(node.signals),
            node.match,
            node.verification,
            dict(node.verification_detail),
            node.reasoning,
            node.issues,
            node.citations,
        )
    return said


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal and of one kind; NaN is itself."""
    if one is other:
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and (one == other or (one != one and other != other))  # noqa: PLR0124  # NaN
