"""*flat*: one map from written paths (``line_items[0].amount``) to entries.

A key of the data may itself hold a dot or a bracket, so the keys of the map are never taken apart to
find an entry: the path of a place is written out and looked up. Only what is left over afterwards is
read as a path, to place nodes that have metadata but no data.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from adjudge.model.adapter import KeyPath, Shape
from adjudge.model.layouts.pathlist import read_path
from adjudge.model.paths import Parts
from adjudge.model.tree import (
    ABSENT,
    MAX_DEPTH,
    MAX_NODES,
    Key,
    Place,
    Tree,
    dig,
    is_list,
    is_scalar,
    keys_of,
    step,
    too_deep,
    too_many,
)
from adjudge.record import Record


class Flat(Record):
    """Entries by written path.

    ``edits`` leads (in the response) to an object whose keys are the paths that people have edited; there,
    and below, the signals are absent, since they were measured on another value.
    """

    edits: KeyPath | None = None
    name: ClassVar[str] = "flat"

    def tree(self, shape: Shape, response: Any) -> Tree:
        """Show the data, looking entries up by path."""
        metadata = dig(response, shape.meta) if shape.meta is not None else ABSENT
        edits = dig(response, self.edits) if self.edits is not None else ABSENT
        return FlatTree(
            dig(response, shape.data),
            metadata if isinstance(metadata, dict) else {},
            frozenset(edits) if isinstance(edits, dict) else frozenset(),
            frozenset(key.path[0] for key in shape.keys.signals),
        )


class FlatTree(Tree):
    """The data and the map; the carrier of a place is its written path, and whether it was edited."""

    __slots__ = ("_extra", "_metadata", "_signal_keys", "_unplaced", "edited")

    def __init__(
        self, data: Any, metadata: Mapping[Any, Any], edited: frozenset[str], signal_keys: frozenset[str]
    ) -> None:
        self._metadata = metadata
        self._signal_keys = signal_keys
        self._extra: dict[Parts, list[Key]] | None = None
        self._unplaced: tuple[str, ...] = ()
        self.edited = edited
        self.root = Place((), data, None, (None, False))

    def child(self, place: Place, key: Key) -> Place:
        """Step down the data and write the path on."""
        written, edited = place.carrier
        written = _write(written, key)
        edited = edited or written in self.edited
        entry = self._metadata.get(written) if _fits(place.value, key) else None
        if not isinstance(entry, dict):
            entry = None
        elif edited:
            entry = {name: value for name, value in entry.items() if name not in self._signal_keys}
        return Place((*place.parts, key), step(place.value, key), entry, (written, edited))

    def child_keys(self, place: Place) -> list[Key]:
        """List the data's children, then those that only the map has."""
        if is_scalar(place.value):
            return []
        return keys_of(place.value) + self._extras().get(place.parts, [])

    def may_carry(self, key: str) -> bool:
        """Look into every entry of the map."""
        return any(isinstance(entry, dict) and entry.get(key) is not None for entry in self._metadata.values())

    @property
    def unplaced(self) -> tuple[str, ...]:
        """Keys of the map that are no path, or lead where the data is of another kind."""
        self._extras()
        return self._unplaced

    def _extras(self) -> dict[Parts, list[Key]]:
        """Find, once, the children that only the map has, by the path of their parent."""
        if self._extra is None:
            extra: dict[Parts, list[Key]] = {}
            written = _written(self.root.value)
            left_over = [text for text in self._metadata if text not in written]
            self._unplaced = tuple(str(text) for text in left_over if not self._place_extra(text, extra))
            self._extra = extra
        return self._extra

    def _place_extra(self, text: Any, extra: dict[Parts, list[Key]]) -> bool:
        parts = read_path(text) if isinstance(text, str) else None
        if not parts or write_all(parts) != text or not isinstance(self._metadata[text], dict):
            return False
        value = self.root.value
        for depth, key in enumerate(parts):
            if not _fits(value, key):
                return False
            value = step(value, key)
            siblings = extra.setdefault(parts[:depth], [])
            if value is ABSENT and key not in siblings:
                siblings.append(key)
        return True


def _write(written: str | None, key: Key) -> str:
    """Write a path on; the root is ``None``, since ``""`` may be a name."""
    if isinstance(key, int):
        return f"{written or ''}[{key}]"
    return key if written is None else f"{written}.{key}"


def write_all(parts: Parts) -> str:
    """Write a whole path as the keys of the map are written."""
    written: str | None = None
    for key in parts:
        written = _write(written, key)
    return written or ""


def _fits(value: Any, key: Key) -> bool:
    """Whether a step of a written path can lead down from this value."""
    if isinstance(value, dict):
        return isinstance(key, str)
    if is_list(value):
        return isinstance(key, int)
    return not is_scalar(value)


def _written(data: Any) -> set[str]:
    """Write the path of everything in the data."""
    found: set[str] = set()
    level: list[tuple[str | None, Any]] = [(None, data)]
    for _ in range(MAX_DEPTH + 1):
        below: list[tuple[str | None, Any]] = []
        for above, value in level:
            for key in keys_of(value):
                found.add(written := _write(above, key))
                if not is_scalar(inner := step(value, key)):
                    below.append((written, inner))
            # Here, not once a level: a cycle grows by its width each time.
            if len(found) > MAX_NODES:
                raise too_many()
        if not below:
            return found
        level = below
    raise too_deep()
