"""How generated code reaches data and metadata, one way per layout.

Generated functions get ``data`` and ``metadata`` (both at their roots), the ``extraction``, and ``known``, which keeps
what was found out about the document. ``row`` is an item of a list, ``beside`` what belongs to it in the metadata (see
``rows.py``). A step that fails raises, and the rule is judged by the reference path instead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, Literal, NamedTuple

from adjudge.engine.screen.entries import FindLeaves, flat_leaves, parallel_leaves, tree_leaves
from adjudge.engine.screen.rows import Rows, Steps, data_rows, flat_rows, parallel_rows, told_by_paths, tree_rows
from adjudge.engine.screen.tidy import tidy_flat, tidy_parallel
from adjudge.model.adapter import KeyPath, Shape, Slot
from adjudge.model.extraction import Extraction
from adjudge.model.layouts import Bare, Flat, Parallel, PathList, Sibling
from adjudge.model.layouts.flat import write_all
from adjudge.model.paths import Parts
from adjudge.model.tree import SCALARS, Place, Tree, dig

DATA: Final = "data"
METADATA: Final = "metadata"
ROW: Final = "row"
BESIDE: Final = "beside"
PARAMETERS: Final = "data, metadata, extraction, known"


class Entry(NamedTuple):
    """The way to a metadata entry, what is left to follow in it, and the tests by which it is one.

    ``looks`` is asked of the entry; ``other`` is the source of a test that it is something else.
    """

    way: str
    rest: KeyPath
    looks: Callable[[Any], bool] | None = None
    other: str = ""


class Reach:
    """The data alone: for layouts whose metadata generated code does not read."""

    lists: Literal["told", "checked", "untold"] = "told"
    """Whether the data alone says what items a list has: always, once the metadata is seen to know no others, never."""
    tells_all: bool = False
    """Whether all that is below a value is data."""
    whole_entries: bool = True
    """Whether the way to an entry leads to all of it."""
    has_no_root_entry: bool = False
    """Whether only the response says anything of the document as a whole."""
    tidy: Callable[[Any, Any], bool] | None = None
    """Whether the metadata knows no items that the data has not."""
    told_by: Callable[[Any], Any] | None = None
    """Finds how many items the metadata tells of, list by list."""
    leaves: FindLeaves | None = None
    """Finds every leaf with its entry."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape

    def allows(self, name: str, *, root: bool) -> bool:  # noqa: ARG002  # other layouts need both
        """Whether a member of this name is surely data."""
        return True

    def data(self, base: str, keys: Sequence[str | int]) -> str | None:
        """Write the way from ``base`` to a value; ``None`` where a key may be metadata."""
        for position, key in enumerate(keys):
            if isinstance(key, str) and not self.allows(key, root=base == DATA and position == 0):
                return None
        return member(base, keys)

    def entry(self, base: str, keys: Parts, path: KeyPath) -> Entry | None:  # noqa: ARG002  # see subclasses
        """Write the way to the metadata entry of the node at ``keys`` from ``base`` (``DATA`` or ``ROW``)."""
        return None

    def rows(self, steps: Steps) -> Rows:
        """Make the function that gives the items of a list (see ``rows.py``)."""
        return data_rows(steps)

    def unfit(self, extraction: Extraction) -> bool:  # noqa: ARG002  # see subclasses
        """Whether a payload of this shape is one that only the reference path can read."""
        return False


class BareReach(Reach):
    """Data and nothing else."""

    tells_all = True

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape)
        self.leaves = tree_leaves


class ParallelReach(Reach):
    """A metadata tree of the same nesting."""

    lists = "checked"

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape)
        self.tidy = tidy_parallel
        self.leaves = parallel_leaves

    def entry(self, base: str, keys: Parts, path: KeyPath) -> Entry:
        """Follow the same keys in the metadata."""
        return Entry(member(METADATA if base == DATA else BESIDE, keys), path)

    def rows(self, steps: Steps) -> Rows:
        """Go down both trees in step."""
        return parallel_rows(steps)


