"""Paths of rules: a profile of RFC 9535, parsed by jsonpath-ng and walked over nodes.

    $  .name  ['name']  ["name"]  [n]  [*]  .*  ..name  ..[n]  ..*      at most one ".."

jsonpath-ng alone misreads escapes and refuses reserved words, many non-ASCII names and some quoted ones,
each without a sound or without a place. So a path is first cut into segments here, then handed over with
every name quoted, and what jsonpath-ng understood must be what was cut: two readings that have to agree.
This is the only module that imports jsonpath-ng.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal

from adjudge.errors import AdjudgeError

if TYPE_CHECKING:
    from adjudge.model.node import Node

MAX_LENGTH: Final = 200
MAX_SEGMENTS: Final = 20
_MAX_INDEX: Final = 10**9

_NAME: Final = re.compile(r"[A-Za-z_\u0080-\U0010ffff][A-Za-z0-9_\u0080-\U0010ffff]*")
_INDEX: Final = re.compile(r"0|-?[1-9][0-9]*")
_QUOTED: Final = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""", re.DOTALL)
_PAIR: Final = r"u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE: Final = re.compile(rf"\\({_PAIR}|u[0-9a-fA-F]{{4}}|.)", re.DOTALL)
_ESCAPED: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "/": "/", "\\": "\\"}
_WORD: Final = re.compile(r"[\w-]+")
_HINTS: Final = (
    (re.compile(r"\.\["), 'a bracket takes no "." before it'),
    (re.compile(r"\.|$"), "a name, an index or * must follow"),
    (re.compile(r"\[\s*\?"), "a path has no filters; say it with when"),
    (re.compile(r"\[[^\]'\"]*:"), "a path has no slices; use [*]"),
    (re.compile(r"\[[^\]]*,"), "a bracket takes one name or index; list several paths instead"),
    (re.compile(r"\[['\"]"), "a quoted name ends with its quote and a bracket: ['a name']"),
    (re.compile(r"\["), "a bracket takes a quoted name, an index or *, without blanks"),
    (re.compile(r"\s"), "a path has no blanks outside quotes; write ['a name']"),
)


