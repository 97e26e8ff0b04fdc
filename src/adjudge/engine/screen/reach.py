"""How generated code reaches data and metadata, one way per layout.

In generated code ``D`` is the root of the data, ``M`` of the metadata, ``E`` the extraction, and ``B`` has all values
by their names. A step that fails raises, and the rule is judged by the reference path instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from adjudge.model.adapter import KeyPath, Shape
from adjudge.model.layouts import Bare, Flat, Parallel, PathList, Sibling
from adjudge.model.paths import Parts
from adjudge.model.tree import step
from adjudge.ruleset.check import Constant

SCALARS: Final = frozenset((str, int, float, bool, Decimal))
"""Types of a value that is a leaf whatever the layout, so that its entry is where it seems to be."""


class Reach:
    """The data alone: for layouts whose metadata generated code does not read."""

    tells_lists: bool = True
    """Whether the data alone says what items a list has."""
    tells_presence: bool = True
    """Whether the raw value alone says whether it is there and empty."""
    tells_all: bool = False
    """Whether all that is below a value is data."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape

    def allows(self, name: str, *, root: bool) -> bool:  # noqa: ARG002  # other layouts need both
        """Whether a member of this name is surely data."""
        return True

    def data(self, base: str, keys: Sequence[str | int]) -> str | None:
        """Write the way from ``base`` to a value; ``None`` where a key may be metadata."""
        for position, key in enumerate(keys):
            if isinstance(key, str) and not self.allows(key, root=base == "D" and position == 0):
                return None
        return base + "".join(f"[{key!r}]" for key in keys)

    def entry(self, keys: Parts, row: tuple[str, Parts] | None = None) -> str | None:  # noqa: ARG002  # see subclasses
        """Write the way to the metadata entry of the node at ``keys`` (from the ``row`` of a list)."""
        return None

    def more_items(self, items: str, keys: Parts, constant: Constant) -> str | None:  # noqa: ARG002  # see subclasses
        """Write the test whether metadata knows items that the list has not; ``None`` where that cannot be told."""
        return "False"


class ParallelReach(Reach):
    """A metadata tree of the same nesting."""

    tells_lists = False

    def entry(self, keys: Parts, row: tuple[str, Parts] | None = None) -> str:
        """Follow the same keys in the metadata."""
        return ("M" if row is None else row[0]) + "".join(f"[{key!r}]" for key in keys)

    def more_items(self, items: str, keys: Parts, constant: Constant) -> str:
        """Compare the lengths of both lists."""
        return f"{constant(_metadata_items)}(M, {keys!r}) > len({items})"


class BareReach(Reach):
    """Data and nothing else."""

    tells_all = True


class FlatReach(Reach):
    """Data beside a map of written paths, any of which may name an item that the data has not."""

    tells_lists = False

    def more_items(self, items: str, keys: Parts, constant: Constant) -> None:
        """Only the reference path looks through the map."""


class PathListReach(FlatReach):
    """Data with some hidden keys at its root, beside a list of entries with their paths."""

    def allows(self, name: str, *, root: bool) -> bool:
        """Refuse the hidden keys."""
        layout = self.shape.layout
        return not (root and isinstance(layout, PathList) and name in layout.hidden)


class SiblingReach(Reach):
    """Data with metadata beside each key."""

    tells_presence = False

    def allows(self, name: str, *, root: bool) -> bool:
        """Refuse what may be a sidecar, or metadata at the root."""
        layout = self.shape.layout
        if not isinstance(layout, Sibling) or name.endswith(layout.suffixes):
            return False
        return not (root and name in layout.root_entry)


def reach_of(shape: Shape) -> Reach | None:
    """Give the way to reach into payloads of a shape; ``None`` where only the reference path can."""
    match shape.layout:
        case Parallel():
            return ParallelReach(shape)
        case PathList():
            return PathListReach(shape)
        case Sibling():
            return SiblingReach(shape)
        case Flat():
            return FlatReach(shape)
        case Bare():
            return BareReach(shape)
        case _:
            return None


def _metadata_items(metadata: Any, keys: Parts) -> int:
    """Count the items that metadata has of a list, none where it has no such list."""
    below = metadata
    for key in keys:
        below = step(below, key)
    return len(below) if isinstance(below, list | tuple) else 0


def member(base: str, path: KeyPath) -> str:
    """Write the way from an entry to something in it."""
    return base + "".join(f"[{key!r}]" for key in path)


def signal_path(shape: Shape, reads: str) -> KeyPath | None:
    """Find where entries keep what a check reads; ``None`` where generated code cannot take it as it is."""
    if reads in ("match", "verification"):
        path: Any = getattr(shape.keys, reads)
        return path or None
    key = shape.keys.signal(reads)
    if key is None or key.percent or sum(other.name == reads for other in shape.keys.signals) > 1:
        return None
    return key.path
