"""Inline tests: what they give is there, all else is absent, and what they say of the outcome is compared."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from textwrap import indent

import pytest

import adjudge
from adjudge.engine.inline_tests import InlineReport, run_inline_test
from adjudge.manager import load_plugins
from support.payloads import entry, nutrient

REGISTRY = load_plugins(()).registry
FIELDS = """
fields:
  total: {at: [$.total_amount, $.total], type: money}
  lines: {at: $.body.items, each: {price: {at: [cost.net, price], type: money}, tags: text}}
  prices: {at: "$.body.items[*].cost.net", type: money}
rules:
  - id: rule
"""
Run = Callable[[str, str], InlineReport]


@pytest.fixture
def run(load: Callable[..., adjudge.Ruleset]) -> Run:
    """Run one inline test of one rule, with a few fields to name."""

    def run_one(rule: str, test: str) -> InlineReport:
        ruleset = load(f"{FIELDS}{indent(rule, '    ')}\n    tests:\n      - {test}\n")
        return run_inline_test(ruleset.rules[0], ruleset.rules[0].tests[0], REGISTRY)

    return run_one


def test_a_field_is_put_where_its_first_path_says(run: Run) -> None:
    report = run(
        "given: total\nconfidence: {min: 0.9}", "{given: {total: 5}, signals: {total: {confidence: 0.5}}, expect: fail}"
    )

    assert report.passed
    assert [f.reason for f in report.result.findings] == ["$.total_amount has confidence 0.5, expected at least 0.9"]


def test_members_are_put_where_their_first_paths_say(run: Run) -> None:
    report = run(
        "for: line in lines\nassert: line.price > 1", "{given: {lines: [{price: 2}, {price: 1}]}, expect: fail}"
    )

    assert report.passed
    assert [f.path for f in report.result.findings] == ["$.body.items[1].cost.net"]


def test_a_list_over_a_wildcard_lends_each_item_its_value(run: Run) -> None:
    assert run("assert: sum(prices) == 5", "{given: {prices: [2, 3]}, expect: pass}").passed


@pytest.mark.parametrize("place", ['"lines[1].price"', '"prices[1]"', '"$.body.items[1].cost.net"'])
def test_a_signal_is_put_at_a_place_within_a_list(run: Run, place: str) -> None:
    test = f"{{given: {{prices: [2, 3]}}, signals: {{{place}: {{ocr: 0.1}}}}, expect: fail}}"
    report = run("given: $..*\nocr: {min: 0.9}\non_unknown: note", test)

    assert report.passed
    assert [f.path for f in report.result.findings if f.outcome == "fail"] == ["$.body.items[1].cost.net"]


def test_what_is_not_given_is_absent(run: Run) -> None:
    report = run("assert: total > 0", "{expect: unknown, reason: $.total_amount is absent}")

    assert report.problem is None


def test_labels_remarks_and_the_adapter_can_be_given(run: Run) -> None:
    """The document itself is the place $."""
    rule = 'when: extraction.adapter == "parsefy"\nassert: verification(doc) == "PASSED" and match(total) == "id_match"'
    test = "{given: {total: 1}, match: {total: id_match}, verification: {$: PASSED}, adapter: parsefy, expect: pass}"

    assert run(rule, test).passed
    assert run("issues: [unclear]", "{issues: {$: Total unclear, total: []}, expect: fail}").passed


@pytest.mark.parametrize(
    ("citations", "told"),
    [
        pytest.param("{page: 1, text: Total 4.00}", ("pass", []), id="one"),
        pytest.param(
            "[{page: 2, text: Total}]",
            ("fail", ['$.total_amount is "4.00", but the cited text is "Total"']),
            id="list",
        ),
        pytest.param("[]", ("fail", ['$.total_amount is "4.00", which cites nothing']), id="empty-slot"),
        pytest.param("{page: 1}", ("unknown", ["$.total_amount cites no text"]), id="without-text"),
    ],
)
def test_citations_can_be_given(run: Run, citations: str, told: tuple[str, list[str]]) -> None:
    """Without them a rule about citations could be tested on whole payloads only."""
    test = f'{{given: {{total: "4.00"}}, citations: {{total: {citations}}}, expect: {told[0]}}}'
    result = run("given: total\ncited: {text: true}", test).result

    assert (result.outcome, [finding.reason for finding in result.findings]) == told


@pytest.mark.parametrize(
    ("citations", "problem"),
    [
        ("{page: 0}", "citations.total.page is 0, must be at least 1"),
        ("{pages: 1}", 'citations.total has no key "pages"'),
    ],
)
def test_a_citation_that_cannot_be_one_is_refused_when_the_rules_are_loaded(
    run: Run, citations: str, problem: str
) -> None:
    with pytest.raises(adjudge.RulesError) as caught:
        run("given: total\ncited: true", f"{{citations: {{total: {citations}}}, expect: pass}}")

    assert problem in str(caught.value)


def test_facts_can_be_given(run: Run) -> None:
    assert run("assert: total <= facts.limit", "{given: {total: 5}, facts: {limit: 5}, expect: pass}").passed


def test_a_fact_that_is_written_as_a_date_is_one(run: Run) -> None:
    """As on the command line; rule files have no dates, only texts."""
    assert run("assert: facts.day < facts.day + days(1)", "{facts: {day: 2026-01-31}, expect: pass}").passed
    assert run('assert: facts.day == "2026-01-32"', "{facts: {day: 2026-01-32}, expect: pass}").passed


def test_a_payload_file_is_read_as_its_adapter_reads_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(nutrient({"total": "1"}, {"total": entry("fuzzy_match")})))

    assert run("given: $..*\nmatch: {none_of: [fuzzy_match]}", "{payload: one.json, expect: fail}").passed


def test_another_outcome_is_told_with_its_reasons(run: Run) -> None:
    report = run("assert: total > 0", "{given: {total: -1}, expect: pass}")

    assert report.problem == "expected pass, got fail: $.total_amount is -1.00, expected above 0"


@pytest.mark.parametrize("pattern", ['"*is -1.00*"', '"$.total_amount is -?.00, expected above 0"'])
def test_a_reason_is_compared_as_a_whole_with_stars(run: Run, pattern: str) -> None:
    assert run("assert: total > 0", f"{{given: {{total: -1}}, expect: fail, reason: {pattern}}}").passed


def test_brackets_in_a_reason_are_those_of_a_path(run: Run) -> None:
    """In a shell's pattern, [0] would be any of the characters between."""
    test = '{given: {lines: [{price: 0}]}, expect: fail, reason: "$.body.items[0].cost.net is*"}'

    assert run("for: line in lines\nassert: line.price > 1", test).passed


def test_another_reason_is_told(run: Run) -> None:
    report = run("assert: total > 0", "{given: {total: -1}, expect: fail, reason: is -1}")

    assert report.problem == 'expected a reason like "is -1", got $.total_amount is -1.00, expected above 0'


def test_a_test_marked_xfail_must_not_hold(run: Run) -> None:
    assert run("assert: total > 0", "{given: {total: -1}, expect: pass, xfail: not yet}").passed
    assert run("assert: total > 0", "{given: {total: 1}, expect: pass, xfail: true}").problem == (
        "holds, although it is marked xfail"
    )


def test_a_disabled_rule_is_tested_as_if_it_were_not(load: Callable[..., adjudge.Ruleset]) -> None:
    ruleset = load("""
        rules:
          - {id: rule, assert: doc.a == 1, tests: [{given: {$.a: 1}, expect: pass}]}
          - {id: other, assert: doc.a == 1}
        disable: {rule: not now}
    """)

    assert run_inline_test(ruleset.rules[0], ruleset.rules[0].tests[0], REGISTRY).passed
