"""Paths of rules: a profile of RFC 9535, parsed by jsonpath-ng and walked over nodes.

    $  .name  ['name']  ["name"]  [n]  [*]  .*  ..name  ..[n]  ..*      at most one ".."

jsonpath-ng alone misreads escapes and refuses reserved words, many non-ASCII names and some quoted ones,
each without a sound or without a place. So a path is first cut into segments here, then handed over with
every name quoted, and what jsonpath-ng understood must be what was cut: two readings that have to agree.
Of plain names (ASCII letters, digits, "_" and "-"), indexes and wildcards they always do; a test holds that.
This is the only module that imports jsonpath-ng.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from adjudge.model.extraction import walk
from adjudge.model.node import Node
from adjudge.model.paths import Parts
from adjudge.model.tree import Key, is_list
from adjudge.ruleset.segments import PathProblem, Segment, cut

__all__ = ["MAX_LENGTH", "MAX_SEGMENTS", "PathProblem", "Segment", "Selector", "compile_path"]

MAX_LENGTH: Final = 200
MAX_SEGMENTS: Final = 20
_PLAIN: Final = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Selector:
    """A compiled path; immutable, hashable and picklable.

    ``absolute`` tells that it starts with ``$``: the caller then selects from the root of the document.
    ``singular`` tells that it always means exactly one node, which may be absent. ``keys`` are its names and indexes
    for direct access; ``None`` if it is not singular or counts from the end (``[-1]``). ``spread`` are the segments
    before its last wildcard and the keys after it, ``deep`` the keys before ``..name``, the name, and what follows it;
    both are ``None`` for any other path.
    """

    text: str
    segments: tuple[Segment, ...]
    absolute: bool = True
    singular: bool = field(init=False, repr=False, compare=False)
    keys: Parts | None = field(init=False, repr=False, compare=False)
    spread: tuple[tuple[Segment, ...], Parts] | None = field(init=False, repr=False, compare=False)
    deep: tuple[Parts, str, tuple[Segment, ...]] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        singular = all(segment.kind != "wildcard" and not segment.descendant for segment in self.segments)
        object.__setattr__(self, "singular", singular)
        object.__setattr__(self, "keys", _keys(self.segments) if singular else None)
        object.__setattr__(self, "spread", _spread(self.segments))
        object.__setattr__(self, "deep", _deep(self.segments))

    @property
    def every_leaf(self) -> bool:
        """Whether it is ``$..*``: every leaf of the document."""
        return self.absolute and self.segments == (Segment("wildcard", None, True),)

    def select(self, node: Node) -> list[Node]:
        """Select from ``node``, in the order of the document.

        A name or an index gives one node for each node before it, absent where there is none, so that a
        line without an amount is seen. A wildcard gives what is there: of nothing, nothing. ``..name``
        gives every such node at any depth below, ``..*`` the leaves only.
        """
        if self.keys is None:
            return follow([node], self.segments)
        for key in self.keys:
            node = node.child(key)
        return [node]

    def nth(self, root: Node, index: int) -> Parts | None:
        """Give the path of one of the nodes that an absolute path selects, without making those beside it.

        Args:
            root: The root of the document.
            index: Counted from 0, over lists that have no items but those of the data.

        Returns:
            ``None`` for a path that has no wildcard, or ``..``; and where there is no such node.
        """
        if self.spread is None:
            return None
        before, after = self.spread
        lists = [root]
        for segment in before:
            keys = None if segment.key is None else [segment.key]
            lists = [above.child(key) for above in lists for key in keys or _items_of(above)]
        for above in lists:
            items = _items_of(above)
            if index < len(items):
                return (*above.parts, items[index], *after)
            index -= len(items)
        return None


def _items_of(node: Node) -> Sequence[Key]:
    """Give the keys below a node, of a list only those of the data."""
    value = node.place.value
    return range(len(value)) if is_list(value) else node.extraction.tree.child_keys(node.place)


def _keys(segments: tuple[Segment, ...]) -> Parts | None:
    keys = tuple(segment.key for segment in segments if segment.key is not None)
    return None if any(isinstance(key, int) and key < 0 for key in keys) else keys


def _spread(segments: tuple[Segment, ...]) -> tuple[tuple[Segment, ...], Parts] | None:
    last = max((at for at, segment in enumerate(segments) if segment.kind == "wildcard"), default=None)
    if last is None or any(segment.descendant for segment in segments):
        return None
    before, after = segments[:last], _keys(segments[last + 1 :])
    return None if after is None or _keys(before) is None else (before, after)


def _deep(segments: tuple[Segment, ...]) -> tuple[Parts, str, tuple[Segment, ...]] | None:
    at = next((at for at, segment in enumerate(segments) if segment.descendant), None)
    if at is None or segments[at].kind != "name":
        return None
    before = Selector("", segments[:at]).keys
    return None if before is None else (before, str(segments[at].key), segments[at + 1 :])


def follow(nodes: list[Node], segments: tuple[Segment, ...]) -> list[Node]:
    """Follow the segments of a path from each of some nodes."""
    for segment in segments:
        nodes = [found for start in nodes for found in _step(start, segment)]
    return nodes


def compile_path(text: str, relative: bool = False) -> Selector:
    """Compile the text of a path.

    Args:
        text: ``$.a.b[0]``; at most 200 characters and 20 segments.
        relative: Read ``amount``, ``tax.rate[0]`` and ``['x y']`` as paths below a node. A leading ``$``
            still means the root of the document.

    Raises:
        PathProblem: the text is no such path; says where and what would do.
    """
    if len(text) > MAX_LENGTH:
        raise PathProblem(f"a path has at most {MAX_LENGTH} characters, this one {len(text)}", MAX_LENGTH)
    return _compile(text, relative)


@lru_cache(maxsize=4096)
def _compile(text: str, relative: bool) -> Selector:
    absolute = text.startswith("$")
    if not absolute and not relative:
        raise PathProblem("a path starts with $")
    segments = tuple(cut(text, 1 if absolute else 0, absolute))
    if len(segments) > MAX_SEGMENTS:
        raise PathProblem(f"a path has at most {MAX_SEGMENTS} segments, this one {len(segments)}", len(text))
    if not all(map(_is_plain, segments)) and _parsed(segments) != segments:
        raise PathProblem(f"{text} is read in two ways; write it more plainly")
    return Selector(text, segments, absolute)


def _step(start: Node, segment: Segment) -> Iterator[Node]:
    if not segment.descendant:
        if segment.kind == "wildcard":
            yield from start.children()
        else:
            yield _child(start, segment.key)
        return
    for node in below(start):
        if node.is_leaf if segment.kind == "wildcard" else node.parts[-1] == segment.key:
            yield node


def _child(node: Node, key: Any) -> Node:
    if isinstance(key, int) and key < 0:
        size = len(node.children())
        # Past the front there is no such item; the index one past the end is absent for certain.
        return node.child(size + key if size + key >= 0 else size)
    return node.child(key)


def below(start: Node) -> Iterator[Node]:
    """Walk all nodes below ``start`` in the order of the document."""
    return islice(walk(start), 1, None)


def _is_plain(segment: Segment) -> bool:
    """Whether the two readings agree on a segment for certain."""
    return segment.kind != "name" or _PLAIN.fullmatch(str(segment.key)) is not None


@lru_cache(maxsize=1)
def _library() -> tuple[Any, Any, Any]:
    """Give jsonpath-ng's parser, its error and its node classes; slow to import, and needed for odd names only."""
    from jsonpath_ng import exceptions, jsonpath, parser  # noqa: PLC0415 - see above

    return parser.JsonPathParser(), exceptions.JSONPathError, jsonpath


