"""Results that never vary: of a rule whose items all pass, or that does not apply."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from adjudge.engine.findings import settled_result, skipped_result
from adjudge.engine.screen.entries import Leaves
from adjudge.engine.screen.raw import item
from adjudge.engine.screen.reach import entry_at
from adjudge.engine.screen.writer import Writer
from adjudge.model.paths import Parts
from adjudge.model.result import Result
from adjudge.ruleset.rule import Rule

SKIPPED: Final = -1
"""The number of items of a rule that surely does not apply."""

_KEPT_COUNTS: Final = 1024
"""How many numbers of items a rule's passing results are kept for."""

Suspects: TypeAlias = Sequence[int | Parts]
"""Items that must be judged: indexes in the rule's list or selection, or the paths of leaves."""


class Screened(NamedTuple):
    """What the screen found out about one rule: how many items surely pass or are skipped, and which must be judged."""

    passed: int
    suspects: Suspects = ()
    skipped: int = 0


Found: TypeAlias = Result | Screened | None
"""A finished result, what is left to judge of a rule, or ``None`` to judge all of it."""


class Settled(dict[int, Result]):
    """The results of one rule by the number of its items, all of which pass; made once, shared by all verdicts."""

    def __init__(self, rule: Rule) -> None:
        super().__init__()
        self._rule = rule
        # A payload may carry nothing at all of what the rule reads: that is no reason to skip it.
        self._skips_nothing = rule.on_empty == "skip" and (rule.check is None or rule.check.reads is None)

    def __missing__(self, passed: int) -> Result:
        """Make the result of a number of items that did not come before."""
        rule = self._rule
        result = skipped_result(rule, "not_applicable") if passed == SKIPPED else settled_result(rule, passed, 0)
        if len(self) < _KEPT_COUNTS:
            self[passed] = result
        return result

    def of(self, items: Sequence[Any], odd: Suspects, skipped: int = 0) -> Found:
        """Answer for the items of a list: all pass but the odd ones and those skipped."""
        passed = len(items) - len(odd) - skipped
        if not items:
            return self[SKIPPED] if self._skips_nothing else None
        if odd:
            return Screened(passed, odd, skipped) if passed or skipped else None
        return settled_result(self._rule, passed, skipped) if skipped else self[passed]

    def of_leaves(self, leaves: Leaves, odd: Sequence[int]) -> Found:
        """Answer for every leaf: all pass but the odd ones, by number, and those without a value."""
        passed = len(leaves.entries) - len(odd)
        if not passed:
            return None
        if not odd and not leaves.has_odd:
            return self[passed]
        return Screened(passed, leaves.paths(odd)) if leaves.tells_paths else None


def writer_for(settled: Sequence[Settled]) -> Writer:
    """Make a writer whose functions find the results, and the tools that ways to values need."""
    writer = Writer()
    writer.constants["settled"] = settled
    writer.tool(entry_at)
    writer.tool(item)
    return writer
