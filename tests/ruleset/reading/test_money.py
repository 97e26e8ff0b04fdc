"""Printed amounts are read exactly under the locale that printed them, or not at all."""

from decimal import Decimal

import pytest

from adjudge.model.values import Money
from adjudge.ruleset.reading import Unparsable, reader


def money(amount: str, currency: str | None = None) -> Money:
    return Money(Decimal(amount), currency)


@pytest.mark.parametrize(
    ("locale", "printed", "expected"),
    [
        ("en_US", "$1,547.50", money("1547.50", "USD")),
        ("en_US", "1,547.505", money("1547.505")),
        ("en_US", "(12.00)", money("-12.00")),
        ("en_US", "($12.00)", money("-12.00", "USD")),
        ("en_US", "$(12.00)", money("-12.00", "USD")),
        ("en_US", "(12.00 EUR)", money("-12.00", "EUR")),
        ("en_US", "(12.00) EUR", money("-12.00", "EUR")),
        ("en_US", "12.50-", money("-12.50")),
        ("en_US", "12.50- EUR", money("-12.50", "EUR")),
        ("en_US", "-12.50", money("-12.50")),
        ("en_US", "\N{MINUS SIGN}12.50", money("-12.50")),
        ("en_US", "- 12.50", money("-12.50")),
        ("en_US", "-$12.50", money("-12.50", "USD")),
        ("en_US", "$-12.50", money("-12.50", "USD")),
        ("en_US", "$ -12.50", money("-12.50", "USD")),
        ("en_US", "+12.50", money("12.50")),
        ("en_US", "-0.00", money("0.00")),
        ("en_US", "007", money("7")),
        ("en_US", "250000 .00", money("250000.00")),
        ("en_US", ".50", money("0.50")),
        ("en_US", "-$.50", money("-0.50", "USD")),
        ("en_US", "Rs.500", money("500")),
        ("en_US", "  $5\n", money("5", "USD")),
        ("en_US", "US$ 12", money("12", "USD")),
        ("en_US", "$12.00 USD", money("12.00", "USD")),
        ("en_US", "$12.00 CAD", money("12.00", "CAD")),
        ("en_US", "EUR 12", money("12", "EUR")),
        ("en_US", "EUR12", money("12", "EUR")),
        ("en_US", "12,345,678.9", money("12345678.9")),
        ("en-US", "$1", money("1", "USD")),
        ("de_DE", "1.234,56 €", money("1234.56", "EUR")),
        ("de_DE", "1.234", money("1234")),
        ("de_DE", "1,234", money("1.234")),
        ("de_DE", "12 Euro", money("12", "EUR")),
        ("de_DE", "12,- €", money("12", "EUR")),
        ("de_AT", "1.234,56", money("1234.56")),
        ("de_CH", "CHF 1'234.50", money("1234.50", "CHF")),
        ("de_CH", "CHF 1\N{RIGHT SINGLE QUOTATION MARK}234.50", money("1234.50", "CHF")),
        ("de_CH", "Fr. 120.\N{EN DASH}", money("120", "CHF")),
        ("fr_CH", "1 234.50", money("1234.50")),
        ("fr_CH", "1 234,50", money("1234.50")),
        ("fr_FR", "1 234,56 €", money("1234.56", "EUR")),
        ("fr_FR", "1\N{NARROW NO-BREAK SPACE}234,56", money("1234.56")),
        ("nb_NO", "kr 1\N{NO-BREAK SPACE}234,50", money("1234.50", "NOK")),
        ("nb_NO", "12 kr", money("12", "NOK")),
        ("nb_NO", "1 234 ,50", money("1234.50")),
        ("nb_NO", "120,-", money("120")),
        ("en_IN", "₹1,23,456.00", money("123456.00", "INR")),
        ("en_IN", "1,234", money("1234")),
        ("sr_Latn_RS", "1.234,50", money("1234.50")),
    ],
)
def test_an_amount_is_read_as_its_locale_prints_it(locale: str, printed: str, expected: Money) -> None:
    amount = reader("money", locale)(printed)

    assert amount == expected
    assert str(amount.amount) == str(expected.amount)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("locale", "printed", "reason"),
    [
        ("en_US", "O.50", '"O.50" is no number: letter O at 1'),
        ("en_US", "О.50", '"О.50" is no number: letter О (U+041E) at 1'),
        ("en_US", "1e9", '"1e9" is no number: letter e at 2'),
        ("en_US", "12a", '"12a" is no number: letter a at 3'),
        ("en_US", "٣٤", '"٣٤" is no number: digit ٣ (U+0663) at 1'),
        ("en_US", "1٣", '"1٣" is no number: digit ٣ (U+0663) at 2'),
        ("en_US", "1 234,5", '"1 234,5" is no number: a blank at 2'),
        ("en_US", "1.2 3", '"1.2 3" is no number: a blank at 4'),
        ("en_US", "68. 87", '"68. 87" is no number: a blank at 4'),
        ("en_US", "5\u202e", '"5\ufffd" is no number: "\ufffd" (U+202E) at 2'),
        ("en_US", "12.", '"12." is no number: "." at 3'),
        ("en_US", "12 %", '"12 %" is no number: "%" at 4'),
        ("en_US", "USDA 12", '"USDA 12" is no number: letter U at 1'),
        ("en_US", "Total: $5", '"Total: $5" is no number: letter T at 1'),
        ("en_US", "$12 EUR", '"$12 EUR" names two currencies: $ and EUR'),
        ("en_US", "USD 12 EUR", '"USD 12 EUR" names two currencies: USD and EUR'),
        ("en_US", "-", '"-" is no number: it has no digit'),
        ("en_US", " ", '"" is no number: it has no digit'),
        ("en_US", "12.3.4", '"12.3.4" is no number as en_US prints them (1,234,567.89)'),
        ("en_US", "12..3", '"12..3" is no number as en_US prints them (1,234,567.89)'),
        ("en_US", "1,23,456", '"1,23,456" is no number as en_US prints them (1,234,567.89)'),
        ("en_US", "1234,567", '"1234,567" is no number as en_US prints them (1,234,567.89)'),
        ("en_US", "1,2345", '"1,2345" is no number as en_US prints them (1,234,567.89)'),
        ("en_US", "0,123", '"0,123" is no number as en_US prints them (1,234,567.89)'),
        ("en_US", "-(12)", '"-(12)" is no number as en_US prints them (1,234,567.89)'),
        ("en_US", "(12", '"(12" is no number as en_US prints them (1,234,567.89)'),
        ("en_US", "12)", '"12)" is no number as en_US prints them (1,234,567.89)'),
        ("en_US", "(12))", '"(12))" is no number as en_US prints them (1,234,567.89)'),
        ("en_US", "-12-", '"-12-" is no number as en_US prints them (1,234,567.89)'),
        ("en_US", "12+", '"12+" is no number as en_US prints them (1,234,567.89)'),
        ("en_US", "12 -", '"12 -" is no number as en_US prints them (1,234,567.89)'),
        ("en_US", "$ - 12", '"$ - 12" is no number as en_US prints them (1,234,567.89)'),
        ("en_US", "12 EUR-", '"12 EUR-" is no number as en_US prints them (1,234,567.89)'),
        ("de_DE", "1547.50", '"1547.50" is no number as de_DE prints them (1.234.567,89)'),
        ("de_DE", "0.123", '"0.123" is no number as de_DE prints them (1.234.567,89)'),
        ("de_CH", "1'234\u2019567", "\"1'234\u2019567\" is no number as de_CH prints them (1'234'567.89)"),
        ("en_IN", "123,456", '"123,456" is no number as en_IN prints them (12,34,567.89)'),
        ("nb_NO", "1.234,50", '"1.234,50" is no number: "." at 2'),
        (None, "1,547.50", '"1,547.50" is no plain number: "," at 2 (a locale says how to read printed ones)'),
        (None, "$12", '"$12" is no plain number (a locale says how to read printed ones)'),
        (None, "12.50-", '"12.50-" is no plain number (a locale says how to read printed ones)'),
        (None, ".5", '".5" is no plain number: "." at 1 (a locale says how to read printed ones)'),
        (None, "O.50", '"O.50" is no number: letter O at 1'),
    ],
)
def test_what_is_not_exactly_an_amount_says_why(locale: str | None, printed: str, reason: str) -> None:
    """A guessed amount would be paid; an unparsable one is looked at."""
    assert reader("money", locale)(printed) == Unparsable(reason)


