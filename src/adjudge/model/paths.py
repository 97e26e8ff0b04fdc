"""One notation for the place of a node: ``$.line_items[0]['unit price']`` (RFC 9535 names)."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from adjudge.errors import ConfigError

Parts: TypeAlias = tuple[str | int, ...]
"""A concrete path: names of members and indexes (from 0) of elements; ``()`` is the root."""

# Letters, digits and _ of ASCII, and all beyond it; said by what is not in it, which compiles ten times as fast.
_NAME: Final = r"[^\x00-@\[-\^`{-\x7f][^\x00-/:-@\[-\^`{-\x7f]*"
_SHORTHAND: Final = re.compile(_NAME)
_STEP: Final = re.compile(
    rf"""\.(?P<name>{_NAME})
       | \[(?P<index>0|[1-9][0-9]{{0,17}})\]
       | \['(?P<single>(?:[^'\\\x00-\x1f]|\\.)*)'\]
       | \["(?P<double>(?:[^"\\\x00-\x1f]|\\.)*)"\]""",
    re.VERBOSE,
)
_UNSAFE: Final = re.compile(r"[\x00-\x1f'\\]")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_LETTERS: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "'": "'", '"': '"', "\\": "\\", "/": "/"}
_ESCAPED: Final = {char: f"\\{letter}" for letter, char in _LETTERS.items() if letter not in '"/'}


def render(parts: Parts) -> str:
    """Write a path as text: the shorthand where RFC 9535 has one, else quoted and escaped.

    Example:
        >>> render(("line_items", 0, "unit price"))
        "$.line_items[0]['unit price']"
    """
    text = "$"
    for part in parts:
        if isinstance(part, int):
            text += f"[{part}]"
        # A name of ASCII is an identifier; asking that first is quick, and nearly every name is one.
        elif (part.isascii() and part.isidentifier()) or _SHORTHAND.fullmatch(part):
            text += f".{part}"
        else:
            text += f"['{_UNSAFE.sub(_escape, part)}']"
    return text


def parse(text: str) -> Parts:
    """Read the text of a concrete path (one node: no ``*``, no ``..``).

    Raises:
        ConfigError: the text is no such path; says where it stops being one.
    """
    if not text.startswith("$"):
        raise ConfigError(f'"{text}" is no path of one node: it does not begin with "$"')
    parts: list[str | int] = []
    at = 1
    while at < len(text):
        step = _STEP.match(text, at)
        if step is None:
            raise ConfigError(f'"{text}" is no path of one node: cannot read "{text[at:]}"')
        name, index, single, double = step.group("name", "index", "single", "double")
        if index is not None:
            parts.append(int(index))
        else:
            parts.append(name if name is not None else _unescape(single if single is not None else double, text))
        at = step.end()
    return tuple(parts)


def overlap(one: Parts, other: Parts) -> bool:
    """Whether two places are the same, or one of them holds the other."""
    return one[: len(other)] == other[: len(one)]


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _ESCAPED.get(char) or f"\\u{ord(char):04x}"


def _unescape(quoted: str, path: str) -> str:
    def replace(match: re.Match[str]) -> str:
        code, letter = match.groups()
        if code is not None:
            return chr(int(code, 16))
        if letter not in _LETTERS:
            raise ConfigError(f'"{path}" is no path of one node: "\\{letter}" is no escape')
        return _LETTERS[letter]

    return _ESCAPE.sub(replace, quoted)
