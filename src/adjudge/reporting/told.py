"""What the reports for machines tell: one thing after the other, with its place and how grave it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from adjudge.model.result import Finding, Result
from adjudge.model.verdict import Verdict, finding_id
from adjudge.model.words import Effect, Outcome

Level = Literal["error", "warning", "note"]

_LINE: Final = re.compile(r"(.+):([1-9][0-9]{0,17})")


class Place(NamedTuple):
    """The file that holds a document, and its line among JSON lines."""

    file: str
    line: int | None


class Told(NamedTuple):
    """One thing to tell of a document: a finding, or a result that found something without saying where."""

    verdict: Verdict
    result: Result
    finding: Finding | None

    @property
    def nodeid(self) -> str:
        """What the command line takes to run it again."""
        return self.result.nodeid if self.finding is None else finding_id(self.result, self.finding)

    @property
    def outcome(self) -> Outcome:
        """How it ended: fail, unknown or error."""
        return self.result.outcome if self.finding is None else self.finding.outcome

    @property
    def effect(self) -> Effect | None:
        """What it does to the decision; nothing in a rule that is in shadow or suppressed."""
        return self.result.effect if self.finding is None else self.finding.effect

    @property
    def suppressed(self) -> bool:
        """Whether it is known and may stand."""
        return self.result.suppressed if self.finding is None else self.finding.suppressed is not None

    @property
    def sentence(self) -> str:
        """Why, in words; what is no failure says first what it is."""
        reason = (self.result.cause or "no reason was given") if self.finding is None else self.finding.reason
        return reason if self.outcome == "fail" else f"{self.outcome}: {reason}"

    @property
    def level(self) -> Level:
        """How grave it is: what rejects a document, or could not be judged, is an error."""
        if self.effect == "reject" or (self.outcome == "error" and self.effect is not None):
            return "error"
        return "warning" if self.effect == "review" else "note"


def told(verdicts: Sequence[Verdict]) -> Iterator[Told]:
    """Give what failed, was unknown or erred, in the order of documents and rules."""
    for verdict in verdicts:
        for result in verdict.results:
            yield from told_of(verdict, result)


def told_of(verdict: Verdict, result: Result) -> Iterator[Told]:
    """Give what one result found."""
    if result.findings:
        yield from (Told(verdict, result, finding) for finding in result.findings)
    elif result.outcome in {"error", "fail", "unknown"}:
        yield Told(verdict, result, None)


def told_anew(verdicts: Sequence[Verdict]) -> Iterator[Told]:
    """Give what is not suppressed: what nobody has looked at yet."""
    return (each for each in told(verdicts) if not each.suppressed)


def place_of(verdict: Verdict) -> Place | None:
    """Give the file of a document; none where it has no name or came through standard input."""
    name = verdict.document
    if name is None or name == "-" or name.startswith("-:"):
        return None
    found = _LINE.fullmatch(name)
    return Place(found[1], int(found[2])) if found else Place(name, None)