@pytest.mark.parametrize(
    ("locale", "printed", "currency"),
    [
        ("en_US", "$5", "USD"),
        ("en_CA", "$5", "CAD"),
        ("de_DE", "$5", None),
        ("en", "$5", None),
        ("nb_NO", "5 kr", "NOK"),
        ("da_DK", "5 kr.", "DKK"),
        ("en_US", "5 kr", None),
        ("ja_JP", "¥5", "JPY"),
        ("zh_Hans_CN", "￥5", "CNY"),
        ("en_US", "¥5", None),
        ("en", "£5", "GBP"),
        ("en_GB", "£5", "GBP"),
        ("en_FK", "£5", "FKP"),
        ("en_US", "£5 EGP", "EGP"),
        ("en_NA", "R 5", None),
        ("en_ZA", "R 5", "ZAR"),
        ("en_US", "C$5", None),
        ("en_CA", "C$5", "CAD"),
        ("nb_NO", "5 EUR", "EUR"),
        ("nb_NO", "5", None),
    ],
)
def test_a_symbol_of_several_currencies_means_the_one_of_the_territory(
    locale: str, printed: str, currency: str | None
) -> None:
    """A currency that is not known is better than a wrong one: two known ones never mix."""
    assert reader("money", locale)(printed) == money("5", currency)


@pytest.mark.parametrize("locale", [None, "de_DE"])
@pytest.mark.parametrize(
    ("delivered", "amount"),
    [
        (12, "12"),
        (1547.5, "1547.5"),
        (0.1, "0.1"),
        (-0.0, "0.0"),
        (Decimal("1547.50"), "1547.50"),
        (10**30, str(10**30)),
        (1e-30, "1E-30"),
    ],
)
def test_a_delivered_number_is_the_number_that_was_written(locale: str | None, delivered: object, amount: str) -> None:
    """0.1 in JSON is a tenth, not the binary fraction beside it; a locale is about printing only."""
    found = reader("money", locale)(delivered)

    assert isinstance(found, Money)
    assert (str(found.amount), found.currency) == (amount, None)
