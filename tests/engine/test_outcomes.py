"""Outcomes, causes, items and findings of one rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest

import adjudge
from adjudge.model.words import ERROR_CAUSES, OUTCOMES, SKIP_CAUSES, UNKNOWN_CAUSES, Cause, Outcome
from support.payloads import entry, extend, nutrient
from support.told import told

Only = Callable[..., adjudge.Result]
Judge = Callable[..., adjudge.Verdict]

FIELDS = """
fields:
  total: {at: $.total, type: money}
  day: {at: $.day, type: date}
  lines: {at: $.lines, each: {quantity: decimal, price: money, amount: money}}
"""
LINE_AMOUNT = (
    FIELDS
    + """
rules:
  - id: line-amount
    for: line in lines
    assert: line.quantity * line.price == approx(line.amount, abs=0.01)
"""
)


def line(quantity: Any = 2, price: Any = 5, amount: Any = 10) -> dict[str, Any]:
    """Build a line that adds up."""
    return {"quantity": quantity, "price": price, "amount": amount}


def test_there_are_five_outcomes_worst_first() -> None:
    """The same five words everywhere."""
    assert OUTCOMES == ("error", "fail", "unknown", "pass", "skip")
    assert set(OUTCOMES) == set(get_args(Outcome))
    assert {*UNKNOWN_CAUSES, *SKIP_CAUSES, *ERROR_CAUSES} == set(get_args(Cause))


@pytest.mark.parametrize(
    ("check", "payload", "outcome", "cause"),
    [
        ("assert: total > 0", {"total": 1}, "pass", None),
        ("assert: total > 1", {"total": 1}, "fail", None),
        ("assert: total > 0", {}, "unknown", "value_absent"),
        ("assert: total > 0", {"total": None}, "unknown", "value_null"),
        ("assert: total > 0", {"total": ""}, "unknown", "value_empty"),
        ("assert: total > 0", {"total": "1O.00"}, "unknown", "unparsable"),
        ("assert: total > day", {"total": 1, "day": "2025-01-31"}, "error", "type_clash"),
        (
            "assert: confidence(total) > 0.5",
            nutrient({"total": 1, "x": 1}, {"x": entry(), "total": entry(confidence=None)}),
            "unknown",
            "signal_absent",
        ),
        (
            "assert: ocr(total) > 0.5",
            extend({"total": 1, "x": 1}, {"total": {"ocrConfidence": None}, "x": {"ocrConfidence": 0.9}}),
            "unknown",
            "signal_null",
        ),
        ("assert: confidence(total) > 0.5", {"total": 1}, "unknown", "blind"),
        (
            "given: $.total, confidence: {min: 0.5}",
            nutrient({"total": 1}, {"total": entry(confidence=95)}),
            "error",
            "off_scale",
        ),
        ("given: '$.lines[*].amount', required: true", {"lines": []}, "unknown", "nothing_selected"),
        ("when: total > 5, assert: total > 0", {}, "unknown", "when_unknown"),
        ("when: total > 5, assert: total > 0", {"total": 1}, "skip", "not_applicable"),
        ("when: total > day, assert: total > 0", {"total": 1, "day": "2025-01-31"}, "error", "type_clash"),
    ],
)
def test_every_outcome_names_its_cause(check: str, payload: Any, outcome: str, cause: str | None, only: Only) -> None:
    result = only(f"{FIELDS}\nrules: [{{id: rule, {check}}}]", payload)

    assert (result.outcome, result.cause) == (outcome, cause)


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        pytest.param({}, "$.a is absent, $.b is absent", id="all-that-is-missing"),
        pytest.param(
            {"a": "x", "b": 2}, '$.a "x" (a text) and $.b 2 (a number) cannot be added', id="both-sides-of-a-clash"
        ),
    ],
)
def test_the_reason_of_what_is_not_decided_names_every_operand(payload: Any, reason: str, only: Only) -> None:
    """Not the first alone: who reads it would come back for the second."""
    (finding,) = only("rules: [{id: r, assert: doc.a + doc.b == 3}]", payload).findings

    assert finding.reason == reason


def test_a_budget_that_is_spent_is_an_error(only: Only) -> None:
    """The same input always ends the same way, however large."""
    text = f"{FIELDS}\nrules: [{{id: pairs, assert: 'all(any(a.amount == b.amount for b in lines) for a in lines)'}}]"
    result = only(text, {"lines": [line()] * 3000})

    assert (result.outcome, result.cause, result.effect) == ("error", "budget", "review")


def test_items_are_counted_and_each_that_did_not_pass_is_a_finding(only: Only) -> None:
    lines = [line(), line(amount=11), line(amount=None), line(price="x"), line(2, "5 EUR", "10 USD"), line()]

    result = only("locale: en_US\n" + LINE_AMOUNT, {"lines": lines})

    assert result.items.to_dict() == {"pass": 2, "fail": 1, "unknown": 2, "skip": 0, "error": 1}
    assert [(finding.item, finding.outcome, finding.cause) for finding in result.findings] == [
        (1, "fail", None),
        (2, "unknown", "value_null"),
        (3, "unknown", "unparsable"),
        (4, "error", "type_clash"),
    ]
    assert (result.outcome, result.cause) == ("error", "type_clash")


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        ([line(), line(amount=11), line(amount=None)], "fail"),
        ([line(), line(amount=None)], "unknown"),
        ([line(), line()], "pass"),
    ],
)
def test_the_outcome_is_that_of_the_worst_item(lines: list[Any], outcome: str, only: Only) -> None:
    assert only(LINE_AMOUNT, {"lines": lines}).outcome == outcome


def test_a_failing_item_says_what_was_found_and_expected(only: Only) -> None:
    (finding,) = only(LINE_AMOUNT, {"lines": [line(), line(amount=11)]}).findings

    assert finding.paths == ("$.lines[1].quantity", "$.lines[1].price", "$.lines[1].amount")
    assert finding.path == finding.paths[0]
    assert [(e.path, e.value, e.presence) for e in finding.evidence] == [
        ("$.lines[1].quantity", 2, "present"),
        ("$.lines[1].price", 5, "present"),
        ("$.lines[1].amount", 11, "present"),
    ]
    assert "10.00" in finding.reason
    assert "11.00" in finding.reason


def test_evidence_says_signals_page_and_quoted_text(only: Only) -> None:
    metadata = {
        "ocrConfidence": 0.5,
        "citations": [{"page": {"number": 2, "width": 10, "height": 10}, "referenceText": "Total 12"}],
    }

    (finding,) = only(
        "rules: [{id: r, given: $.total, ocr: {min: 0.9}}]", extend({"total": 12}, {"total": metadata})
    ).findings

    (evidence,) = finding.evidence
    assert (evidence.path, evidence.value, evidence.presence) == ("$.total", 12, "present")
    assert dict(evidence.signals) == {"ocr": 0.5}
    assert (evidence.page, evidence.text, evidence.inherited) == (2, "Total 12", False)


def test_blame_names_other_paths_than_those_that_were_read(only: Only) -> None:
    text = FIELDS + "rules: [{id: adds-up, assert: 'sum(lines[*].amount) == total', blame: [total, $.seller.name]}]"

    (finding,) = only(text, {"total": 5, "lines": [line()]}).findings

    assert (finding.path, finding.paths) == ("$.total", ("$.total", "$.seller.name"))


def test_blame_of_an_item_is_looked_up_in_that_item(only: Only) -> None:
    text = LINE_AMOUNT + "    blame: [line.amount]\n"

    (finding,) = only(text, {"lines": [line(), line(amount=11)]}).findings

    assert finding.paths == ("$.lines[1].amount",)


def test_blame_of_an_item_says_nothing_where_there_is_none(only: Only) -> None:
    """Nobody may be sent to a path that the document does not have."""
    text = LINE_AMOUNT + "    blame: [line.amount]\n"

    (finding,) = only(text, {"lines": []}).findings

    assert (finding.path, finding.paths, finding.item) == ("$.lines", ("$.lines",), None)


def test_a_check_on_several_targets_judges_each(only: Only) -> None:
    result = only("rules: [{id: there, given: [$.a, $.b, '$.c[*]'], required: true}]", {"a": 1, "c": [1, None]})

    assert told(result) == [
        ("fail", None, "$.b is absent, expected a value"),
        ("fail", None, "$.c[1] is null, expected a value"),
    ]
    assert [finding.item for finding in result.findings] == [None, 1]


def test_a_blind_expression_is_told_once_and_is_the_cause(only: Only, judge: Judge) -> None:
    """Whatever else was missing, the rule can never work on such payloads: that is what to mend."""
    text = FIELDS + "rules: [{id: sure, for: line in lines, assert: line.amount > 0 and ocr(line.amount) > 0.5}]"
    payload = {"lines": [line(), line(amount=None), line()]}

    result = only(text, payload)

    assert result.cause == "blind"
    assert result.items.unknown == 3
    assert told(result)[0] == ("unknown", "blind", "plain sends no ocr here")
    assert sum(finding.cause == "blind" for finding in result.findings) == 1
    assert judge(text, payload).blind == ("rules.yaml::sure",)


def test_a_disabled_rule_is_shown_as_skipped(tmp_path: Any, load: Any) -> None:
    (tmp_path / "base.yaml").write_text("adjudge: 1\nrules: [{id: there, given: $.a, required: true}]\n")
    text = """
    extends: [base.yaml]
    disable: {there: "not for us"}
    rules: [{id: other, given: $.b, required: true}]
    """

    verdict = load(text).check({"b": 1})

    assert [(r.rule, r.outcome, r.cause, r.effect) for r in verdict.results] == [
        ("there", "skip", "disabled", None),
        ("other", "pass", None, None),
    ]


def test_a_params_row_is_a_rule_of_its_own(judge: Judge) -> None:
    text = """
    rules:
      - id: key-fields
        confidence: {min: 0.9}
        params: [{id: number, given: $.number}, {id: iban, given: $.iban, min: 0.99, on_fail: reject}]
    """

    verdict = judge(text, nutrient({"number": 1, "iban": 2}, {"number": entry(), "iban": entry()}))

    assert [(r.nodeid, r.rule, r.outcome, r.effect) for r in verdict.results] == [
        ("rules.yaml::key-fields[number]", "key-fields", "pass", None),
        ("rules.yaml::key-fields[iban]", "key-fields", "fail", "reject"),
    ]
    assert verdict.findings[0].reason == "$.iban has confidence 0.95, expected at least 0.99"


def test_a_message_may_hold_the_reason_and_values_and_is_for_failures_only(only: Only) -> None:
    text = FIELDS + (
        'rules: [{id: low, assert: total < 10, message: "Too much: {total}; {reason}. {braces are kept}"}]\n'
    )

    (failed,) = only(text, {"total": 12}).findings
    (unknown,) = only(text, {"total": None}).findings

    assert failed.reason.startswith("Too much: 12.00; ")
    assert failed.reason.endswith(". {braces are kept}")
    assert "{reason}" not in failed.reason
    assert unknown.reason == "$.total is null"
