"""The metadata entries of all leaves: one function per layout.

It raises ``LookupError`` where the metadata has what the data has not. Values and paths of the leaves are found by
going through the document once more, where they are asked for.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from typing import Any, Final, TypeAlias

from adjudge.engine.screen.known import Known
from adjudge.engine.screen.tidy import are_plain
from adjudge.model.extraction import Extraction
from adjudge.model.paths import Parts
from adjudge.model.tree import MAX_DEPTH, MAX_NODES, SCALARS

_OBJECTS: Final = {dict}

_Leaf: TypeAlias = tuple[Parts, Any, Any]
"""The path of a leaf, its value and its entry."""


class Leaves:
    """The entries of all leaves that are scalars; and whether there are others, which may be leaves without a value.

    ``look`` goes through the document once more and gives all leaves in the order of the entries. Unless it
    ``tells_paths``, what must be judged cannot be told by its path.
    """

    __slots__ = ("_look", "entries", "has_odd", "tells_paths")

    def __init__(
        self, entries: Sequence[Any], look: Callable[[], Iterable[_Leaf]], *, has_odd: bool, tells_paths: bool
    ) -> None:
        self.entries = entries
        self.has_odd = has_odd
        self.tells_paths = tells_paths
        self._look = look

    @property
    def values(self) -> Sequence[Any]:
        """The values, in the order of the entries."""
        return [value for _, value, _ in self._look() if type(value) in SCALARS]

    def paths(self, numbers: Sequence[int]) -> Sequence[Parts]:
        """Give the paths of those that are no scalars, and of the leaves with these numbers."""
        scalars: list[Parts] = []
        odd: list[Parts] = []
        for path, value, _ in self._look():
            (scalars if type(value) in SCALARS else odd).append(path)
        return [*odd, *[scalars[number] for number in numbers]]


FindLeaves: TypeAlias = Callable[[Any, Any, Extraction, Known], Leaves]


def parallel_leaves(data: Any, metadata: Any, _extraction: Extraction, _known: Known) -> Leaves:
    """Go through both trees in step; they must have the same members everywhere."""
    entries: list[Any] = []
    has_odd = False
    level = [(data, metadata)]
    for _ in range(MAX_DEPTH - 1):
        below: list[tuple[Any, Any]] = []
        for value, meta in level:
            if len(entries) + len(below) > MAX_NODES:
                raise LookupError
            if _is_table(value, meta):
                entries += chain.from_iterable(map(dict.values, meta))
                continue
            for inner, entry in _in_step(value, meta):
                kind = type(inner)
                if kind in SCALARS:
                    entries.append(entry)
                elif (kind is dict or kind is list) and inner:
                    below.append((inner, entry))
                else:
                    has_odd = True
        if not below:
            return Leaves(entries, partial(_each_parallel, data, metadata), has_odd=has_odd, tells_paths=True)
        level = below
    raise LookupError


def _in_step(value: Any, meta: Any) -> Iterable[tuple[Any, Any]]:
    """Give what a container holds, each with its metadata, in the order of the metadata."""
    if type(value) is not type(meta) or len(value) != len(meta):
        raise LookupError
    if type(value) is dict:
        return [(value[key], entry) for key, entry in meta.items()]
    if type(value) is list:
        return zip(value, meta, strict=True)
    raise LookupError


def _is_table(value: Any, meta: Any) -> bool:
    """Whether a list holds nothing but objects of scalars, and so does its metadata: the rows of most documents."""
    return (
        type(value) is list
        and type(meta) is list
        and len(value) == len(meta)
        and _is_of_scalars(value)
        and {*map(type, meta)} == _OBJECTS
        and all(map(operator.eq, map(dict.keys, value), map(dict.keys, meta)))
    )


def _is_of_scalars(items: Sequence[Any]) -> bool:
    """Whether all items are objects of scalars, and none is empty."""
    return (
        {*map(type, items)} == _OBJECTS
        and all(items)
        and SCALARS.issuperset(map(type, chain.from_iterable(map(dict.values, items))))
    )


def _each_parallel(data: Any, metadata: Any) -> Iterable[_Leaf]:
    level: list[tuple[Parts, Any, Any]] = [((), data, metadata)]
    while level:
        below: list[tuple[Parts, Any, Any]] = []
        for path, value, meta in level:
            if _is_table(value, meta):
                for index, (row, entries) in enumerate(zip(value, meta, strict=True)):
                    yield from [((*path, index, key), row[key], entry) for key, entry in entries.items()]
                continue
            for key in meta if type(value) is dict else range(len(value)):
                inner = value[key]
                kind = type(inner)
                if (kind is dict or kind is list) and inner:
                    below.append(((*path, key), inner, meta[key]))
                else:
                    yield (*path, key), inner, meta[key]
        level = below


def flat_leaves(data: Any, metadata: Any, _extraction: Extraction, known: Known) -> Leaves:
    """Write the path of all that the data holds and look it up; the map must hold no other."""
    entries: list[Any] = []
    has_odd = False
    all_written: list[str] = []
    entry_of = metadata.get
    are_scalars = SCALARS.issuperset
    level = [(data, "")]
    for _ in range(MAX_DEPTH - 1):
        below: list[tuple[Any, str]] = []
        for value, above in level:
            inside, written = _members_written(value, above)
            all_written += written
            if are_scalars(map(type, inside)):
                entries += map(entry_of, written)
                continue
            if type(value) is list and _is_of_scalars(value) and are_plain({*chain.from_iterable(value)}):
                below_rows = [f"{place}.{key}" for place, row in zip(written, value, strict=True) for key in row]
                all_written += below_rows
                entries += map(entry_of, below_rows)
                continue
            for inner, place in zip(inside, written, strict=True):
                kind = type(inner)
                if kind in SCALARS:
                    entries.append(entry_of(place))
                elif (kind is dict or kind is list) and inner:
                    below.append((inner, place))
                else:
                    has_odd = True
            if len(all_written) > MAX_NODES:
                raise LookupError
        if not below:
            break
        level = below
    if below or not metadata.keys() <= set(all_written):
        raise LookupError
    known.is_tidy()
    return Leaves(entries, partial(_each_flat, data, metadata), has_odd=has_odd, tells_paths=True)


def _members_written(value: Any, above: str) -> tuple[Any, list[str]]:
    """Give the values of a container, and the written path of each."""
    if type(value) is dict:
        if not are_plain(value.keys()):
            raise LookupError
        prefix = above and above + "."
        return value.values(), [prefix + key for key in value]
    if type(value) is list:
        return value, [f"{above}[{index}]" for index in range(len(value))]
    raise LookupError


def _each_flat(data: Any, metadata: Any) -> Iterable[_Leaf]:
    level: list[tuple[Parts, Any, str]] = [((), data, "")]
    while level:
        below: list[tuple[Parts, Any, str]] = []
        for path, value, above in level:
            written = _members_written(value, above)[1]
            if type(value) is list and _is_of_scalars(value):
                for index, (row, place) in enumerate(zip(value, written, strict=True)):
                    yield from [((*path, index, key), row[key], metadata.get(f"{place}.{key}")) for key in row]
                continue
            for (key, inner), place in zip(_members(value), written, strict=True):
                kind = type(inner)
                if (kind is dict or kind is list) and inner:
                    below.append(((*path, key), inner, place))
                else:
                    yield (*path, key), inner, metadata.get(place)
        level = below


def _members(value: Any) -> Iterable[tuple[Any, Any]]:
    return value.items() if type(value) is dict else enumerate(value)


def tree_leaves(_data: Any, _metadata: Any, extraction: Extraction, _known: Known) -> Leaves:
    """Ask the tree of the layout."""
    leaves = list(_each_of_tree(extraction))
    entries = [entry for _, value, entry in leaves if type(value) in SCALARS]
    return Leaves(entries, lambda: leaves, has_odd=len(entries) < len(leaves), tells_paths=False)


def _each_of_tree(extraction: Extraction) -> Iterable[_Leaf]:
    tree = extraction.tree
    stack = [tree.root]
    left = MAX_NODES
    while stack:
        place = stack.pop()
        keys = () if type(place.value) in SCALARS else tree.child_keys(place)
        left -= len(keys)
        if left < 0 or (keys and len(place.parts) >= MAX_DEPTH):
            raise LookupError
        if keys:
            stack.extend([tree.child(place, key) for key in reversed(keys)])
        elif place.parts:
            yield place.parts, place.value, place.entry
