"""*sibling*: the metadata of a member stands beside it, under its name with a suffix.

A schema may have names that end so, too (``credit_score``). Hence ``K_score`` is metadata of ``K`` only if
``K`` is there as data and the value looks like such metadata; what has metadata of its own is data.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, NamedTuple, TypeAlias

from adjudge.errors import PayloadError
from adjudge.model.adapter import Shape
from adjudge.model.json_reader import read_json
from adjudge.model.tree import (
    ABSENT,
    CONTAINERS,
    MAX_DEPTH,
    Key,
    Place,
    Tree,
    dig,
    is_list,
    keys_of,
    step,
    too_deep,
)
from adjudge.record import Record, field

Entries: TypeAlias = dict[str, dict[str, Any]]
Sidecars: TypeAlias = tuple[Entries, frozenset[str]]


class Sidecar(NamedTuple):
    """A kind of metadata: its suffix, its key in the entry made of all kinds, and how it looks."""

    suffix: str
    key: str
    looks: Callable[[Any], bool]


class Sibling(Record):
    """Members and their sidecars in one object, at every level.

    ``names`` are names of the schema, where it is known: these are data whatever they look like.
    ``root_entry`` maps keys at the root that are metadata of the whole to where they go in its entry;
    they are numbers. Data that is a JSON text is decoded.
    """

    sidecars: tuple[Sidecar, ...]
    names: frozenset[str] = frozenset()
    root_entry: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    name: ClassVar[str] = "sibling"

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings of names that may be metadata."""
        return tuple(sidecar.suffix for sidecar in self.sidecars)

    def tree(self, shape: Shape, response: Any) -> Tree:
        """Show the data with its sidecars folded away.

        Raises:
            PayloadError: data that is text, but no JSON.
        """
        data = dig(response, shape.data)
        if isinstance(data, str):
            try:
                data = read_json(data)
            except PayloadError as error:
                raise PayloadError(f"{'.'.join(shape.data)}: {error}") from None
        return SiblingTree(data, self)


class SiblingTree(Tree):
    """The data without sidecars; the carrier of an object is its sidecars by member, and their keys."""

    __slots__ = ("_known", "_layout", "_suffixes")

    def __init__(self, data: Any, layout: Sibling) -> None:
        self._layout = layout
        self._suffixes = layout.suffixes
        # By identity, each with the object itself, which so cannot become another.
        self._known: dict[int, tuple[Any, Sidecars]] = {}
        entries, hidden = self._sidecars(data)
        own: dict[str, dict[str, Any]] = {}
        for name, (key, inner) in layout.root_entry.items():
            number = step(data, name)
            if isinstance(number, bool | str | dict | list) or number in (None, ABSENT) or name in layout.names:
                continue
            hidden = hidden | {name}
            own[key] = {inner: number}
        self.root = Place((), data, own or None, (entries, hidden))

    def child(self, place: Place, key: Key) -> Place:
        """Step down; a sidecar is no child."""
        entries, hidden = place.carrier
        parts = (*place.parts, key)
        if key in hidden:
            return Place(parts, ABSENT, None, _NO_SIDECARS)
        value = step(place.value, key)
        return Place(parts, value, entries.get(key), self._sidecars(value))

    def child_keys(self, place: Place) -> list[Key]:
        """List the members that are no sidecars."""
        hidden = place.carrier[1]
        keys = keys_of(place.value)
        return [key for key in keys if key not in hidden] if hidden else keys

    def plain(self, place: Place) -> Any:
        """Give the data without any sidecar in it."""
        return self._strip(place.value, place.carrier[1], len(place.parts))

    def _strip(self, value: Any, hidden: frozenset[str], depth: int) -> Any:
        if not isinstance(value, CONTAINERS):
            return value
        if depth > MAX_DEPTH:
            raise too_deep()
        items = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
        kept = [
            (key, self._strip(below, self._sidecars(below)[1], depth + 1)) for key, below in items if key not in hidden
        ]
        if len(kept) == len(items) and all(new[1] is old[1] for new, old in zip(kept, items, strict=True)):
            return value
        return [below for _, below in kept] if is_list(value) else dict(kept)

    def may_carry(self, key: str) -> bool:
        """Look for the ending of such metadata in all that the data holds, names and texts."""
        if self.root.entry is not None and key in self.root.entry:
            return True
        try:
            # The quickest way to look at every name at once; what is shared or cyclic is written once.
            written = marshal.dumps(self.root.value)
        except ValueError:  # too deep, or of a type that only an object in memory has
            return True
        return any(sidecar.suffix.encode() in written for sidecar in self._layout.sidecars if sidecar.key == key)

    def _sidecars(self, value: Any) -> Sidecars:
        """Sort an object's keys: the sidecars by the member they belong to, and all their keys."""
        if not isinstance(value, dict):
            return _NO_SIDECARS
        known = self._known.get(id(value))
        if known is None:
            known = self._known[id(value)] = (value, self._sort(value))
        return known[1]

    def _sort(self, value: dict[Any, Any]) -> Sidecars:
        suffixed = [key for key in value if isinstance(key, str) and key.endswith(self._suffixes)]
        if not suffixed:
            return _NO_SIDECARS
        found: list[tuple[str, str, Sidecar]] = [
            (key.removesuffix(sidecar.suffix), key, sidecar)
            for key in suffixed
            if key not in self._layout.names
            for sidecar in self._layout.sidecars
            if key.endswith(sidecar.suffix)
        ]
        # Longest member first: `credit_score` with `credit_score_citations` is data, not the score of `credit`.
        found.sort(key=lambda candidate: len(candidate[0]), reverse=True)
        entries: Entries = {}
        hidden: set[str] = set()
        for member, key, sidecar in found:
            if member in value and member not in hidden and key not in entries and sidecar.looks(value[key]):
                entries.setdefault(member, {})[sidecar.key] = value[key]
                hidden.add(key)
        return entries, frozenset(hidden)


_NO_SIDECARS: Sidecars = ({}, frozenset())
