"""*paths*: a list of entries, each naming the path it belongs to; also what a ``walk`` gives.

The paths are indexed once a document. An entry is found by walking the data, so that ``0`` in
``items.0.total`` is an index in an array and a name in an object.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, ClassVar, Final, TypeAlias

from adjudge.model.adapter import Shape
from adjudge.model.paths import Parts, render
from adjudge.model.tree import ABSENT, MAX_DEPTH, Key, Place, Tree, dig, is_list, is_scalar, keys_of, step
from adjudge.record import Record

_STEP: Final = re.compile(
    r"""\.?(?P<name>[^.\[\]'"]+)
      | \.?\[(?P<index>0|[1-9][0-9]{0,8}|\*)\]
      | \.?\['(?P<single>(?:[^'\\]|\\.)*)'\]
      | \.?\["(?P<double>(?:[^"\\]|\\.)*)"\]""",
    re.VERBOSE,
)
_INDEX: Final = re.compile("0|[1-9][0-9]{0,8}")
_EVERY: Final = -1
"""In the place of an index: every one of them (``[*]``)."""

Entry: TypeAlias = Mapping[str, Any]
Walked: TypeAlias = tuple[Any, Mapping[Parts, Entry]]


class PathList(Record):
    """Entries in a list, the path of each at its key ``field``.

    ``hidden`` are keys of the data's root that are metadata.
    """

    field: str
    hidden: tuple[str, ...] = ()
    name: ClassVar[str] = "paths"

    def tree(self, shape: Shape, response: Any) -> Tree:
        """Show the data, and the list by its paths."""
        listed = dig(response, shape.meta) if shape.meta is not None else ()
        entries = [entry for entry in listed if isinstance(entry, dict)] if is_list(listed) else []
        return PathTree(dig(response, shape.data), ((entry.get(self.field), entry) for entry in entries), self.hidden)


class Walk(Record):
    """A function for payloads that no layout fits.

    It gets what stands at the shape's ``data`` and gives plain data with a mapping from concrete paths to
    entries; an entry need not have data.
    """

    walk: Callable[[Any], Walked]
    name: ClassVar[str] = "paths"

    def tree(self, shape: Shape, response: Any) -> Tree:
        """Show what the function gives."""
        data, entries = self.walk(dig(response, shape.data))
        return PathTree(data, entries.items())


class _Branch:
    """A step in the index: the entry that ends here, and the steps below it by their text."""

    __slots__ = ("below", "entry", "every", "key", "text")

    def __init__(self, key: Key) -> None:
        self.key = key
        self.entry: Entry | None = None
        self.text = ""
        self.below: dict[str, _Branch] = {}
        self.every: _Branch | None = None

    def grow(self, key: Key) -> _Branch:
        """Give the branch below, made when there is none."""
        if key == _EVERY:
            self.every = self.every or _Branch(key)
            return self.every
        return self.below.setdefault(str(key), _Branch(key))

    def texts(self) -> Iterator[str]:
        """Give the paths of all entries from here on, as delivered."""
        if self.entry is not None:
            yield self.text
        for branch in (*self.below.values(), *([self.every] if self.every else [])):
            yield from branch.texts()


