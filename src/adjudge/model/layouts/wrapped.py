"""*wrapped*: each value stands inside an object that also holds its metadata."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeAlias

from adjudge.model.adapter import Shape
from adjudge.model.tree import ABSENT, CONTAINERS, MAX_DEPTH, Key, Place, Tree, dig, is_list, keys_of, step, too_deep
from adjudge.record import Record

Unwrap: TypeAlias = Callable[[Any], tuple[Any, Mapping[str, Any] | None]]


class Wrapped(Record):
    """Values in wrappers.

    ``unwrap`` gives the value inside (``ABSENT`` where the wrapper holds none) and the wrapper as its entry,
    or what it got and ``None`` when that is no wrapper. The root is never one; its keys in ``padding`` are
    no data while they are null.
    """

    unwrap: Unwrap
    padding: tuple[str, ...] = ()
    name: ClassVar[str] = "wrapped"

    def tree(self, shape: Shape, response: Any) -> Tree:
        """Show the values out of their wrappers."""
        data = dig(response, shape.data)
        if any(step(data, key) is None for key in self.padding):
            data = {key: value for key, value in data.items() if value is not None or key not in self.padding}
        return WrappedTree(data, self.unwrap)


class WrappedTree(Tree):
    """The values; what is inside a container still stands in wrappers."""

    __slots__ = ("_unwrap",)

    def __init__(self, data: Any, unwrap: Unwrap) -> None:
        self._unwrap = unwrap
        self.root = Place((), data, None)

    def child(self, place: Place, key: Key) -> Place:
        """Step down and unwrap."""
        value, entry = self._unwrap(step(place.value, key))
        return Place((*place.parts, key), value, entry)

    def child_keys(self, place: Place) -> list[Key]:
        """List what the unwrapped value holds."""
        return keys_of(place.value)

    def plain(self, place: Place) -> Any:
        """Give the value with every wrapper in it taken off; where one holds nothing, without it."""
        return self._strip(place, len(place.parts))

    def _strip(self, place: Place, depth: int) -> Any:
        value = place.value
        if not isinstance(value, CONTAINERS):
            return value
        if depth > MAX_DEPTH:
            raise too_deep()
        below = [self.child(place, key) for key in keys_of(value)]
        kept = [(child.parts[-1], self._strip(child, depth + 1)) for child in below]
        if all(new is step(value, key) for key, new in kept):
            return value
        if is_list(value):
            return [None if new is ABSENT else new for _, new in kept]
        return {key: new for key, new in kept if new is not ABSENT}
