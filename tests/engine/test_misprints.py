"""What one slip makes of a printed value: another value in the same form."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.engine.mutate import misprints
from adjudge.ruleset.reading import Unparsable, reader


def everything(slip: Any, text: str) -> set[str | None]:
    """Give all that a slip makes of a text."""
    return {slip(text, Random(seed)) for seed in range(200)}


@pytest.mark.parametrize(
    ("slip", "text", "made"),
    [
        (misprints.digits_swapped, "$1,547.50", {"$5,147.50", "$1,457.50", "$1,574.50", "$1,545.70", "$1,547.05"}),
        (misprints.digits_swapped, "100", {None}),
        (misprints.digits_swapped, "10", {None}),
        (misprints.digits_swapped, "0.05", {"0.50"}),
        (misprints.decimal_shifted, "$1,547.50", {"$15,475.00", "$154,750.00", "$154.75"}),
        (misprints.decimal_shifted, "1.840,93", {"18.409,30", "184.093,00"}),
        (misprints.decimal_shifted, "1'234.50 CHF", {"12'345.00 CHF", "123'450.00 CHF", "123.45 CHF"}),
        (misprints.decimal_shifted, "0,05", {"0,50", "5,00"}),
        (misprints.decimal_shifted, "0.00", {None}),
        (misprints.sign_changed, "$1,547.50", {"-$1,547.50"}),
        (misprints.sign_changed, "(12.00)", {"12.00"}),
        (misprints.sign_changed, "−12.50", {"12.50"}),
        (misprints.sign_changed, "12.50-", {"12.50"}),
        (misprints.sign_changed, "120,-", {"-120,-"}),
        (misprints.sign_changed, "0.00", {None}),
        (misprints.currency_changed, "$1,547.50", {"€1,547.50", "£1,547.50"}),
        (misprints.currency_changed, "EUR", {"USD", "GBP", "CHF", "NOK"}),
        (misprints.currency_changed, "12.00", {None}),
        (misprints.day_and_month_swapped, "2024-05-02", {"2024-02-05"}),
        (misprints.day_and_month_swapped, "02.05.2024", {"05.02.2024"}),
        (misprints.day_and_month_swapped, "2024-05-13", {None}),
        (misprints.day_and_month_swapped, "2024-05-05", {None}),
    ],
)
def test_a_slip_makes_exactly_these(slip: Any, text: str, made: set[str | None]) -> None:
    assert everything(slip, text) == made


def test_a_digit_becomes_any_other_but_no_zero_in_front() -> None:
    assert everything(misprints.digit_flipped, "10") == {f"1{d}" for d in "123456789"} | {f"{d}0" for d in "23456789"}


AMOUNTS = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("9999999.99"), places=2)


@given(amount=AMOUNTS, seed=st.integers(0, 10**6), how=st.sampled_from(("en_US", "de_DE", "de_CH")))
def test_an_amount_stays_an_amount_of_its_locale_and_is_another(amount: Decimal, seed: int, how: str) -> None:
    """A mutant that cannot be read would be caught by anything, and prove nothing."""
    text = f"{amount:,.2f}"
    if how == "de_DE":
        text = text.translate(str.maketrans(",.", ".,"))
    elif how == "de_CH":
        text = text.replace(",", "'")
    read = reader("decimal", how)
    for slip in (misprints.digit_flipped, misprints.digits_swapped, misprints.decimal_shifted, misprints.sign_changed):
        made = slip(text, Random(seed))
        if made is not None:
            value = read(made)
            assert not isinstance(value, Unparsable), made
            assert value != amount, made
            assert re.sub("[0-9-]", "", made)[-1:] == re.sub("[0-9-]", "", text)[-1:]


@pytest.mark.parametrize("value", [12, 1547.5, Decimal("1840.93"), -5, 0])
def test_a_delivered_number_stays_of_its_type(value: Any) -> None:
    for slip in (misprints.digit_flipped, misprints.digits_swapped, misprints.decimal_shifted, misprints.sign_changed):
        for seed in range(30):
            made = misprints.of_number(slip, value, Random(seed))
            assert made is None or (type(made) is type(value) and made != value)


@pytest.mark.parametrize(
    ("text", "number", "date", "currency"),
    [
        ("$1,547.50", True, False, False),
        ("19 %", True, False, False),
        ("2024-05-02", False, True, False),
        ("3/4/24", False, True, False),
        ("INV-2024-117", False, False, False),
        ("30 days", False, False, False),
        ("EUR", False, False, True),
        ("€", False, False, True),
        ("R", False, False, False),
        ("", False, False, False),
        ("9" * 5000, False, False, False),
    ],
)
def test_what_a_text_looks_like(text: str, number: bool, date: bool, currency: bool) -> None:
    assert (misprints.is_number(text), misprints.is_date(text), misprints.is_currency(text)) == (number, date, currency)
