"""How a run is to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from adjudge.model.words import OUTCOMES, Outcome
from adjudge.record import Record

if TYPE_CHECKING:
    from adjudge.ruleset.lint import Finding
    from adjudge.ruleset.rule import Rule

_LETTERS: dict[str, tuple[Outcome, ...]] = {
    "f": ("fail",),
    "E": ("error",),
    "u": ("unknown",),
    "s": ("skip",),
    "p": ("pass",),
    "a": ("error", "fail", "unknown", "skip"),
    "A": OUTCOMES,
    "N": (),
}
SUMMARY_LETTERS = frozenset(_LETTERS)
"""What ``-r`` takes: fail, Error, unknown, skip, pass, all but passed, All, None."""


class View(Record):
    """What the caller asked to see, and what it is shown on.

    ``width`` is in characters. ``verbosity`` is 1 and more for every result, -1 and less for the summary
    only. ``summary`` holds letters of ``-r`` as in pytest; ``None`` leaves it to the report.
    ``unreadable`` is how many payloads could not be judged at all: they have no verdict, and a report
    must not look as if there had been none. ``sections`` are what plugins add to the text report. ``rules``
    are those that ran, for reports that explain them. ``suppressions`` tells what is wrong with those of the run.
    """

    width: int = 80
    colour: bool = False
    verbosity: int = 0
    summary: str | None = None
    unreadable: int = 0
    sections: tuple[str, ...] = ()
    rules: Sequence[Rule] = ()
    suppressions: Sequence[Finding] = ()

    def summarised(self, otherwise: str = "fEu") -> tuple[Outcome, ...]:
        """Give the outcomes that the short summary lists, worst first; ``otherwise`` where nothing was asked."""
        letters = otherwise if self.summary is None else self.summary
        asked = {outcome for letter in letters for outcome in _LETTERS[letter]}
        return tuple(outcome for outcome in OUTCOMES if outcome in asked)
