"""*parallel*: a metadata tree beside the data tree, of the same nesting.

Whether a metadata object is the entry of a node or holds those of its children is decided by the
**data** first: a schema may well have a field called ``confidence`` or ``match``. Only where the data
does not decide (null, absent, an object without that key) do the layout's marks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeAlias

from adjudge.model.adapter import Shape
from adjudge.model.tree import ABSENT, CONTAINERS, MAX_NODES, Key, Place, Tree, dig, is_list, is_scalar, keys_of, step
from adjudge.record import Record

Looks: TypeAlias = Callable[[Any], bool]


class Parallel(Record):
    """Two trees side by side.

    ``marks`` are the keys of an entry, each with a test of how its value looks: an object that has one
    that looks right is an entry. A child's metadata (an object of its own) must never look so.
    """

    marks: tuple[tuple[str, Looks], ...]
    name: ClassVar[str] = "parallel"

    def tree(self, shape: Shape, response: Any) -> Tree:
        """Show data and metadata together."""
        metadata = dig(response, shape.meta) if shape.meta is not None else ABSENT
        return ParallelTree(dig(response, shape.data), metadata, self.marks)


class ParallelTree(Tree):
    """Data and metadata walked in step; the carrier of a place is its raw metadata."""

    __slots__ = ("_marked", "_marks")

    def __init__(self, data: Any, metadata: Any, marks: tuple[tuple[str, Looks], ...]) -> None:
        self._marks = marks
        self._marked = frozenset(dict(marks))
        self.root = self._place((), data, metadata)

    def child(self, place: Place, key: Key) -> Place:
        """Step down both trees."""
        return self._place((*place.parts, key), step(place.value, key), self._below(place, key))

    def child_keys(self, place: Place) -> list[Key]:
        """List the data's children, then those that only the metadata has."""
        value, carrier = place.value, place.carrier
        keys = keys_of(value)
        if isinstance(value, dict):
            if isinstance(carrier, dict):
                keys += [key for key in carrier if key not in value and self._below(place, key) is not ABSENT]
        elif is_list(value):
            if is_list(carrier):
                keys += range(len(value), len(carrier))
        elif (value is None or value is ABSENT) and place.entry is None:
            # Nothing in the data to go by, and no entry: what the metadata holds are children.
            keys = [key for key in keys_of(carrier) if self._below(place, key) is not ABSENT]
        return keys

    def may_carry(self, key: str) -> bool:
        """Look at both trees in step; only where they are of one shape can that tell that there is none."""
        stack = [(self.root.value, self.root.carrier)]
        left = MAX_NODES
        while stack and left:
            value, carrier = stack.pop()
            left -= 1
            if type(value) is dict and type(carrier) is dict and carrier.keys() <= value.keys():
                pairs = [(value[name], below) for name, below in carrier.items()]
            elif is_list(value) and is_list(carrier) and len(carrier) <= len(value):
                pairs = list(zip(value, carrier, strict=False))
            elif carrier is ABSENT or carrier is None:
                continue
            else:
                return True
            for inner, below in pairs:
                if type(inner) is dict or is_list(inner):
                    stack.append((inner, below))
                elif not is_scalar(inner) or type(below) is not dict or below.get(key) is not None:
                    return True
        return bool(stack)

    def _below(self, place: Place, key: Key) -> Any:
        """Give the metadata of a child, ``ABSENT`` for what is the place's own."""
        value, carrier = place.value, place.carrier
        if isinstance(value, dict):
            if not isinstance(carrier, dict):
                return ABSENT
            below = carrier.get(key, ABSENT)
            if not isinstance(below, CONTAINERS):
                return ABSENT
            return below if key in value or not self._is_mark(key, below) else ABSENT
        if is_list(value):
            return step(carrier, key) if is_list(carrier) else ABSENT
        if (value is None or value is ABSENT) and place.entry is None:
            below = step(carrier, key)
            return below if isinstance(below, CONTAINERS) else ABSENT
        return ABSENT

    def _place(self, parts: tuple[Key, ...], value: Any, carrier: Any) -> Place:
        return Place(parts, value, self._entry(value, carrier), carrier)

    def _entry(self, value: Any, carrier: Any) -> Mapping[str, Any] | None:
        if not isinstance(carrier, dict):
            return None
        if is_scalar(value):
            return carrier
        if isinstance(value, dict):
            return self._own(value, carrier)
        return carrier if any(looks(carrier[key]) for key, looks in self._marks if key in carrier) else None

    def _own(self, value: Mapping[str, Any], carrier: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Pick what an object's metadata says of the object itself, beside its children."""
        if self._marked.isdisjoint(carrier):
            return None
        own = {
            key: carrier[key]
            for key, looks in self._marks
            if key in carrier
            and looks(carrier[key])
            # The data comes first; only a bare number or word cannot be a child's metadata.
            and (key not in value or not (carrier[key] is None or isinstance(carrier[key], CONTAINERS)))
        }
        return own or None

    def _is_mark(self, key: Key, below: Any) -> bool:
        return any(mark == key and looks(below) for mark, looks in self._marks)
