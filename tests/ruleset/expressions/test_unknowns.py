"""What is missing, unreadable or off its scale passes through every operation, with its cause."""

from __future__ import annotations

import itertools
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from adjudge.model.values import Fault, Missing
from adjudge.ruleset.expressions.functions import round_number


@pytest.mark.parametrize(
    ("text", "cause", "path"),
    [
        ("doc.foo == 1", "value_absent", "$.foo"),
        ("doc.nothing == 1", "value_null", "$.nothing"),
        ("doc.empty_text == 'x'", "value_empty", "$.empty_text"),
        ("doc.no_lines == 1", "value_empty", "$.no_lines"),
        ("net > 1 and doc.printed_total == 1", "value_absent", "$.printed_total"),
        ("rating(total) > 1", "signal_absent", "$.total"),
        ("ocr(total) > 1", "signal_null", "$.total"),
        ("ocr(doc.foo) > 1", "value_absent", "$.foo"),
        ("min(doc.no_lines[*].x) > 1", "nothing_selected", "$.no_lines"),
        ("avg(doc.no_lines[*].x) > 1", "nothing_selected", "$.no_lines"),
        ("median(doc.no_lines[*].x) > 1", "nothing_selected", "$.no_lines"),
        ("max(doc.no_lines[*].x) > 1", "nothing_selected", "$.no_lines"),
        ("unique(doc.no_lines[*].x)", "nothing_selected", "$.no_lines"),
        ("all(doc.no_lines[*].x)", "nothing_selected", "$.no_lines"),
        ("all(x.a for x in doc.no_lines)", "nothing_selected", "$.no_lines"),
        ("max(every_none) > 1", "nothing_selected", "$.no_lines[*]"),
        ("unique(x for x in leaves(doc.no_lines) if x == 1)", "value_empty", "$.no_lines"),
        ("number(doc.printed) > 1", "unparsable", "$"),
        ("facts.today == 1", "value_absent", "facts.today"),
    ],
)
def test_an_unknown_has_its_cause(ask: SimpleNamespace, text: str, cause: str, path: str) -> None:
    value = ask.held(text, fields={"every_none": ask.field("$.no_lines[*]", "decimal")})

    assert isinstance(value, Missing)
    assert (value.cause, value.path) == (cause, path)


def test_a_function_that_cannot_read_says_in_which_expression(ask: SimpleNamespace) -> None:
    """A ``when`` is told by its value alone, so that must make sense by itself."""
    value = ask.held("number(doc.printed) > 1")

    assert value.reason == '`number(doc.printed) > 1`: "O.50" is no number: letter O at 1'


@pytest.mark.parametrize(
    "text",
    [
        "doc.foo + 1 == 1",
        "1 - doc.foo == 1",
        "-doc.foo == 1",
        "doc.foo < 1 < 2",
        "1 < 2 < doc.foo",
        "doc.foo in (1, 2)",
        "net in (1, doc.foo)",
        "net == approx(doc.foo, abs=1)",
        "net == approx(100, abs=doc.foo)",
        "net == approx(100, rel=doc.foo)",
        "abs(doc.foo) == 1",
        "round(doc.foo) == 1",
        "lower(doc.foo) == 'x'",
        "pattern(doc.foo, 'x')",
        "has_any(doc.foo, 'x')",
        "len(doc.foo) == 1",
        "min(net, doc.foo) == 1",
        "default(doc.foo, doc.bar) == 1",
        "sum(doc.lines[*].nothing) == 1",
        "avg(doc.lines[*].nothing) == 1",
        "unique(doc.lines[*].nothing)",
        "sum(l.amount for l in lines if doc.foo == 1) == 1",
        "count(l for l in lines if doc.foo == 1) == 1",
        "sum(doc.foo[*].x) == 0",
        "count(doc.foo) == 0",
        "any(doc.foo[*].x)",
        "sum(doc.lines[*].allowances_[*].amount) == 0",
        "true if doc.foo == 1 else true",
        "doc.supplier.foo.bar.baz == 1",
    ],
)
def test_what_is_missing_passes_through_every_operation(ask: SimpleNamespace, text: str) -> None:
    assert ask.answer(ask.held(text)) == "unknown"


def test_a_term_that_cannot_be_read_makes_the_sum_unknown(ask: SimpleNamespace) -> None:
    value = ask.held("sum(lines[*].amount) == 5", {"lines": [{"amount": 5}, {"amount": "S.00"}]})

    assert (ask.answer(value), value.cause, value.path) == ("unknown", "unparsable", "$.lines[1].amount")


def test_zero_is_a_value_and_a_measured_zero_a_signal(ask: SimpleNamespace) -> None:
    assert ask.held("doc.zero == 0 and exists(doc.zero)", {"zero": 0}) is True
    assert ask.held("ocr(net) < 0.1") is True


@pytest.mark.parametrize("number", [1e31, float("nan"), float("inf"), Decimal("1e-31"), Decimal("NaN")], ids=str)
def test_a_number_out_of_range_cannot_be_read(ask: SimpleNamespace, number: Any) -> None:
    value = ask.held("doc.x == 1", {"x": number})

    assert (ask.answer(value), value.cause) == ("unknown", "unparsable")
    assert value.reason == f"$.x cannot be read: {number} is out of range"


