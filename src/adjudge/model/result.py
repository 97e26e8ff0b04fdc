"""Results: what one rule said about one document, item by item.

A passing rule is a count; findings are made only for items that failed, were unknown or erred.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, final

from adjudge.errors import Location
from adjudge.model.words import Cause, Effect, Outcome
from adjudge.record import Record, field


class Evidence(Record):
    """One operand of a finding: where it stands in the data and on the page.

    ``value`` is as delivered (``None`` also where it is absent: see ``presence``); ``page`` counts
    from 1; ``box`` is ``(x0, y0, x1, y1)`` in ``unit``; ``text`` is what the citation quotes.
    """

    path: str
    presence: str
    value: Any = None
    signals: Mapping[str, Any] = field(default_factory=dict)
    match: str | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    unit: str | None = None
    text: str | None = None
    inherited: bool = False
    issue: int | None = None
    """Index of the issue meant, where the evidence is one of the node's issues (``text`` is it)."""


HintKind = Literal[
    # one value
    "digit",
    "digits_swapped",
    "digit_dropped",
    "digit_added",
    "decimal_shift",
    "sign",
    "counted_in",
    "left_out",
    # one item of a list
    "line_doubled",
    "line_too_many",
    "line_dropped",
    # the rule
    "rounding",
    "tolerance",
]
"""The slips that a hint can be about."""


class Hint(Record):
    """What would make an equation hold that does not: something to look at, never a finding.

    ``kind`` names the slip. ``path`` is the value it is about, with what was ``delivered`` there;
    ``suggested`` is the number that may stand on the page, as a decimal string (``None`` where no number is
    suggested). ``equations`` are the node ids of what would hold then. ``rank`` counts from 1, the likeliest.
    """

    kind: HintKind
    path: str
    delivered: Any
    suggested: str | None
    reason: str
    equations: tuple[str, ...]
    rank: int


class Suppressed(Record):
    """Why a finding costs nothing: what the suppression says, and where it is written."""

    location: Location
    reason: str
    owner: str | None = None
    until: str | None = None


class Finding(Record):
    """One item that failed, was unknown or erred.

    ``item`` is the index in the rule's list, ``None`` for a rule without one. ``path`` is the first
    of the blamed ``paths``. ``actual`` and ``expected`` are for programs (computed numbers as decimal
    strings, delivered values as delivered), ``reason`` for people. ``hints`` say what would make failed
    arithmetic hold, the likeliest first; they decide nothing. One that is ``suppressed`` has no effect.
    """

    item: int | None
    path: str
    paths: tuple[str, ...]
    outcome: Outcome
    cause: Cause | None
    effect: Effect | None
    reason: str
    actual: Any = None
    expected: Any = None
    evidence: tuple[Evidence, ...] = ()
    hints: tuple[Hint, ...] = ()
    suppressed: Suppressed | None = None


class Items(Record):
    """How many items of a rule ended how."""

    passed: int = 0
    failed: int = 0
    unknown: int = 0
    skipped: int = 0
    errors: int = 0

    def to_dict(self) -> dict[str, int]:
        """Give the counts under the five words."""
        return {
            "pass": self.passed,
            "fail": self.failed,
            "unknown": self.unknown,
            "skip": self.skipped,
            "error": self.errors,
        }


@final
class Result(Record):
    """What one rule (or one of its params rows) said about one document.

    ``suppressed`` tells that every finding is; what was found stays found, and is no pass. ``counts_for_accept``
    tells that it passed and could have cost the accept.
    """

    rule: str
    nodeid: str
    outcome: Outcome
    items: Items
    location: Location
    cause: Cause | None = None
    effect: Effect | None = None
    findings: tuple[Finding, ...] = ()
    title: str | None = None
    tags: tuple[str, ...] = ()
    shadow: bool = False
    suppressed: bool = False
    counts_for_accept: bool = False
