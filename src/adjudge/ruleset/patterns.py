"""Regular expressions of rules, by RE2: linear in the text whatever the pattern says.

This is the only module that imports google-re2; the first compiled pattern does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from adjudge.errors import AdjudgeError
from adjudge.ruleset.reading.show import show_text

MAX_PATTERN: Final = 500
MAX_TEXT: Final = 1_000_000
_MAX_MEMORY: Final = 8 << 20

_HINTS: Final = (
    (r"\(\?<?[=!]", "look-around is not supported: write two rules, or a when"),
    (r"\\[1-9]|\(\?P=|\\[gk]<", "back-references are not supported"),
    (r"\\Z", r"write \z for the end of the text; a pattern matches the whole value anyway"),
    (r"\(\?[a-zA-Z]*x", "the flag x is not supported"),
    (r"[*+?}]\+|\(\?>", "possessive and atomic groups are not needed: matching is linear"),
    ("[\ud800-\udfff]", "half a surrogate pair is no character"),
    (r"\{\d{4,}|\{\d+,\d{4,}", "a repetition counts to 1000 at most"),
)


_ATOM: Final = r"(?:[A-Za-z0-9 _/,:;#]|-|\\[.\-/+]|\\d|\[(?:[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9 _/.])+\])"
_LENGTH: Final = r"(?:\{[0-9]{1,2}(?:,[0-9]{1,2})?\}|[?+*])?"
_PLAIN: Final = re.compile(f"(?:{_ATOM}{_LENGTH})+")
_VARIES: Final = re.compile(r"[?+*]|\{[0-9]+,[0-9]+\}")
_CONTAINS: Final = re.compile(r"(?P<any>\(\?s\))?\.\*(?P<sought>[A-Za-z0-9 ]+)\.\*")
PLAIN_TEXT: Final = 200
"""Characters of a text that a plain pattern is tried on."""


class PatternProblem(AdjudgeError, ValueError):
    """A pattern that is none, or a text too long for any; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern; immutable, shared between threads, equal by its text."""

    text: str
    _compiled: Any = field(repr=False, compare=False)

    def fullmatch(self, text: str) -> bool:
        """Whether the whole of ``text`` is of this pattern.

        Raises:
            PatternProblem: ``text`` has more than 1,000,000 characters.
        """
        return self._compiled.fullmatch(_checked(text)) is not None

    def search(self, text: str) -> bool:
        """Whether some part of ``text`` is of this pattern; raises as ``fullmatch`` does."""
        return self._compiled.search(_checked(text)) is not None


def compile_pattern(text: str) -> Pattern:
    r"""Compile a pattern of at most 500 characters.

    The syntax is RE2's: ``\d``, ``\w`` and ``\s`` are ASCII only, flags are written inside (``(?i)``).

    Raises:
        PatternProblem: the text is no such pattern; says why and, where it can, what would do.
    """
    if len(text) > MAX_PATTERN:
        raise PatternProblem(f"a pattern has at most {MAX_PATTERN} characters, this one {len(text)}")
    return _compile(text)


@lru_cache(maxsize=1024)
def _compile(text: str) -> Pattern:
    import re2  # noqa: PLC0415 - slow to import, and many rulesets have no pattern

    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MAX_MEMORY
    try:
        return Pattern(text, re2.compile(text, options))
    except (re2.error, UnicodeEncodeError) as problem:
        raise PatternProblem(f"the pattern {show_text(text)} cannot be used: {_readable(problem, text)}") from problem


def plain_pattern(text: str) -> re.Pattern[str] | None:
    """Compile a pattern by ``re`` where that means the same, and takes no time: a row of characters and classes.

    At most two of them are of varying length, so that a text of ``PLAIN_TEXT`` characters is soon gone through.
    """
    if not _PLAIN.fullmatch(text) or len(_VARIES.findall(text)) > 2:
        return None
    try:
        return re.compile(text, re.ASCII)
    except re.error:
        return None


def sought_text(text: str) -> tuple[str, bool] | None:
    """Give the text that a pattern like ``.*sought.*`` looks for, and whether lines may end around it."""
    found = _CONTAINS.fullmatch(text)
    return None if found is None else (found["sought"], found["any"] is not None)


def _readable(problem: Exception, text: str) -> str:
    hint = next((hint for sign, hint in _HINTS if re.search(sign, text)), None)
    # RE2 words its message in bytes.
    return hint or str(problem.args[0], "utf-8", "replace")


def _checked(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise PatternProblem(f"a text of {len(text):,} characters is too long for a pattern; {MAX_TEXT:,} are the most")
    # JSON can say half a surrogate pair, UTF-8 and so RE2 cannot.
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
