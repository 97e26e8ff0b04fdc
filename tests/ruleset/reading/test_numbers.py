"""Decimals, whole numbers and percentages."""

from decimal import Decimal

import pytest

from adjudge.ruleset.reading import Unparsable, reader

TOO_MANY = "is no number to compute with exactly: too many digits"


@pytest.mark.parametrize(
    ("printed", "number"), [("12", "12"), ("-12.50", "-12.50"), ("\N{MINUS SIGN}3", "-3"), ("+3", "3"), (" 007 ", "7")]
)
def test_a_plain_number_needs_no_locale(printed: str, number: str) -> None:
    found = reader("decimal")(printed)

    assert isinstance(found, Decimal)
    assert str(found) == number


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (True, "true is no number"),
        (None, "null is no number"),
        ([1], "[1] is no number"),
        ({"amount": 1}, '{"amount": 1} is no number'),
        (float("nan"), "NaN is no number"),
        (float("-inf"), "-Infinity is no number"),
        (Decimal("sNaN"), "sNaN is no number"),
        ("NaN", '"NaN" is no number: letter N at 1'),
        ("$5", '"$5" is no plain number: "$" at 1 (a locale says how to read printed ones)'),
        ("12.3.4", '"12.3.4" is no plain number (a locale says how to read printed ones)'),
        (1e31, f"{10**31} {TOO_MANY}"),
        (1e-31, f"0.{'0' * 30}1 {TOO_MANY}"),
        (1e300, f"1E+300 {TOO_MANY}"),
        (10**31, f"{10**31} {TOO_MANY}"),
        pytest.param(10**5000, f"an integer of 16610 bits {TOO_MANY}", id="an-integer-of-5001-digits"),
        (Decimal("1E+999999999"), f"1E+999999999 {TOO_MANY}"),
        ("1" * 32, f'"{"1" * 32}" {TOO_MANY}'),
        ("0." + "1" * 35, f'"0.{"1" * 35}" {TOO_MANY}'),
        ("1" * 101, f'"{"1" * 101}" is no number: it has 101 characters'),
    ],
)
def test_what_is_no_number_says_why(value: object, reason: str) -> None:
    """Nothing of this may reach arithmetic: huge exponents cost minutes, NaN compares as false."""
    assert reader("decimal")(value) == Unparsable(reason)


@pytest.mark.parametrize("text", ["1" * 31, "0." + "1" * 34, "0." + "0" * 29 + "1", "-" + "1" * 31, "0" * 98 + "12"])
def test_the_longest_numbers_are_read_to_the_last_digit(text: str) -> None:
    """Default decimal arithmetic keeps 28 digits; reading must not round."""
    found = reader("decimal")(text)

    assert isinstance(found, Decimal)
    assert found.as_tuple() == Decimal(text).as_tuple()


def test_a_number_that_is_no_money_has_no_currency() -> None:
    assert reader("decimal", "en_US")("$5") == Unparsable('"$5" is no number: "$" at 1')
    assert reader("decimal", "nb_NO")("120,-") == Unparsable('"120,-" is no number: "," at 4')


@pytest.mark.parametrize(
    ("locale", "value", "number"),
    [
        (None, "12", 12),
        (None, 12, 12),
        (None, 12.0, 12),
        (None, Decimal("12.00"), 12),
        ("en_US", "1,000", 1000),
        ("de_DE", "-1.000", -1000),
    ],
)
def test_a_whole_number_is_read(locale: str | None, value: object, number: int) -> None:
    found = reader("integer", locale)(value)

    assert isinstance(found, Decimal)
    assert str(found) == str(number)


@pytest.mark.parametrize(
    ("locale", "value", "reason"),
    [
        (None, 12.5, "12.5 is no whole number"),
        (None, "1.000", '"1.000" is no whole number'),
        ("en_US", "1,000.0", '"1,000.0" is no whole number'),
        (None, "x", '"x" is no number: letter x at 1'),
    ],
)
def test_printed_decimals_are_no_whole_number(locale: str | None, value: object, reason: str) -> None:
    """``1.000`` is a thousand to many printers: read as one, it would be wrong without a sound."""
    assert reader("integer", locale)(value) == Unparsable(reason)


@pytest.mark.parametrize(
    ("locale", "value", "number"),
    [
        (None, "19 %", "19"),
        (None, "19%", "19"),
        (None, "19", "19"),
        (None, 19, "19"),
        (None, "7.5 %", "7.5"),
        ("de_DE", "7,5 %", "7.5"),
        ("tr_TR", "%20", "20"),
        ("en_US", "(5%)", "-5"),
    ],
)
def test_a_percentage_is_the_number_before_its_sign(locale: str | None, value: object, number: str) -> None:
    found = reader("percent", locale)(value)

    assert isinstance(found, Decimal)
    assert str(found) == number


@pytest.mark.parametrize(
    ("locale", "value", "reason"),
    [
        (None, "%19", '"%19" is no plain number (a locale says how to read printed ones)'),
        (None, "19 %%", '"19 %%" is no plain number (a locale says how to read printed ones)'),
        ("en_US", "%19%", '"%19%" is no percentage: it has two signs'),
        ("en_US", "19 EUR", '"19 EUR" is no number: letter E at 4'),
        (None, False, "false is no number"),
    ],
)
def test_what_is_no_percentage_says_why(locale: str | None, value: object, reason: str) -> None:
    assert reader("percent", locale)(value) == Unparsable(reason)
