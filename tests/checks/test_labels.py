"""``match`` and ``verification``: labels in the sender's own words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import adjudge
from support.payloads import entry, nutrient, parsefy
from support.told import problems_of, told

Only = Callable[..., adjudge.Result]
Load = Callable[..., adjudge.Ruleset]

NONE_OF = "rules: [{id: found, given: $.total, match: {none_of: [not_found, fuzzy_match]}}]"
ANY_OF = "rules: [{id: found, given: $.total, match: {any_of: [id_match, id_match_partial]}}]"


def labelled(match: str | None) -> dict[str, Any]:
    """Build a document whose total has that label."""
    return nutrient({"total": 1, "other": 2}, {"total": entry(match), "other": entry()})


@pytest.mark.parametrize(
    ("rule", "label", "reasons"),
    [
        (NONE_OF, "id_match", []),
        (NONE_OF, "anything_else", []),
        (NONE_OF, "not_found", ["$.total has match label not_found, expected none of not_found, fuzzy_match"]),
        (NONE_OF, "fuzzy_match", ["$.total has match label fuzzy_match, expected none of not_found, fuzzy_match"]),
        (ANY_OF, "id_match", []),
        (ANY_OF, "id_match_partial", []),
        (ANY_OF, "not_found", ["$.total has match label not_found, expected one of id_match, id_match_partial"]),
        (ANY_OF, "ID_MATCH", ["$.total has match label ID_MATCH, expected one of id_match, id_match_partial"]),
    ],
)
def test_a_label_is_judged_as_it_is_written(rule: str, label: str, reasons: list[str], only: Only) -> None:
    result = only(rule, labelled(label))

    assert told(result) == [("fail", None, reason) for reason in reasons]
    assert result.outcome == ("fail" if reasons else "pass")


def test_a_single_label_needs_no_list(only: Only) -> None:
    assert only("rules: [{id: found, given: $.total, match: {any_of: id_match}}]", labelled("id_match")).outcome == (
        "pass"
    )
    assert only("rules: [{id: found, given: $.total, match: id_match}]", labelled("not_found")).outcome == "fail"


@pytest.mark.parametrize("rule", [NONE_OF, ANY_OF])
def test_a_value_without_a_label_is_unknown(rule: str, only: Only) -> None:
    """No label is not a good one, and not a bad one either."""
    result = only(rule, labelled(None))

    assert told(result) == [("unknown", "signal_absent", "$.total carries no match label")]


def test_an_absent_value_is_unknown_by_that_cause(only: Only) -> None:
    result = only(NONE_OF, nutrient({"other": 2}, {"other": entry()}))

    assert told(result) == [("unknown", "value_absent", "$.total is absent")]


def test_labels_that_nobody_sends_are_blind(only: Only) -> None:
    assert told(only(NONE_OF, {"total": 1})) == [("unknown", "blind", "plain sends no match here")]
    rule = "rules: [{id: ok, given: $, verification: {any_of: [PASSED]}}]"
    assert told(only(rule, {"total": 1})) == [("unknown", "blind", "plain sends no verification here")]


@pytest.mark.parametrize(
    ("status", "reasons"),
    [
        ("PASSED", []),
        ("FAILED", ["$ has verification status FAILED, expected none of FAILED, CANNOT_VERIFY"]),
    ],
)
def test_the_verification_of_the_document_is_the_root_s(status: str, reasons: list[str], only: Only) -> None:
    rule = "rules: [{id: verified, given: $, verification: {none_of: [FAILED, CANNOT_VERIFY]}}]"
    checks = [{"type": "SUM", "status": "FAILED", "fields": ["$.total"]}]

    result = only(rule, parsefy({"total": 1}, verification={"status": status, "checks_run": checks}))

    assert [finding.reason for finding in result.findings] == reasons


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        (
            "match: {none_of: [not_fond]}",
            '2:55: check "match": no adapter declares the label "not_fond"; did you mean "not_found"?',
        ),
        (
            "match: {any_of: [id_match, FAILED]}",
            '2:64: check "match": no adapter declares the label "FAILED"',
        ),
        (
            "verification: {none_of: [FAILD]}",
            '2:62: check "verification": no adapter declares the label "FAILD"; did you mean "FAILED"?',
        ),
        ("match: {}", '2:44: check "match" needs any_of or none_of, one of them'),
        (
            "match: {any_of: [id_match], none_of: [not_found]}",
            '2:44: check "match" needs any_of or none_of, one of them',
        ),
        ("match: {none_of: []}", '2:54: check "match": none_of is an empty list, so it can never decide anything'),
        ("match: {nonof: [not_found]}", '2:45: check "match" has no option "nonof"; did you mean "none_of"?'),
    ],
)
def test_a_label_that_no_adapter_declares_is_refused_at_load(check: str, problem: str, load: Load) -> None:
    """A label with a typo would never match, and the rule would look like one that holds."""
    assert problems_of(load, f"rules: [{{id: found, given: $.total, {check}}}]") == [problem]


def test_an_adapter_of_a_plugin_declares_its_own_labels(load: Load) -> None:
    class Mine:
        @adjudge.hookimpl
        def adjudge_register_adapters(self) -> list[adjudge.Adapter]:
            return [adjudge.Adapter("mine", (), labels=frozenset({"spot_on"}))]

    text = "rules: [{id: found, given: $.total, match: {any_of: [spot_on]}}]"

    assert [rule.id for rule in load(text, plugins=[Mine()]).rules] == ["found"]
    with pytest.raises(adjudge.RulesError, match="spot_on"):
        load(text)
