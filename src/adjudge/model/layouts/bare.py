"""*bare*: data without any metadata."""

from __future__ import annotations

from typing import Any, ClassVar

from adjudge.model.adapter import Shape
from adjudge.model.tree import Key, Place, Tree, dig, keys_of, step
from adjudge.record import Record


class Bare(Record):
    """Plain data: every node has a value and nothing else."""

    name: ClassVar[str] = "bare"

    def tree(self, shape: Shape, response: Any) -> Tree:
        """Show the data."""
        return BareTree(dig(response, shape.data))


class BareTree(Tree):
    """The data itself."""

    __slots__ = ()

    def __init__(self, data: Any) -> None:
        self.root = Place((), data, None)

    def child(self, place: Place, key: Key) -> Place:
        """Step down the data."""
        return Place((*place.parts, key), step(place.value, key), None)

    def child_keys(self, place: Place) -> list[Key]:
        """List what the data holds."""
        return keys_of(place.value)
