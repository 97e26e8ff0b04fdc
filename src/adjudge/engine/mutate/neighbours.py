"""What a mutant has in common with its original is looked up there, once for all its mutants."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any, Final

from adjudge.engine.mutate.mutants import Mutant
from adjudge.model.extraction import Extraction, carries
from adjudge.model.node import Node
from adjudge.model.paths import Parts, overlap
from adjudge.model.tree import is_list
from adjudge.model.values import Typed
from adjudge.ruleset.fields import Document, Field, Nodes, Resolved

_ENOUGH: Final = 3
"""Nodes that carry a signal, of which it is kept where they are."""


class Original(Extraction):
    """An extraction that mutants are made of; knows some places where each signal is sent."""

    def __init__(self, extraction: Extraction) -> None:
        super().__init__(
            extraction.definition,
            extraction.shape,
            extraction.payload,
            failure=extraction.failure,
            recognised=extraction.recognised,
        )
        self._carriers: dict[str, tuple[Parts, ...]] = {}

    def carriers(self, name: str) -> tuple[Parts, ...]:
        """Give the first places that carry a signal; none where it is not sent."""
        found = self._carriers.get(name)
        if found is None:
            carrying = (node.parts for node in self.nodes() if carries(node, name)) if self.sends(name) else iter(())
            found = self._carriers[name] = tuple(islice(carrying, _ENOUGH))
        return found


class Neighbour(Extraction):
    """The extraction of a mutant: what is sent at all is known from the original, unless it was all damaged."""

    def __init__(self, original: Original, mutant: Mutant) -> None:
        super().__init__(original.definition, original.shape, mutant.payload, recognised=original.recognised)
        self._original = original
        self._mutant = mutant

    def sends(self, name: str) -> bool:
        """Whether some node carries a signal."""
        carriers = self._original.carriers(name)
        if not carriers or any(not self._damages(parts, name) for parts in carriers):
            return bool(carriers)
        return super().sends(name)

    def _damages(self, parts: Parts, name: str) -> bool:
        if self._mutant.signal is not None:
            return name == self._mutant.signal and parts in self._mutant.places
        return self._mutant.structure and any(parts[: len(place)] == place for place in self._mutant.places)


class Known(Document):
    """The original as rules see it; remembers items and what is read, too, for all its mutants."""

    __slots__ = ("_items_at", "_values")

    def __init__(self, extraction: Extraction, facts: Mapping[str, Any]) -> None:
        super().__init__(extraction, facts)
        self._items_at: dict[Parts, Nodes] = {}
        self._values: dict[tuple[Field | None, Parts], Typed] = {}

    def items_at(self, parts: Parts) -> Nodes:
        """Give the items of the list at a place."""
        items = self._items_at.get(parts)
        if items is None:
            items = self._items_at[parts] = self.list_items(self.node(parts))
        return items

    def value_at(self, field: Field | None, node: Node) -> Typed:
        """Read the value of a node through a field."""
        key = (field, node.place.parts)
        if key not in self._values:
            self._values[key] = self.read(field, node)
        return self._values[key]


class Damaged(Document):
    """A mutant as rules see it: fields that lead past the damage lead to the nodes of the original."""

    __slots__ = ("_known", "_places")

    def __init__(self, extraction: Extraction, known: Known, places: tuple[Parts, ...]) -> None:
        super().__init__(extraction, known.facts)
        self._known = known
        self._places = places

    def resolve(self, field: Field, base: Node | None = None) -> Resolved:
        """Find the nodes of a field; what does not lead to the damage leads where it leads in the original."""
        start = self._known.root if base is None else self._known.node(base.place.parts)
        found = self._known.resolve(field, start)
        return super().resolve(field, base) if any(map(self._is_touched, found.nodes)) else found

    def list_items(self, node: Node) -> Nodes:
        """Give the items of a list: those of the original, but for the one that holds the damage."""
        parts = node.place.parts
        size = len(parts)
        if not is_list(node.place.value) or any(parts[: len(place)] == place for place in self._places):
            return super().list_items(node)
        items = self._known.items_at(parts)
        held = {place[size] for place in self._places if place[:size] == parts}
        if not held or not isinstance(items, tuple):
            return items
        return tuple([node.child(key) if (key := item.place.parts[-1]) in held else item for item in items])

    def read(self, field: Field | None, node: Node) -> Typed:
        """Read the value of a node through the type of its field."""
        if node.extraction is self._known.extraction:
            return self._known.value_at(field, node)
        return super().read(field, node)

    def _is_touched(self, node: Node) -> bool:
        """Whether the damage is at a node, below it or above it."""
        return any(overlap(place, node.place.parts) for place in self._places)
