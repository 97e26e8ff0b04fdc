"""``on_empty``: what a ``for``, or a ``given`` of many, over nothing is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import adjudge
from support.told import told

Judge = Callable[..., adjudge.Verdict]

FIELDS = "fields: {lines: {at: $.lines, each: {amount: money}}, total: {at: $.total, type: money}}\n"
RULES = {
    "for": "{id: r, for: line in lines, assert: line.amount > 0",
    "given": "{id: r, given: '$.lines[*].amount', required: true",
}
NOTHING = {"empty": {"lines": []}, "null": {"lines": None}, "absent": {}}
PATHS = {"for": "$.lines", "given": "$.lines[*].amount"}


def judged(judge: Judge, kind: str, payload: Any, more: str) -> adjudge.Verdict:
    """Judge by one rule of that kind."""
    return judge(f"{FIELDS}rules: [{RULES[kind]}{more}}}]", payload)


@pytest.mark.parametrize("payload", NOTHING.values(), ids=NOTHING)
@pytest.mark.parametrize("kind", RULES)
@pytest.mark.parametrize("more", ["", ", on_empty: unknown"])
def test_nothing_is_unknown_unless_said_otherwise(kind: str, payload: Any, more: str, judge: Judge) -> None:
    """A rule that judged nothing has not passed."""
    result = judged(judge, kind, payload, more).results[0]

    (finding,) = result.findings
    assert (result.outcome, result.cause, result.effect) == ("unknown", "nothing_selected", "review")
    assert finding.reason == f"{PATHS[kind]} selected nothing"
    assert (finding.item, finding.path) == (None, PATHS[kind])
    assert result.items.to_dict() == {"pass": 0, "fail": 0, "unknown": 1, "skip": 0, "error": 0}


@pytest.mark.parametrize("payload", NOTHING.values(), ids=NOTHING)
@pytest.mark.parametrize("kind", RULES)
def test_nothing_may_fail(kind: str, payload: Any, judge: Judge) -> None:
    result = judged(judge, kind, payload, ", on_empty: fail, on_fail: reject").results[0]

    (finding,) = result.findings
    assert (result.outcome, result.cause, result.effect) == ("fail", None, "reject")
    assert (finding.reason, finding.actual, finding.expected) == (f"{PATHS[kind]} selected nothing", 0, ">= 1")


@pytest.mark.parametrize("payload", NOTHING.values(), ids=NOTHING)
@pytest.mark.parametrize("kind", RULES)
def test_nothing_may_be_skipped(kind: str, payload: Any, judge: Judge) -> None:
    result = judged(judge, kind, payload, ", on_empty: skip").results[0]

    assert (result.outcome, result.cause, result.effect, result.findings) == ("skip", "not_applicable", None, ())


@pytest.mark.parametrize("payload", NOTHING.values(), ids=NOTHING)
@pytest.mark.parametrize("kind", RULES)
def test_nothing_may_pass_but_alone_it_accepts_no_document(kind: str, payload: Any, judge: Judge) -> None:
    """Such a pass looked at no value, so it could not have cost the accept."""
    verdict = judged(judge, kind, payload, ", on_empty: pass")

    result = verdict.results[0]
    assert (result.outcome, result.effect, result.findings, result.items.passed) == ("pass", None, (), 0)
    assert (verdict.decision, verdict.decided_by) == ("review", ("adjudge::nothing-evaluated",))


def test_the_file_s_defaults_say_it_for_every_rule(judge: Judge) -> None:
    verdict = judge(f"{FIELDS}defaults: {{on_empty: fail}}\nrules: [{RULES['for']}}}]", {"lines": []})

    assert verdict.results[0].outcome == "fail"


@pytest.mark.parametrize("kind", RULES)
def test_what_is_no_list_is_an_error_not_empty(kind: str, judge: Judge) -> None:
    """An object where a list was promised is a change of the schema."""
    verdict = judged(judge, kind, {"lines": "three"}, ", on_empty: pass")

    assert verdict.results[0].outcome in {"error", "unknown"} if kind == "for" else True
    assert verdict.decision == "review"


def test_one_empty_target_beside_a_full_one_is_still_told(judge: Judge) -> None:
    verdict = judge("rules: [{id: r, given: ['$.a[*]', '$.b[*]'], required: true}]", {"a": [1], "b": []})

    (result,) = verdict.results
    assert [(f.outcome, f.reason) for f in result.findings] == [("unknown", "$.b[*] selected nothing")]
    assert (result.outcome, result.items.passed, verdict.decision) == ("unknown", 1, "review")


@pytest.mark.parametrize("payload", [{"total": 1}, {"lines": []}, {"buyer": {}, "total": 1}])
def test_a_wildcard_under_a_wildcard_asks_for_no_list(payload: Any, judge: Judge) -> None:
    """``$.*.*`` is whatever stands two levels down; a document that ends above it has nothing there."""
    verdict = judge("rules: [{id: r, for: part in $.*.*, assert: exists(part), on_empty: skip}]", payload)

    assert (verdict.results[0].outcome, verdict.results[0].findings) == ("skip", ())


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        pytest.param(5, "$.lines is a single value, expected a list", id="a-number"),
        pytest.param({"amount": 1}, "$.lines is an object, expected a list", id="an-object"),
    ],
)
@pytest.mark.parametrize("on_empty", ["unknown", "skip", "pass", "fail"])
def test_what_is_no_list_is_an_error_whatever_an_empty_one_is(
    lines: object, reason: str, on_empty: str, judge: Judge
) -> None:
    text = f"""
    fields: {{lines: {{at: $.lines, each: {{amount: decimal}}}}}}
    rules: [{{id: r, for: line in lines, assert: line.amount > 0, on_empty: {on_empty}}}]
    """

    assert told(judge(text, {"lines": lines}).results[0]) == [("error", "type_clash", reason)]
