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


def _readable(problem: Exception, text: str) -> str:
    hint = next((hint for sign, hint in _HINTS if re.search(sign, text)), None)
    # RE2 words its message in bytes.
    return hint or str(problem.args[0], "utf-8", "replace")


def _checked(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise PatternProblem(f"a text of {len(text):,} characters is too long for a pattern; {MAX_TEXT:,} are the most")
    # JSON can say half a surrogate pair, UTF-8 and so RE2 cannot.
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
