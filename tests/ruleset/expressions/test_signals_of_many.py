"""A signal of many values under an aggregate: ``min(ocr(leaves(doc)))``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import adjudge

ENTRY = {"ocrConfidence": 0.98}


def extend(value: Any, metadata: dict[str, Any]) -> dict[str, Any]:
    """Build a run."""
    run = {"object": "extract_run", "id": "exr_1", "status": "PROCESSED"}
    return {**run, "output": {"value": value, "metadata": metadata}}


def outcome(judge: Callable[..., adjudge.Verdict], condition: str, payload: Any) -> tuple[str, str | None]:
    result = judge(f"rules: [{{id: r, assert: '{condition}'}}]", payload).results[0]
    return result.outcome, result.cause


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("min(ocr(leaves(doc))) >= 0.90", "pass"),
        ("min(ocr(leaves(doc))) > 0.90", "fail"),
        ("avg(ocr(leaves(doc))) == 0.94", "pass"),
        ("max(ocr(doc.lines[*].amount)) == 0.98", "pass"),
        ("min(ocr(each) for each in leaves(doc)) >= 0.90", "pass"),
    ],
)
def test_it_means_the_signal_of_each(condition: str, expected: str, judge: Callable[..., adjudge.Verdict]) -> None:
    """Vendors' guides route on the least and the mean; leaves in lists count."""
    metadata = {"total": {"ocrConfidence": 0.90}, "lines[0].amount": ENTRY}

    assert outcome(judge, condition, extend({"total": 5, "lines": [{"amount": 5}]}, metadata)) == (expected, None)


def test_a_leaf_with_neither_value_nor_signal_is_no_item(judge: Callable[..., adjudge.Verdict]) -> None:
    """A null field has nothing to be read, so it carries no score and hides none."""
    payload = extend({"total": 5, "note": None}, {"total": ENTRY, "note": {"logprobsConfidence": None}})

    assert outcome(judge, "min(ocr(leaves(doc))) >= 0.9", payload) == ("pass", None)


def test_a_value_without_the_signal_makes_it_unknown(judge: Callable[..., adjudge.Verdict]) -> None:
    """What was not measured is neither low nor fine."""
    payload = extend({"total": 5, "note": "x"}, {"total": ENTRY})

    assert outcome(judge, "min(ocr(leaves(doc))) >= 0.9", payload) == ("unknown", "signal_absent")


def test_where_it_is_sent_nowhere_the_rule_is_blind(judge: Callable[..., adjudge.Verdict]) -> None:
    """Then the name of the signal is told."""
    assert outcome(judge, "min(ocr(leaves(doc))) >= 0.9", {"total": 5}) == ("unknown", "blind")
