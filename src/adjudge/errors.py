"""What adjudge raises.

    AdjudgeError
    ├── PayloadError      bytes that are no JSON object or array, a job still pending   (exit 4)
    ├── RulesError        a ruleset with problems: every one of them, located           (exit 4)
    ├── ConfigError       an unknown adapter or plugin, two claims on one name          (exit 4)
    └── SelectionError    nothing was selected: no payload, no rule                     (exit 5)

A bad *document* is a result, not an exception; a bad *ruleset* is an exception, raised before any
document is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class AdjudgeError(Exception):
    """Root of everything that adjudge raises; ``str()`` of it is meant for people."""


class PayloadError(AdjudgeError):
    """A payload that cannot be judged at all; one line, no traceback needed."""


class ConfigError(AdjudgeError):
    """A name, an option or a plugin that does not fit; says which and what would."""


class SelectionError(AdjudgeError):
    """No payload or no rule was selected: nothing ran, which must not look like a pass."""


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a rule file.

    ``file`` is relative to the rules root, with ``/`` (a pack's is ``adjudge:name``); ``line`` and
    ``column`` count from 1.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in a rule file, and where."""

    location: Location
    message: str

    def __str__(self) -> str:
        return f"{self.location}: {self.message}"


class RulesError(AdjudgeError):
    """Every problem of a ruleset at once, in the order of the files."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Give ``; did you mean "…"?`` for the nearest known word, or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - for mistakes only

    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else ""
