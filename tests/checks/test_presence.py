"""``required``, ``length`` and ``unique``: what is there, how much of it, and that it is there once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import adjudge
from support.payloads import entry, nutrient
from support.told import problems_of, told

Only = Callable[..., adjudge.Result]
Load = Callable[..., adjudge.Ruleset]


@pytest.mark.parametrize("value", [0, 0.0, False, "0", " ", [None], {"a": None}])
def test_zero_and_false_are_values(value: Any, only: Only) -> None:
    assert only("rules: [{id: there, given: $.a, required: true}]", {"a": value}).outcome == "pass"


@pytest.mark.parametrize(
    ("data", "presence"),
    [({}, "absent"), ({"a": None}, "null"), ({"a": ""}, "empty"), ({"a": []}, "empty"), ({"a": {}}, "empty")],
)
def test_absent_null_and_empty_fail(data: Any, presence: str, only: Only) -> None:
    result = only("rules: [{id: there, given: $.a, required: true}]", data)

    assert told(result) == [("fail", None, f"$.a is {presence}, expected a value")]
    assert (result.findings[0].actual, result.findings[0].expected) == (presence, "present")


def test_every_leaf_can_be_required_those_of_metadata_only_too(only: Only) -> None:
    payload = nutrient({"a": 1, "b": None, "c": [{"d": ""}]}, {"a": entry(), "e": entry("not_found", 0)})

    result = only("rules: [{id: there, given: $..*, required: true}]", payload)

    assert [finding.reason for finding in result.findings] == [
        "$.b is null, expected a value",
        "$.c[0].d is empty, expected a value",
        "$.e is absent, expected a value",
    ]


@pytest.mark.parametrize("value", ["false", "{}", "[total]"])
def test_required_is_written_one_way(value: str, load: Load) -> None:
    (problem,) = problems_of(load, f"rules: [{{id: there, given: $.a, required: {value}}}]")

    assert problem.startswith('2:43: check "required"')


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("ab", None),
        ("abcd", None),
        ("a", "$.a has 1 character, expected at least 2"),
        ("abcde", "$.a has 5 characters, expected at most 4"),
        ("", "$.a has 0 characters, expected at least 2"),
        ([1, 2], None),
        ([1], "$.a has 1 member, expected at least 2"),
        ([], "$.a has 0 members, expected at least 2"),
        ({"a": 1, "b": 2}, None),
        ({"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}, "$.a has 5 members, expected at most 4"),
    ],
)
def test_a_length_counts_characters_or_members_and_empty_is_zero(value: Any, reason: str | None, only: Only) -> None:
    result = only("rules: [{id: sized, given: $.a, length: {min: 2, max: 4}}]", {"a": value, "b": 1})

    assert told(result) == ([] if reason is None else [("fail", None, reason)])


@pytest.mark.parametrize(
    ("data", "told_as"),
    [
        ({"b": 1}, ("unknown", "value_absent", "$.a is absent")),
        ({"a": None}, ("unknown", "value_null", "$.a is null")),
        ({"a": 12}, ("error", "type_clash", "$.a is 12, which has no length")),
        ({"a": True}, ("error", "type_clash", "$.a is true, which has no length")),
    ],
)
def test_what_has_no_length_does_not_pass(data: Any, told_as: Any, only: Only) -> None:
    assert told(only("rules: [{id: sized, given: $.a, length: {min: 0}}]", data)) == [told_as]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ("{}", '2:41: check "length" needs min or max'),
        ("{min: -1}", '2:47: check "length": min is -1, must be at least 0'),
        ("{min: 3, max: 2}", '2:41: check "length" has min 3 above max 2'),
        ("{least: 3}", '2:42: check "length" has no option "least"'),
        ("{min: 1.5}", '2:47: check "length": min must be a whole number'),
    ],
)
def test_lengths_that_cannot_be_meant_are_refused_at_load(options: str, problem: str, load: Load) -> None:
    (found,) = problems_of(load, f"rules: [{{id: sized, given: $.a, length: {options}}}]")

    assert found.startswith(problem)


UNIQUE = "rules: [{id: once, given: '$.lines[*].id', unique: true}]"


def lines(*ids: Any) -> dict[str, Any]:
    """Build a document whose lines have these ids."""
    return {"lines": [{"id": each} for each in ids]}


def test_the_later_of_two_equal_values_fails(only: Only) -> None:
    result = only(UNIQUE, lines("a", "b", "a", "a"))

    assert told(result) == [
        ("fail", None, '$.lines[2].id is "a", which $.lines[0].id is already'),
        ("fail", None, '$.lines[3].id is "a", which $.lines[0].id is already'),
    ]
    assert [finding.item for finding in result.findings] == [2, 3]
    assert result.items.passed == 2


def test_equal_numbers_are_equal_however_written_and_a_text_is_no_number(only: Only) -> None:
    assert only(UNIQUE, lines(1, "1", True)).outcome == "pass"
    assert only(UNIQUE, lines(1, 1.0)).outcome == "fail"


def test_a_missing_value_is_unknown_beside_its_neighbours(only: Only) -> None:
    result = only(UNIQUE, {"lines": [{"id": "a"}, {}, {"id": None}, {"id": ""}, {"id": {"x": 1}}]})

    assert told(result) == [
        ("unknown", "value_absent", "$.lines[1].id is absent"),
        ("unknown", "value_null", "$.lines[2].id is null"),
        ("unknown", "value_empty", "$.lines[3].id is empty"),
        ("error", "type_clash", "$.lines[4].id is an object, expected a single value"),
    ]


def test_uniqueness_reads_values_by_their_type(only: Only) -> None:
    """Two ways to print one amount are one amount."""
    text = """
    locale: en_US
    fields: {amounts: {at: "$.amounts[*]", type: money}}
    rules: [{id: once, given: amounts, unique: true}]
    """

    assert told(only(text, {"amounts": ["1,000.00", "1000"]})) == [
        ("fail", None, "$.amounts[1] is 1,000.00, which $.amounts[0] is already")
    ]
