"""The text of a path, cut into segments; what stands where, and what would do instead."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final, Literal

from adjudge.errors import AdjudgeError
from adjudge.record import Record

_MAX_INDEX: Final = 10**9

# Letters, digits and _ of ASCII, and all beyond it; said by what is not in it, which compiles ten times as fast.
_NAME: Final = re.compile(r"[^\x00-@\[-\^`{-\x7f][^\x00-/:-@\[-\^`{-\x7f]*")
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


class Segment(Record):
    """One step of a path: ``key`` is the name or index, ``None`` for a wildcard.

    ``descendant`` says that the step is looked for at every depth (``..name``).
    """

    kind: Literal["name", "index", "wildcard"]
    key: str | int | None = None
    descendant: bool = False


def cut(text: str, at: int, absolute: bool) -> Iterator[Segment]:
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
        if abs(int(index[0])) >= _MAX_INDEX:
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
