"""Every mistake of every file is said at once, at its place, with what was meant where that can be told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from adjudge.errors import RulesError
from adjudge.ruleset.loading import load
from adjudge.ruleset.registry import Registry

TEN = """\
adjudge: 1
fields:
  total: {at: $.total, type: moeny}
  lines: {at: $.line_items, each: {quantity: decimal, amount: money}}
lists:
  currencies: [EUR, USD]
rules:
  - id: unknown-field
    given: totl
    confidence: {min: 0.9}
  - id: off-scale
    given: total
    confidence: {min: 1.5}
  - id: unknown-option
    given: total
    confidence: {minn: 0.9}
  - id: unknown-label
    given: total
    match: {none_of: [fuzy_match]}
  - id: unknown-check
    asert: total > 0
  - id: unknown-name
    assert: totla > 0
  - id: unknown-member
    for: line in lines
    assert: line.quantity * line.amuont > 0
  - id: unknown-effect
    given: total
    required: yes
    on_fail: rejct
  - id: unknown-list
    given: total
    one_of: curencies
disable: {off-scal: "not in use"}
"""


def test_a_file_with_ten_mistakes_gives_them_all(problems_of: Callable[..., list[str]]) -> None:
    """Nobody wants to run a linter ten times."""
    assert problems_of(TEN) == [
        'rules/r.yaml:3:30: field "total": type is "moeny", which is none of money, decimal, integer, date, text, '
        'code, percent, boolean; did you mean "money"?',
        'rules/r.yaml:9:12: rule "unknown-field": there is no field "totl"; did you mean "total"?',
        'rules/r.yaml:13:23: check "confidence": min is 1.5, must be at most 1',
        'rules/r.yaml:16:18: check "confidence" has no option "minn"; did you mean "min"?',
        'rules/r.yaml:19:23: check "match": no adapter declares the label "fuzy_match"; did you mean "fuzzy_match"?',
        'rules/r.yaml:21:5: rule "unknown-check" has no key "asert"; did you mean "assert"?',
        'rules/r.yaml:23:13: assert: no field, list, parameter or loop variable is called "totla"; '
        'did you mean "total"?',
        'rules/r.yaml:26:34: assert: "line" declares no member "amuont"; did you mean "amount"?',
        'rules/r.yaml:29:15: check "required" must be true; "yes" is a text here',
        'rules/r.yaml:30:14: rule "unknown-effect": on_fail is "rejct", which is none of reject, review, note; '
        'did you mean "reject"?',
        'rules/r.yaml:33:13: check "one_of": there is no list "curencies"; did you mean "currencies"?',
        'rules/r.yaml:34:11: disable: there is no rule "off-scal" in this file or what it extends; '
        'did you mean "off-scale"?',
    ]


def test_a_broken_file_does_not_hide_the_mistakes_of_another(problems_of: Callable[..., list[str]]) -> None:
    """After a syntax error, the other files are still read."""
    a, b = problems_of(
        {"a.yaml": "adjudge: 1\nrules: [\n", "b.yaml": "adjudge: 1\nrules: [{id: x, given: $.a, requird: true}]"}
    )
    assert a == "rules/a.yaml:3:1: YAML: did not find expected node content"
    assert b == 'rules/b.yaml:2:29: rule "x" has no key "requird"; did you mean "required"?'


RULE = "adjudge: 1\nfields: {total: $.total}\nlists: {codes: [A]}\nrules:\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("rules: []\n", '1:1: "adjudge: 1" is missing; every rule file begins with it'),
        ("adjudge: 2\n", "1:10: this syntax version is not known; adjudge reads version 1"),
        ("adjudge: true\n", "1:10: this syntax version is not known; adjudge reads version 1"),
        ("adjudge: 1\nrule: []\n", '2:1: the file has no key "rule"; did you mean "rules"?'),
        ("adjudge: 1\nwhen:\n", '2:1: the file: "when" has no value'),
        ("adjudge: 1\nwhen: 5\n", "2:7: the file: when must be a text; quote it"),
        ("adjudge: 1\nrules: {a: 1}\n", "2:8: the file: rules must be a list"),
        ("adjudge: 1\nlocale: xx_YY\n", '2:9: the file: no locale is called "xx_YY"; write en_US, de_CH or the '
         "language alone"),
        ("adjudge: 1\ndefaults: {on_fial: note}\n", '2:12: defaults has no key "on_fial"; did you mean "on_fail"?'),
        ("adjudge: 1\ndefaults: review\n", "2:11: the file: defaults must be a mapping"),
        ("adjudge: 1\nwhen: totl > 1\n",
         '2:7: when: no field, list, parameter or loop variable is called "totl"; undeclared data is doc.totl'),
        (RULE + "  - x\n", "5:5: a rule is a mapping of keys, beginning with its id"),
        (RULE + "  - given: total\n", '5:5: a rule needs an "id"'),
        (RULE + "  - id: a_b\n    given: total\n    required: true\n",
         '5:9: "a_b" is no rule id: letters, digits and single hyphens between them, as text'),
        (RULE + "  - id: 12\n    given: total\n    required: true\n",
         "5:9: this is no rule id: letters, digits and single hyphens between them, as text"),
        (RULE + "  - id: a\n    given: total\n    required: true\n  - id: a\n    given: total\n    required: true\n",
         '8:9: rule "a" is here a second time; the first is in line 5'),
        (RULE + "  - id: a\n    given: []\n    required: true\n",
         '6:12: rule "a" needs "given": a field or a path, or a list of them'),
        (RULE + "  - id: a\n    given: total\n    required: true\n    type: money\n",
         '8:5: rule "a" has a second check, "type" beside "required"; make it a rule of its own'),
        (RULE + "  - id: a\n    required: true\n", '6:5: rule "a" needs "given": a field or a path, or a list of them'),
        (RULE + "  - id: a\n    given: total\n    confidence:\n",
         '7:16: check "confidence" takes a mapping of options: min, max, reject_below'),
        (RULE + "  - id: a\n    given: total\n    confidence: 0.9\n",
         '7:17: check "confidence" takes a mapping of options: min, max, reject_below'),
        (RULE + "  - id: a\n    given: total\n    confidence: {min: , max: 1}\n",
         '7:18: check "confidence": "min" has no value'),
        (RULE + "  - id: a\n    given: total\n    confidence: {min: high}\n",
         '7:23: check "confidence": min must be a number'),
        (RULE + "  - id: a\n    given: total\n    confidence: {min: 012}\n",
         "7:23: 012 is no plain number; write one like 12 or 0.5, or quote it if it is text"),
        (RULE + "  - id: a\n    given: total\n    confidence: {}\n",
         '7:17: check "confidence" needs min, max or reject_below'),
        (RULE + "  - id: a\n    given: [total, $.a b]\n    required: true\n",
         "6:23: path \"$.a b\": a path has no blanks outside quotes; write ['a name']"),
        (RULE + "  - id: a\n    given: nothing\n    required: true\n",
         '6:12: rule "a": there is no field "nothing"; a path begins with $'),
        (RULE + "  - id: a\n    given: total\n    assert: total > 0\n",
         '6:5: rule "a": assert names its values itself; leave given out, or say blame'),
        (RULE + "  - id: a\n    assert: 5\n", '6:13: rule "a": assert must be a text; quote it'),
        (RULE + "  - id: a\n    for: x in $.a\n    required: true\n",
         '6:5: rule "a": for goes with assert; for check "required" say given'),
        (RULE + "  - id: a\n    for: $.a\n    assert: total > 0\n",
         '6:10: rule "a": for is written "line in lines", a name and a field or path'),
        (RULE + "  - id: a\n    for: doc in $.a\n    assert: total > 0\n",
         '6:10: rule "a": loop variable "doc": the word is reserved in expressions; choose another name'),
        (RULE + "  - id: a\n    for: total in $.a\n    assert: 1 > 0\n",
         '6:10: rule "a": "total" is also a field; a name is one thing only'),
        (RULE + "  - id: a\n    given: total\n    required: true\n    on_unknown: {signl_absent: note}\n",
         '8:18: rule "a": on_unknown has a key that is "signl_absent", which is none of signal_absent, '
         'signal_null, value_absent, value_null, value_empty, unparsable, nothing_selected, blind, '
         'when_unknown, otherwise; did you mean '
         '"signal_absent"?'),
        (RULE + "  - id: a\n    given: total\n    required: true\n    blame: totl\n",
         '8:12: rule "a": there is no field "totl"; did you mean "total"?'),
        (RULE + "  - id: a\n    given: total\n    required: true\n    message: '{totl} is bad'\n",
         '8:16: rule "a": message: nothing is called "totl"; did you mean "total"?'),
        (RULE + "  - id: a\n    given: total\n    required: true\n    shadow: yes\n",
         '8:13: rule "a": shadow must be true or false; "yes" is a text here'),
        (RULE + "  - id: a\n    given: total\n    required: true\n    title:\n",
         '8:5: rule "a": "title" has no value'),
        ("adjudge: 1\ntags: [amounts]\nrules:\n  - id: a\n    given: $.a\n    required: true\n    tags: [amonts]\n",
         '7:12: rule "a": tag "amonts" is not among the tags of the file; did you mean "amounts"?'),
    ],
)  # fmt: skip
def test_a_mistake_is_said_where_it_stands(problems_of: Callable[..., list[str]], text: str, problem: str) -> None:
    """One sentence, one place, no consequences of it beside it."""
    assert problems_of(text, "rules/r.yaml") == [f"rules/r.yaml:{problem}"]


def test_a_rule_without_a_check_names_the_checks(problems_of: Callable[..., list[str]]) -> None:
    """The list is short enough to be read."""
    (problem,) = problems_of(RULE + "  - id: a\n    given: total\n")
    assert problem.startswith('rules/r.yaml:5:5: rule "a" has no check; one of assert, cited, confidence, extraction, ')


def test_a_place_in_a_block_of_text_is_its_line(problems_of: Callable[..., list[str]]) -> None:
    """Long expressions are written over several lines."""
    text = RULE + "  - id: a\n    assert: |\n      total > 0\n      and totl > 1\n"
    assert problems_of(text) == [
        'rules/r.yaml:8:1: assert: no field, list, parameter or loop variable is called "totl"; did you mean "total"?'
    ]


def test_problems_come_in_the_order_of_files_and_lines(problems_of: Callable[..., list[str]]) -> None:
    """They are read from top to bottom."""
    found = problems_of({"b.yaml": "adjudge: 1\nx: 1\ny: 2\n", "a.yaml": "adjudge: 1\nz: 1\n"})
    assert [problem.split(": ")[0] for problem in found] == [
        "rules/a.yaml:2:1",
        "rules/b.yaml:2:1",
        "rules/b.yaml:3:1",
    ]


def test_free_keys_are_anyones(load_files: Callable[..., object]) -> None:
    """Other tools keep their own notes in a rule file."""
    load_files("adjudge: 1\nx-owner: [a]\nrules:\n  - {id: a, x-ticket: 12, given: $.a, required: true}\n")


def test_a_source_that_is_not_there_is_a_problem_too(tmp_path: Path, registry: Registry) -> None:
    """With the mistakes of those that are."""
    with pytest.raises(RulesError) as caught:
        load([tmp_path / "nowhere"], registry=registry)
    assert str(caught.value) == f"{tmp_path / 'nowhere'}:1:1: there is no such file or folder"
