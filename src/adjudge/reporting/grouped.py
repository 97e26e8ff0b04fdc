"""Many documents in the text report: what was found, rule by rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from adjudge.model.result import Result
from adjudge.model.verdict import Verdict
from adjudge.model.words import EFFECTS, OUTCOMES, Outcome, worst_effect
from adjudge.reporting.document import counted, shown_findings, word
from adjudge.reporting.lines import Line, Span, fitted, line
from adjudge.reporting.view import View

MOST_EXAMPLES = 3
"""Documents that are named below a rule unless all are asked for."""


class _Case(NamedTuple):
    document: str
    result: Result


def grouped_rows(verdicts: Sequence[Verdict], view: View) -> Iterator[Line]:
    """Give each rule that found something, the worst effect and the most documents first."""
    cases: dict[tuple[str, Outcome], list[_Case]] = {}
    for verdict in verdicts:
        for result in verdict.results:
            known = result.suppressed and view.verbosity <= 0
            if result.outcome in {"fail", "unknown", "error"} and not known:
                cases.setdefault((result.nodeid, result.outcome), []).append(
                    _Case(verdict.document or "document", result)
                )
    for (nodeid, outcome), found in sorted(cases.items(), key=_urgency):
        yield from _rule_rows(nodeid, outcome, found, len(verdicts), view)


def _urgency(group: tuple[tuple[str, Outcome], list[_Case]]) -> tuple[int, int, int, str]:
    (nodeid, outcome), found = group
    effect = worst_effect(case.result.effect for case in found)
    return (EFFECTS.index(effect) if effect else len(EFFECTS), OUTCOMES.index(outcome), -len(found), nodeid)


def _rule_rows(nodeid: str, outcome: Outcome, found: list[_Case], documents: int, view: View) -> Iterator[Line]:
    effect = worst_effect(case.result.effect for case in found)
    shadow = all(case.result.shadow for case in found)
    known = all(case.result.suppressed for case in found)
    state = " (shadow)" if shadow else " (suppressed)" if known else ""
    tail: tuple[str | Span, ...] = (" -> ", Span(effect, effect)) if effect else (state,)
    yield line(word(outcome), nodeid, f" in {len(found)} of {counted(documents, 'document')}", *tail)
    most = len(found) if view.verbosity > 0 else MOST_EXAMPLES
    for case in found[:most]:
        reasons = [each.reason for each in shown_findings(case.result, view) if each.outcome == outcome]
        more = f" (and {counted(len(reasons) - 1, 'more finding')})" if len(reasons) > 1 else ""
        yield fitted(line(f"    {case.document}", f"  {reasons[0]}{more}" if reasons else ""), view.width)
    if len(found) > most:
        yield line("    ", Span(f"... and {counted(len(found) - most, 'more document')} (-v)", "faint"))
