"""How generated code reaches data and metadata, one way per layout.

In generated code ``D`` is the root of the data, ``M`` of the metadata, ``E`` the extraction, and ``B`` has all values
by their names. A step that fails raises, and the rule is judged by the reference path instead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple

from adjudge.engine.screen.tidy import tidy_flat, tidy_parallel
from adjudge.model.adapter import KeyPath, Shape
from adjudge.model.extraction import Extraction
from adjudge.model.layouts import Bare, Flat, Parallel, PathList, Sibling
from adjudge.model.layouts.flat import write_all
from adjudge.model.paths import Parts
from adjudge.model.tree import dig, step
from adjudge.ruleset.check import Constant


class Row(NamedTuple):
    """An item of a list in generated code: the local of its place, and the keys that lead to the list."""

    place: str
    keys: Parts


class Entry(NamedTuple):
    """The way to a metadata entry, what is left to follow in it, and the tests by which it is one.

    ``looks`` is asked of the entry; ``other`` is the source of a test that it is something else.
    """

    way: str
    rest: KeyPath
    looks: Callable[[Any], bool] | None = None
    other: str = ""


SCALARS: Final = frozenset((str, int, float, bool, Decimal))
"""Types of a value that is a leaf whatever the layout, so that its entry is where it seems to be."""


class Reach:
    """The data alone: for layouts whose metadata generated code does not read."""

    lists: Literal["told", "checked", "untold"] = "told"
    """Whether the data alone says what items a list has: always, once the metadata is seen to know no others, never."""
    tells_presence: bool = True
    """Whether the raw value alone says whether it is there and empty."""
    tells_all: bool = False
    """Whether all that is below a value is data."""
    tidy: Callable[[Any, Any], bool] | None = None
    """Whether the metadata knows no items that the data has not."""

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

    def entry(self, keys: Parts, path: KeyPath, row: Row | None = None) -> Entry | None:  # noqa: ARG002  # see subclasses
        """Write the way to what the metadata entry of the node at ``keys`` has at ``path``; ``None``: not this way."""
        return None

    def more_items(self, items: str, keys: Parts, constant: Constant) -> str | None:  # noqa: ARG002  # see subclasses
        """Write the test whether metadata knows items that the list has not; ``None`` where that cannot be told."""
        return {"told": "False", "checked": "not B.tidy()"}.get(self.lists)

    def unfit(self, extraction: Extraction) -> bool:  # noqa: ARG002  # see subclasses
        """Whether a payload of this shape is one that only the reference path can read."""
        return False


class ParallelReach(Reach):
    """A metadata tree of the same nesting."""

    lists = "checked"

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape)
        self.tidy = tidy_parallel

    def entry(self, keys: Parts, path: KeyPath, row: Row | None = None) -> Entry:
        """Follow the same keys in the metadata."""
        return Entry(member("M" if row is None else f"metas[{row.place}]", keys), path)

    def more_items(self, items: str, keys: Parts, constant: Constant) -> str:
        """Compare the lengths of both lists."""
        return f"{constant(_metadata_items)}(M, {keys!r}) > len({items})"


class BareReach(Reach):
    """Data and nothing else."""

    tells_all = True


class FlatReach(Reach):
    """Data beside a map of written paths, any of which may name an item that the data has not."""

    lists = "checked"

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape)
        self.tidy = tidy_flat

    def entry(self, keys: Parts, path: KeyPath, row: Row | None = None) -> Entry:
        """Look the written path up."""
        if row is None:
            return Entry(f"M[{write_all(keys)!r}]", path)
        before, after = write_all(row.keys), write_all(keys)
        between = "" if not keys or isinstance(keys[0], int) else "."
        written = f"{before.replace('%', '%%')}[%d]{between}{after.replace('%', '%%')}"
        return Entry(f"M[{written!r} % {row.place}]", path)

    def unfit(self, extraction: Extraction) -> bool:
        """Leave a payload that people have edited to the reference path: signals of edited values are absent."""
        layout = self.shape.layout
        return isinstance(layout, Flat) and layout.edits is not None and bool(dig(extraction.response, layout.edits))


class PathListReach(Reach):
    """Data with some hidden keys at its root, beside a list of entries with their paths."""

    lists = "untold"

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

    def entry(self, keys: Parts, path: KeyPath, row: Row | None = None) -> Entry | None:
        """Take the sidecar beside the value, after the tests by which it is one."""
        layout = self.shape.layout
        base = member("D" if row is None else "row", keys[:-1])
        if not isinstance(layout, Sibling) or not keys or not isinstance(keys[-1], str) or not path:
            return None
        sidecar = next((sidecar for sidecar in layout.sidecars if sidecar.key == path[0]), None)
        if sidecar is None or layout.names:
            return None
        name = keys[-1] + sidecar.suffix
        # A sidecar's own sidecar shows that it is data: `credit_score` with `credit_score_citations`.
        own = " or ".join(f"{name + suffix!r} in {base}" for suffix in layout.suffixes)
        return Entry(f"{base}[{name!r}]", path[1:], sidecar.looks, own)


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


def member(base: str, path: Parts) -> str:
    """Write the way from ``base`` to something in it."""
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
