"""Assertions about verdicts, which show the verdict when they do not hold."""

from __future__ import annotations

from adjudge.model.result import Finding
from adjudge.model.verdict import Verdict


def assert_accepts(verdict: Verdict) -> None:
    """Assert that the document can be accepted without a person.

    Raises:
        AssertionError: the decision is another, or the run was partial; shows every finding.
    """
    if verdict.decision != "accept":
        raise AssertionError(f"expected accept, got:\n{verdict}")


def assert_fails(verdict: Verdict, rule: str, path: str | None = None) -> Finding:
    """Assert that a rule failed, and give its finding, whose ``reason`` a test then compares.

    Args:
        verdict: What ``check`` gave.
        rule: The rule's id, or its node id where several files or params rows share one.
        path: A path that the finding must blame, such as ``$.total``; any when not given.

    Raises:
        AssertionError: there is no such finding; shows what there is instead.
    """
    results = [result for result in verdict.results if rule in (result.rule, result.nodeid)]
    if not results:
        known = ", ".join(result.nodeid for result in verdict.results)
        raise AssertionError(f'no rule "{rule}" was judged; there are {known}')
    findings = [finding for result in results for finding in result.findings if finding.outcome == "fail"]
    for finding in findings:
        if path is None or path in finding.paths:
            return finding
    if findings:
        blamed = ", ".join(dict.fromkeys(found for finding in findings for found in finding.paths))
        raise AssertionError(f"{rule} failed, but it blames {blamed}, not {path}")
    outcomes = ", ".join(dict.fromkeys(result.outcome for result in results))
    raise AssertionError(f"expected {rule} to fail, but its outcome is {outcomes}:\n{verdict}")
