"""``issues``: words in what the extractor said of a value or of the document."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import adjudge
from support.payloads import extend, insight, parsefy
from support.told import problems_of, told

Only = Callable[..., adjudge.Result]
Load = Callable[..., adjudge.Ruleset]

RULE = "rules: [{id: clear, issues: {none_of: [date, ambiguous, 'multiple totals']}}]"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The date is cut off", "date"),
        ("due-date missing", "date"),
        ("DATE unreadable", "date"),
        ("\N{FULLWIDTH LATIN SMALL LETTER D}ate unreadable", "date"),
        ("Ambiguous: two candidates", "ambiguous"),
        ("found multiple  totals", "multiple totals"),
    ],
)
def test_a_keyword_is_found_by_word_whatever_its_case_and_width(text: str, word: str, only: Only) -> None:
    result = only(RULE, extend({"total": 1}, {"total": insight(text)}))

    assert told(result) == [("fail", None, f'an issue of $.total mentions "{word}": "{text}"')]
    assert (result.findings[0].actual, result.findings[0].expected) == (text, f'no mention of "{word}"')


@pytest.mark.parametrize("text", ["please update this", "outdated form", "unambiguous", "multiple subtotals", ""])
def test_a_part_of_another_word_is_no_mention(text: str, only: Only) -> None:
    """In "update" there is no "date"."""
    assert only(RULE, extend({"total": 1}, {"total": insight(text)})).outcome == "pass"


def test_no_issues_pass_where_a_slot_says_so(only: Only) -> None:
    """``issues: []`` was asked and answered."""
    assert only(RULE, parsefy({"total": 1})).items.passed == 1


def test_no_slot_anywhere_is_blind(only: Only) -> None:
    """Nothing was said because nothing could be."""
    assert told(only(RULE, {"total": 1})) == [("unknown", "blind", "plain sends no issues here")]


def test_an_issue_of_the_document_has_the_root_s_path_and_its_evidence_says_which(only: Only) -> None:
    result = only(RULE, parsefy({"total": 1}, issues=["fine", "ambiguous total"]))

    (finding,) = result.findings
    assert (finding.path, finding.reason) == ("$", 'an issue of the document mentions "ambiguous": "ambiguous total"')
    (evidence,) = finding.evidence
    assert (evidence.path, evidence.issue, evidence.text) == ("$", 1, "ambiguous total")


def test_one_item_is_one_finding_however_many_issues_mention_something(only: Only) -> None:
    """Counts count items; the evidence names each of the issues."""
    result = only(RULE, parsefy({"total": 1}, issues=["ambiguous total", "fine", "no date"]))

    (finding,) = result.findings
    assert result.items.to_dict() == {"pass": 0, "fail": 1, "unknown": 0, "skip": 0, "error": 0}
    assert finding.reason == (
        'an issue of the document mentions "ambiguous": "ambiguous total"; '
        'an issue of the document mentions "date": "no date"'
    )
    assert [(part.issue, part.text) for part in finding.evidence] == [(0, "ambiguous total"), (2, "no date")]


def test_given_narrows_the_nodes(only: Only) -> None:
    payload = extend({"total": 1, "tax": 2, "net": 3}, {"total": insight("ambiguous"), "tax": insight()})

    rule = "rules: [{id: clear, given: [$.total, $.tax, $.net, $.gone], issues: {none_of: ambiguous}}]"
    result = only(rule, payload)

    assert told(result) == [
        ("fail", None, 'an issue of $.total mentions "ambiguous": "ambiguous"'),
        ("unknown", "signal_absent", "$.net carries no issues"),
        ("unknown", "value_absent", "$.gone is absent"),
    ]
    assert result.items.passed == 1


def test_a_pattern_is_searched_for(only: Only) -> None:
    rule = r"rules: [{id: clear, issues: {pattern: '[Pp]age \d+ (missing|blank)'}}]"

    assert only(rule, parsefy({}, issues=["page one missing"])).outcome == "pass"
    assert told(only(rule, parsefy({}, issues=["saw Page 3 blank"]))) == [
        (
            "fail",
            None,
            r'an issue of the document mentions the pattern [Pp]age \d+ (missing|blank): "saw Page 3 blank"',
        )
    ]


def test_a_keyword_list_needs_no_mapping_and_goes_with_a_pattern(only: Only) -> None:
    assert only("rules: [{id: clear, issues: [blurred]}]", parsefy({}, issues=["Blurred!"])).outcome == "fail"
    both = "rules: [{id: clear, issues: {none_of: blurred, pattern: 'p[0-9]'}}]"
    assert only(both, parsefy({}, issues=["p7"])).outcome == "fail"
    assert only(both, parsefy({}, issues=["blurred"])).outcome == "fail"
    assert only(both, parsefy({}, issues=["p"])).outcome == "pass"


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ("{}", '2:29: check "issues" needs none_of or pattern'),
        ("{none_of: []}", '2:39: check "issues": none_of is an empty list, so it can never decide anything'),
        ("{non_of: [a]}", '2:30: check "issues" has no option "non_of"; did you mean "none_of"?'),
        ("{none_of: ['!']}", '2:39: check "issues": none_of the keyword "!" has no letter or digit'),
        ("{pattern: '('}", '2:39: check "issues": pattern "(" cannot be used: missing ): ('),
    ],
)
def test_options_that_can_never_decide_are_refused_at_load(options: str, problem: str, load: Load) -> None:
    assert problems_of(load, f"rules: [{{id: clear, issues: {options}}}]") == [problem]


def test_an_issue_too_long_to_be_read_is_an_error_of_that_item(only: Only) -> None:
    """What is not read must not pass."""
    payload = extend({"total": 1, "tax": 2}, {"total": insight("x" * 10_001), "tax": insight("ambiguous")})

    assert [each[:2] for each in told(only(RULE, payload))] == [("error", "budget"), ("fail", None)]
