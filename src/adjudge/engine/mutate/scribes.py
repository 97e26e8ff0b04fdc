"""Scribes of layouts whose metadata stands within the data, and which scribe writes which layout."""

from __future__ import annotations

from typing import Any, Final

from adjudge.engine.mutate.editing import changed, opening, put, without
from adjudge.engine.mutate.scribe import Scribe, Unwritable
from adjudge.engine.mutate.scribes_apart import FlatScribe, ParallelScribe, PathScribe
from adjudge.model.adapter import KeyPath
from adjudge.model.extraction import Extraction
from adjudge.model.layouts import Bare, Flat, Parallel, PathList, Sibling, Wrapped
from adjudge.model.paths import Parts
from adjudge.model.tree import ABSENT, Key, step


class SiblingScribe(Scribe):
    """Metadata under the member's name with a suffix."""

    def entry(self, parts: Parts) -> tuple[Key, ...]:
        """Give the object that the sidecars stand in; ``put_entry`` writes the rest."""
        return self.where(parts[:-1])

    def put_entry(self, parts: Parts, key: KeyPath, value: Any) -> Any:
        """Write into the sidecar that holds the key."""
        if parts:
            sidecar = next((sidecar for sidecar in self.layout.sidecars if sidecar.key == key[0]), None)
            if sidecar is None or not isinstance(parts[-1], str):
                raise Unwritable(parts)
            name = f"{parts[-1]}{sidecar.suffix}"
            holder = self.place(parts[:-1]).value
            new = put(holder[name], key[1:], value) if len(key) > 1 else value
            # What is left of a sidecar may look like data; then it goes as a whole.
            left = ABSENT if new is ABSENT or not sidecar.looks(new) else new
            return put(self.extraction.payload, (*self.entry(parts), name), left)
        root = next((name for name, way in self.layout.root_entry.items() if way == key), None)
        if root is None:
            raise Unwritable(parts)
        return put(self.extraction.payload, (*self.data, root), value)

    def drop_entries(self, payload: Any, parts: Parts) -> Any:
        """Take the sidecars of a member away."""
        *way, last = parts
        hidden = self.place(tuple(way)).carrier[1]
        gone = {f"{last}{suffix}" for suffix in self.layout.suffixes} & hidden
        return changed(payload, self.where(tuple(way)), opening(lambda members: without(members, gone)))


class WrappedScribe(Scribe):
    """Each value inside an object that also holds its metadata."""

    def where(self, parts: Parts) -> tuple[Key, ...]:
        """Give the path to the value in its wrapper."""
        return self._way(parts)[1]

    def entry(self, parts: Parts) -> tuple[Key, ...]:
        """Give the path of the wrapper."""
        outer, inner = self._way(parts)
        if outer == inner:
            raise Unwritable(parts)
        return outer

    def drop(self, parts: Parts) -> Any:
        """Take the wrapper away, or a value without one."""
        return put(self.extraction.payload, self._way(parts)[0], ABSENT)

    def _way(self, parts: Parts) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
        """Give the paths of the wrapper and of the value in it; they are the same where there is no wrapper."""
        outer = inner = self.data
        raw = self.extraction.tree.root.value
        for key in parts:
            outer = (*inner, key)
            raw, inner = self._inside(step(raw, key), outer)
        return outer, inner

    def _inside(self, raw: Any, outer: tuple[Key, ...]) -> tuple[Any, tuple[Key, ...]]:
        value, entry = self.layout.unwrap(raw)
        if entry is None:
            return value, outer
        found = [key for key, inside in raw.items() if inside is value and (key == "value" or "value" not in raw)]
        if not found:
            raise Unwritable(outer)
        return value, (*outer, found[0])


_SCRIBES: Final[dict[type, type[Scribe]]] = {
    Bare: Scribe,
    Parallel: ParallelScribe,
    Flat: FlatScribe,
    PathList: PathScribe,
    Sibling: SiblingScribe,
    Wrapped: WrappedScribe,
}


def scribe_of(extraction: Extraction) -> Scribe | None:
    """Give the scribe of a payload; ``None`` where a function walks it, which cannot be asked the way back."""
    scribe = _SCRIBES.get(type(extraction.shape.layout))
    return None if scribe is None else scribe(extraction)
