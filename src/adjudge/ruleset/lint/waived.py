"""Suppressions that say nothing any more, whatever the documents are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from adjudge.ruleset.lint.finding import Finding
from adjudge.ruleset.suppressions import Suppression


def suppression_findings(suppressions: Iterable[Suppression], today: date | None) -> Iterator[Finding]:
    """Tell the suppressions that have expired, where the day is known, and those that a rule does not admit."""
    for each in suppressions:
        if today is not None and not each.holds_on(today):
            message = f'the suppression of "{each.rule}" ended on {each.until}; it holds no more'
            yield Finding(each.location, "ADJ501", message)
        if each.nodeids and each.nodeids == each.protected:
            message = f'the suppression of "{each.rule}" suppresses nothing: the rule says suppressible: false'
            yield Finding(each.location, "ADJ504", message)