class PathProblem(AdjudgeError):
    """A path that is none; ``offset`` counts characters of its text from 0."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Segment:
    """One step of a path: ``key`` is the name or index, ``None`` for a wildcard.

    ``descendant`` says that the step is looked for at every depth (``..name``).
    """

    kind: Literal["name", "index", "wildcard"]
    key: str | int | None = None
    descendant: bool = False


@dataclass(frozen=True, slots=True)
class Selector:
    """A compiled path; immutable, hashable and picklable.

    ``absolute`` tells that it starts with ``$``: the caller then selects from the root of the document.
    """

    text: str
    segments: tuple[Segment, ...]
    absolute: bool = True

    @property
    def singular(self) -> bool:
        """Whether it always means exactly one node, which may be absent."""
        return all(segment.kind != "wildcard" and not segment.descendant for segment in self.segments)

    @property
    def every_leaf(self) -> bool:
        """Whether it is ``$..*``: every leaf of the document."""
        return self.absolute and self.segments == (Segment("wildcard", None, True),)

    @property
    def keys(self) -> tuple[str | int, ...] | None:
        """Names and indexes for direct access; ``None`` if not singular or counted from the end (``[-1]``)."""
        keys = tuple(segment.key for segment in self.segments if segment.key is not None)
        if not self.singular or any(isinstance(key, int) and key < 0 for key in keys):
            return None
        return keys

    def select(self, node: Node) -> list[Node]:
        """Select from ``node``, in the order of the document.

        A name or an index gives one node for each node before it, absent where there is none, so that a
        line without an amount is seen. A wildcard gives what is there: of nothing, nothing. ``..name``
        gives every such node at any depth below, ``..*`` the leaves only.
        """
        nodes = [node]
        for segment in self.segments:
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
        raise PathProblem(_not_a_path(text))
    segments = tuple(_cut(text, 1 if absolute else 0, absolute))
    if len(segments) > MAX_SEGMENTS:
        raise PathProblem(f"a path has at most {MAX_SEGMENTS} segments, this one {len(segments)}", len(text))
    if segments and _parsed(segments) != segments:
        raise PathProblem(f"{text} is read in two ways; write it more plainly")
    return Selector(text, segments, absolute)


def _not_a_path(text: str) -> str:
    if _NAME.match(text) or text.startswith("["):
        return f"a path starts with $; did you mean $.{text}?".replace("$.[", "$[")
    return "a path starts with $"


def _cut(text: str, at: int, absolute: bool) -> Iterator[Segment]:
    """Cut a path into segments; a relative one may start with a bare name."""
    deep_at = None
    first = not absolute
    if first and not text:
        raise PathProblem("a path is empty")
    while at < len(text):
        start, descendant = at, text.startswith("..", at)
        if descendant:
            if deep_at is not None:
                raise PathProblem('a path has at most one ".."', at)
            deep_at, at = at, at + 2
        elif text[at] == ".":
            at += 1
        elif text[at] != "[" and not first:
            raise PathProblem(_hint(text, at), at)
        if text.startswith("[", at) and (descendant or at == start):
            segment, at = _bracket(text, at, descendant)
        else:
            segment, at = _shorthand(text, at, descendant)
        if segment.descendant and segment.kind == "wildcard" and at < len(text):
            raise PathProblem("..* selects leaves, nothing can follow it", at)
        first = False
        yield segment


def _shorthand(text: str, at: int, descendant: bool) -> tuple[Segment, int]:
    if text.startswith("*", at):
        return Segment("wildcard", None, descendant), at + 1
    name = _NAME.match(text, at)
    if name is None:
        raise PathProblem(_hint(text, at - 1 if text.startswith("[", at) else at), at)
    return Segment("name", name[0], descendant), name.end()


def _bracket(text: str, at: int, descendant: bool) -> tuple[Segment, int]:
    inside = at + 1
    if text.startswith("*", inside):
        segment, end = Segment("wildcard", None, descendant), inside + 1
    elif quoted := _QUOTED.match(text, inside):
        single = quoted[1] is not None
        name = _unescape(quoted[1] if single else quoted[2], "'" if single else '"', inside + 1)
        segment, end = Segment("name", name, descendant), quoted.end()
    elif index := _INDEX.match(text, inside):
        if abs(int(index[0])) > _MAX_INDEX:
            raise PathProblem("an index has at most 9 digits", inside)
        segment, end = Segment("index", int(index[0]), descendant), index.end()
    else:
        raise PathProblem(_hint(text, at), inside)
    if not text.startswith("]", end):
        raise PathProblem(_hint(text, at), end)
    return segment, end + 1


def _unescape(body: str, quote: str, offset: int) -> str:
    """Read the escapes of a quoted name (RFC 9535, section 2.3.1.2)."""

    def character(escape: re.Match[str]) -> str:
        code = escape[1]
        if code == quote:
            return quote
        if code in _ESCAPED:
            return _ESCAPED[code]
        if len(code) > 1 and not re.fullmatch(r"u[dD][89a-fA-F]..", code):
            decoded: str = json.loads(f'"{escape[0]}"')
            return decoded
        raise PathProblem(f"{escape[0]} is no escape in a quoted name", offset + escape.start())

    control = re.search(r"[\x00-\x1f]", body)
    if control:
        raise PathProblem(r"write a control character as an escape, \n or \u000a", offset + control.start())
    return _ESCAPE.sub(character, body)


def _hint(text: str, at: int) -> str:
    """Say what is wrong with the step that starts at ``at``, and what would do."""
    for word in _WORD.finditer(text):
        if word.start() <= at < word.end():
            return f"write [{json.dumps(word[0], ensure_ascii=False)}], or a bare name after a dot"
    for sign, message in _HINTS:
        if sign.match(text, at):
            return message
    return f'"{text[at]}" has no place here'


def _step(start: Node, segment: Segment) -> Iterator[Node]:
    if not segment.descendant:
        if segment.kind == "wildcard":
            yield from start.children()
        else:
            yield _child(start, segment.key)
        return
    for node in _below(start):
        if node.is_leaf if segment.kind == "wildcard" else _is_called(node, segment.key):
            yield node


def _child(node: Node, key: Any) -> Node:
    if isinstance(key, int) and key < 0:
        size = len(node.children())
        # Past the front there is no such item; the index one past the end is absent for certain.
        return node.child(size + key if size + key >= 0 else size)
    return node.child(key)


def _below(start: Node) -> Iterator[Node]:
    """Walk all nodes below ``start`` in the order of the document, without recursion."""
    stack = list(reversed(start.children()))
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children()))


def _is_called(node: Node, key: Any) -> bool:
    last = node.parts[-1]
    return type(last) is type(key) and last == key


@lru_cache(maxsize=1)
def _library() -> tuple[Any, Any, Any]:
    """Give jsonpath-ng's parser, its error and its node classes; slow to import, and needed from the first path on."""
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