@pytest.mark.parametrize("number", [1e30, Decimal("1e-30"), 0.0, Decimal("0e-99")], ids=str)
def test_a_number_within_range_is_read(ask: SimpleNamespace, number: Any) -> None:
    assert ask.answer(ask.held("doc.x >= 0", {"x": number})) is True


@pytest.mark.parametrize("scale", [0.0, 1.0], ids=str)
def test_a_signal_on_the_rim_of_its_scale_is_on_it(ask: SimpleNamespace, scale: float) -> None:
    assert ask.held("confidence(doc.x) >= 0", {"x": 1}, {"x": {"confidence": scale}}) is True


@pytest.mark.parametrize("signal", [-0.01, 1.01, "0.5", True, float("nan")], ids=str)
def test_a_signal_off_its_scale_is_an_error(ask: SimpleNamespace, signal: Any) -> None:
    value = ask.held("confidence(doc.x) >= 0", {"x": 1}, {"x": {"confidence": signal}})

    assert ask.answer(value) == "error" if signal == signal else "unknown"
    assert value.cause == ("off_scale")


def test_facts_are_read_as_values(ask: SimpleNamespace) -> None:
    facts = {"when": datetime(2025, 1, 1, 12), "nested": {"x": 1}}  # noqa: DTZ001  # any clock will do

    assert ask.value("facts.when", facts=facts) == date(2025, 1, 1)
    assert ask.answer(ask.value("facts.nested", facts=facts)) == "error"
    assert ask.answer(ask.value("facts.when.x", facts=facts)) == "unknown"


def test_two_kinds_are_never_just_unequal(ask: SimpleNamespace) -> None:
    """A comparison that is false by mistake reads as a document's fault; it is the rule's."""
    for one, two in itertools.combinations(["1", "'x'", "true", "issued", "days(1)"], 2):
        value = ask.held(f"{one} != {two}")
        assert (ask.answer(value), value.cause) == ("error", "type_clash")


def test_numbers_and_money_are_one_kind(ask: SimpleNamespace) -> None:
    assert ask.held("net == 100 and limit == net and lines[0].rate < net") is True


def test_a_loop_over_a_field_below_each_page_takes_the_lines_of_all(ask: SimpleNamespace) -> None:
    lines = ask.field("$.pages[*].lines", None, amount=ask.field("amount", "money", member=True))
    data = {"pages": [{"lines": [{"amount": 1}, {"amount": 2}]}, {"lines": [{"amount": 3}]}]}

    assert ask.held("sum(lines_[*].amount) == 6", data, fields={"lines_": lines}) is True


@pytest.mark.parametrize(
    ("data", "result"),
    [
        ({}, "unknown"),
        ({"items": None}, "unknown"),
        ({"items": []}, True),
        ({"items": [{}]}, "unknown"),
        ({"items": "x"}, "error"),
        ({"items": [{"n": 0}]}, True),
    ],
    ids=str,
)
def test_an_absent_list_is_no_empty_one(ask: SimpleNamespace, data: dict[str, Any], result: Any) -> None:
    """Else ``sum(items[*].n) == 0`` would pass because nobody looked."""
    plural = ask.field("$.items[*].n", "decimal")

    assert ask.answer(ask.held("sum(doc.items[*].n) == 0", data, {})) == result
    assert ask.answer(ask.held("sum(plural) == 0", data, {}, fields={"plural": plural})) == result


def test_a_fault_on_the_way_is_a_fault_of_whatever_asks(ask: SimpleNamespace) -> None:
    for text in (
        "confidence(lines.amount) > 0.5",
        "match(lines.amount) == 'x'",
        "exists(lines.amount)",
        "count(leaves(lines.amount)) == 1",
        "every_name[0].x == 1",
    ):
        value = ask.held(text, fields={"every_name": ask.field("$.supplier.name[*]")})
        assert (ask.answer(value), value.cause) == ("error", "type_clash")


def test_lists_cannot_be_told_apart(ask: SimpleNamespace) -> None:
    value = ask.held("unique(issues(l) for l in doc.l)", {"l": [1, 2]}, {"l": [{"issues": ["a"]}, {"issues": ["b"]}]})

    assert value == Fault("type_clash", "only single values can be compared with each other")


def test_a_parameter_may_be_a_whole_number_or_a_list_of_them(ask: SimpleNamespace) -> None:
    assert ask.held("five == 5 and 2 in some", params={"five": 5, "some": [1, 2]}) is True


def test_rounding_knows_its_modes() -> None:
    with pytest.raises(ValueError, match=r'^there is no rounding "odd"; there are half_up, half_even, '):
        round_number(Decimal(1), 0, "odd")


def test_a_list_that_a_deep_path_finds_nowhere_is_unknown(ask: SimpleNamespace) -> None:
    value = ask.held("sum(deep) == 0", fields={"deep": ask.field("$..nowhere", "decimal")})

    assert (value.cause, value.reason) == ("nothing_selected", "$..nowhere selected nothing")
