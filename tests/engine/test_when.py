"""``when``: of a file, of a rule, and per item."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

import pytest

import adjudge
from support.told import told

Only = Callable[..., adjudge.Result]
Load = Callable[..., adjudge.Ruleset]

FIELDS = """
fields:
  total: {at: $.total, type: money}
  lines: {at: $.lines, each: {kind: text, rate: decimal, amount: money}}
"""
RULE = FIELDS + "rules: [{id: low, when: doc.country == 'NO', assert: total < 10}]"


@pytest.mark.parametrize(
    ("payload", "outcome", "cause", "reasons"),
    [
        ({"country": "NO", "total": 5}, "pass", None, []),
        ({"country": "SE", "total": 50}, "skip", "not_applicable", []),
        ({"total": 50}, "unknown", "when_unknown", ["when: $.country is absent"]),
        ({"country": None, "total": 5}, "unknown", "when_unknown", ["when: $.country is null"]),
        ({"country": "", "total": 5}, "unknown", "when_unknown", ["when: $.country is empty"]),
    ],
)
def test_when_runs_skips_or_is_unknown(
    payload: Any, outcome: str, cause: str | None, reasons: list[str], only: Only
) -> None:
    """A condition that cannot be told is not a reason to let the document pass."""
    result = only(RULE, payload)

    assert (result.outcome, result.cause) == (outcome, cause)
    assert [finding.reason for finding in result.findings] == reasons


def test_a_when_that_makes_no_sense_is_an_error(only: Only) -> None:
    result = only(FIELDS + "rules: [{id: low, when: doc.a < 5, assert: total < 10}]", {"a": "x", "total": 5})

    assert (result.outcome, result.cause, result.effect) == ("error", "type_clash", "review")
    assert result.findings[0].reason.startswith("when: ")
    assert '"x"' in result.findings[0].reason


def test_the_file_s_when_holds_for_each_of_its_rules(judge: Callable[..., adjudge.Verdict]) -> None:
    text = """
    when: extraction.adapter == "nutrient"
    rules: [{id: a, given: $.a, required: true}, {id: b, when: doc.a == 1, given: $.b, required: true}]
    """

    verdict = judge(text, {"a": 1, "b": 1})

    assert [(r.outcome, r.cause) for r in verdict.results[:2]] == [("skip", "not_applicable")] * 2
    assert verdict.decided_by == ("adjudge::nothing-evaluated",)


def test_with_for_it_is_judged_per_item(only: Only) -> None:
    text = FIELDS + "rules: [{id: low, for: line in lines, when: line.kind == 'goods', assert: line.amount < 10}]"
    lines = [
        {"kind": "goods", "amount": 5},
        {"kind": "goods", "amount": 50},
        {"kind": "fee", "amount": 50},
        {"amount": 50},
    ]

    result = only(text, {"lines": lines})

    assert result.items.to_dict() == {"pass": 1, "fail": 1, "unknown": 1, "skip": 1, "error": 0}
    assert [(f.item, f.outcome, f.cause) for f in result.findings] == [
        (1, "fail", None),
        (3, "unknown", "when_unknown"),
    ]
    assert result.findings[1].reason == "when: $.lines[3].kind is absent"
    assert result.findings[1].path == "$.lines[3]"


class Watching:
    """A plugin that lets the engine answer: then no screen goes before the reference path."""

    @adjudge.hookimpl(wrapper=True)
    def adjudge_evaluate_rule(self) -> Generator[None, Any, Any]:
        return (yield)


@pytest.mark.parametrize("plugins", [[], [Watching()]], ids=["plain", "watched"])
@pytest.mark.parametrize(
    ("country", "cause", "counts"),
    [
        pytest.param({"country": "NO"}, None, (1, 1, 0, 1), id="it-holds"),
        pytest.param({"country": "SE"}, "not_applicable", (0, 0, 0, 0), id="it-does-not"),
        pytest.param({}, "when_unknown", (0, 0, 1, 0), id="unknown-once-not-per-item"),
    ],
)
def test_the_file_s_when_is_about_the_document_and_the_rule_s_about_its_items(
    country: dict[str, str], cause: str | None, counts: tuple[int, ...], plugins: list[Any], load: Load
) -> None:
    rule = "{id: low, for: line in lines, when: line.kind == 'goods', assert: line.amount < 10}"
    goods, dear, fee = {"kind": "goods", "amount": 5}, {"kind": "goods", "amount": 50}, {"kind": "fee", "amount": 50}
    ruleset = load(f"when: doc.country == 'NO'{FIELDS}rules: [{rule}]", plugins=plugins)

    result = ruleset.check({"lines": [goods, dear, fee], **country}).results[0]

    items = result.items
    assert (result.cause, items.passed, items.failed, items.unknown, items.skipped) == (cause, *counts)


def test_a_list_whose_items_are_all_left_out_is_skipped(only: Only) -> None:
    """Nothing was judged: that is no pass."""
    text = FIELDS + "rules: [{id: low, for: line in lines, when: line.kind == 'goods', assert: line.amount < 10}]"

    result = only(text, {"lines": [{"kind": "fee"}, {"kind": "tax"}]})

    assert (result.outcome, result.cause, result.items.skipped, result.findings) == ("skip", "not_applicable", 2, ())


def test_a_when_that_says_what_is_missing_goes_before_the_list(only: Only) -> None:
    text = FIELDS + "rules: [{id: low, for: line in lines, when: exists(total), assert: line.amount < total}]"

    assert only(text, {"lines": [{"amount": 1}]}).outcome == "skip"
    assert only(text, {"total": 5, "lines": [{"amount": 1}]}).outcome == "pass"


@pytest.mark.parametrize(
    ("condition", "outcome"),
    [
        ("doc.no == 1 or total > 1", "pass"),
        ("total > 1 or doc.no == 1", "pass"),
        ("doc.no == 1 or total > 9", "unknown"),
        ("doc.no == 1 and total > 9", "fail"),
        ("doc.no == 1 and total > 1", "unknown"),
        ("not (doc.no == 1)", "unknown"),
        ("not (doc.no == 1 and total > 9)", "pass"),
        ("any(l.amount > 4 for l in lines)", "pass"),
        ("any(l.amount > 9 for l in lines)", "unknown"),
        ("all(l.amount > 9 for l in lines)", "fail"),
        ("all(l.amount > 4 for l in lines)", "unknown"),
        ("sum(lines[*].amount) > 0", "unknown"),
        ("count(l for l in lines if l.amount > 4) > 0", "unknown"),
        ("len(lines) == 2", "pass"),
        ("exists(doc.no)", "fail"),
        ('presence(doc.no) == "absent"', "pass"),
        ("default(doc.no, 1) == 1", "pass"),
        ("(1 if total > 1 else doc.no) == 1", "pass"),
        ("(doc.no if total > 1 else 1) == 1", "unknown"),
    ],
)
def test_what_is_unknown_decides_nothing_and_what_is_decided_is_not_unknown(
    condition: str, outcome: str, only: Only
) -> None:
    """Kleene's logic: unknown only where the missing value could have changed the answer."""
    payload = {"total": 5, "lines": [{"amount": 5}, {}]}

    assert only(f"{FIELDS}rules: [{{id: r, assert: '{condition}'}}]", payload).outcome == outcome


