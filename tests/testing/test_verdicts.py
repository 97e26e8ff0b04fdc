"""The assertions about verdicts say what the verdict is when it is not what was expected."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import adjudge
from adjudge.testing import assert_accepts, assert_fails

RULES = """
    rules:
      - {id: total-is-there, given: $.total, required: true}
      - {id: number-is-short, given: $.number, length: {max: 3}}
"""
Judge = Callable[..., adjudge.Verdict]


def test_an_accepted_document_satisfies(judge: Judge) -> None:
    """Nothing is returned, nothing raised."""
    assert_accepts(judge(RULES, {"total": 5, "number": "12"}))


def test_any_other_decision_shows_the_verdict(judge: Judge) -> None:
    """The reasons are in the failure of the test."""
    with pytest.raises(AssertionError) as caught:
        assert_accepts(judge(RULES, {"number": "12"}))

    assert str(caught.value) == (
        "expected accept, got:\n"
        "review  document  (plain)\n"
        "  fail  rules.yaml::total-is-there  $.total is absent, expected a value"
    )


def test_a_partial_run_is_no_accept(judge: Judge, load: Callable[..., adjudge.Ruleset]) -> None:
    """It has no decision at all."""
    partial = load(RULES).select(lambda rule: rule.id == "total-is-there")

    with pytest.raises(AssertionError, match="expected accept, got:\npartial"):
        assert_accepts(partial.check({"total": 5}))


def test_the_finding_of_a_failed_rule_is_given(judge: Judge) -> None:
    """So that a test can compare its reason."""
    verdict = judge(RULES, {"total": None, "number": "1234"})

    assert assert_fails(verdict, "total-is-there").reason == "$.total is null, expected a value"
    found = assert_fails(verdict, "rules.yaml::number-is-short", path="$.number")
    assert found.reason == "$.number has 4 characters, expected at most 3"


@pytest.mark.parametrize(
    ("rule", "path", "message"),
    [
        ("total-is-here", None, 'no rule "total-is-here" was judged; there are rules.yaml::total-is-there,'),
        ("total-is-there", "$.net", "total-is-there failed, but it blames $.total, not $.net"),
        ("number-is-short", None, "expected number-is-short to fail, but its outcome is unknown:\n"),
    ],
)
def test_anything_but_that_failure_says_what_there_is(judge: Judge, rule: str, path: str | None, message: str) -> None:
    """An unknown is no failure, and a rule that was not judged is a mistake in the test."""
    with pytest.raises(AssertionError) as caught:
        assert_fails(judge(RULES, {}), rule, path)

    assert str(caught.value).startswith(message)
