"""What ``adjudge test`` says, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from adjudge.cli.inline_cases import Case, Ran
    from adjudge.engine.coverage import Coverage


def described(
    ran: Sequence[Ran], left_out: Sequence[Case], coverages: Sequence[Coverage], percent: float
) -> dict[str, Any]:
    """Describe a run: each test, those that did not run, and the coverage where it was measured."""
    said: dict[str, Any] = {
        "schema": 1,
        "tests": [_test(each) for each in ran],
        "not_run": [case.nodeid for case in left_out],
    }
    if coverages:
        said["coverage"] = {
            "percent": round(percent, 1),
            "rules": [
                {
                    "nodeid": each.nodeid,
                    "seen": sorted(each.seen),
                    "missing": list(each.missing),
                    "without": each.without,
                }
                for each in coverages
            ],
        }
    return said


def _test(ran: Ran) -> dict[str, Any]:
    result = ran.report.result if ran.report is not None else None
    return {
        "nodeid": ran.case.nodeid,
        "location": str(ran.case.test.location),
        "end": ran.end,
        "problem": ran.problem,
        "expected": ran.case.test.spec["expect"],
        "outcome": result.outcome if result is not None else None,
        "reasons": [finding.reason for finding in result.findings] if result is not None else [],
    }
