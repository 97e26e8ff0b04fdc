"""Attach hints to the findings of equations that do not hold."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import localcontext
from typing import Final

from adjudge.engine.hints.candidate import Candidate
from adjudge.engine.hints.claims import Scene, find_claims
from adjudge.engine.hints.equations import equations_of
from adjudge.engine.hints.lines import line_candidates
from adjudge.engine.hints.rounding import rounding_candidates
from adjudge.engine.hints.values import value_candidates
from adjudge.engine.hints.whatif import Meter, Remembered
from adjudge.model.result import Finding, Result
from adjudge.model.verdict import finding_id
from adjudge.record import replace
from adjudge.ruleset.expressions.operators import EXACT
from adjudge.ruleset.fields import Document
from adjudge.ruleset.rule import Rule

MOST_HINTS: Final = 3
"""Hints of one finding; what is less likely than three others helps nobody."""


def with_hints(rules: Sequence[Rule], results: list[Result], document: Document) -> list[Result]:
    """Give the results, with hints at the findings of equations that do not hold.

    Args:
        rules: The rules that ran, in the order of their results.
        results: What they said; the same list comes back where no equation failed.
        document: What they were judged on.
    """
    if not any(_failed_equation(rule, result) for rule, result in zip(rules, results, strict=False)):
        return results
    meter = Meter()
    with localcontext(EXACT):
        seen = Remembered(document)
        scene = Scene(seen, meter, find_claims(rules, results, seen, meter))
        candidates = [*value_candidates(scene), *line_candidates(scene), *rounding_candidates(scene)]
    explained: dict[str, list[Candidate]] = {}
    for candidate in sorted(candidates, key=lambda candidate: candidate.rank):
        for claim in candidate.repairs:
            explained.setdefault(claim.id, []).append(candidate)
    return [_hinted(result, explained) for result in results]


def _failed_equation(rule: Rule, result: Result) -> bool:
    if rule.condition is None or not result.findings:
        return False
    return any(finding.outcome == "fail" for finding in result.findings) and bool(equations_of(rule.condition.tree))


def _hinted(result: Result, explained: dict[str, list[Candidate]]) -> Result:
    findings = tuple(_with(finding, explained.get(finding_id(result, finding), ())) for finding in result.findings)
    changed = any(one is not two for one, two in zip(findings, result.findings, strict=True))
    return replace(result, findings=findings) if changed else result


def _with(finding: Finding, candidates: Sequence[Candidate]) -> Finding:
    if finding.outcome != "fail" or not candidates:
        return finding
    hints = tuple(candidate.hint(rank) for rank, candidate in enumerate(candidates[:MOST_HINTS], 1))
    return replace(finding, hints=hints)
