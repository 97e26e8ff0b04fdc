"""The conformance kit finds a layout whose tree contradicts itself."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from adjudge.model.layouts.bare import BareTree
from adjudge.model.tree import ABSENT, Key, Place
from adjudge.plugin import Adapter, KeyTable, Shape, SignalKey
from adjudge.testing import check_adapter

PAYLOAD = {"kind": "odd", "total": {"amount": 5}, "_meta": {"score": 0.5}}


class Hiding(BareTree):
    """Has no node for the metadata, but leaves it in the value."""

    def child_keys(self, place: Place) -> list[Key]:
        """Hide a key."""
        return [key for key in super().child_keys(place) if key != "_meta"]


class Twice(BareTree):
    """Lists each child twice."""

    def child_keys(self, place: Place) -> list[Key]:
        """Double the keys."""
        return super().child_keys(place) * 2


class Unreachable(BareTree):
    """Lists children that it does not give."""

    def child(self, place: Place, key: Key) -> Place:
        """Give nothing."""
        return Place((*place.parts, key), ABSENT, None)


class Phantom(BareTree):
    """Lists a child that is neither data nor metadata."""

    def child_keys(self, place: Place) -> list[Key]:
        """Invent a key at the root."""
        return [*super().child_keys(place), *(["ghost"] if not place.parts else [])]


class Odd:
    """A layout of one of these trees."""

    name: ClassVar[str] = "odd"

    def __init__(self, tree: type[BareTree]) -> None:
        self._tree = tree

    def tree(self, shape: Shape, response: Any) -> BareTree:
        """Show the response."""
        return self._tree(response)


@pytest.mark.parametrize(
    ("tree", "problem"),
    [
        (Hiding, "$ shows '_meta' in its value, but has no such node: is it metadata?"),
        (Twice, "$ lists a child twice: ['kind', 'total', '_meta', 'kind', 'total', '_meta']"),
        (Unreachable, "$.kind is None, but its parent has 'odd' there"),
        (Phantom, "$.ghost is a node without data, metadata or children"),
    ],
)
def test_a_tree_that_contradicts_itself_is_found(tree: type[BareTree], problem: str) -> None:
    """Nodes are data ∪ metadata: each once, each reachable, and no value holds metadata."""
    shape = Shape("odd", Odd(tree), KeyTable((SignalKey("confidence", ("score",)),)), requires=(("kind",),))

    assert problem in check_adapter(Adapter("odd", (shape,)), PAYLOAD, damages=0)
