"""A scribe writes into a payload what a layout shows as a tree; this one, where nothing is said about the data.

Each method gives a changed copy, of which all that did not change is shared with the original.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from adjudge.engine.mutate.editing import arranged, changed, opening, put
from adjudge.model.adapter import KeyPath
from adjudge.model.extraction import Extraction
from adjudge.model.paths import Parts
from adjudge.model.tree import ABSENT, Key, Place, step


class Unwritable(Exception):
    """This place cannot be changed alone, as its payload is laid out."""


class Scribe:
    """Writes data; of metadata there is none (*bare*)."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        shape = extraction.shape
        self.layout: Any = shape.layout
        self.data: tuple[Key, ...] = (*shape.at, *shape.data)
        self.meta: tuple[Key, ...] | None = None if shape.meta is None else (*shape.at, *shape.meta)

    def put_value(self, parts: Parts, value: Any) -> Any:
        """Put another value at a leaf."""
        return put(self.extraction.payload, self.where(parts), value)

    def drop(self, parts: Parts) -> Any:
        """Take a member away, with what is said about it."""
        return self.drop_entries(put(self.extraction.payload, self.where(parts), ABSENT), parts)

    def arrange(self, parts: Parts, order: Sequence[int]) -> Any:
        """Put the items of the list at ``parts`` in another order, by their indexes: some left out, or twice."""
        size = len(self.place(parts).value)
        payload = changed(
            self.extraction.payload, self.where(parts), opening(lambda items: arranged(items, order, size))
        )
        return self.arrange_entries(payload, parts, order)

    def put_entry(self, parts: Parts, key: KeyPath, value: Any) -> Any:
        """Put something else into the entry of a place, or ``ABSENT``: at the root into the document's own keys."""
        return put(self.extraction.payload, (*self.entry(parts), *key), value)

    def place(self, parts: Parts) -> Place:
        """Give the place in the tree."""
        place = self.extraction.tree.root
        for key in parts:
            place = self.extraction.tree.child(place, key)
        return place

    def where(self, parts: Parts) -> tuple[Key, ...]:
        """Give the path in the payload at which a value stands."""
        return (*self.data, *parts)

    def entry(self, parts: Parts) -> tuple[Key, ...]:
        """Give the path in the payload at which the entry of a place stands.

        Raises:
            Unwritable: It has none of its own.
        """
        raise Unwritable(parts)

    def drop_entries(self, payload: Any, parts: Parts) -> Any:  # noqa: ARG002  # see the layouts with metadata apart
        """Take away what is said about a member, where that stands apart from it."""
        return payload

    def arrange_entries(self, payload: Any, parts: Parts, order: Sequence[int]) -> Any:  # noqa: ARG002  # as above
        """Let what is said about items follow them."""
        return payload

    def in_meta(self, payload: Any, path: Parts, change: Callable[[Any], Any]) -> Any:
        """Change the metadata at a path of keys, where there is any."""
        below = payload
        for key in (*(self.meta or ()), *path):
            below = step(below, key)
        if self.meta is None or below is ABSENT:
            return payload
        return changed(payload, (*self.meta, *path), change)
