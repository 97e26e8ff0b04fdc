"""Judge a corpus for the doctor: the results are counted, no verdict is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from adjudge.cli.payloads import Unreadable, find_payloads
from adjudge.errors import ConfigError, PayloadError, SelectionError

if TYPE_CHECKING:
    from adjudge.engine.doctor import Doctor
    from adjudge.engine.ruleset import Ruleset
    from adjudge.ruleset.lint import Finding


class Seen(NamedTuple):
    """What was counted, how many payloads could not be read, and what is wrong with rules and suppressions there.

    ``hits`` is how many findings each suppression let stand, by its place.
    """

    doctor: Doctor
    unreadable: int
    findings: list[Finding]
    hits: dict[str, int]


def see_corpus(ruleset: Ruleset, corpus: Sequence[str], facts: dict[str, Any], complain: Callable[[str], None]) -> Seen:
    """Judge every payload that ``corpus`` names (files, folders, ``-``).

    Raises:
        SelectionError: There is no payload.
    """
    from adjudge.engine.doctor import Doctor
    from adjudge.engine.suppression_use import SuppressionUse
    from adjudge.ruleset.suppressions import day_given

    doctor, use, unreadable = Doctor(ruleset.rules), SuppressionUse(ruleset.suppressions), 0
    for payload in find_payloads(corpus):
        if isinstance(payload, Unreadable):
            complain(f"{payload.name}: {payload.reason}")
            unreadable += 1
            continue
        try:
            verdict = ruleset.check(payload.content, facts=facts, document=payload.name)
        except (PayloadError, ConfigError) as problem:
            complain(f"{payload.name}: {problem}")
            unreadable += 1
        else:
            doctor.see(verdict)
            use.see(verdict)
    if not doctor.payloads and not unreadable:
        raise SelectionError(f"no payload in {', '.join(corpus)}")
    ran = {rule.nodeid for rule in ruleset.rules}
    findings = [*doctor.findings(), *use.overrun(), *use.unused(day_given(facts), ran, everywhere=True)]
    hits = {str(each.location): use.hits[str(each.location)] for each in use.suppressions}
    return Seen(doctor, unreadable, sorted(findings), hits)
