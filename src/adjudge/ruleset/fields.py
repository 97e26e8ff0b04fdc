"""Fields: named, typed places in a document; and ``Document``, which looks them up for one check.

Fields are to rules what fixtures are to tests. A rule names ``total``; where that stands (``at``) and how
what is printed there is read (``read``) is said once.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from adjudge.errors import Location
from adjudge.model.evidence import evidence_of
from adjudge.model.extraction import Extraction
from adjudge.model.node import Node
from adjudge.model.paths import Parts
from adjudge.model.result import Evidence
from adjudge.model.tree import is_list
from adjudge.model.values import Fault, Missing, Scalar, Typed
from adjudge.model.words import Cause
from adjudge.record import Record, field
from adjudge.ruleset.delivered import kind_of_json, read_plain
from adjudge.ruleset.everywhere import NodesByName
from adjudge.ruleset.reading import NUMBER_TYPES, Unparsable
from adjudge.ruleset.selectors import Selector

_MISSING: Final[Mapping[str, Cause]] = {"absent": "value_absent", "null": "value_null", "empty": "value_empty"}
_PRESENCES: Final = ("present", "empty", "null", "absent")
"""Best first."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A named place in a document, or a bare JSONPath (then ``name`` is its text and ``type`` is ``None``).

    ``at`` are candidates: the first whose presence is ``present`` wins. ``members`` are the fields of each
    item of a list (or of an object), found from that item; ``None``: any member may be named, untyped.
    ``default`` is what an absent, null or empty value counts as, ``()`` for an absent list. ``locale`` is the one
    that ``read`` reads printed numbers by.
    """

    name: str
    at: tuple[Selector, ...]
    type: str | None = None
    read: Callable[[object], Scalar | Unparsable] | None = None
    members: Mapping[str, Field] | None = None
    location: Location | None = None
    default: Scalar | tuple[()] | None = None
    locale: str | None = None
    plural: bool = dataclasses.field(init=False, repr=False)
    """Whether it selects any number of nodes, not exactly one (which may be a list)."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "plural", not all(selector.singular for selector in self.at))

    @property
    def optional(self) -> bool:
        """Whether it may be missing: a value is its default then, and an absent list an empty one."""
        return self.default is not None

    @property
    def may_be_number(self) -> bool:
        """Whether its values are read as numbers; one without a type may be one."""
        return self.type is None or self.type in NUMBER_TYPES

    @property
    def every_leaf(self) -> bool:
        """Whether it is ``$..*``: every leaf of data and metadata."""
        return any(selector.every_leaf for selector in self.at)

    @property
    def descends(self) -> bool:
        """Whether its first path looks at every depth (``..``), so that its nodes are no items of one list."""
        return any(segment.descendant for segment in self.at[0].segments)

    @property
    def text(self) -> str:
        """Its first path, as written."""
        return self.at[0].text

    @classmethod
    def whole(cls) -> Field:
        """Make the field that is the node it is looked up from."""
        return cls("", (Selector("", (), absolute=False),))


class Loop(Record):
    """``for: line in lines``: the rule is judged once for each item of ``field``."""

    variable: str
    field: Field


@dataclasses.dataclass(frozen=True, slots=True)
class Listing:
    """A list of a rule file: its values in order and, where it is a table, its rows by their key."""

    name: str
    values: tuple[Scalar, ...]
    rows: Mapping[Scalar, Mapping[str, Scalar]] | None = None
    members: frozenset[Scalar] = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "members", frozenset(self.values))


class Scope(Record):
    """Every name that an expression may use."""

    fields: Mapping[str, Field]
    lists: Mapping[str, Listing] = field(default_factory=dict)
    params: Mapping[str, Any] = field(default_factory=dict)
    loop: Loop | None = None
    locale: str | None = None


class Resolved(Record):
    """The nodes of a field, in the order of the document; exactly one unless ``plural``."""

    nodes: tuple[Node, ...]
    plural: bool


Nodes: TypeAlias = tuple[Node, ...] | Missing | Fault
"""The items of a list, or why there is no list: an absent list is not an empty one."""