def _parsed(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Parse the segments with jsonpath-ng, every name quoted, and walk what it understood."""
    parser, error, _ = _library()
    text = "$" + "".join(map(_quoted, segments))
    try:
        return tuple(_walk(parser.parse(text)))
    except error as problem:
        raise PathProblem(f"jsonpath-ng does not read {text}: {problem}") from problem


def _quoted(segment: Segment) -> str:
    if segment.kind == "name":
        # To jsonpath-ng a backslash means "the next character as it is", whatever that is.
        name = re.sub(r"([\\'])", r"\\\1", str(segment.key))
        return f"..['{name}']" if segment.descendant else f"['{name}']"
    inside = "*" if segment.key is None else segment.key
    return f"..[{inside}]" if segment.descendant else f"[{inside}]"


def _walk(tree: Any) -> Iterator[Segment]:
    """Give the segments of a parsed path; any node class outside the profile is refused."""
    classes = _library()[2]
    if type(tree) is classes.Root:
        return
    if type(tree) not in (classes.Child, classes.Descendants):
        raise PathProblem(f"jsonpath-ng reads a {type(tree).__name__}, which is no part of a path")
    yield from _walk(tree.left)
    last, descendant = tree.right, type(tree) is classes.Descendants
    if type(last) is classes.Fields and len(last.fields) == 1:
        yield Segment("name", last.fields[0], descendant)
    elif type(last) is classes.Index and len(last.indices) == 1:
        yield Segment("index", last.indices[0], descendant)
    elif type(last) is classes.Wildcard:
        yield Segment("wildcard", None, descendant)
    else:
        raise PathProblem(f"jsonpath-ng reads {last}, which is no part of a path")
