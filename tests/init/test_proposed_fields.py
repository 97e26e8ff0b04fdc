"""Fields that are proposed: their names, places, types, and how their values are printed."""

from __future__ import annotations

from typing import Any

import pytest

from support.proposals import proposed


def fields_of(*payloads: Any) -> str:
    """Give the fields of what is proposed, as text."""
    text = proposed(*payloads)
    assert text is not None
    return text.partition("\nfields:\n")[2].partition("\nrules:\n")[0]


@pytest.mark.parametrize(
    ("key", "value", "field"),
    [
        ("total", 12.5, "total: {at: $.total, type: money}"),
        ("total", "12.50", "total: {at: $.total, type: money}"),
        ("quantity", 3, "quantity: {at: $.quantity, type: decimal}"),
        ("seats", 3, "seats: {at: $.seats, type: integer}"),
        ("invoiceNumber", "INV-7", "invoice_number: {at: $.invoiceNumber, type: code}"),
        ("tax_id", 4711, "tax_id: {at: $.tax_id, type: code}"),
        ("vat_id", "NO 987 654 321 MVA", "vat_id: {at: $.vat_id, type: code}"),
        ("zip", "0150", "zip: {at: $.zip, type: code}"),
        ("vendor", "Acme Corp", "vendor: {at: $.vendor, type: text}"),
        ("vat_rate", "19 %", "vat_rate: {at: $.vat_rate, type: percent}"),
        ("paid_in_full", True, "paid_in_full: {at: $.paid_in_full, type: boolean}"),
        ("signed", "false", "signed: {at: $.signed, type: boolean}"),
        ("when", "2025-03-31", "when: {at: $.when, type: date}"),
        ("when", "31.03.2025", 'when: {at: $.when, type: date, format: "%d.%m.%Y"}'),
        ("when", "March 31, 2025", 'when: {at: $.when, type: date, format: "%B %d, %Y"}'),
        ("Größe", "12 cm", "grosse: {at: $.Größe, type: text}"),
        ("for", "x", "for_: {at: $.for, type: text}"),
        ("unit price", 5, "unit_price: {at: \"$['unit price']\", type: money}"),
        ("数量", "x", "value: {at: $.数量, type: text}"),
        ("a\u202eb", "x", "a_b: {at: \"$['a\\\\u202eb']\", type: text}"),
        ("it's", "x", "it_s: {at: \"$['it\\\\'s']\", type: text}"),
    ],
)
def test_a_value_gets_a_name_and_a_type(key: str, value: Any, field: str) -> None:
    assert fields_of({key: value}) == f"  {field}\n"


@pytest.mark.parametrize(
    ("printed", "locale"),
    [
        ("1234.56", None),
        ("$1,234.56", "en_US"),
        ("1.234,56 €", "de_DE"),
        ("1.234 €", "de_DE"),
        ("1 234,56 kr", "fr_FR"),
        ("1'234.56", "de_CH"),
    ],
)
def test_a_locale_is_named_only_where_printed_numbers_need_one(printed: str, locale: str | None) -> None:
    """1.234 is more often a thousand and some than a fraction of a cent."""
    text = proposed({"total": printed})

    assert text is not None
    assert (f"\nlocale: {locale}  #" in text) if locale else ("\nlocale:" not in text)


def test_a_field_that_is_printed_otherwise_has_its_own_locale() -> None:
    fields = fields_of({"total": "1.234,56", "net": "1.000,00", "listed_price": "1,234.56"})

    assert "listed_price: {at: $.listed_price, type: money, locale: en_US}" in fields


def test_a_date_that_could_be_two_days_is_left_to_a_person() -> None:
    """Guessing which number is the month is wrong for every twelfth day, silently."""
    assert fields_of({"date": "03/04/2025"}) == (
        '  # a date, day or month first? then type: date, format: "%d/%m/%Y" or "%m/%d/%Y"\n'
        "  date: {at: $.date, type: text}\n"
    )


@pytest.mark.parametrize(
    "payloads",
    [
        pytest.param([{"date": "03/04/2025", "due_date": "30/04/2025"}], id="another-field"),
        pytest.param([{"date": "03/04/2025"}, {"date": "30/04/2025"}], id="another-payload"),
    ],
)
def test_another_date_settles_which_number_is_the_month(payloads: list[Any]) -> None:
    assert '  date: {at: $.date, type: date, format: "%d/%m/%Y"}\n' in fields_of(*payloads)


def test_names_that_would_be_the_same_are_told_apart() -> None:
    assert fields_of({"total": 1, "Total": 2, "net": {"total": 3}}) == (
        "  total: {at: $.total, type: money}\n"
        "  total_2: {at: $.Total, type: money}\n"
        "  net_total: {at: $.net.total, type: money}\n"
    )


def test_another_spelling_in_another_payload_is_another_candidate() -> None:
    assert fields_of({"invoice_no": "A1"}, {"invoiceNo": "A2"}) == (
        "  invoice_no: {at: [$.invoice_no, $.invoiceNo], type: code}\n"
    )


def test_a_list_of_objects_has_members() -> None:
    assert fields_of({"lines": [{"name": "x", "Unit Price": 5, "cost": {"net": 4.5}, "tax": [{"rate": 7}]}]}) == (
        "  lines:\n"
        "    at: $.lines\n"
        "    each:\n"
        "      name: text\n"
        "      unit_price: {at: \"['Unit Price']\", type: money}\n"
        "      cost_net: {at: cost.net, type: money}\n"
        "      tax: {each: {rate: percent}}\n"
    )


def test_a_root_that_is_a_list_is_one_of_rows() -> None:
    assert fields_of([{"sku": "A1"}, {"sku": "A2"}]) == "  rows:\n    at: $\n    each:\n      sku: code\n"


def test_what_is_a_value_here_and_an_object_there_is_looked_at_once() -> None:
    """No test could give both; the first that was seen stays."""
    assert fields_of({"due": "2025-01-31"}, {"due": {"total": 5}}) == "  due: {at: $.due, type: date}\n"
    assert "  rows:\n" not in fields_of({"due": "2025-01-31"}, [{"due": "2025-01-31"}])


def test_a_list_whose_items_have_only_lists_is_one_all_the_same() -> None:
    assert "tax: {each: {rate: percent}}" in fields_of({"lines": [{"tax": [{"rate": 7}]}]})


def test_thousands_of_keys_make_no_thousands_of_fields() -> None:
    text = proposed({f"total_{number}": number for number in range(10_000)})

    assert text is not None
    assert "  # 9,960 more keys are not looked at\n" in text
    assert len(text.splitlines()) < 150


def test_a_payload_without_values_proposes_nothing() -> None:
    assert proposed({"a": None, "b": [], "c": {}, "d": ""}) is None
