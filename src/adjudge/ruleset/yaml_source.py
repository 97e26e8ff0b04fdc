"""Read YAML strictly, from its event stream, into located values; the only home of PyYAML.

Only ``true``, ``false``, ``null`` and plain decimal numbers are more than text. What other readers
would guess at (``012``, ``0x1F``, ``1e3``), and what can hide or multiply content (anchors, aliases,
merge keys, tags, duplicate keys, a second document), is refused with its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import yaml

from adjudge.errors import Location
from adjudge.ruleset.located import FOLDED, LITERAL, PLAIN, QUOTED, Atom, Located, Problems

MAX_FILE: Final = 1024 * 1024
MAX_DEPTH: Final = 32
MAX_SCALAR: Final = 64 * 1024
MAX_DIGITS: Final = 18
MAX_PROBLEMS: Final = 50
"""A file with more YAML problems than this is read no further."""

_WORDS: Final[dict[str, Atom]] = {"true": True, "false": False, "null": None, "": None}
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_NUMBER_LIKE: Final = re.compile(
    r"[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?"
    r"|\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN)"
)
HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_STYLES: Final = {"'": QUOTED, '"': QUOTED, "|": LITERAL, ">": FOLDED}


class _Stop(Exception):
    """What follows in the file cannot be read any more."""


def read_yaml(data: bytes, file: str, problems: Problems) -> Located | None:
    """Read one YAML document; every problem is noted with its place.

    Args:
        data: The file's bytes, at most 1 MiB of UTF-8.
        file: The name that locations carry.
        problems: Where problems are noted; reading goes on after one wherever that makes sense.

    Returns:
        The document, or ``None`` where it is empty or cannot be read to its end.
    """
    text = _decode(data, file, problems)
    if text is None:
        return None
    reader = _Reader(file, problems)
    try:
        return reader.document(_events(text))
    except _Stop:
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file)
        problems.add(where, f"YAML: {error.problem or error.context}")
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problems.add(Location(file), f"YAML: {' '.join(str(error).split())}")
    return None


def _decode(data: bytes, file: str, problems: Problems) -> str | None:
    """Give the text of the file, or note why it has none."""
    if len(data) > MAX_FILE:
        problems.add(Location(file), f"the file has {len(data):,} bytes; at most {MAX_FILE:,} are read")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        problems.add(Location(file, line, column), f"the file is not UTF-8 (byte 0x{data[error.start]:02x})")
        return None
    hidden = HIDDEN.search(text)
    if hidden:
        start = hidden.start()
        where = Location(file, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
        problems.add(where, f"hidden character {_name(hidden)} is not allowed in a rule file")
        return None
    return text


def _name(hidden: re.Match[str]) -> str:
    return f"U+{ord(hidden[0]):04X}"


def _events(text: str) -> Iterator[Any]:
    """Give the parser's events one by one: libyaml's where it is there, else the pure parser's."""
    try:
        from yaml._yaml import CParser as Parser  # noqa: PLC0415 - an optional part of PyYAML
    except ImportError:
        return iter(yaml.parse(text, Loader=yaml.SafeLoader))
    parser = Parser(text)
    return iter(parser.get_event, None)


