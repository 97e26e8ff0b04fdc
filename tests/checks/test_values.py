"""``type``, ``pattern``, ``one_of`` and ``range``: checks of the value itself."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

import adjudge
from support.told import problems_of, told

Only = Callable[..., adjudge.Result]
Load = Callable[..., adjudge.Ruleset]

MISSING = [
    ({}, ("unknown", "value_absent", "$.a is absent")),
    ({"a": None}, ("unknown", "value_null", "$.a is null")),
    ({"a": ""}, ("unknown", "value_empty", "$.a is empty")),
]


@pytest.mark.parametrize("check", ["type: money", "pattern: '.*'", "one_of: ['', x]", "range: {min: 0}"])
@pytest.mark.parametrize(("data", "told_as"), MISSING)
def test_a_missing_value_is_unknown_with_its_cause(check: str, data: Any, told_as: Any, only: Only) -> None:
    """Whatever a pattern or list would allow, nothing is there to judge."""
    assert told(only(f"rules: [{{id: fits, given: $.a, {check}}}]", data)) == [told_as]


# ---------------------------------------------------------------- type
@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("money", "1,234.50 EUR", "12x"),
        ("decimal", "12.5", "twelve"),
        ("integer", 12, 12.5),
        ("date", "2025-01-31", "2025-02-30"),
        ("text", "anything", ["x"]),
        ("code", "INV 1", ["x"]),
        ("percent", "19 %", "x %"),
        ("boolean", True, "maybe"),
    ],
)
def test_every_type_takes_its_own_and_refuses_others(kind: str, good: Any, bad: Any, only: Only) -> None:
    rule = f"locale: en_US\nrules: [{{id: typed, given: $.a, type: {kind}}}]"

    assert told(only(rule, {"a": good})) == []
    (finding,) = only(rule, {"a": bad}).findings
    assert finding.outcome == "fail"
    assert finding.reason.startswith(f"$.a is no {kind}: ")
    assert (finding.actual, finding.expected) == (bad, kind)


def test_a_type_may_have_a_locale_and_formats_of_its_own(only: Only) -> None:
    locale = "locale: en_US\nrules: [{id: typed, given: $.a, type: {type: decimal, locale: de_DE}}]"
    formats = "rules: [{id: typed, given: $.a, type: {type: date, format: ['%d.%m.%Y']}}]"

    assert only(locale, {"a": "1.234,50"}).outcome == "pass"
    assert only(locale, {"a": "1,234.50"}).outcome == "fail"
    assert only(formats, {"a": "31.01.2025"}).outcome == "pass"
    assert only(formats, {"a": "31/01/2025"}).outcome == "fail"


def test_a_type_that_is_none_is_refused_at_load(load: Load) -> None:
    assert problems_of(load, "rules: [{id: typed, given: $.a, type: amount}]") == [
        '2:39: check "type" is "amount", which is none of money, decimal, integer, date, text, code, percent, boolean'
    ]


# ---------------------------------------------------------------- pattern
@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("INV-12", None),
        ("xINV-12", '$.a is "xINV-12", expected the form INV-[0-9]+'),
        ("INV-12x", '$.a is "INV-12x", expected the form INV-[0-9]+'),
        ("INV-12\n", '$.a is "INV-12\\n", expected the form INV-[0-9]+'),
    ],
)
def test_a_pattern_matches_the_whole_value(value: str, reason: str | None, only: Only) -> None:
    result = only("rules: [{id: formed, given: $.a, pattern: 'INV-[0-9]+'}]", {"a": value})

    assert told(result) == ([] if reason is None else [("fail", None, reason)])


def test_a_whole_number_has_a_form_but_nothing_else_does(only: Only) -> None:
    rule = "rules: [{id: formed, given: $.a, pattern: '[0-9]{4}'}]"

    assert only(rule, {"a": 1234}).outcome == "pass"
    assert told(only(rule, {"a": 1234.5})) == [
        ("error", "type_clash", "$.a is 1234.5, which is no text to match a pattern")
    ]
    assert told(only(rule, {"a": True})) == [
        ("error", "type_clash", "$.a is true, which is no text to match a pattern")
    ]


def test_a_pattern_that_does_not_compile_is_refused_at_load(load: Load) -> None:
    assert problems_of(load, "rules: [{id: formed, given: $.a, pattern: '(?=x)'}]") == [
        '2:43: check "pattern" "(?=x)" cannot be used: look-around is not supported: write two rules, or a when'
    ]


# ---------------------------------------------------------------- one_of
@pytest.mark.parametrize(
    ("value", "told_as"),
    [
        ("EUR", []),
        (10, []),
        (10.0, []),
        (Decimal("10.00"), []),
        ("eur", [("fail", None, '$.a is "eur", expected one of EUR, USD, 10')]),
        ("10", [("fail", None, '$.a is "10", expected one of EUR, USD, 10')]),
        (True, [("fail", None, "$.a is true, expected one of EUR, USD, 10")]),
        ({"x": 1}, [("error", "type_clash", "$.a is an object, expected a single value")]),
    ],
)
def test_membership_is_by_value_and_kind(value: Any, told_as: Any, only: Only) -> None:
    assert told(only("rules: [{id: known, given: $.a, one_of: [EUR, USD, 10]}]", {"a": value})) == told_as


def test_true_is_not_the_number_one(only: Only) -> None:
    assert only("rules: [{id: known, given: $.a, one_of: [1, 0]}]", {"a": True}).outcome == "fail"


def test_a_list_is_named_and_a_long_one_is_cut(only: Only) -> None:
    text = """
    lists: {letters: [a, b, c, d, e, f, g, h, i]}
    rules: [{id: known, given: $.a, one_of: letters}]
    """

    assert only(text, {"a": "i"}).outcome == "pass"
    assert told(only(text, {"a": "x"})) == [
        ("fail", None, '$.a is "x", expected one of a, b, c, d, e, f, g, h … (9 in all)')
    ]


def test_membership_reads_the_value_by_its_field(only: Only) -> None:
    text = """
    locale: en_US
    fields: {fee: {at: $.fee, type: money}}
    rules: [{id: known, given: fee, one_of: [0, 1000]}]
    """

    assert only(text, {"fee": "1,000.00 EUR"}).outcome == "pass"
    assert told(only(text, {"fee": "1,000.0x"}))[0][:2] == ("unknown", "unparsable")


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ("currencies", '3:41: check "one_of": there is no list "currencies"; did you mean "currency"?'),
        ("[]", '3:41: check "one_of" needs at least one value, or the name of a list, one of the two'),
        (
            "{values: [EUR], list: currency}",
            '3:41: check "one_of" needs at least one value, or the name of a list, one of the two',
        ),
        ("{list: nope}", '3:48: check "one_of": there is no list "nope"'),
        ("{valuse: [1]}", '3:42: check "one_of" has no option "valuse"; did you mean "values"?'),
    ],
)
def test_a_list_that_is_not_there_is_refused_at_load(options: str, problem: str, load: Load) -> None:
    text = f"lists: {{currency: [EUR]}}\nrules: [{{id: known, given: $.a, one_of: {options}}}]"

    assert problems_of(load, text) == [problem]


# ---------------------------------------------------------------- range
@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (0, None),
        (100, None),
        (100.0, None),
        (-0.01, "$.a is -0.01, expected at least 0"),
        (100.01, "$.a is 100.01, expected at most 100"),
        (Decimal("100.0000000000000000000000000001"), "$.a is 100.0000000000000000000000000001, expected at most 100"),
    ],
)
def test_both_ends_of_a_range_are_allowed(value: Any, reason: str | None, only: Only) -> None:
    result = only("rules: [{id: within, given: $.a, range: {min: 0, max: 100}}]", {"a": value})

    assert told(result) == ([] if reason is None else [("fail", None, reason)])


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("2025-01-01", None),
        ("2025-12-31", None),
        ("2024-12-31", "$.day is 2024-12-31, expected at least 2025-01-01"),
        ("2026-01-01", "$.day is 2026-01-01, expected at most 2025-12-31"),
    ],
)
def test_a_range_of_dates(value: str, reason: str | None, only: Only) -> None:
    text = """
    fields: {day: {at: $.day, type: date}}
    rules: [{id: within, given: day, range: {min: "2025-01-01", max: "2025-12-31"}}]
    """

    assert told(only(text, {"day": value})) == ([] if reason is None else [("fail", None, reason)])


def test_a_range_prints_money_as_money(only: Only) -> None:
    text = """
    locale: en_US
    fields: {total: {at: $.total, type: money}}
    rules: [{id: within, given: total, range: {max: 1000}}]
    """

    assert told(only(text, {"total": "1,000.5 EUR"})) == [
        ("fail", None, "$.total is 1,000.50 EUR, expected at most 1000")
    ]
    assert told(only(text, {"total": "?"}))[0][:2] == ("unknown", "unparsable")


@pytest.mark.parametrize(
    ("bound", "value", "reason"),
    [
        ("5", "5", '$.a is "5", expected a number'),
        ("5", True, "$.a is true, expected a number"),
        ('"2025-01-01"', 5, "$.a is 5, expected a date"),
    ],
)
def test_a_value_of_another_kind_is_an_error(bound: str, value: Any, reason: str, only: Only) -> None:
    """A text is a number only where a field says so: guessing would decide."""
    result = only(f"rules: [{{id: within, given: $.a, range: {{min: {bound}}}}}]", {"a": value})

    assert told(result) == [("error", "type_clash", reason)]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ("{}", '2:41: check "range" needs min or max'),
        ("{min: 2, max: 1}", '2:41: check "range" has min 2 above max 1'),
        ('{min: 1, max: "2025-01-01"}', '2:41: check "range" needs min and max to be both numbers or both dates'),
        ("{min: soon}", '2:47: check "range": min "soon" is neither a number nor a date like 2025-01-31'),
        ("{mim: 1}", '2:42: check "range" has no option "mim"; did you mean "min"?'),
    ],
)
def test_ranges_that_cannot_be_meant_are_refused_at_load(options: str, problem: str, load: Load) -> None:
    assert problems_of(load, f"rules: [{{id: within, given: $.a, range: {options}}}]") == [problem]
