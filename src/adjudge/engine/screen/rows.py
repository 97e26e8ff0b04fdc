"""The items of a list, or of lists in lists, with what the metadata has beside each: one function per layout.

``rows(data, metadata, extraction, known)`` gives two sequences in step. Where the metadata knows items that the data
has not, or something else than a list stands there, it raises ``LookupError``. A list that is missing has no items:
its rows are an empty tuple, those of an empty list an empty list.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, TypeAlias

from adjudge.engine.screen.known import Known
from adjudge.engine.screen.raw import listed, present, step
from adjudge.model.extraction import Extraction
from adjudge.model.layouts.flat import write_all
from adjudge.model.layouts.pathlist import read_path
from adjudge.model.paths import Parts
from adjudge.model.tree import Place

Steps: TypeAlias = tuple[Parts, ...]
"""The keys that lead to a list, then from each of its items to the list in it, and so on."""

Rows: TypeAlias = Callable[[Any, Any, Extraction, Known], tuple[Sequence[Any], Sequence[Any]]]


def data_rows(steps: Steps) -> Rows:
    """Give the items alone: of layouts whose metadata is in the items, or tells of none."""

    def rows(data: Any, _metadata: Any, _extraction: Extraction, _known: Known) -> tuple[Sequence[Any], Sequence[Any]]:
        found: Sequence[Any] = _items(data, steps[0])
        for keys in steps[1:]:
            found = [item for base in found for item in _items(base, keys)]
        return found, found

    return rows


def parallel_rows(steps: Steps) -> Rows:
    """Give with each item its metadata, ``None`` where there is none."""

    def rows(data: Any, metadata: Any, _extraction: Extraction, _known: Known) -> tuple[Sequence[Any], Sequence[Any]]:
        found, beside = _in_step(data, metadata, steps[0])
        for keys in steps[1:]:
            pairs = [_in_step(value, meta, keys) for value, meta in zip(found, beside, strict=True)]
            found = [item for items, _ in pairs for item in items]
            beside = [meta for _, metas in pairs for meta in metas]
        return found, beside

    return rows


def _in_step(value: Any, meta: Any, keys: Parts) -> tuple[Sequence[Any], Sequence[Any]]:
    for key in keys:
        value, meta = step(value, key), step(meta, key)
    items = listed(value, optional=True)
    if type(meta) is list and len(meta) == len(items):
        return items, meta
    if (meta and not items) or type(meta) is tuple or (type(meta) is list and len(meta) > len(items)):
        raise LookupError
    metas = meta if type(meta) is list else []
    return items, [*metas, *[None] * (len(items) - len(metas))]


def flat_rows(steps: Steps) -> Rows:
    """Give with each item its written path."""
    written = [write_all(keys) for keys in steps]
    between = ["" if not keys or isinstance(keys[0], int) else "." for keys in steps]

    def rows(data: Any, metadata: Any, _extraction: Extraction, known: Known) -> tuple[Sequence[Any], Sequence[Any]]:
        found: Sequence[Any] = [data]
        beside = [""]
        for number, keys in enumerate(steps):
            above = list(zip(found, beside, strict=True))
            found, beside = [], []
            for base, start in above:
                items = _items(base, keys)
                place = f"{start}{between[number]}{written[number]}" if number else written[number]
                # Where there is no list, the map may name members of an object in its place.
                if known.told(place) > len(items) or (metadata and type(items) is not list):
                    raise LookupError
                found = items if len(above) == 1 else [*found, *items]
                beside += [f"{place}[{index}]" for index in range(len(items))]
        return found, beside

    return rows


def tree_rows(steps: Steps) -> Rows:
    """Give with each item its place in the tree of the layout, which knows all items that the metadata tells of."""

    def rows(_data: Any, _metadata: Any, extraction: Extraction, _known: Known) -> tuple[Sequence[Any], Sequence[Any]]:
        tree = extraction.tree
        places, missing = [tree.root], False
        for keys in steps:
            below: list[Place] = []
            for start in places:
                place = start
                for key in keys:
                    place = tree.child(place, key)
                children = tree.child_keys(place)
                missing = type(place.value) is not list
                if children != list(range(0 if missing else len(place.value))) or (missing and present(place.value)):
                    raise LookupError
                below += [tree.child(place, index) for index in children]
            places = below
        return () if missing and len(steps) == 1 else [place.value for place in places], places

    return rows


def _items(base: Any, keys: Parts) -> Sequence[Any]:
    for key in keys:
        base = step(base, key)
    return listed(base, optional=True)


def told_by_paths(metadata: Any) -> Mapping[str, int]:
    """Give how many items written paths tell of, by the written path of their list."""
    told: dict[str, int] = {}
    # Many paths lead into one item: each item is looked at once.
    for item in {*map(_ITEMS.__getitem__, metadata if type(metadata) is dict else ())}:
        for place, count in _told_by(item) if len(item) <= _KEPT_LENGTH else _told_by.__wrapped__(item):
            if told.get(place, 0) < count:
                told[place] = count
    return told


class _Items(dict[str, str]):
    """The item that a written path leads into, ``""`` for none; kept for the paths of the documents before."""

    def __missing__(self, written: str) -> str:
        if len(self) >= _KEPT_PATHS:
            self.clear()
        item = sys.intern(written[: written.rfind("]") + 1])
        if len(written) <= _KEPT_LENGTH:
            self[written] = item
        return item


_KEPT_PATHS: Final = 65_536
_KEPT_LENGTH: Final = 200
_ITEMS: Final = _Items()


@lru_cache(maxsize=_KEPT_PATHS)
def _told_by(written: str) -> tuple[tuple[str, int], ...]:
    parts = read_path(written) or ()
    return tuple((write_all(parts[:at]), key + 1) for at, key in enumerate(parts) if isinstance(key, int))
