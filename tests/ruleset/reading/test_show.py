"""Reasons print values exactly, shortly, and without harm."""

import unicodedata
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.model.values import Fault, Missing, Money
from adjudge.model.words import UNKNOWN_CAUSES
from adjudge.ruleset.reading import show, show_number


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("1547.5", "1,547.50"),
        ("1547.505", "1,547.505"),
        ("1547", "1,547.00"),
        ("-1547.50", "-1,547.50"),
        ("0", "0.00"),
        ("1E+3", "1,000.00"),
        ("1E-7", "0.0000001"),
        ("1E+61", "1E+61"),
    ],
)
def test_money_has_groups_and_at_least_two_decimals_and_is_never_rounded(amount: str, shown: str) -> None:
    assert show(Money(Decimal(amount))) == shown
    assert show_number(Decimal(amount), money=True) == shown
    assert show(Money(Decimal(amount), "EUR")) == f"{shown} EUR"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("1547.5"), "1547.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("1E+60"), "1" + "0" * 60),
        (Decimal("1E+61"), "1E+61"),
        (Decimal("NaN"), "NaN"),
        (Decimal("1." + "1" * 250), "1." + "1" * 198 + "…"),
        (1547.5, "1547.5"),
        (1e22, "1" + "0" * 22),
        (float("inf"), "Infinity"),
        (12, "12"),
        pytest.param(10**5000, "an integer of 16610 bits", id="an-integer-of-5001-digits"),
        (True, "true"),
        (False, "false"),
        (None, "null"),
        (date(2025, 12, 31), "2025-12-31"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=120), "120 days"),
        (Fault("type_clash", '"a" is no number'), '"a" is no number'),
        ("ACME", '"ACME"'),
        ('" but "', r'"\" but \""'),
        ("a\\b", r'"a\\b"'),
        ("a\nb\tc\r", r'"a\nb\tc\r"'),
        ("a\x1b[1m\u202eb\u200b\ud800", '"a\ufffd[1m\ufffdb\ufffd\ufffd"'),
        ("x" * 200, f'"{"x" * 200}"'),
        ("x" * 201, f'"{"x" * 200}…"'),
        ([], "[]"),
        ({}, "{}"),
        ([1, "a", None], '[1, "a", null]'),
        ((Decimal("1.5"), Money(Decimal(2), "EUR")), "[1.5, 2.00 EUR]"),
        ({"a": {"b": [1.5]}}, '{"a": {"b": [1.5]}}'),
        ([[[[[1]]]]], "[[[[[…]]]]]"),
        ([[[[[]]]]], "[[[[[]]]]]"),
        (list(range(20)), f"[{', '.join(map(str, range(20)))}]"),
        (list(range(21)), f"[{', '.join(map(str, range(20)))}…]"),
        (["x" * 200], f'["{"x" * 199}…]'),
        pytest.param(object(), "a value of type object", id="what-json-cannot-hold"),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_a_value_is_shown_as_what_it_is(value: object, shown: str) -> None:
    assert show(value) == shown


@pytest.mark.parametrize(
    ("cause", "shown"),
    [
        ("signal_absent", "no signal"),
        ("signal_null", "a null signal"),
        ("value_absent", "absent"),
        ("value_null", "null"),
        ("value_empty", "empty"),
        ("unparsable", "unparsable"),
        ("nothing_selected", "nothing"),
        ("blind", "a signal that is sent nowhere"),
        ("when_unknown", "unknown"),
    ],
)
def test_a_missing_value_is_shown_by_its_cause(cause: str, shown: str) -> None:
    assert cause in UNKNOWN_CAUSES
    assert show(Missing(cause, "$.total", "$.total is absent")) == shown  # type: ignore[arg-type]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(json_values)
def test_anything_delivered_is_shown_in_one_harmless_line(value: object) -> None:
    """Reasons go to terminals, logs and reports; a value must not forge a line or turn the text round."""
    shown = show(value)

    assert len(shown) <= 410
    assert all(unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in shown)


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_quoted_text_ends_where_its_quote_does(one: str, other: str) -> None:
    """No value can pretend to be the rest of the reason."""
    assert show(one).replace(r"\\", "").replace(r"\"", "").count('"') == 2