def test_an_error_beats_unknown_unless_it_was_decided_before(only: Only) -> None:
    def outcome(condition: str) -> str:
        return only(f"rules: [{{id: r, assert: '{condition}'}}]", {"text": "x"}).outcome

    assert outcome("doc.no == 1 and doc.text < 5") == "error"
    assert outcome("doc.text < 5 and doc.no == 1") == "error"
    assert outcome('doc.text == "y" and doc.text < 5') == "fail"


def test_when_keeps_its_reason_short_in_told_form(only: Only) -> None:
    assert told(only(RULE, {"total": 5})) == [("unknown", "when_unknown", "when: $.country is absent")]


def test_a_document_is_judged_as_if_it_were_the_first(load: Load) -> None:
    """What was kept of others decides nothing: not how many items were skipped, nor that there were any."""
    text = """
    fields: {lines: {at: $.lines, each: {amount: decimal}}}
    rules: [{id: r, for: line in lines, when: line.amount > 5, assert: line.amount > 0}]
    """
    documents: list[list[int]] = [[1, 1], [], [6, 1], [6], [1], [6, 6, 1], [6, 6], []]
    shared = load(text)

    for lines in documents:
        payload = {"lines": [{"amount": amount} for amount in lines]}
        assert shared.check(payload).to_json() == load(text).check(payload).to_json(), lines
