"""The pack for Extend: a missing score is none, and every cell is a value."""

from __future__ import annotations

from typing import Any

import pytest

import adjudge
from support.nested import entry, loop_over_ocr_and_ratings
from support.payloads import extend, insight

PACK = adjudge.load_rules("adjudge:extend")


def effects(payload: Any) -> dict[str, str]:
    """Give the effect of each rule that has one."""
    return {result.rule: result.effect for result in PACK.check(payload).results if result.effect}


def test_a_null_value_without_a_score_is_no_zero() -> None:
    """The documented ``?? 0`` sends every document with an empty field to review."""
    payload = extend({"total": 119, "due_date": None}, {"total": entry(), "due_date": entry(None, None)})

    assert loop_over_ocr_and_ratings(payload) == ["$.due_date"]
    assert effects(payload) == {"logprobs-are-high": "note"}
    assert PACK.check(payload).decision == "accept"


@pytest.mark.parametrize(("ocr", "effect"), [(0.90, None), (0.89, "review"), (0, "review")])
def test_the_lowest_score_counts_wherever_it_is(ocr: float, effect: str | None) -> None:
    good = {f"v{number}": number for number in range(40)}
    metadata = {**{name: entry(1.0) for name in good}, "lines[0].net": entry(ocr)}
    payload = extend({**good, "lines": [{"net": 1}]}, metadata)

    assert effects(payload).get("lowest-ocr-is-high") == effect
    assert "average-ocr-is-high" not in effects(payload)


def test_the_average_counts_where_no_single_value_is_low() -> None:
    payload = extend({"a": 1, "b": 2}, {"a": entry(0.94), "b": entry(0.93)})

    assert effects(payload) == {"average-ocr-is-high": "review", "logprobs-are-high": "note"}


@pytest.mark.parametrize("place", ["lines[0].net", "lines[0]", "lines", "order.lines", "orders[0].lines"])
@pytest.mark.parametrize(("rating", "reviewed"), [(4, False), (3, True)])
def test_three_is_reviewed_at_every_depth(place: str, rating: int, reviewed: bool) -> None:
    value = {"lines": [{"net": 1}], "order": {"lines": [{"net": 1}]}, "orders": [{"lines": [{"net": 1}]}]}
    verdict = PACK.check(extend(value, {place: entry(None, rating)}))
    reasons = [finding.reason for finding in verdict.findings if finding.effect == "review"]

    assert reasons == ([f"$.{place} has rating 3, expected at least 4"] if reviewed else [])


def test_a_null_rating_is_a_value_that_was_not_scored() -> None:
    payload = extend({"a": 1, "b": 2}, {"a": entry(rating=None), "b": entry(rating=5)})

    assert effects(payload) == {"value-is-rated-above-three": "note", "logprobs-are-high": "note"}


def test_logprobs_that_are_never_sent_are_told_as_blind_and_judged_where_they_are() -> None:
    new = PACK.check(extend({"a": 1}, {"a": entry()}))
    old = extend({"a": 1}, {"a": {**entry(), "logprobsConfidence": 0.4}})

    assert [nodeid.partition("::")[2] for nodeid in new.to_dict()["blind"]] == ["logprobs-are-high"]
    assert effects(old) == {"logprobs-are-high": "review"}


def test_an_issue_of_the_review_agent_is_reviewed() -> None:
    payload = extend({"lines": [{"net": 1}]}, {"lines": insight("two rows were left out"), "lines[0].net": entry()})

    assert effects(payload)["nothing-is-an-issue"] == "review"


def test_without_any_score_the_reason_says_what_to_turn_on() -> None:
    verdict = PACK.check(
        {"object": "extract_run", "status": "PROCESSED", "output": {"value": {"a": 1}, "metadata": {}}}
    )

    assert [finding.reason for finding in verdict.findings if finding.effect == "review"] == [
        "no value has a score; turn citations or the review agent on"
    ]
