"""The checks of signals: numbers against thresholds, on each signal's own scale."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

import adjudge
from adjudge.model.signals import SIGNALS
from support.payloads import entry, extend, nutrient
from support.told import problems_of, told

Only = Callable[..., adjudge.Result]
Load = Callable[..., adjudge.Ruleset]

SURE = "rules: [{{id: sure, given: $.total, confidence: {options}}}]"


def total(confidence: Any, value: Any = 10) -> dict[str, Any]:
    """Build a document with one value of that confidence, beside one that has a score."""
    return nutrient({"total": value, "other": 1}, {"total": entry(confidence=confidence), "other": entry()})


@pytest.mark.parametrize(
    "confidence",
    [0.8, 0.8000000000000002, 1, 1.0, Decimal("0.8"), Decimal("0.80")],
)
def test_a_signal_at_min_or_above_passes(confidence: Any, only: Only) -> None:
    """A threshold is the least that is enough, exactly."""
    result = only(SURE.format(options="{min: 0.8}"), total(confidence))

    assert (result.outcome, result.effect, result.items.passed) == ("pass", None, 1)


@pytest.mark.parametrize("confidence", [0.7999999999999999, 0, 0.0, Decimal("0.79999999999999999999")])
def test_a_signal_below_min_fails_and_zero_is_measured(confidence: Any, only: Only) -> None:
    """Zero was sent: it is low, not missing."""
    result = only(SURE.format(options="{min: 0.8}"), total(confidence))

    assert told(result) == [("fail", None, f"$.total has confidence {confidence}, expected at least 0.8")]
    assert (result.findings[0].actual, result.findings[0].expected) == (confidence, ">= 0.8")
    assert result.effect == "review"


@pytest.mark.parametrize(
    ("confidence", "outcome"),
    [(0.5, "pass"), (0.5000000000000001, "fail"), (Decimal("0.5"), "pass"), (Decimal("0.51"), "fail"), (0, "pass")],
)
def test_max_is_allowed_itself(confidence: Any, outcome: str, only: Only) -> None:
    result = only(SURE.format(options="{max: 0.5}"), total(confidence))

    assert result.outcome == outcome
    reasons = [f"$.total has confidence {confidence}, expected at most 0.5"] if outcome == "fail" else []
    assert [finding.reason for finding in result.findings] == reasons


@pytest.mark.parametrize(("confidence", "outcome"), [(0.79, "fail"), (0.8, "pass"), (Decimal("0.81"), "fail")])
def test_min_and_max_may_be_one_number(confidence: Any, outcome: str, only: Only) -> None:
    assert only(SURE.format(options="{min: 0.8, max: 0.8}"), total(confidence)).outcome == outcome


@pytest.mark.parametrize(("confidence", "effect"), [(0.79, "reject"), (0.8, None)])
def test_what_is_too_low_may_reject_at_once(confidence: float, effect: str | None, only: Only) -> None:
    assert only(SURE.format(options="{min: 0.8, reject_below: 0.8}"), total(confidence)).effect == effect


@pytest.mark.parametrize(
    ("options", "outcome"),
    [
        ("{min: 0.80000000000000001}", "fail"),
        ("{min: 0.79999999999999999}", "pass"),
        ("{max: 0.79999999999999999}", "fail"),
        ("{max: 0.80000000000000001}", "pass"),
    ],
)
def test_a_threshold_is_exact_beyond_what_a_float_can_hold(options: str, outcome: str, only: Only) -> None:
    assert only(SURE.format(options=options), total(0.8)).outcome == outcome


@pytest.mark.parametrize(
    ("confidence", "effect", "reason"),
    [
        pytest.param(0.95, None, None, id="at-min"),
        pytest.param(0.94, "review", "expected at least 0.95", id="below-min"),
        pytest.param(0.7, "review", "expected at least 0.95", id="at-reject_below"),
        pytest.param(0.69, "reject", "expected at least 0.7 (rejects below)", id="below-reject_below"),
    ],
)
def test_reject_below_rejects_where_min_only_reviews(
    confidence: float, effect: str | None, reason: str | None, only: Only
) -> None:
    result = only(SURE.format(options="{min: 0.95, reject_below: 0.7}"), total(confidence))

    assert result.effect == effect
    wanted = [] if reason is None else [f"$.total has confidence {confidence}, {reason}"]
    assert [finding.reason for finding in result.findings] == wanted


def test_reject_below_stands_alone_too(only: Only) -> None:
    assert only(SURE.format(options="{reject_below: 0.7}"), total(0.7)).outcome == "pass"
    assert only(SURE.format(options="{reject_below: 0.7}"), total(0.6)).effect == "reject"


def test_reject_below_makes_even_a_note_count_for_the_accept(judge: Callable[..., adjudge.Verdict]) -> None:
    """A rule that can reject could have cost the accept, whatever its ``on_fail``."""
    text = "rules: [{id: sure, given: $.total, confidence: {reject_below: 0.7}, on_fail: note}]"

    assert judge(text, total(0.9)).decision == "accept"


@pytest.mark.parametrize(
    ("payload", "cause", "reason"),
    [
        pytest.param(
            nutrient({"total": 1, "other": 1}, {"total": entry(confidence=None), "other": entry()}),
            "signal_absent",
            "$.total carries no confidence",
            id="none-was-sent",
        ),
        pytest.param(
            nutrient({"total": 1, "other": 1}, {"total": {"match": "id_match", "confidence": None}, "other": entry()}),
            "signal_null",
            "$.total has an empty confidence (null)",
            id="the-slot-is-empty",
        ),
        pytest.param(
            nutrient({"other": 1}, {"other": entry()}), "value_absent", "$.total is absent", id="there-is-no-value"
        ),
    ],
)
def test_a_missing_signal_is_unknown_with_its_cause(payload: Any, cause: str, reason: str, only: Only) -> None:
    """Absent, null and zero are three things, and none of them is a pass."""
    result = only(SURE.format(options="{min: 0}"), payload)

    assert told(result) == [("unknown", cause, reason)]
    assert result.cause == cause
    assert result.effect == "review"


@pytest.mark.parametrize(
    ("confidence", "shown"),
    [
        (95, "95"),
        (-0.1, "-0.1"),
        (1.0000000000000002, "1.0000000000000002"),
        ("0.9", '"0.9"'),
        (True, "true"),
        ([0.9], "[0.9]"),
        (float("nan"), "NaN"),
        (float("inf"), "Infinity"),
    ],
)
def test_what_is_off_the_scale_is_an_error(confidence: Any, shown: str, only: Only) -> None:
    """A percentage where a unit was promised must not pass for very sure; a text is no number."""
    result = only(SURE.format(options="{min: 0.8}"), total(confidence))

    reason = f"$.total has confidence {shown}, which is off its scale 0–1"
    assert told(result) == [("error", "off_scale", reason)]
    assert result.effect == "review"


@pytest.mark.parametrize(("rating", "outcome"), [(1, "pass"), (5, "pass"), (0, "error"), (6, "error"), (3.5, "pass")])
def test_a_rating_goes_from_one_to_five(rating: Any, outcome: str, only: Only) -> None:
    result = only(
        "rules: [{id: rated, given: $.total, rating: {min: 1}}]",
        extend({"total": 1}, {"total": {"reviewAgentScore": rating}}),
    )

    assert result.outcome == outcome


@pytest.mark.parametrize("name", SIGNALS)
def test_every_signal_has_a_check_that_is_blind_where_it_is_never_sent(name: str, only: Only) -> None:
    """Blindness is told once, by the name of the signal and of the sender."""
    result = only(f"rules: [{{id: sure, given: [$.a, $.b], {name}: {{min: 1}}}}]", {"a": 1, "b": 2})

    assert told(result) == [("unknown", "blind", f"plain sends no {name} here")]
    assert (result.cause, result.items.unknown, result.findings[0].paths) == ("blind", 1, ("$.a", "$.b"))


def test_a_signal_that_is_null_everywhere_is_blind(only: Only) -> None:
    """All null is none."""
    payload = extend({"a": 1, "b": 2}, {"a": {"logprobsConfidence": None}, "b": {"logprobsConfidence": None}})

    result = only("rules: [{id: sure, given: $..*, logprobs: {min: 0.5}}]", payload)

    assert told(result) == [("unknown", "blind", "extend sends no logprobs here")]


def test_one_signal_is_never_read_for_another(only: Only) -> None:
    """Extend's OCR confidence is no composite."""
    payload = extend({"a": 1}, {"a": {"ocrConfidence": 0.99}})

    assert only("rules: [{id: sure, given: $.a, ocr: {min: 0.9}}]", payload).outcome == "pass"
    assert only("rules: [{id: sure, given: $.a, confidence: {min: 0.9}}]", payload).cause == "blind"


