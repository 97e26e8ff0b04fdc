"""What is no ordinary pass or fail keeps its own word: built-in results, empty lists, signals that nothing carries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import adjudge
from adjudge.model.adapter import Adapter, Shape
from adjudge.model.layouts import Wrapped
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


LINES = """
fields:
  lines: {at: $.lines, each: {amount: decimal}}
rules:
  - {id: r, for: line in lines, assert: line.amount > 0 and confidence(line.amount) > 0.5}
"""
KNOWN, NULL, WRONG = {"amount": 1}, {"amount": None}, {"amount": -1}


@pytest.mark.parametrize(
    ("lines", "others", "outcome", "cause", "counts"),
    [
        pytest.param([KNOWN], [], "unknown", "blind", (0, 1), id="one"),
        pytest.param([KNOWN, KNOWN, KNOWN], [], "unknown", "blind", (0, 3), id="three"),
        pytest.param(
            [NULL, KNOWN, NULL], [(0, "value_null"), (2, "value_null")], "unknown", "blind", (0, 3), id="null"
        ),
        pytest.param([WRONG, KNOWN, NULL], [(0, None), (2, "value_null")], "fail", None, (1, 2), id="a-failure"),
    ],
)
def test_items_that_read_a_signal_in_vain_are_told_once_and_counted_each(
    lines: list[dict[str, int]],
    others: list[tuple[int, str | None]],
    outcome: str,
    cause: str | None,
    counts: tuple[int, int],
    only: Only,
) -> None:
    """The blind one first, then what else was found, in the order of the document."""
    result = only(LINES, {"lines": lines})

    blind, *rest = result.findings
    assert (blind.item, blind.outcome, blind.cause) == (None, "unknown", "blind")
    assert blind.reason == "plain sends no confidence here"
    assert [(finding.item, finding.cause) for finding in rest] == others
    assert (result.outcome, result.cause, (result.items.failed, result.items.unknown)) == (outcome, cause, counts)


def test_every_signal_that_is_not_sent_is_named(only: Only) -> None:
    """In one order, whatever the expression's."""
    result = only("rules: [{id: r, assert: rating(doc.a) > 1 and confidence(doc.b) > 0.5}]", {"a": 1, "b": 2})

    assert told(result) == [("unknown", "blind", "plain sends no confidence or rating here")]
    assert result.items.unknown == 1


@pytest.mark.parametrize(
    ("expression", "outcome", "cause"),
    [
        pytest.param("doc.a == 1 or confidence(doc.b) > 0.5", "pass", None, id="it-holds-without"),
        pytest.param("doc.a == 2 and confidence(doc.b) > 0.5", "fail", None, id="it-fails-without"),
        pytest.param("doc.a == 2 or confidence(doc.b) > 0.5", "unknown", "blind", id="it-needs-the-signal"),
    ],
)
def test_a_signal_that_is_not_sent_is_told_only_where_it_decides(
    expression: str, outcome: str, cause: str | None, only: Only
) -> None:
    result = only(f"rules: [{{id: r, assert: {expression}}}]", {"a": 1, "b": 2})

    assert (result.outcome, result.cause, len(result.findings)) == (outcome, cause, int(outcome != "pass"))
    assert [finding.cause for finding in result.findings] == [cause] * len(result.findings)


@pytest.mark.parametrize(
    ("target", "paths"),
    [
        pytest.param("given: $.a", ("$.a",), id="one"),
        pytest.param("given: [$.b, $.a]", ("$.b", "$.a"), id="several"),
        pytest.param("given: [$.a, $.a]", ("$.a",), id="one-twice"),
        pytest.param("given: [$.a, '$.lines[*]']", ("$.a",), id="the-single-ones"),
        pytest.param("given: $..*", ("$",), id="every-leaf-is-the-document"),
    ],
)
def test_what_a_blind_check_is_about(target: str, paths: tuple[str, ...], only: Only) -> None:
    result = only(f"rules: [{{id: r, {target}, confidence: {{min: 0.5}}}}]", {"a": 1, "b": 2, "lines": [3]})

    assert told(result) == [("unknown", "blind", "plain sends no confidence here")]
    assert (result.findings[0].path, result.findings[0].paths) == (paths[0], paths)


@pytest.mark.parametrize(("amount", "decision"), [(1, "accept"), (None, "review")])
def test_a_rule_of_which_an_item_is_unknown_earns_no_accept(amount: int | None, decision: str, judge: Judge) -> None:
    """Even where an unknown costs nothing, and the other items passed."""
    text = """
    fields: {lines: {at: $.lines, each: {amount: decimal}}}
    rules: [{id: r, for: line in lines, assert: line.amount > 0, on_unknown: note}]
    """

    assert judge(text, {"lines": [{"amount": 1}, {"amount": amount}]}).decision == decision


def test_a_rule_whose_items_were_all_skipped_earns_no_accept(judge: Judge) -> None:
    text = """
    fields: {lines: {at: $.lines, each: {amount: decimal}}}
    rules: [{id: r, for: line in lines, when: line.amount > 5, assert: line.amount > 0}]
    """

    assert judge(text, {"lines": [{"amount": 1}]}).decided_by == ("adjudge::nothing-evaluated",)
    assert judge(text, {"lines": [{"amount": 6}]}).decision == "accept"


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


def test_a_blind_rule_names_the_last_line_of_each_document(load: Callable[..., adjudge.Ruleset]) -> None:
    """What a blind rule says is kept from one document to the next only where it is the same of both."""
    ruleset = load("rules: [{id: r, given: '$.lines[-1].amount', confidence: {min: 0.9}}]")

    paths = [ruleset.check({"lines": [{"amount": 1}] * count}).findings[0].path for count in (1, 3)]

    assert paths == ["$.lines[0].amount", "$.lines[2].amount"]


def test_a_document_without_a_signal_that_others_carry_is_blind(load: Callable[..., adjudge.Ruleset]) -> None:
    """Documents of one API differ; each is asked what it carries itself."""
    ruleset = load(
        "rules: [{id: r, given: $.total, confidence: {min: 0.9}}, {id: s, given: $..*, confidence: {min: 0.9}}]"
    )
    carrying = nutrient({"total": 1, "tax": 1}, {"total": entry(), "tax": entry()})
    silent = nutrient({"total": 1, "tax": 1}, {"total": entry(confidence=None), "tax": entry(confidence=None)})
    elsewhere = nutrient({"total": 1, "tax": 1}, {"total": entry(confidence=None), "tax": entry()})

    assert [ruleset.check(payload).blind for payload in (silent, carrying, silent)] == [
        ("rules.yaml::r", "rules.yaml::s"),
        (),
        ("rules.yaml::r", "rules.yaml::s"),
    ]
    reasons = [finding.reason for finding in ruleset.check(elsewhere).findings]
    assert reasons == ["$.total carries no confidence"] * 2


def test_a_crash_over_one_document_is_not_told_of_the_next(load: Callable[..., adjudge.Ruleset]) -> None:
    """What a blind rule says is the same of every document, and kept; a crash is one document's own."""

    def unwrap(value: Any) -> tuple[Any, None]:
        if value == "odd":
            raise ValueError(value)
        return value, None

    mine = Adapter("mine", (Shape("mine", Wrapped(unwrap)),))
    ruleset = load("rules: [{id: r, given: $.total, confidence: {min: 0.5}}]")
    others = dict.fromkeys("abcdefgh")

    causes = [ruleset.check({**others, "total": total}, adapter=mine).results[0].cause for total in ("odd", 1)]

    assert causes == ["crashed", "blind"]