class PathTree(Tree):
    """The data, with entries found by path; the carrier of a place is its branches in the index."""

    __slots__ = ("_hidden", "_unreadable")

    def __init__(self, data: Any, entries: Iterable[tuple[Any, Entry]], hidden: tuple[str, ...] = ()) -> None:
        self._hidden = hidden
        top = _Branch("$")
        self._unreadable = tuple(str(path) for path, entry in entries if not _index(top, path, entry))
        self.root = Place((), data, top.entry, (top,))

    def child(self, place: Place, key: Key) -> Place:
        """Step down the data and the index."""
        parts = (*place.parts, key)
        if not place.parts and key in self._hidden:
            return Place(parts, ABSENT, None, ())
        branches = tuple(_descend(place, key))
        entry = next((branch.entry for branch in branches if branch.entry is not None), None)
        return Place(parts, step(place.value, key), entry, branches)

    def child_keys(self, place: Place) -> list[Key]:
        """List the data's children, then those that only entries name."""
        value = place.value
        if is_scalar(value):
            return []
        keys = keys_of(value)
        if not place.parts and self._hidden:
            keys = [key for key in keys if key not in self._hidden]
        named = dict.fromkeys(
            int(branch.key) if is_list(value) else branch.key
            for up in place.carrier
            for branch in up.below.values()
            if _fits(value, branch.key)
        )
        return keys + [key for key in named if step(value, key) is ABSENT]

    def plain(self, place: Place) -> Any:
        """Give the data; at the root without the hidden keys."""
        value = place.value
        if place.parts or not isinstance(value, dict) or not any(key in value for key in self._hidden):
            return value
        return {key: below for key, below in value.items() if key not in self._hidden}

    @property
    def unplaced(self) -> tuple[str, ...]:
        """Paths that cannot be read, stand there twice, or lead where the data is of another kind."""
        lost: list[str] = []
        stack = [self.root]
        while stack:
            place = stack.pop()
            value = place.value
            for up in place.carrier:
                lost += [t for branch in up.below.values() if not _fits(value, branch.key) for t in branch.texts()]
                if up.every is not None and not (is_list(value) and value):
                    lost += up.every.texts()
            stack.extend(below for key in self.child_keys(place) if (below := self.child(place, key)).carrier)
        return self._unreadable + tuple(dict.fromkeys(lost))


@lru_cache(maxsize=4096)
def _read_path(text: str) -> Parts | None:
    rest = text[1:] if text.startswith("$") else text
    parts: list[Key] = []
    at = 0
    while at < len(rest):
        match = _STEP.match(rest, at)
        if match is None:
            return None
        name, index, single, double = match.group("name", "index", "single", "double")
        if index is not None:
            parts.append(_EVERY if index == "*" else int(index))
        elif name is not None:
            parts.append(name)
        else:
            parts.append(re.sub(r"\\(.)", r"\1", single if single is not None else double))
        at = match.end()
    return tuple(parts) if len(parts) <= MAX_DEPTH else None


def read_path(text: str) -> Parts | None:
    """Read any written form of a path: ``$.a[0].b``, ``$['a']``, ``a.0.b``, ``a[*].b`` (as -1); else ``None``."""
    return _read_path(text) if 0 < len(text) <= 2_000 else None


def with_index(text: str, depth: int, index: int) -> str:
    """Give a path that ``read_path`` reads with another index at its ``depth``-th step, written as it was."""
    start = at = 1 if text.startswith("$") else 0
    for _ in range(depth + 1):
        match = _STEP.match(text, at)
        if match is None:
            return text
        start, at = at, match.end()
    return text[:start] + re.sub(r"\d+", str(index), text[start:at]) + text[at:]


def _index(top: _Branch, path: Any, entry: Entry) -> bool:
    """Put an entry in its place; of two for one path the first stands."""
    parts = read_path(path) if isinstance(path, str) else path
    if not isinstance(parts, tuple):
        return False
    branch = top
    for part in parts:
        branch = branch.grow(part)
    if branch.entry is not None:
        return False
    branch.entry, branch.text = entry, path if isinstance(path, str) else render(parts)
    return True


def _descend(place: Place, key: Key) -> Iterator[_Branch]:
    value = place.value
    if is_scalar(value):
        return
    for up in place.carrier:
        branch = up.below.get(str(key))
        if branch is not None and _fits(value, branch.key):
            yield branch
    if is_list(value) and isinstance(key, int) and 0 <= key < len(value):
        for up in place.carrier:
            if up.every is not None:
                yield up.every


def _fits(value: Any, key: Key) -> bool:
    """Whether a step of an entry's path can lead down from this value."""
    if is_list(value):
        return isinstance(key, int) or _INDEX.fullmatch(key) is not None
    if isinstance(value, dict):
        return isinstance(key, str)
    return not is_scalar(value)