class Document:
    """One extraction under one check: resolves each field once, reads values through their types.

    Made for one check and dropped with it; not shared between threads.
    """

    __slots__ = ("_by_name", "_evidence", "_leaves", "_nodes", "_resolved", "extraction", "facts", "root")

    def __init__(self, extraction: Extraction, facts: Mapping[str, Any] | None = None) -> None:
        self.extraction = extraction
        self.facts: Mapping[str, Any] = facts or {}
        self.root: Node = extraction.root
        self._resolved: dict[tuple[Field, Parts], Resolved] = {}
        self._nodes: dict[Parts, Node] = {}
        self._evidence: dict[Parts, Evidence] = {}
        self._leaves: tuple[Node, ...] | None = None
        self._by_name = NodesByName(self.root)

    def node(self, parts: Parts) -> Node:
        """Give the node at a path; it and those above it are kept, so that its neighbours are one step away."""
        found = self._nodes.get(parts)
        if found is None:
            found = self._nodes[parts] = self.node(parts[:-1]).child(parts[-1]) if parts else self.root
        return found

    def evidence(self, node: Node) -> Evidence:
        """Give the evidence of a node, made once for all rules that find something there."""
        found = self._evidence.get(node.parts)
        if found is None:
            found = self._evidence[node.parts] = evidence_of(node)
        return found

    def resolve(self, field: Field, base: Node | None = None) -> Resolved:
        """Find the nodes of a field from ``base`` (the root, or the item that the field is a member of)."""
        start = self.root if base is None else base
        key = (field, start.parts)
        found = self._resolved.get(key)
        if found is None:
            found = self._resolved[key] = Resolved(tuple(self._select(field, start)), field.plural)
        return found

    def one(self, field: Field, base: Node) -> Node:
        """Find the node of a field that is not plural."""
        keys = field.at[0].keys if len(field.at) == 1 and not field.at[0].absolute else None
        if keys is None:
            return self.resolve(field, base).nodes[0]
        for key in keys:
            base = base.child(key)
        return base

    def nth(self, field: Field, index: int) -> Node:
        """Give one of the nodes of a plural field, or one item of the list that any other field is.

        Args:
            field: An absolute one that has at least so many nodes or items.
            index: Counted from 0, over lists that have no items but those of the data.
        """
        if not field.plural:
            return self.resolve(field).nodes[0].child(index)
        parts = field.at[0].nth(self.root, index) if len(field.at) == 1 else None
        return self.resolve(field).nodes[index] if parts is None else self.node(parts)

    def items(self, field: Field, base: Node | None = None) -> Nodes:
        """Give the items of a field that is a list: the nodes of a plural path, or the list's own items.

        ``()`` is an empty list; of an absent or null one it is ``Missing``, of no list a ``Fault``.
        """
        items = self._items(field, base)
        return () if field.optional and isinstance(items, Missing) else items

    def _items(self, field: Field, base: Node | None) -> Nodes:
        resolved = self.resolve(field, base)
        if not resolved.plural:
            return self.list_items(resolved.nodes[0])
        if not resolved.nodes:
            return self._why_nothing(field.at[0], self.root if base is None else base)
        if field.members is None:
            return resolved.nodes
        # With `each`, a path such as $.pages[*].lines means the lines of all pages.
        items: list[Node] = []
        for node in resolved.nodes:
            if is_list(node.value):
                items.extend(node.children())
            elif not (field.optional and node.presence in ("absent", "null")):
                items.append(node)
        return tuple(items)

    def list_items(self, node: Node) -> Nodes:
        """Give the items of the list at ``node``."""
        value = node.value
        if is_list(value):
            return tuple(node.children())
        if node.presence == "present":
            return Fault("type_clash", f"{node.path} is {kind_of_json(value)}, expected a list")
        return missing_value(node)

    def leaves(self) -> tuple[Node, ...]:
        """Give every leaf of data and metadata, found once."""
        if self._leaves is None:
            self._leaves = tuple(self.extraction.leaves())
        return self._leaves

    def read(self, field: Field | None, node: Node) -> Typed:
        """Read the value of a node through the type of its field.

        Returns:
            The typed value; where there is none the field's default, or ``Missing`` with its cause; also
            ``Missing`` where it cannot be read; a ``Fault`` for an object or a list, which nothing computes with.
        """
        if node.presence != "present":
            default = field.default if field is not None else None
            return missing_value(node) if default is None or default == () else default
        value = node.value
        if field is None or field.read is None:
            return read_plain(value, node.path)
        typed = field.read(value)
        if isinstance(typed, Unparsable):
            return Missing("unparsable", node.path, f"{node.path} cannot be read: {typed.reason}")
        return typed

    def _select(self, field: Field, base: Node) -> Sequence[Node]:
        if len(field.at) == 1:
            return self._found(field.at[0], base)
        best: Sequence[Node] = ()
        best_rank = len(_PRESENCES)
        for selector in field.at:
            nodes = self._found(selector, base)
            rank = min((_PRESENCES.index(node.presence) for node in nodes), default=len(_PRESENCES))
            if rank == 0:
                return nodes
            if rank < best_rank:
                best, best_rank = nodes, rank
        return best

    def _found(self, selector: Selector, base: Node) -> Sequence[Node]:
        nodes = None if selector.deep is None else self._by_name.select(selector)
        return selector.select(self.root if selector.absolute else base) if nodes is None else nodes

    def _why_nothing(self, selector: Selector, base: Node) -> Nodes:
        """Say whether a path selected nothing because its list is empty, or because there is none."""
        nodes = [self.root if selector.absolute else base]
        anything = False  # what a wildcard finds (`$.*.*`) may be a list or not
        for segment in selector.segments:
            if segment.descendant:
                return Missing("nothing_selected", nodes[0].path, f"{selector.text} selected nothing")
            if segment.key is not None:
                nodes, anything = [node.child(segment.key) for node in nodes], False
                continue
            below = [child for node in nodes for child in node.children()]
            if not below:
                break
            nodes, anything = below, True
        if anything:
            return ()
        without = (self.list_items(node) for node in nodes if node.value != {})
        return next((why for why in without if not isinstance(why, tuple)), ())


def missing_value(node: Node) -> Missing:
    """Say why there is no value at a node that has none."""
    return Missing(_MISSING[node.presence], node.path, f"{node.path} is {node.presence}")
