"""Verdicts to report on, made by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from adjudge.errors import Location
from adjudge.model.result import Evidence, Finding, Items, Result
from adjudge.model.verdict import Verdict
from adjudge.model.words import Cause, Decision, Effect, Outcome

MakeResult = Callable[..., Result]
MakeVerdict = Callable[..., Verdict]

OPERANDS = (
    Evidence("$.lines[3].quantity", "present", 2, {"ocr": Decimal("0.98")}, page=1),
    Evidence("$.lines[3].amount", "present", "11.00", {"ocr": 0.61, "logprobs": None}, "fuzzy_match", 1, text="1l.00"),
)
REASON = (
    "$.lines[3].quantity * $.lines[3].unit_price = 2 * 5.00 = 10.00 but $.lines[3].amount is 11.00 "
    "(difference 1.00, tolerance 0.01)"
)


@pytest.fixture
def make_finding() -> Callable[..., Finding]:
    def make(
        outcome: Outcome = "fail",
        reason: str = REASON,
        *,
        item: int | None = 3,
        effect: Effect | None = "review",
        cause: Cause | None = None,
        evidence: tuple[Evidence, ...] = OPERANDS,
    ) -> Finding:
        path = "$.lines[3].amount"
        return Finding(item, path, (path,), outcome, cause, effect, reason, evidence=evidence)

    return make


@pytest.fixture
def make_result() -> MakeResult:
    def make(
        rule: str, outcome: Outcome = "pass", *findings: Finding, cause: Cause | None = None, **more: object
    ) -> Result:
        effect = findings[0].effect if findings else None
        location = Location("rules/invoice.yaml", 3, 5)
        settings = {"items": Items(passed=1), "cause": cause, "effect": effect, "findings": findings, **more}
        return Result(rule, f"rules/invoice.yaml::{rule}", outcome, location=location, **settings)  # type: ignore[arg-type]

    return make


@pytest.fixture
def make_verdict() -> MakeVerdict:
    def make(
        document: str | None, decision: Decision | None, *results: Result, adapter: str = "extend", known: bool = True
    ) -> Verdict:
        return Verdict(
            engine="adjudge 0",
            document=document,
            adapter=adapter,
            adapter_version=None,
            recognised=known,
            decision=decision,
            partial=decision is None,
            fingerprint="0" * 64,
            files=("rules/invoice.yaml",),
            facts={},
            results=results,
            decided_by=(),
        )

    return make
