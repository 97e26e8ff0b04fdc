"""Fields that may be missing: what they count as, and what stays unknown all the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from adjudge.engine.ruleset import load_rules
from adjudge.errors import RulesError
from adjudge.model.result import Result

FIELDS = """\
adjudge: 1
fields:
  total: {at: $.total, type: money}
  rounding: {at: $.rounding, type: money, default: 0}
  note: {at: $.note, type: text, default: ""}
  plain: {at: $.plain, default: none}
  charges: {at: $.charges, default: [], each: {amount: {type: money, default: 0}, code: {type: code, default: ""}}}
  line_charges: {at: "$.lines[*].charges", default: [], each: {amount: money}}
  tags: {at: $..tag, type: code, default: ""}
rules:
  - id: rule
"""


def judge(folder: Path, rule: str, document: dict[str, Any]) -> Result:
    (folder / "rules.yaml").write_text(FIELDS + rule, "utf-8")
    return load_rules(folder / "rules.yaml").check(document, adapter="plain").results[0]


@pytest.mark.parametrize("delivered", [{}, {"rounding": None}, {"rounding": ""}], ids=["absent", "null", "empty"])
def test_a_missing_value_counts_as_its_default(tmp_path: Path, delivered: dict[str, Any]) -> None:
    """An optional summand need not be asked for in every rule."""
    result = judge(tmp_path, "    assert: total + rounding == 10\n", {"total": 10, **delivered})

    assert result.outcome == "pass"


def test_an_unreadable_value_stays_unknown_in_spite_of_a_default(tmp_path: Path) -> None:
    """A default is for what is not there; what is there and cannot be read must be looked at."""
    result = judge(tmp_path, "    assert: total + rounding == 10\n", {"total": 10, "rounding": "O.50"})

    assert (result.outcome, result.cause) == ("unknown", "unparsable")


def test_a_default_does_not_make_a_value_exist(tmp_path: Path) -> None:
    """Whether something was delivered is another question than what it counts as."""
    rule = '    assert: not exists(rounding) and presence(rounding) == "absent" and note == "" and plain == "none"\n'

    assert judge(tmp_path, rule, {"total": 1}).outcome == "pass"


def test_a_reason_says_that_a_value_is_missing_and_what_it_counts_as(tmp_path: Path) -> None:
    """A person would look for a 0 on the page, and there is none."""
    result = judge(tmp_path, "    assert: rounding > 0\n", {"rounding": None})

    assert result.findings[0].reason == "$.rounding is null, which counts as 0.00, expected above 0"


@pytest.mark.parametrize("delivered", [{}, {"charges": None}, {"charges": []}], ids=["absent", "null", "empty"])
def test_a_missing_list_with_a_default_is_an_empty_list(tmp_path: Path, delivered: dict[str, Any]) -> None:
    """Of an invoice without charges their sum is 0, not unknown."""
    rule = (
        '    assert: sum(charges[*].amount) == 0 and count(charges) == 0 and not any(c.code == "A" for c in charges)\n'
    )

    assert judge(tmp_path, rule, delivered).outcome == "pass"


def test_the_length_of_a_missing_list_with_a_default_is_nought(tmp_path: Path) -> None:
    assert judge(tmp_path, "    assert: len(charges) == 0\n", {}).outcome == "pass"


def test_what_is_no_list_is_an_error_in_spite_of_a_default(tmp_path: Path) -> None:
    """A payload of another shape must not look like one without charges."""
    result = judge(tmp_path, "    assert: count(charges) == 0\n", {"charges": "none"})

    assert (result.outcome, result.cause) == ("error", "type_clash")


def test_inner_lists_that_are_missing_add_no_items(tmp_path: Path) -> None:
    """Lines without charges have none; only those that have some are gone through."""
    document = {"lines": [{"charges": [{"amount": 1}, {"amount": 2}]}, {"id": 2}, {"charges": None}]}
    result = judge(tmp_path, "    for: charge in line_charges\n    assert: charge.amount < 2\n", document)

    assert (result.items.passed, result.items.failed, result.items.unknown) == (1, 1, 0)
    assert result.findings[0].path == "$.lines[0].charges[1].amount"


def test_a_path_to_any_depth_that_selects_nothing_is_an_empty_list(tmp_path: Path) -> None:
    rule = '    assert: ("A" in tags) == any(c.code == "A" for c in charges)\n'

    assert judge(tmp_path, rule, {}).outcome == "pass"
    assert judge(tmp_path, rule, {"charges": [{"code": "A"}], "below": {"tag": "A"}}).outcome == "pass"
    assert judge(tmp_path, rule, {"below": [{"tag": ""}, {"tag": "A"}]}).outcome == "fail"


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("{at: $.x, type: money, default: ten}", 'field "x": default "ten" is no number: letter t at 1'),
        ("{at: $.x, default: [1]}", 'field "x": default is a value, or [] for a list'),
        ("{at: $.x, default: null}", 'field "x": "default" has no value'),
    ],
)
def test_a_default_that_the_field_cannot_have_is_a_load_error(tmp_path: Path, field: str, message: str) -> None:
    (tmp_path / "r.yaml").write_text(f"adjudge: 1\nfields:\n  x: {field}\nrules:\n  - {{id: r, assert: exists(x)}}\n")

    with pytest.raises(RulesError) as caught:
        load_rules(tmp_path / "r.yaml")

    assert [problem.message for problem in caught.value.problems] == [message]
