"""The plain forms read as the grammar does, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.model.values import Money
from adjudge.ruleset.reading import reader
from adjudge.ruleset.reading.currencies import marks_of
from adjudge.ruleset.reading.locales import convention
from adjudge.ruleset.reading.plain import PlainForm, plain_form

LOCALES = (None, "en_US", "en_GB", "en_IN", "de_DE", "de_CH", "de_AT", "fr_FR", "nb_NO", "sv_SE", "pl_PL", "pt_BR",
           "es_MX", "ja_JP", "cs_CZ", "en", "en_ZA", "es_PE")  # fmt: skip
CURRENCIES = (None, "USD", "EUR", "GBP", "CHF", "NOK", "SEK", "PLN", "BRL", "MXN", "JPY", "INR", "ZAR", "PEN", "CZK")


def read(form: PlainForm, text: str) -> float | None:
    """Read one text alone."""
    numbers = form.read_all([text])
    return None if numbers is None else numbers[0]


@st.composite
def printed(draw: st.DrawFn) -> str:
    """Print what is a number, nearly: signs, marks, groups and decimals, each of some locale."""
    mark = draw(st.sampled_from(["", "", "$", "US$", "€", "EUR", "£", "CHF", "kr", "kr.", "zł", "R$", "R", "S/.", "¥"]))
    whole = draw(st.from_regex(r"[0-9]{1,10}|[0-9]{1,3}([,. '\u00a0][0-9]{2,3}){1,3}", fullmatch=True))
    rest = draw(st.from_regex(r"([.,][0-9]{1,5})?", fullmatch=True))
    sign, blank = draw(st.sampled_from(["", "", "-", "- ", "\N{MINUS SIGN}", "("])), draw(st.sampled_from(["", " "]))
    shapes = (f"{sign}{mark}{blank}{whole}{rest}", f"{sign}{whole}{rest}{blank}{mark}", f"{mark}{blank}{sign}{whole}")
    return draw(st.sampled_from([*shapes, *(shape + "\n" for shape in shapes)]))


@given(text=printed(), locale=st.sampled_from(LOCALES), currency=st.sampled_from(CURRENCIES))
def test_what_a_plain_form_reads_the_grammar_reads_the_same(
    text: str, locale: str | None, currency: str | None
) -> None:
    """The number is the same to the last digit; the currency is the one asked for, or none is printed."""
    number = read(plain_form(locale, currency), text)

    if number is not None:
        exact = reader("money", locale)(text)
        assert isinstance(exact, Money)
        assert exact.amount == Decimal(repr(number))
        assert exact.currency in (None, currency)


@given(texts=st.lists(printed(), max_size=4), locale=st.sampled_from(LOCALES), currency=st.sampled_from(CURRENCIES))
def test_many_are_read_as_each_alone(texts: list[str], locale: str | None, currency: str | None) -> None:
    """One text that is of another form, or holds two of this form, keeps all from being read."""
    form = plain_form(locale, currency)
    alone = [read(form, text) for text in texts]

    assert form.read_all(texts) == (None if None in alone else alone)


@pytest.mark.parametrize(
    ("locale", "currency", "text", "number"),
    [
        ("en_US", "USD", "$1,234.50", 1234.5),
        ("en_US", "USD", "-$1,234.50", -1234.5),
        ("en_US", "USD", "1234.5", 1234.5),
        ("en_US", "EUR", "EUR 12.00", 12.0),
        ("de_DE", "EUR", "1.234,56 €", 1234.56),
        ("de_CH", "CHF", "CHF 1'234.50", 1234.5),
        (None, None, "1234.50", 1234.5),
    ],
)
def test_what_most_documents_print_is_plain(locale: str | None, currency: str | None, text: str, number: float) -> None:
    """Were nothing plain, the properties above would hold, and every amount be read slowly."""
    assert read(plain_form(locale, currency), text) == number


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale is not None])
@pytest.mark.parametrize("currency", [currency for currency in CURRENCIES if currency is not None])
def test_every_mark_of_a_currency_is_read_as_the_grammar_does(locale: str, currency: str) -> None:
    """A mark may hold the decimal sign, or end in a letter."""
    form = plain_form(locale, currency)
    for mark in marks_of(currency, convention(locale).currency):
        for text in (f"{mark}12", f"{mark} 12", f"-{mark}12", f"12{mark}", f"12 {mark}", f"-12 {mark}"):
            number, exact = read(form, text), reader("money", locale)(text)
            assert number is None or exact == Money(Decimal(number), currency), text