class FlatReach(Reach):
    """Data beside a map of written paths, any of which may name an item that the data has not."""

    lists = "checked"
    has_no_root_entry = True

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape)
        self.tidy = tidy_flat
        self.told_by = told_by_paths
        self.leaves = flat_leaves

    def entry(self, base: str, keys: Parts, path: KeyPath) -> Entry:
        """Look the written path up."""
        if base == DATA:
            return Entry(f"{METADATA}[{write_all(keys)!r}]", path)
        between = "" if not keys or isinstance(keys[0], int) else "."
        below = between + write_all(keys)
        return Entry(f"{METADATA}[{BESIDE} + {below!r}]" if below else f"{METADATA}[{BESIDE}]", path)

    def rows(self, steps: Steps) -> Rows:
        """Give each item's written path with it."""
        return flat_rows(steps)

    def unfit(self, extraction: Extraction) -> bool:
        """Leave a payload that people have edited to the reference path: signals of edited values are absent."""
        layout = self.shape.layout
        return isinstance(layout, Flat) and layout.edits is not None and bool(dig(extraction.response, layout.edits))


class PathListReach(Reach):
    """Data with some hidden keys at its root, beside a list of entries with their paths."""

    lists = "untold"

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape)
        self.leaves = tree_leaves

    def allows(self, name: str, *, root: bool) -> bool:
        """Refuse the hidden keys."""
        layout = self.shape.layout
        return not (root and isinstance(layout, PathList) and name in layout.hidden)

    def entry(self, base: str, keys: Parts, path: KeyPath) -> Entry:
        """Ask the tree of the layout, which has sorted the entries by their paths."""
        place = "extraction.tree.root" if base == DATA else BESIDE
        return Entry(f"entry_at(extraction.tree, {place}, {keys!r})", path)

    def rows(self, steps: Steps) -> Rows:
        """Give each item's place in the tree with it."""
        return tree_rows(steps)


class SiblingReach(Reach):
    """Data with metadata beside each key."""

    whole_entries = False

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape)
        self.leaves = tree_leaves

    def allows(self, name: str, *, root: bool) -> bool:
        """Refuse what may be a sidecar, or metadata at the root."""
        layout = self.shape.layout
        if not isinstance(layout, Sibling) or name.endswith(layout.suffixes):
            return False
        return not (root and name in layout.root_entry)

    def entry(self, base: str, keys: Parts, path: KeyPath) -> Entry | None:
        """Take the sidecar beside the value, after the tests by which it is one."""
        layout = self.shape.layout
        holder = member(base, keys[:-1])
        if not isinstance(layout, Sibling) or not keys or not isinstance(keys[-1], str) or not path:
            return None
        sidecar = next((sidecar for sidecar in layout.sidecars if sidecar.key == path[0]), None)
        if sidecar is None or layout.names:
            return None
        name = keys[-1] + sidecar.suffix
        # A sidecar's own sidecar shows that it is data: `credit_score` with `credit_score_citations`.
        own = " or ".join(f"{name + suffix!r} in {holder}" for suffix in layout.suffixes)
        return Entry(f"{holder}[{name!r}]", path[1:], sidecar.looks, own)


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


def member(base: str, path: Sequence[str | int]) -> str:
    """Write the way from ``base`` to something in it; an index counts in lists only, not in texts."""
    for key in path:
        base = f"item({base}, {key})" if isinstance(key, int) else f"{base}[{key!r}]"
    return base


def entry_at(tree: Tree, place: Place, keys: Parts) -> Any:
    """Give the metadata entry below a place; the value there must be a scalar.

    Raises:
        LookupError: there is none.
    """
    for key in keys:
        place = tree.child(place, key)
    if place.entry is None or type(place.value) not in SCALARS:
        raise LookupError
    return place.entry


def signal_path(shape: Shape, reads: str) -> KeyPath | None:
    """Find where entries keep what a check reads; ``None`` where generated code cannot take it as it is."""
    if reads in ("match", "verification"):
        path: Any = getattr(shape.keys, reads)
        return path or None
    key = shape.keys.signal(reads)
    if key is None or key.percent or sum(other.name == reads for other in shape.keys.signals) > 1:
        return None
    return key.path


def document_path(shape: Shape, reads: str) -> KeyPath | None:
    """Find where the response keeps a signal of the whole document; ``None`` as for ``signal_path``."""
    named = [key for key in shape.document.signals if key.name == reads]
    return named[0].path if len(named) == 1 and not named[0].percent else None


def slot_of(shape: Shape, reads: str) -> Slot[Any] | None:
    """Find the slot of entries that a check reads, if it reads one."""
    slot: Slot[Any] | None = getattr(shape.keys, reads) if reads in ("citations", "issues") else None
    return slot
