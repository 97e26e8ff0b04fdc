"""Whatever stands in a document, reading it is exact or unparsable, quick, and never raises."""

import re
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.model.values import Money
from adjudge.ruleset.reading import TYPES, Unparsable, reader, show
from adjudge.ruleset.reading.locales import convention

LOCALES = [None, "en_US", "de_DE", "de_CH", "fr_FR", "fr_CH", "nb_NO", "en_IN"]

amounts = st.decimals(-(10**20), 10**20, allow_nan=False, places=2)
printed = st.text(st.sampled_from("0123456789.,' \u00a0\u202f\u2212-+()$€krEURO%e٣"), max_size=20)


def as_printed(amount: Decimal, locale: str) -> str:
    """Print an amount as a locale does, by its signs alone."""
    signs = convention(locale)
    whole, decimals = f"{abs(amount):.2f}".split(".")
    groups = [whole[-signs.last :]]
    rest = whole[: -signs.last]
    while rest:
        groups.insert(0, rest[-signs.others :])
        rest = rest[: -signs.others]
    return f"{'-' if amount < 0 else ''}{signs.groups[0].join(groups)}{signs.decimals[0]}{decimals}"


@given(amount=amounts, locale=st.sampled_from(LOCALES[1:]))
def test_what_a_locale_prints_is_read_back(amount: Decimal, locale: str) -> None:
    assert reader("money", locale)(as_printed(amount, locale)) == Money(amount)
    assert reader("money", locale)(f"EUR {as_printed(amount, locale)}") == Money(amount, "EUR")


@given(amount=amounts, currency=st.sampled_from([None, "EUR", "NOK", "USD"]))
def test_what_is_shown_is_read_back(amount: Decimal, currency: str | None) -> None:
    """A reason can be copied into a test."""
    assert reader("money", "en_US")(show(Money(amount, currency))) == Money(amount, currency)


@given(st.floats(allow_nan=False, min_value=-1e15, max_value=1e15).filter(lambda number: abs(number) > 1e-29))
def test_a_float_is_the_number_that_json_said(number: float) -> None:
    found = reader("decimal")(number)

    assert isinstance(found, Decimal)
    assert float(found) == number
    assert found == Decimal(repr(number))


@given(text=printed, locale=st.sampled_from(LOCALES))
def test_a_number_that_was_read_has_the_digits_that_were_printed(text: str, locale: str | None) -> None:
    """Neither a digit nor a sign is made up, lost, or taken from another script."""
    found = reader("money", locale)(text)

    if isinstance(found, Money):
        digits = "".join(character for character in text if character in "0123456789")
        assert "".join(map(str, found.amount.as_tuple().digits)).lstrip("0") == digits.lstrip("0")
        assert (found.amount < 0) <= any(sign in text for sign in "-\u2212(")
        assert "٣" not in text


@pytest.mark.parametrize("type_", TYPES)
@given(value=st.text() | printed | st.integers() | st.floats() | st.decimals() | st.lists(st.none()) | st.booleans())
def test_no_value_makes_a_reader_raise(type_: str, value: object) -> None:
    for locale in LOCALES:
        found = reader(type_, locale)(value)

        assert not isinstance(found, Unparsable) or found.reason


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("text", ["1" * 65536, " " * 65536, "1," * 32768, "($" * 32768, "\u0300" * 65536, "1 " * 50])
def test_a_huge_text_costs_nothing(type_: str, text: str) -> None:
    start = time.process_time()
    for _ in range(5):
        reader(type_, "en_US")(text)

    assert time.process_time() - start < 0.5


def test_every_amount_of_the_real_payloads_is_read(shared: Path) -> None:
    """Extractors print a stray blank before the decimals, and symbols with or without one."""
    read = reader("money", "en_US")
    payloads = "".join(path.read_text("utf-8") for path in sorted((shared / "corpus").rglob("*.json")))
    amounts = set(re.findall(r'"(-?(?:\$|RM ?)?[0-9][0-9,]* ?\.[0-9]{2})"', payloads))

    assert amounts
    for amount in amounts:
        found = read(amount)
        assert isinstance(found, Money), found
        assert found.amount == Decimal(re.sub("[^-.0-9]", "", amount))
