"""What makes no sense is an error with its cause, never an answer; and what only looks like it is none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest

from adjudge.model.values import Fault, Missing
from adjudge.ruleset.reading import reader


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("not net", "$.net is 100.00, which is neither true nor false"),
        ("net and true", "$.net is 100.00, which is neither true nor false"),
        ("net / 0 == 1", "$.net 100.00 cannot be divided by zero"),
        ("net * net == 1", "$.net 100.00 (an amount) and $.net 100.00 (an amount) cannot be multiplied"),
        ("2 / net == 1", "2 (a number) and $.net 100.00 (an amount) cannot be divided"),
        ("issued + due == 1", "$.invoice_date 2025-01-01 (a date) and $.due_date 2025-01-31 (a date) cannot be added"),
        ("issued + 1 == due", "$.invoice_date 2025-01-01 (a date) and 1 (a number) cannot be added"),
        (
            "days(1) - issued == due",
            "1 day (a number of days) and $.invoice_date 2025-01-01 (a date) cannot be subtracted",
        ),
        ("due - 30 == issued", "$.due_date 2025-01-31 (a date) and 30 (a number) cannot be subtracted"),
        ("issued * days(2) == due", None),
        ("name + 1 == 2", '$.supplier.name "Acme & Sons" (a text) and 1 (a number) cannot be added'),
        ("issued + days(9000000) == due", None),
        ("name < 'B'", None),
        ("net == 'B'", None),
        ("paid < true", None),
        ("abs(name) == 1", 'abs($.supplier.name): "Acme & Sons" (a text) has no absolute value'),
        ("net == approx(100, abs=-1)", "approx(100, abs=-1): a tolerance cannot be negative"),
        ("net == approx(100, abs=days(1))", None),
        ("sum(lines[*].code) == 1", None),
        ("median(lines[*].code) == 1", None),
        ("max(lines[*].code) == 1", None),
        ("unique(x.code if x.taxed else x.amount for x in lines)", None),
    ],
)
def test_a_clash_is_an_error_with_its_cause_and_names_what_clashed(
    ask: SimpleNamespace, text: str, reason: str | None
) -> None:
    """Whoever routes by causes must be able to tell a wrong rule from a wrong score or a crash."""
    held = ask.held(text)

    assert isinstance(held, Fault)
    assert held.cause == "type_clash"
    if reason is not None:
        assert ask.why(text).reason == reason


MONEY = {"purse": "$.purse[*]", "euro": "$.euro", "plain": "$.plain", "dollar": "$.dollar"}
PURSE = {"purse": ["EUR 5.00", "USD 5.00", "7.00"], "euro": "EUR 5.00", "plain": "5.00", "dollar": "USD 5.00"}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("euro == plain", True),
        ("plain == euro", True),
        ("plain + euro == 10", True),
        ("unique(purse)", True),
        ("count(purse) == 3", True),
        ("len(purse) == 3", True),
        ("distinct(purse) == 3", True),
        ("plain in (5, 6)", True),
    ],
)
def test_an_amount_that_states_no_currency_takes_the_other_s_and_two_currencies_are_never_equal(
    ask: SimpleNamespace, text: str, held: bool
) -> None:
    read = reader("money", "en_US")
    fields = {name: replace(ask.field(path, "money"), read=read) for name, path in MONEY.items()}

    assert ask.held(text, PURSE, fields=fields) is held


@pytest.mark.parametrize("text", ["euro == dollar", "euro + dollar == 10", "euro < dollar", "sum(purse) == 17"])
def test_two_currencies_clash(ask: SimpleNamespace, text: str) -> None:
    read = reader("money", "en_US")
    fields = {name: replace(ask.field(path, "money"), read=read) for name, path in MONEY.items()}

    held = ask.held(text, PURSE, fields=fields)

    assert (type(held), held.cause) == (Fault, "type_clash")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("max(lines[*].amount) > 1", "$.lines"),
        ("max(line.amount for line in lines) > 1", "$.lines"),
        ("unique(lines[*].code)", "$.lines"),
    ],
)
def test_of_an_empty_list_nothing_was_selected(ask: SimpleNamespace, text: str, path: str) -> None:
    """The list is named, not what its items would have had."""
    held = ask.held(text, {"lines": []}, {})

    assert (type(held), held.cause, held.path) == (Missing, "nothing_selected", path)
    assert held.reason == f"{path} selected nothing"


@pytest.mark.parametrize("text", ["sum(lines[*].amount)", "count(lines[*].code)", "len(lines[*].code)"])
def test_over_an_empty_list_sums_and_numbers_are_nought(ask: SimpleNamespace, text: str) -> None:
    assert ask.held(f"{text} == 0", {"lines": []}, {}) is True


def test_a_filter_that_leaves_nothing_selected_nothing(ask: SimpleNamespace) -> None:
    held = ask.held("max(line.amount for line in lines if line.amount > 1000) > 1")

    assert (type(held), held.cause, held.path) == (Missing, "nothing_selected", "$.lines")
    assert held.reason == "no item of $.lines was selected"


def product(factors: int) -> str:
    """Write a product that is as deep as it must be."""
    return "n" if factors == 1 else f"({product(factors // 2)}*{product(factors - factors // 2)})"


@pytest.mark.parametrize(("factors", "known"), [(61, True), (62, False)])
def test_a_number_too_huge_to_be_one_is_an_error(ask: SimpleNamespace, factors: int, known: bool) -> None:
    """Numbers are decimal128, up to 10 to the power of 6145: no rule can fill the memory, or reach infinity."""
    held = ask.held(f"{product(factors)} > 1", params={"n": Decimal("1e100")})

    assert held is True if known else (type(held), held.cause) == (Fault, "type_clash")


def test_numbers_and_amounts_may_be_told_apart_together(ask: SimpleNamespace) -> None:
    """A number and an amount are one kind: 60 is 60."""
    assert ask.held("unique(x.amount if x.taxed else x.quantity for x in lines)") is True
    assert ask.held("distinct(x.amount if x.taxed else 30 for x in lines) == 2") is True
