"""What is no ordinary pass or fail keeps its own word: built-in results, empty lists, signals that nothing carries."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import adjudge
from adjudge.model.words import Effect, Outcome, at_least, worst_outcome
from support.payloads import entry, extend, nutrient
from support.told import told

Judge = Callable[..., adjudge.Verdict]
Only = Callable[..., adjudge.Result]


def _items(result: adjudge.Result) -> dict[str, int]:
    counts = result.items
    return {"passed": counts.passed, "failed": counts.failed, "unknown": counts.unknown}


def test_nothing_evaluated_is_one_unknown_item(judge: Judge) -> None:
    """Programs that add items up must not count silence as a failure."""
    result = judge("rules: [{id: r, assert: 2 > 1, on_fail: note}]", {}).results[-1]

    assert _items(result) == {"passed": 0, "failed": 0, "unknown": 1}


def test_a_failed_job_is_one_failed_item(judge: Judge) -> None:
    payload = extend(None, {}, failureReason="CORRUPT_FILE") | {"status": "FAILED", "output": None}

    result = judge("rules: [{id: r, assert: 2 > 1}]", payload).results[0]

    assert _items(result) == {"passed": 0, "failed": 1, "unknown": 0}


@pytest.mark.parametrize(
    ("rule", "ended"),
    [
        pytest.param("assert: 1 > 2, on_fail: note", "1 fail", id="a-note"),
        pytest.param("assert: doc.text > 1, shadow: true", "1 error", id="a-shadow"),
    ],
)
def test_nothing_evaluated_does_not_hide_a_rule_that_failed_at_no_cost(rule: str, ended: str, judge: Judge) -> None:
    """The rule did run; only its effect was too small to decide."""
    result = judge(f"rules: [{{id: r, {rule}}}]", {"text": "x"}).results[-1]

    reason = f"no rule passed that could have cost the accept ({ended})"
    assert told(result) == [("unknown", "nothing_selected", reason)]


def test_a_signal_that_is_null_everywhere_is_blind_for_an_expression(only: Only) -> None:
    """All null is none: the reason names what is not sent, and the finding keeps the path that was read."""
    payload = nutrient({"total": 1}, {"total": {"match": "id_match", "confidence": None}})

    result = only("rules: [{id: r, assert: confidence(doc.total) > 0.5}]", payload)

    assert told(result) == [("unknown", "blind", "nutrient sends no confidence here")]
    assert result.findings[0].paths == ("$.total",)


def test_an_empty_list_that_may_be_skipped_does_not_apply(only: Only) -> None:
    """It is not disabled: nobody took the rule away."""
    text = 'rules: [{id: r, given: "$.lines[*].amount", required: true, on_empty: skip}]'

    result = only(text, nutrient({"lines": []}, {"lines": entry()}))

    assert (result.outcome, result.cause, result.effect) == ("skip", "not_applicable", None)


@pytest.mark.parametrize(
    ("outcomes", "worst"),
    [([], "skip"), (["skip", "pass"], "pass"), (["pass", "unknown"], "unknown"), (["fail", "error"], "error")],
)
def test_the_worst_outcome_of_none_is_a_skip(outcomes: list[Outcome], worst: Outcome) -> None:
    assert worst_outcome(outcomes) == worst


@pytest.mark.parametrize(("effect", "reached"), [(None, False), ("note", False), ("review", True), ("reject", True)])
def test_no_effect_reaches_no_floor(effect: Effect | None, reached: bool) -> None:
    assert at_least(effect, "review") is reached
