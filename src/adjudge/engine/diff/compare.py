"""Two verdicts on one document, compared rule by rule; and what that comes to over a corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from adjudge.model.result import Result
from adjudge.model.verdict import Verdict
from adjudge.model.words import Cause, Decision, Effect, Outcome

STRICTNESS: Final[dict[str, int]] = {"accept": 0, "review": 1, "reject": 2}


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule that ends otherwise; ``None`` where there is no such rule on that side.

    ``reason`` is that of the first finding, of the side after, else of the side before.
    """

    nodeid: str
    before: Outcome | None
    after: Outcome | None
    cause_before: Cause | None
    cause_after: Cause | None
    reason: str | None
    effect_before: Effect | None = None
    effect_after: Effect | None = None


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """One document before and after; ``right_before`` and ``right_after`` are what labels say, ``None`` without."""

    document: str
    before: Decision
    after: Decision
    rules: tuple[RuleChange, ...] = ()
    right_before: bool | None = None
    right_after: bool | None = None

    @property
    def direction(self) -> int:
        """Negative towards accept, positive away from it, 0 where the decision stays."""
        return STRICTNESS[self.after] - STRICTNESS[self.before]


@dataclass(slots=True)
class RuleCount:
    """In how many documents a rule ends otherwise, by what it is that changes."""

    newly_failing: int = 0
    no_longer_failing: int = 0
    newly_unknown: int = 0
    no_longer_unknown: int = 0
    newly_blind: int = 0
    no_longer_blind: int = 0
    other_effect: int = 0

    def add(self, change: RuleChange) -> None:
        """Count one document."""
        self.newly_failing += change.before != "fail" == change.after
        self.no_longer_failing += change.before == "fail" != change.after
        self.newly_unknown += change.before != "unknown" == change.after
        self.no_longer_unknown += change.before == "unknown" != change.after
        self.newly_blind += change.cause_before != "blind" == change.cause_after
        self.no_longer_blind += change.cause_before == "blind" != change.cause_after
        self.other_effect += change.before == change.after and change.effect_before != change.effect_after

    def to_dict(self) -> dict[str, int]:
        """Give the counts by name."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What labels say of one side: accepted although wrong, and not accepted although right."""

    labelled: int
    escaped_errors: int
    needless_reviews: int

    def to_dict(self) -> dict[str, int]:
        """Give the counts by name."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A corpus before and after; documents in the order they were read."""

    documents: tuple[DocumentChange, ...] = field(repr=False)

    @property
    def moves(self) -> list[DocumentChange]:
        """The documents whose decision changes, those towards accept first, then by name."""
        return sorted((each for each in self.documents if each.direction), key=lambda e: (e.direction > 0, e.document))

    @property
    def loosened(self) -> list[DocumentChange]:
        """The documents that move towards accept."""
        return [each for each in self.moves if each.direction < 0]

    @property
    def matrix(self) -> dict[tuple[Decision, Decision], int]:
        """Number of documents by decision before and after; pairs that occur."""
        return dict(Counter((each.before, each.after) for each in self.documents))

    @property
    def rules(self) -> dict[str, RuleCount]:
        """What changes per rule, by node id."""
        found: dict[str, RuleCount] = {}
        for document in self.documents:
            for change in document.rules:
                found.setdefault(change.nodeid, RuleCount()).add(change)
        return dict(sorted(found.items()))

    @property
    def mistakes(self) -> tuple[Mistakes, Mistakes] | None:
        """What labels say, before and after; ``None`` without labels."""
        before = [(each.before, each.right_before) for each in self.documents if each.right_before is not None]
        after = [(each.after, each.right_after) for each in self.documents if each.right_after is not None]
        return (_mistakes(before), _mistakes(after)) if before or after else None

    def to_dict(self) -> dict[str, Any]:
        """Give the comparison as plain data."""
        mistakes = self.mistakes
        return {
            "schema": 1,
            "documents": len(self.documents),
            "matrix": [
                {"before": before, "after": after, "documents": count}
                for (before, after), count in sorted(self.matrix.items())
            ],
            "moves": [_document(each) for each in self.moves],
            "rules": {nodeid: count.to_dict() for nodeid, count in self.rules.items()},
            "labels": mistakes and {"before": mistakes[0].to_dict(), "after": mistakes[1].to_dict()},
        }


def compare(before: Verdict, after: Verdict) -> tuple[RuleChange, ...]:
    """Give the rules that end otherwise."""
    return tuple(
        _change(one, other)
        for one, other in _pairs(before.results, after.results)
        if one is None or other is None or _end(one) != _end(other)
    )


def _end(result: Result) -> tuple[Outcome, Cause | None, Effect | None]:
    return result.outcome, result.cause, result.effect


def _pairs(before: Sequence[Result], after: Sequence[Result]) -> Iterator[tuple[Result | None, Result | None]]:
    """Pair results by node id; of the others, those whose rule has only moved to another file, by its id."""
    new = {result.nodeid: result for result in after}
    old = {result.nodeid for result in before}
    gone = Counter(_name(result) for result in before if result.nodeid not in new)
    come = {_name(result): result for result in after if result.nodeid not in old}
    for result in before:
        other = new.pop(result.nodeid, None)
        name = _name(result)
        if other is None and gone[name] == 1 and name in come:
            other = new.pop(come[name].nodeid, None)
        yield result, other
    yield from ((None, result) for result in new.values())


def _name(result: Result) -> str:
    """Give the node id without its file."""
    return result.nodeid.rpartition("::")[2]


def _change(before: Result | None, after: Result | None) -> RuleChange:
    present = [result for result in (after, before) if result is not None]
    findings = [finding for result in present for finding in result.findings]
    return RuleChange(
        present[0].nodeid,
        before.outcome if before is not None else None,
        after.outcome if after is not None else None,
        before.cause if before is not None else None,
        after.cause if after is not None else None,
        findings[0].reason if findings else None,
        before.effect if before is not None else None,
        after.effect if after is not None else None,
    )


def _mistakes(judged: Sequence[tuple[Decision, bool | None]]) -> Mistakes:
    escaped = sum(decision == "accept" and not right for decision, right in judged)
    needless = sum(decision != "accept" and bool(right) for decision, right in judged)
    return Mistakes(len(judged), escaped, needless)


def _document(change: DocumentChange) -> dict[str, Any]:
    return {
        "document": change.document,
        "before": change.before,
        "after": change.after,
        "rules": [
            {
                "nodeid": rule.nodeid,
                "before": rule.before,
                "after": rule.after,
                "effect_before": rule.effect_before,
                "effect_after": rule.effect_after,
                "reason": rule.reason,
            }
            for rule in change.rules
        ],
    }
