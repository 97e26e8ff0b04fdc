"""A document as it would be if one value were another, or one item of a list were left out or added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias, overload

from adjudge.model.extraction import follow
from adjudge.model.node import Node
from adjudge.model.paths import Parts
from adjudge.model.values import Money, Typed
from adjudge.record import Record, replace
from adjudge.ruleset.fields import Document, Field, Nodes, Resolved

BUDGET: Final = 60_000
"""Values that may be read for the hints of one document: about half a second, whatever the document holds."""


Number: TypeAlias = Decimal | Money
Column: TypeAlias = tuple[str | None, ...]


class Meter:
    """Counts what was read, so that the same document always gets the same hints in bounded time."""

    def __init__(self, budget: int = BUDGET) -> None:
        self.left = budget

    @property
    def spent(self) -> bool:
        """Whether nothing more may be tried."""
        return self.left <= 0


class Change(Record):
    """A number that stands in for the one that was ``seen``."""

    seen: Number
    new: Decimal


class Extra(Record):
    """An item that is no part of the document: a copy of ``source``, placed behind the last of its list."""

    source: Node
    item: Node

    @classmethod
    def behind(cls, source: Node, size: int) -> Extra:
        """Make the copy of an item of a list that has ``size`` items."""
        place = source.place._replace(parts=(*source.parts[:-1], size))
        return cls(source, Node(source.extraction, place))


class Remembered(Document):
    """The document itself, which reads each value and each list once."""

    __slots__ = ("_lists", "_typed")

    def __init__(self, document: Document) -> None:
        super().__init__(document.extraction, document.facts)
        self._typed: dict[tuple[Field | None, Parts], Typed] = {}
        self._lists: dict[Parts, Nodes] = {}

    def read(self, field: Field | None, node: Node) -> Typed:
        """Read the value of a node through the type of its field."""
        key = (field, node.parts)
        typed = self._typed.get(key)
        if typed is None:
            typed = self._typed[key] = super().read(field, node)
        return typed

    def list_items(self, node: Node) -> Nodes:
        """Give the items of the list at ``node``."""
        items = self._lists.get(node.parts)
        if items is None:
            items = self._lists[node.parts] = super().list_items(node)
        return items


class WhatIf(Document):
    """The document with changes; ``reads`` collects the numbers that were read, by place.

    Everything that is not changed is looked up in the document itself, which has it already.
    """

    __slots__ = ("_base", "_changes", "_extra", "_left_out", "_meter", "reads")

    def __init__(
        self,
        base: Remembered,
        meter: Meter,
        changes: Mapping[Parts, Change] | None = None,
        left_out: Parts | None = None,
        extra: Extra | None = None,
    ) -> None:
        super().__init__(base.extraction, base.facts)
        self._base = base
        self._meter = meter
        self._changes: Mapping[Parts, Change] = changes or {}
        self._left_out = left_out
        self._extra = extra
        self.reads: dict[Parts, Number] = {}

    def resolve(self, field: Field, base: Node | None = None) -> Resolved:
        """Find the nodes of a field, without the item left out and with the one added."""
        resolved = super().resolve(field, base) if self._edits_lists else self._base.resolve(field, base)
        return replace(resolved, nodes=self._edited(resolved.nodes)) if resolved.plural else resolved

    def items(self, field: Field, base: Node | None = None) -> Nodes:
        """Give the items of a list field, without the item left out and with the one added."""
        items = super().items(field, base)
        return self._edited(items) if isinstance(items, tuple) else items

    def list_items(self, node: Node) -> Nodes:
        """Give the items of the list at ``node``, without the item left out and with the one added."""
        items = super().list_items(node) if self._is_extra(node) else self._base.list_items(node)
        return self._edited(items) if isinstance(items, tuple) else items

    def leaves(self) -> tuple[Node, ...]:
        """Give every leaf, without those of the item left out and with those of the one added."""
        return self._edited(self._base.leaves())

    def read(self, field: Field | None, node: Node) -> Typed:
        """Read a value, or what stands in for it."""
        self._meter.left -= 1
        typed = super().read(field, node) if self._is_extra(node) else self._base.read(field, node)
        if not isinstance(typed, Decimal | Money):
            return typed
        change = self._changes.get(node.parts)
        # A place that fields of two types read as two numbers is changed for the one that was meant.
        if change is not None and number_of(change.seen) == number_of(typed):
            typed = Money(change.new, typed.currency) if isinstance(typed, Money) else change.new
        self.reads.setdefault(node.parts, typed)
        return typed

    def _is_extra(self, node: Node) -> bool:
        """Whether a node is in the item that was added, of which the document knows nothing."""
        return self._extra is not None and is_below(node.parts, self._extra.item.parts)

    @property
    def _edits_lists(self) -> bool:
        return self._left_out is not None or self._extra is not None

    def _edited(self, nodes: Sequence[Node]) -> tuple[Node, ...]:
        """Edit a selection once: what was edited already stays as it is."""
        if not self._edits_lists:
            return tuple(nodes)
        kept = [node for node in nodes if self._left_out is None or not is_below(node.parts, self._left_out)]
        extra = self._extra
        if extra is not None and not any(is_below(node.parts, extra.item.parts) for node in kept):
            depth = len(extra.source.parts)
            kept += [
                follow(extra.item, node.parts[depth:]) for node in nodes if is_below(node.parts, extra.source.parts)
            ]
        return tuple(kept)


class Recorded(WhatIf):
    """The document without changes; ``lists`` collects the lists that were gone through."""

    __slots__ = ("lists",)

    def __init__(self, base: Remembered, meter: Meter) -> None:
        super().__init__(base, meter)
        self.lists: dict[Parts, None] = {}

    def _edited(self, nodes: Sequence[Node]) -> tuple[Node, ...]:
        self.lists |= dict.fromkeys(item[:-1] for node in nodes if (item := item_of(node.parts)))
        return tuple(nodes)


def item_of(parts: Parts) -> Parts:
    """Give the item of a list that a place is in, ``()`` for a place in none."""
    last = max((place for place, part in enumerate(parts) if isinstance(part, int)), default=-1)
    return parts[: last + 1]


def column_of(parts: Parts) -> Column:
    """Give what the places of one member of all items of a list have in common."""
    return tuple(None if isinstance(part, int) else part for part in parts)


def is_below(parts: Parts, top: Parts) -> bool:
    """Whether a place is ``top`` or below it."""
    return parts[: len(top)] == top


@overload
def number_of(value: Number) -> Decimal: ...
@overload
def number_of(value: object) -> Decimal | None: ...
def number_of(value: object) -> Decimal | None:
    """Give the number of a typed value that is one."""
    if isinstance(value, Money):
        return value.amount
    return value if isinstance(value, Decimal) else None
