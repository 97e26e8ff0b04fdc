"""The tree that every layout shows: a view on the payload that mirrors the data, never a copy."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, Final, NamedTuple, TypeAlias

from adjudge.errors import PayloadError
from adjudge.model.paths import Parts

Key: TypeAlias = str | int

MAX_DEPTH: Final = 100
"""Levels of nesting; what is deeper (or cyclic) ends in ``PayloadError`` when it is walked."""

MAX_NODES: Final = 1_000_000
"""Nodes of one extraction; more end in ``PayloadError`` when they are walked."""


ARRAYS: Final = (list, tuple)
CONTAINERS: Final = (dict, list, tuple)
"""What has children; anything else is a scalar."""

SCALARS: Final = frozenset((str, int, float, bool, Decimal))
"""The types that scalars of JSON have: for code that asks of a type alone what ``is_scalar`` asks of a value."""


class _Absent(Enum):
    ABSENT = "absent"

    def __str__(self) -> str:
        return "ABSENT"

    __repr__ = __str__

    def __bool__(self) -> bool:
        return False


ABSENT: Final = _Absent.ABSENT
"""Nothing was sent here; never the same as ``None``, which was sent."""


class Place(NamedTuple):
    """Where a tree stands: a path, what the payload holds there, and its metadata entry.

    ``value`` is raw (metadata that a layout keeps inside the data is still in it) or ``ABSENT``.
    ``entry`` is the raw metadata of just this node. ``carrier`` is the layout's own bookmark.
    """

    parts: Parts
    value: Any
    entry: Mapping[str, Any] | None
    carrier: Any = None


class Tree(ABC):
    """A view on one payload; asking for a child never fails, whatever the key."""

    __slots__ = ("root",)
    root: Place

    @abstractmethod
    def child(self, place: Place, key: Key) -> Place:
        """Step down; where there is neither data nor metadata: value ``ABSENT``, entry ``None``."""

    @abstractmethod
    def child_keys(self, place: Place) -> list[Key]:
        """List the children: the keys of the data in their order, then those of metadata only."""

    def plain(self, place: Place) -> Any:
        """Give the data without metadata; the same object where nothing need go."""
        return place.value

    def may_carry(self, key: str) -> bool:  # noqa: ARG002  # see the layouts that can tell
        """Whether some entry may have a value at ``key``.

        A quick no saves asking every node; a layout that cannot tell at a glance says yes.
        """
        return True

    @property
    def unplaced(self) -> tuple[str, ...]:
        """Metadata keys that fit no path of the data, as delivered."""
        return ()


def too_deep() -> PayloadError:
    """Say that the payload is nested deeper than ``MAX_DEPTH``."""
    return PayloadError(f"the payload is nested deeper than {MAX_DEPTH} levels")


def too_many() -> PayloadError:
    """Say that the payload has more than ``MAX_NODES`` nodes."""
    return PayloadError(f"the payload has more than {MAX_NODES:,} nodes")


def is_list(value: Any) -> bool:
    """Whether the value's children have indexes."""
    return isinstance(value, ARRAYS)


def is_scalar(value: Any) -> bool:
    """Whether a value was sent that has no children: a leaf, whatever the metadata holds."""
    return value is not None and value is not ABSENT and not isinstance(value, CONTAINERS)


def step(value: Any, key: Key) -> Any:
    """Give a member or an element, ``ABSENT`` where there is none."""
    if isinstance(value, dict):
        return value.get(key, ABSENT)
    if isinstance(value, ARRAYS) and isinstance(key, int) and 0 <= key < len(value):
        return value[key]
    return ABSENT


def keys_of(value: Any) -> list[Key]:
    """List the keys of an object or the indexes of an array; a scalar has none."""
    if isinstance(value, dict):
        return list(value)
    return list(range(len(value))) if isinstance(value, ARRAYS) else []


def dig(value: Any, path: tuple[str, ...]) -> Any:
    """Follow a key path through objects, ``ABSENT`` where it breaks off."""
    for key in path:
        if not isinstance(value, dict):
            return ABSENT
        value = value.get(key, ABSENT)
    return value
