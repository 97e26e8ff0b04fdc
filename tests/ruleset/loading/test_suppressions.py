"""Suppressions as they are written: what one may say, and what is wrong with one that says else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from adjudge.errors import Location
from adjudge.ruleset.loading import Loaded, load
from adjudge.ruleset.registry import Registry

Load = Callable[..., Loaded]
ProblemsOf = Callable[..., list[str]]

RULES = """\
adjudge: 1
fields:
  total: {at: $.total, type: money}
  lines: {at: $.lines, each: {sku: text, amount: money}}
rules:
  - {id: total-is-sure, given: total, confidence: {min: 0.9}}
  - {id: line-amount, for: line in lines, assert: line.amount > 0, suppressible: false}
  - {id: key-field, required: true, params: [{id: number, given: $.number}, {id: iban, given: $.iban}]}
"""
OTHER = "adjudge: 1\nrules: [{id: total-is-sure, given: $.total, required: true}]\n"


def suppress(*entries: str) -> dict[str, str]:
    """Write a folder of rules with a file of suppressions beside them."""
    return {
        "invoice.yaml": RULES,
        "suppressions.yaml": "adjudge: 1\nsuppressions:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries),
    }


def test_a_suppression_says_which_findings_why_and_for_how_long(load_files: Load) -> None:
    """Everything that it says is kept, with its place."""
    (found,) = load_files(
        suppress(
            "rule: line-amount, document: in/*.json, path: '$.lines[*].amount', when: line.sku == \"A\", "
            "key: 0123456789abcdef, reason: known, owner: ap, until: 2026-12-31, max_hits: 2"
        )
    ).suppressions

    assert found.location == Location("rules/suppressions.yaml", 3, 5)
    assert (found.rule, found.reason, found.owner, found.key) == ("line-amount", "known", "ap", "0123456789abcdef")
    assert (found.until, found.max_hits) == (date(2026, 12, 31), 2)
    assert found.nodeids == found.protected == {"rules/invoice.yaml::line-amount"}


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        pytest.param("total-is-sure", ["total-is-sure"], id="an-id"),
        pytest.param("rules/invoice.yaml::total-is-sure", ["total-is-sure"], id="a-node-id"),
        pytest.param("invoice.yaml::total-is-sure", ["total-is-sure"], id="the-end-of-a-node-id"),
        pytest.param("policy/rules/invoice.yaml::total-is-sure", ["total-is-sure"], id="as-seen-from-further-out"),
        pytest.param("policy/rules/invoice.yaml::key-field[iban]", ["key-field[iban]"], id="a-row-from-further-out"),
        pytest.param("key-field", ["key-field[number]", "key-field[iban]"], id="every-row"),
        pytest.param("key-field[iban]", ["key-field[iban]"], id="one-row"),
        pytest.param("rules/invoice.yaml::key-field[iban]", ["key-field[iban]"], id="one-row-by-node-id"),
        pytest.param("*-is-sure", ["total-is-sure"], id="a-pattern"),
        pytest.param("key-fiel?", ["key-field[number]", "key-field[iban]"], id="a-pattern-of-one-character"),
    ],
)
def test_a_rule_is_named_by_its_id_its_node_id_or_a_pattern(rule: str, named: list[str], load_files: Load) -> None:
    (found,) = load_files(suppress(f"rule: '{rule}', path: $.total, reason: known")).suppressions

    assert found.nodeids == {f"rules/invoice.yaml::{name}" for name in named}


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        pytest.param(
            "rul: total-is-sure, path: $.total, reason: r",
            [
                '3:6: the suppression has no key "rul"; did you mean "rule"?',
                '3:5: the suppression needs "rule": the id of a rule',
            ],
            id="a-typo-in-a-key",
        ),
        pytest.param(
            "rule: total-is-sur, path: $.total, reason: r",
            ['3:12: the suppression: there is no rule "total-is-sur"; did you mean "total-is-sure"?'],
            id="no-such-rule",
        ),
        pytest.param(
            "rule: 'else/r.yaml::total-is-sure', path: $.total, reason: r",
            [
                '3:12: the suppression: there is no rule "else/r.yaml::total-is-sure"; '
                'did you mean "rules/invoice.yaml::total-is-sure"?'
            ],
            id="a-rule-of-another-file",
        ),
        pytest.param(
            "rule: 'adjudge::job-failed', path: $, reason: r",
            ['3:12: the suppression: there is no rule "adjudge::job-failed"'],
            id="a-built-in-result",
        ),
        pytest.param(
            "rule: total-is-sure, path: $.total",
            ['3:5: the suppression needs "reason": why the finding may stand'],
            id="no-reason",
        ),
        pytest.param(
            "rule: total-is-sure, path: $.total, reason: ' '",
            ["3:50: the suppression: reason is blank; say why the finding may stand"],
            id="a-blank-reason",
        ),
        pytest.param(
            "rule: total-is-sure, reason: r",
            ["3:5: the suppression is about every finding of the rule; say where: document, path, when or key"],
            id="nowhere",
        ),
        pytest.param(
            "rule: total-is-sure, path: '$.lines[0].amount', reason: r",
            [
                '3:33: the suppression: path "$.lines[0].amount" names an item by its place, which changes; '
                "write [*], and when or key"
            ],
            id="an-index",
        ),
        pytest.param(
            "rule: total-is-sure, path: total, reason: r",
            ['3:33: path "total": a path starts with $'],
            id="no-path",
        ),
        pytest.param(
            "rule: total-is-sure, when: totl > 1, reason: r",
            ['3:33: when: no field, list, parameter or loop variable is called "totl"; did you mean "total"?'],
            id="a-name-that-the-rule-does-not-know",
        ),
        pytest.param(
            "rule: total-is-sure, path: $.total, reason: r, until: 31.12.2026",
            ['3:60: the suppression: until is "31.12.2026", must be a date as 2026-12-31'],
            id="no-date",
        ),
        pytest.param(
            "rule: total-is-sure, path: $.total, reason: r, until: 2026-02-30",
            ['3:60: the suppression: until is "2026-02-30", must be a date as 2026-12-31'],
            id="no-such-day",
        ),
        pytest.param(
            "rule: total-is-sure, path: $.total, reason: r, max_hits: 0",
            ["3:63: the suppression: max_hits is 0, must be at least 1"],
            id="a-budget-of-nothing",
        ),
        pytest.param(
            "rule: total-is-sure, key: 12, reason: r",
            ["3:32: the suppression: key must be a text; quote it"],
            id="a-key-that-is-a-number",
        ),
        pytest.param(
            "rule: total-is-sure, key: 0123456789abcdeg, reason: r",
            ["3:32: the suppression: key has 16 hexadecimal digits"],
            id="no-key",
        ),
    ],
)
def test_what_is_wrong_with_a_suppression_is_told_with_its_place(
    entry: str, problem: list[str], problems_of: ProblemsOf
) -> None:
    """A suppression that is passed over would let a finding cost what it should not; one too wide would hide some."""
    assert problems_of(suppress(entry)) == sorted(f"rules/suppressions.yaml:{each}" for each in problem)


def test_an_id_of_two_files_is_no_name_of_one_rule(problems_of: ProblemsOf) -> None:
    files = {"other.yaml": OTHER, **suppress("rule: total-is-sure, path: $.total, reason: r")}

    assert problems_of(files) == [
        'rules/suppressions.yaml:3:12: the suppression: "total-is-sure" means several rules; '
        "write rules/invoice.yaml::total-is-sure or rules/other.yaml::total-is-sure"
    ]


def test_a_rule_with_a_problem_of_its_own_is_a_rule(problems_of: ProblemsOf) -> None:
    """One mistake gives one problem: the suppressions of the rule are not said to name none."""
    broken = RULES.replace("min: 0.9", "mim: 0.9")
    files = {**suppress("rule: total-is-sure, path: $.total, reason: r"), "invoice.yaml": broken}

    assert problems_of(files) == [
        'rules/invoice.yaml:6:52: check "confidence" has no option "mim"; did you mean "min"?'
    ]


def test_the_fingerprint_covers_suppressions_and_not_their_order(load_files: Load) -> None:
    """What a stored verdict was made with is told apart."""
    first, second = "rule: key-field, path: $.number, reason: r", "rule: key-field, path: $.iban, reason: r"
    prints = [
        load_files(suppress(*entries)).fingerprint
        for entries in ([first], [second], [first, second], [second, first], [f"{first}, until: 2026-12-31"])
    ]

    assert len(set(prints)) == 4
    assert prints[2] == prints[3]


def test_the_fingerprint_covers_what_a_condition_names(load_files: Load) -> None:
    """A suppression means something else when a field of its condition stands elsewhere; another field is no matter."""
    fields = "adjudge: 1\nfields: {{supplier: $.{}, buyer: $.{}}}\nrules: [{{id: a, given: $.x, required: true}}]\n"
    written = "adjudge: 1\nsuppressions: [{rule: a, when: supplier == 1, reason: r}]\n"
    prints = [
        load_files({"r.yaml": fields.format(*places), "s.yaml": written}).fingerprint
        for places in (("supplier", "buyer"), ("vendor", "buyer"), ("supplier", "customer"))
    ]

    assert prints[0] != prints[1]
    assert prints[0] == prints[2]


def test_suppressions_of_a_folder_around_hold_only_where_its_file_is_loaded(
    load_files: Load, registry: Registry
) -> None:
    """Its fields and defaults do; what may stand is said for the rules that are loaded with it."""
    around = "adjudge: 1\nsuppressions: [{rule: total-is-sure, path: $.total, reason: r}]\n"
    files = {"adjudge.yaml": around, "in/r.yaml": RULES}

    assert len(load_files(files).suppressions) == 1
    assert load_files(files).warnings == ()
    loaded = load("rules/in", registry=registry, root=Path("rules"))
    assert loaded.suppressions == ()
    assert loaded.warnings == ("adjudge.yaml:2:1: suppressions hold only where this file is loaded itself",)


def test_suppressions_of_a_file_that_is_extended_do_not_hold_and_that_is_said(load_files: Load) -> None:
    """Whoever extends a file does not take over what its owner lets pass."""
    base = RULES + "suppressions: [{rule: total-is-sure, path: $.total, reason: r}]\n"
    loaded = load_files({"base.yaml": base, "own.yaml": "adjudge: 1\nextends: [base.yaml]\n"})

    assert loaded.suppressions == ()
    assert loaded.warnings == ("rules/base.yaml:9:1: suppressions does not hold for rules that another file extends",)