def test_every_leaf_counts_those_that_have_a_value_or_the_signal(only: Only) -> None:
    """Null without a score is nothing to judge; a value without one is unknown; nested leaves count."""
    payload = nutrient(
        {"a": 1, "b": None, "c": None, "lines": [{"d": "x"}, {"d": ""}]},
        {"a": entry(confidence=0.9), "b": entry(confidence=0.2), "lines": [{"d": entry(confidence=None)}, {}]},
    )

    result = only("rules: [{id: sure, given: $..*, confidence: {min: 0.5}}]", payload)

    assert result.items.to_dict() == {"pass": 1, "fail": 1, "unknown": 1, "skip": 0, "error": 0}
    assert told(result) == [
        ("fail", None, "$.b has confidence 0.2, expected at least 0.5"),
        ("unknown", "signal_absent", "$.lines[0].d carries no confidence"),
    ]
    assert [finding.item for finding in result.findings] == [None, None]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ("{min: 1.1}", '2:54: check "confidence": min is 1.1, must be at most 1'),
        ("{min: 95}", '2:54: check "confidence": min is 95, must be at most 1'),
        ("{max: -0.1}", '2:54: check "confidence": max is -0.1, must be at least 0'),
        ("{reject_below: 2}", '2:63: check "confidence": reject_below is 2, must be at most 1'),
        ("{}", '2:48: check "confidence" needs min, max or reject_below'),
        ("{minimum: 0.9}", '2:49: check "confidence" has no option "minimum"; did you mean "min"?'),
        ("{min: 0.9, max: 0.8}", '2:48: check "confidence" has min 0.9 above max 0.8'),
        ("{min: 0.5, reject_below: 0.6}", '2:48: check "confidence" has reject_below 0.6 above min 0.5'),
        ("0.9", '2:48: check "confidence" takes a mapping of options: min, max, reject_below'),
        ('{min: "0.9"}', '2:54: check "confidence": min must be a number'),
        ("{min: true}", '2:54: check "confidence": min must be a number'),
    ],
)
def test_a_threshold_that_cannot_be_meant_is_refused_at_load(options: str, problem: str, load: Load) -> None:
    assert problems_of(load, SURE.format(options=options)) == [problem]
