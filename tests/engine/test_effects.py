"""Effects: what a finding does to the decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import adjudge
from adjudge.model.words import EFFECTS, worst_effect
from support.payloads import entry, extend, nutrient

Only = Callable[..., adjudge.Result]
Judge = Callable[..., adjudge.Verdict]

FAIL = "assert: 1 > 2"
UNKNOWN = "assert: doc.gone > 1"
ERROR = "assert: doc.text > 1"
PAYLOAD = {"text": "x"}


def test_reject_is_worse_than_review_is_worse_than_note() -> None:
    assert EFFECTS == ("reject", "review", "note")
    assert worst_effect(["note", None, "reject", "review"]) == "reject"
    assert worst_effect([None, "note"]) == "note"
    assert worst_effect([None]) is None


@pytest.mark.parametrize(
    ("rule", "effect"),
    [
        (FAIL, "review"),
        (f"{FAIL}, on_fail: note", "note"),
        (f"{FAIL}, on_fail: reject", "reject"),
        (f"{FAIL}, on_unknown: reject", "review"),
        (UNKNOWN, "review"),
        (f"{UNKNOWN}, on_unknown: note", "note"),
        (f"{UNKNOWN}, on_unknown: reject", "reject"),
        (f"{UNKNOWN}, on_fail: reject", "review"),
        (f"{UNKNOWN}, on_unknown: {{value_absent: reject}}", "reject"),
        (f"{UNKNOWN}, on_unknown: {{value_null: reject}}", "review"),
        (f"{UNKNOWN}, on_unknown: {{value_null: reject, otherwise: note}}", "note"),
        (f"{UNKNOWN}, on_unknown: {{value_absent: note, otherwise: reject}}", "note"),
        (ERROR, "review"),
        (f"{ERROR}, on_fail: note, on_unknown: note", "review"),
        (f"{ERROR}, on_unknown: reject", "reject"),
    ],
)
def test_the_rule_says_what_its_findings_do(rule: str, effect: str, only: Only) -> None:
    """An error costs at least a review, however mild the rule is."""
    result = only(f"rules: [{{id: r, {rule}}}]", PAYLOAD)

    assert result.effect == effect
    assert [finding.effect for finding in result.findings] == [effect]


@pytest.mark.parametrize(
    ("cause", "check", "payload"),
    [
        ("signal_absent", "given: $.a, ocr: {min: 0}", extend({"a": 1, "b": 1}, {"b": {"ocrConfidence": 1}})),
        (
            "signal_null",
            "given: $.a, ocr: {min: 0}",
            extend({"a": 1, "b": 1}, {"a": {"ocrConfidence": None}, "b": {"ocrConfidence": 1}}),
        ),
        ("value_absent", "assert: doc.a > 0", {}),
        ("value_null", "assert: doc.a > 0", {"a": None}),
        ("value_empty", "assert: doc.a > 0", {"a": ""}),
        ("unparsable", "assert: total > 0", {"total": "x"}),
        ("nothing_selected", "given: '$.a[*]', required: true", {}),
        ("blind", "given: $.a, ocr: {min: 0}", {"a": 1}),
        ("when_unknown", "when: doc.a > 0, assert: 1 > 0", {}),
    ],
)
def test_every_cause_of_unknown_may_have_an_effect_of_its_own(cause: str, check: str, payload: Any, only: Only) -> None:
    fields = "fields: {total: {at: $.total, type: money}}\n"
    rule = f"rules: [{{id: r, {check}, on_unknown: {{{cause}: reject, otherwise: note}}}}]"

    result = only(fields + rule, payload)

    assert (result.outcome, result.cause, result.effect) == ("unknown", cause, "reject")


def test_the_file_s_defaults_hold_where_a_rule_says_nothing(judge: Judge) -> None:
    text = f"""
    defaults: {{on_fail: reject, on_unknown: {{value_absent: note}}}}
    rules:
      - {{id: a, {FAIL}}}
      - {{id: b, {FAIL}, on_fail: note}}
      - {{id: c, {UNKNOWN}}}
      - {{id: d, {UNKNOWN}, on_unknown: {{blind: note}}}}
      - {{id: e, {UNKNOWN}, on_unknown: reject}}
    """

    assert [result.effect for result in judge(text, PAYLOAD).results] == ["reject", "note", "note", "note", "reject"]


def test_the_effect_of_a_result_is_the_worst_of_its_findings(only: Only) -> None:
    payload = nutrient({"a": 1, "b": 2, "c": 3}, {"a": entry(confidence=0.6), "b": entry(confidence=0.8), "c": entry()})

    result = only("rules: [{id: r, given: $..*, confidence: {min: 0.9, reject_below: 0.7}}]", payload)

    assert [finding.effect for finding in result.findings] == ["reject", "review"]
    assert result.effect == "reject"


def test_pass_and_skip_have_no_effect(judge: Judge) -> None:
    verdict = judge("rules: [{id: a, assert: 2 > 1}, {id: b, when: 1 > 2, assert: 1 > 2}]", PAYLOAD)

    assert [(result.outcome, result.effect) for result in verdict.results] == [("pass", None), ("skip", None)]


@pytest.mark.parametrize(
    ("rule", "outcome"), [(f"{FAIL}, on_fail: reject", "fail"), (UNKNOWN, "unknown"), (ERROR, "error")]
)
def test_a_shadow_rule_is_judged_and_shown_but_costs_nothing(rule: str, outcome: str, judge: Judge) -> None:
    verdict = judge(f"rules: [{{id: r, shadow: true, {rule}}}, {{id: ok, assert: 2 > 1}}]", PAYLOAD)

    result = verdict.results[0]
    assert (result.outcome, result.effect, result.shadow) == (outcome, None, True)
    assert [finding.effect for finding in result.findings] == [None]
    assert result.findings[0].reason
    assert (verdict.decision, verdict.decided_by) == ("accept", ())
    assert verdict.counts[outcome] == 1