class _Reader:
    """Builds located values from one file's events."""

    def __init__(self, file: str, problems: Problems) -> None:
        self.file = file
        self.problems = problems
        self.count = 0

    def document(self, events: Iterator[Any]) -> Located | None:
        """Read the only document of the stream."""
        root: Located | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.stop(event, "a second document is not read; write one document a file")
                if event.version or event.tags:
                    self.stop(event, "a % directive is not read; leave it out")
            elif isinstance(event, yaml.NodeEvent):
                root = self.value(event, events, 0)
        return root

    def value(self, event: Any, events: Iterator[Any], depth: int, *, key: bool = False) -> Located:
        """Read the value that begins with ``event``; a key is always text."""
        if _is_bare(event) and depth <= MAX_DEPTH:
            return self.scalar(event, key=key)
        if depth > MAX_DEPTH:
            self.stop(event, f"nested deeper than {MAX_DEPTH} levels")
        if isinstance(event, yaml.AliasEvent):
            self.stop(event, f'alias "*{event.anchor}" is not read; write the value out')
        if event.anchor is not None:
            self.stop(event, f'anchor "&{event.anchor}" is not read; write the value out where it is used')
        if event.tag is not None:
            self.note(event, f'tag "{event.tag}" is not read; leave it out')
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, key=key)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, events, depth)
        return self.mapping(event, events, depth)

    def sequence(self, start: Any, events: Iterator[Any], depth: int) -> Located:
        """Read a list up to its end."""
        items: list[Located] = []
        for event in events:
            if type(event) is yaml.SequenceEndEvent:
                break
            items.append(self.value(event, events, depth + 1))
        located = self.located(items, start)
        located.end = _end(event) if start.flow_style else items[-1].end
        return located

    def mapping(self, start: Any, events: Iterator[Any], depth: int) -> Located:
        """Read a mapping up to its end; of a duplicate key, the first stands."""
        entries: dict[str, Located] = {}
        keys: dict[str, Location] = {}
        for event in events:
            if type(event) is yaml.MappingEndEvent:
                break
            name, where = self.key(event, events, depth + 1)
            value = self.value(next(events), events, depth + 1)
            if name is None:
                self.note(event, "a key is a text, not a list or mapping")
            elif name == "<<" and not event.style:
                self.note(event, 'merge key "<<" is not read; write the keys out')
            elif name in keys:
                self.note(event, f'key "{name}" is here a second time; the first is in line {keys[name].line}')
            else:
                entries[name], keys[name] = value, where
        located = self.located(entries, start)
        located.keys = keys
        # The parser ends a block where the next thing begins, which may be comments and blank lines later.
        located.end = _end(event) if start.flow_style else value.end
        return located

    def key(self, event: Any, events: Iterator[Any], depth: int) -> tuple[str | None, Location]:
        """Read the key of a mapping; gives ``None`` for one that is no text."""
        if _is_bare(event) and event.style != '"' and len(event.value) <= MAX_SCALAR and depth <= MAX_DEPTH:
            mark = event.start_mark
            return event.value, Location(self.file, mark.line + 1, mark.column + 1)
        located = self.value(event, events, depth, key=True)
        return located.text, located.where

    def scalar(self, event: Any, *, key: bool) -> Located:
        """Read a scalar; only a plain one can be more than text."""
        text: str = event.value
        if len(text) > MAX_SCALAR:
            self.note(event, f"a text of {len(text):,} characters; at most {MAX_SCALAR:,} are read")
            return self.located("", event)
        # An escape can write what the text of the file, which was looked through as a whole, has not.
        hidden = HIDDEN.search(text) if event.style == '"' else None
        if hidden:
            self.note(event, f"hidden character {_name(hidden)} is not allowed in a rule file")
        return self.located(text if key or event.style else self.plain(event, text), event)

    def plain(self, event: Any, text: str) -> Atom:
        """Give the value of an unquoted scalar."""
        if text in _WORDS:
            return _WORDS[text]
        number = _NUMBER.fullmatch(text)
        if number and sum(map(str.isdigit, text)) > MAX_DIGITS:
            self.note(event, f"a number of more than {MAX_DIGITS} digits; quote it if it is text")
            return text
        if number:
            return Decimal(text) if number[1] else int(text)
        if _NUMBER_LIKE.fullmatch(text):
            self.note(event, f"{_clip(text)} is no plain number; write one like 12 or 0.5, or quote it if it is text")
        return text

    def located(self, value: Any, event: Any) -> Located:
        """Put a value at the place where ``event`` begins."""
        mark = event.start_mark
        style = _STYLES.get(event.style or "", PLAIN) if isinstance(event, yaml.ScalarEvent) else PLAIN
        return Located(value, self.file, mark.line + 1, mark.column + 1, style, end=_end(event))

    def note(self, event: Any, message: str) -> None:
        """Note a problem after which the file can be read on."""
        self.count += 1
        mark = event.start_mark
        self.problems.spoil(Location(self.file, mark.line + 1, mark.column + 1), message)
        if self.count >= MAX_PROBLEMS:
            self.stop(event, f"more than {MAX_PROBLEMS} such problems; the rest of the file is not read")

    def stop(self, event: Any, message: str) -> None:
        """Note a problem after which reading on makes no sense."""
        mark = event.start_mark
        self.problems.add(Location(self.file, mark.line + 1, mark.column + 1), message)
        raise _Stop


def _is_bare(event: Any) -> bool:
    """Whether an event is a scalar and nothing more, as nearly all are."""
    return type(event) is yaml.ScalarEvent and event.anchor is None and event.tag is None


def _end(event: Any) -> tuple[int, int]:
    mark = event.end_mark
    return mark.line + 1, mark.column + 1


def _clip(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
