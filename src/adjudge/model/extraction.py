"""The extraction: one payload seen as a tree of data and metadata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from adjudge.model.adapter import Adapter, DocumentKeys, KeyTable, Shape
from adjudge.model.citations import page_number
from adjudge.model.node import Node
from adjudge.model.paths import Parts, parse
from adjudge.model.tree import ABSENT, ARRAYS, MAX_DEPTH, MAX_NODES, Tree, dig, keys_of, too_deep, too_many
from adjudge.record import Record

_FIRST: Final = 8
"""Values that are asked for a signal before the layout is asked whether there is any: mostly one of them has it."""


class JobFailure(Record):
    """The vendor gave no result; ``reason`` is in its words."""

    reason: str


class Extraction:
    """What one payload says; made by ``normalize``.

    The payload is neither copied nor changed, and must not be changed while this is in use. ``recognised``
    is false where nobody claimed it. ``failure`` is set when the vendor gave no result.
    """

    def __init__(
        self,
        definition: Adapter,
        shape: Shape,
        payload: Any,
        *,
        failure: JobFailure | None = None,
        recognised: bool = True,
    ) -> None:
        self.definition: Final = definition
        self.shape: Final = shape
        self.payload: Final = payload
        self.failure: Final = failure
        self.recognised: Final = recognised
        self._sends: dict[str, bool] = {}

    def __repr__(self) -> str:
        return f"<Extraction by {self.adapter}>"

    def __getitem__(self, path: str) -> Node:
        """Give the node at a path, an absent one where nothing is.

        Raises:
            ConfigError: the text is no path of one node.
        """
        return follow(self.root, parse(path))

    @property
    def adapter(self) -> str:
        """Name of the adapter that read the payload."""
        return self.definition.name

    @property
    def keys(self) -> KeyTable:
        """Where things stand in a metadata entry."""
        return self.shape.keys

    @property
    def document(self) -> DocumentKeys:
        """Where the document's own things stand in the response."""
        return self.shape.document

    @cached_property
    def response(self) -> Any:
        """The vendor's response, out of whatever wraps it in the payload."""
        return self.shape.response(self.payload)

    @cached_property
    def tree(self) -> Tree:
        """The view of the layout."""
        return self.shape.layout.tree(self.shape, self.response)

    @cached_property
    def context(self) -> Any:
        """What the shape's citations need of the whole response: page sizes, blocks."""
        return self.shape.context(self.response) if self.shape.context else None

    @property
    def root(self) -> Node:
        """The root; it also holds the document's own signals and issues."""
        return Node(self, self.tree.root)

    @property
    def adapter_version(self) -> str | None:
        """The API version, as the payload tells it, else as its shape does; ``None`` when neither can."""
        version = dig(self.response, self.document.version) if self.document.version else ABSENT
        if isinstance(version, str) and self.document.versions:
            version = dict(self.document.versions).get(version)
        return version if isinstance(version, str) and version else self.shape.version

    @property
    def pages(self) -> int | None:
        """How many pages the document has, ``None`` when the payload does not say."""
        pages = dig(self.response, self.document.pages) if self.document.pages else ABSENT
        if isinstance(pages, ARRAYS):
            return len(pages) or None
        return None if pages is ABSENT else page_number(pages)

    @property
    def flags(self) -> Mapping[str, Any]:
        """Remarks on the whole document that the payload carries, by name."""
        found = {name: dig(self.response, path) for name, path in self.document.flags}
        return {name: value for name, value in found.items() if value is not ABSENT}

    @property
    def unplaced(self) -> tuple[str, ...]:
        """Metadata keys that fit no path of the data, as delivered."""
        return self.tree.unplaced

    def nodes(self) -> Iterator[Node]:
        """Walk every node of data ∪ metadata, the root first; raises as ``walk`` does."""
        return walk(self.root)

    def leaves(self) -> Iterator[Node]:
        """Walk the nodes below the root that have no children."""
        return (node for node in self.nodes() if node.parts and node.is_leaf)

    def sends(self, name: str) -> bool:
        """Whether some node carries a signal that is not null, a ``match`` or ``verification`` label.

        For ``issues`` and ``citations`` a slot anywhere is enough, filled or not.
        """
        if name not in self._sends:
            self._sends[name] = self._find(name)
        return self._sends[name]

    def _find(self, name: str) -> bool:
        root = self.root
        first = keys_of(root.place.value)[:_FIRST]
        if carries(root, name) or any(carries(root.child(key), name) for key in first):
            return True
        if name in ("issues", "citations"):
            declared = getattr(self.keys, name) is not None
        else:
            declared = any(self.tree.may_carry(path[0]) for path in self.keys.paths_of(name))
        return declared and any(carries(node, name) for node in self.nodes())


def follow(node: Node, parts: Parts) -> Node:
    """Give the node that stands so far below another."""
    for part in parts:
        node = node.child(part)
    return node


def walk(start: Node) -> Iterator[Node]:
    """Walk a node and all below it in the order of the document, each before its children.

    Raises:
        PayloadError: deeper than ``MAX_DEPTH`` or more than ``MAX_NODES``; a cycle ends so, too.
    """
    stack = [start]
    left = MAX_NODES
    while stack:
        node = stack.pop()
        yield node
        children = [] if node.is_leaf else node.children()
        left -= len(children)
        if left < 0:
            raise too_many()
        if children and len(node.parts) >= MAX_DEPTH:
            raise too_deep()
        stack.extend(reversed(children))


def carries(node: Node, name: str) -> bool:
    """Whether a node has a signal that is not null, a label, or a slot for ``issues`` or ``citations``."""
    if name in ("match", "verification", "issues", "citations"):
        return getattr(node, name) is not None
    return node.signal(name) not in (None, ABSENT)
