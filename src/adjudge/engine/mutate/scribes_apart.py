"""Scribes of layouts whose metadata stands apart from the data: a tree beside it, a map of paths, a list of entries."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from adjudge.engine.mutate.editing import arranged, changed, moved, without
from adjudge.engine.mutate.scribe import Scribe, Unwritable
from adjudge.model.layouts.flat import write_all
from adjudge.model.layouts.pathlist import read_path, with_index
from adjudge.model.paths import Parts
from adjudge.model.tree import ABSENT, Key, dig, is_list, is_scalar, keys_of, step


class ParallelScribe(Scribe):
    """A metadata tree beside the data."""

    def entry(self, parts: Parts) -> tuple[Key, ...]:
        """Give the same path in the other tree."""
        if self.meta is None:
            raise Unwritable(parts)
        return (*self.meta, *parts)

    def drop_entries(self, payload: Any, parts: Parts) -> Any:
        """Take the member of the metadata away."""
        *way, last = parts
        return self.in_meta(payload, tuple(way), lambda entries: without(entries, {last}))

    def arrange_entries(self, payload: Any, parts: Parts, order: Sequence[int]) -> Any:
        """Arrange the list in the metadata alike."""
        size = len(self.place(parts).value)

        def alike(entries: Any) -> Any:
            return arranged(entries, order, size) if is_list(entries) else entries

        return self.in_meta(payload, parts, alike)


class FlatScribe(Scribe):
    """A map of written paths."""

    def entry(self, parts: Parts) -> tuple[Key, ...]:
        """Give the key in the map."""
        if self.meta is None:
            raise Unwritable(parts)
        return (*self.meta, self._written(parts))

    def drop_entries(self, payload: Any, parts: Parts) -> Any:
        """Take the entries of a member, and of what is below it, away."""
        written = self._written(parts)
        leaf = is_scalar(self.place(parts).value)
        beyond = () if leaf else (f"{written}.", f"{written}[")
        return self._maps(payload, lambda key: () if key == written or key.startswith(beyond) else (key,))

    def arrange_entries(self, payload: Any, parts: Parts, order: Sequence[int]) -> Any:
        """Write the entries of items under their new indexes."""
        written, size = self._written(parts), len(self.place(parts).value)
        item = re.compile(re.escape(written) + r"\[(\d{1,9})\](.*)", re.DOTALL)

        def renamed(key: str) -> Sequence[str]:
            found = item.fullmatch(key)
            if found is None:
                return (key,)
            return [f"{written}[{new}]{found[2]}" for new in moved(int(found[1]), order, size)]

        return self._maps(payload, renamed)

    def _written(self, parts: Parts) -> str:
        """Write a path; where keys hold dots and brackets themselves, another place may be written alike, or below."""
        written = write_all(parts)
        if self._has_odd_keys:
            others = (write_all(other) for other in self._places if other[: len(parts)] != parts)
            if any(other == written or other.startswith((f"{written}.", f"{written}[")) for other in others):
                raise Unwritable(parts)
        return written

    @cached_property
    def _places(self) -> list[Parts]:
        return [node.parts for node in self.extraction.nodes()]

    @cached_property
    def _has_odd_keys(self) -> bool:
        """Whether some key of the data may be taken for a path."""
        level: list[Any] = [self.extraction.tree.root.value]
        while level:
            keys = [key for value in level if isinstance(value, dict) for key in value]
            if any("." in key or "[" in key for key in keys):
                return True
            level = [step(value, key) for value in level for key in keys_of(value)]
        return False

    def _maps(self, payload: Any, renamed: Callable[[str], Sequence[str]]) -> Any:
        """Rename the keys of the map, and of that which tells what people have edited."""

        def change(entries: Any) -> Any:
            if not isinstance(entries, dict):
                return entries
            return {new: entry for key, entry in entries.items() for new in renamed(key)}

        payload = self.in_meta(payload, (), change)
        edits = None if self.layout.edits is None else (*self.extraction.shape.at, *self.layout.edits)
        return payload if edits is None or dig(payload, edits) is ABSENT else changed(payload, edits, change)


class PathScribe(Scribe):
    """A list of entries, each naming its path."""

    def entry(self, parts: Parts) -> tuple[Key, ...]:
        """Give the index in the list; an entry that stands for many places is nobody's own."""
        own = self.place(parts).entry
        for number, entry in enumerate(self._entries(self.extraction.payload)):
            if own is None or entry is not own or self.meta is None:
                continue
            if -1 not in (read_path(own[self.layout.field]) or ()):
                return (*self.meta, number)
        raise Unwritable(parts)

    def drop_entries(self, payload: Any, parts: Parts) -> Any:
        """Take the entries of a member, and of what is below it, away."""
        return self._rewritten(payload, parts, lambda entry, below: (entry,) if below is None else ())

    def arrange_entries(self, payload: Any, parts: Parts, order: Sequence[int]) -> Any:
        """Write the entries of items under their new indexes."""
        size, name = len(self.place(parts).value), self.layout.field

        def rewrite(entry: Any, key: str | int | None) -> Sequence[Any]:
            if key is None or not str(key).isdigit():
                return (entry,)
            texts = (with_index(entry[name], len(parts), new) for new in moved(int(key), order, size))
            return [{**entry, name: text} for text in texts]

        return self._rewritten(payload, parts, rewrite)

    def _entries(self, payload: Any) -> Sequence[Any]:
        listed = payload
        for key in self.meta or ():
            listed = step(listed, key)
        return listed if self.meta is not None and is_list(listed) else ()

    def _rewritten(self, payload: Any, parts: Parts, rewrite: Callable[[Any, Any], Sequence[Any]]) -> Any:
        """Rewrite each entry at ``parts`` or below, given with the step below (``""`` at it); others get ``None``."""
        wanted = [str(part) for part in parts]

        def change(entries: Any) -> Any:
            if not is_list(entries):
                return entries
            return [new for entry in entries for new in rewrite(entry, self._below(entry, wanted))]

        return self.in_meta(payload, (), change)

    def _below(self, entry: Any, wanted: Sequence[str]) -> str | int | None:
        text = entry.get(self.layout.field) if isinstance(entry, dict) else None
        path = read_path(text) if isinstance(text, str) else None
        if path is None or [str(part) for part in path[: len(wanted)]] != wanted:
            return None
        return path[len(wanted)] if len(path) > len(wanted) else ""
