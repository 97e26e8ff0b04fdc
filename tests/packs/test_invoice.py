"""The pack for invoices over spellings, locales and payloads it was not written for."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

import adjudge

PACK = adjudge.load_rules("adjudge:invoice")


def effects(verdict: adjudge.Verdict) -> dict[str, str]:
    """Give the effect of each rule that has one."""
    return {result.nodeid.partition("::")[2]: result.effect for result in verdict.results if result.effect}


def invoice(**changes: Any) -> dict[str, Any]:
    """Build an invoice whose sums agree."""
    lines = [{"quantity": 2, "unit_price": "30.00", "amount": "60.00"}, {"description": "Travel", "amount": "40.00"}]
    whole = {"invoice_number": "A-17", "invoice_date": "2024-05-02", "due_date": "2024-06-01", "currency": "EUR"}
    return {**whole, "line_items": lines, "subtotal": "100.00", "tax": 19, "total": "119.00", **changes}


def test_an_invoice_whose_sums_agree_is_accepted_without_a_note() -> None:
    verdict = PACK.check(invoice())

    assert (verdict.decision, effects(verdict)) == ("accept", {})


@pytest.mark.parametrize(
    "payload",
    [
        {"invoice_no": "7", "date": "2024-05-02", "lines": [{"qty": 2, "price": 5, "total": 10}], "grand_total": 10},
        {"invoice": {"number": "7", "date": "2024-05-02"}, "totals": {"net": 10, "vat": 2, "gross": 12}},
        {"invoice_id": 7, "issue_date": "2024-05-02", "sub_total": 10, "vat_amount": 2, "invoice_total": 12},
        {"number": "7", "issued": "2024-05-02", "items": [{"line_total": 10}], "amount_due": 10},
    ],
)
def test_common_spellings_need_no_fields_of_ones_own(payload: dict[str, Any]) -> None:
    verdict = PACK.check(payload)

    assert (verdict.decision, effects(verdict)) == ("accept", {})


def test_what_is_not_printed_is_at_most_a_note() -> None:
    """A number and a total are enough for a decision; that nothing confirms the total is said."""
    verdict = PACK.check({"invoice_number": "A-17", "total": 119})

    assert (verdict.decision, effects(verdict)) == ("accept", {"date-is-there": "note", "total-is-confirmed": "note"})


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"total": "199.00"}, "net-plus-tax-is-total"),
        ({"subtotal": "19.00", "tax": 100}, "tax-is-part-of-total"),
        ({"line_items": [{"amount": 99}]}, "lines-add-up-to-net"),
        ({"due_date": "2024-05-01"}, "due-after-issue"),
        ({"currency": "EVR"}, "currency-is-known"),
        ({"supplier": {"name": "Nordlys AS"}, "buyer_name": "NORDLYS AS"}, "buyer-is-not-the-supplier"),
        ({"vat_number": "a-17"}, "number-is-not-another-identifier"),
    ],
)
def test_what_contradicts_goes_to_a_person(changes: dict[str, Any], rule: str) -> None:
    verdict = PACK.check(invoice(**changes))

    assert (verdict.decision, effects(verdict)[rule]) == ("review", "review")


def test_only_an_invoice_that_is_known_already_is_rejected() -> None:
    verdict = PACK.check(invoice(), facts={"known_numbers": ["A-16", "A-17"], "today": "2024-05-02"})

    assert (verdict.decision, effects(verdict)) == ("reject", {"invoice-is-new": "reject"})


def test_a_printed_amount_is_asked_about_once_and_read_by_the_locale_of_who_extends(tmp_path: Path, load: Any) -> None:
    """Without a locale nobody guesses; with one, the pack's own rules use it."""
    printed = invoice(
        subtotal="1.000,00 €", tax="190,00 €", total="1.190,00 €", line_items=[{"amount": "1.000,00"}], due_date=None
    )
    verdict = PACK.check(printed)
    extended = load("extends: [adjudge:invoice]\nlocale: de_DE\n").check(printed)
    wrong = load("extends: [adjudge:invoice]\nlocale: de_DE\n").check({**printed, "total": "1.109,00 €"})

    assert verdict.decision == "review"
    assert [rule for rule, effect in effects(verdict).items() if effect == "review"] == [
        "amount-can-be-read[total]",
        "amount-can-be-read[net]",
        "amount-can-be-read[tax]",
        "line-amount-can-be-read",
    ]
    assert (extended.decision, effects(extended)) == ("accept", {})
    assert [finding.reason for finding in wrong.findings] == [
        "$.subtotal + $.tax = 1,000.00 EUR + 190.00 EUR = 1,190.00 EUR but $.total is 1,109.00 EUR"
        " (difference 81.00, tolerance 0.01)"
    ]


def test_a_file_that_extends_it_says_where_its_fields_stand(load: Any) -> None:
    """One declared again holds for every rule of the pack; the others stay."""
    ruleset = load("""
        extends: [adjudge:invoice]
        fields:
          number: {at: $.kopf.nummer, type: code}
          issued: {at: $.kopf.datum, type: date, format: "%d.%m.%Y"}
          total: {at: $.summe.brutto, type: money}
        override:
          date-is-there: {on_fail: review}
    """)
    payload = {"kopf": {"nummer": "7", "datum": "02.05.2024"}, "summe": {"brutto": 10}, "due_date": "2024-05-01"}
    verdict = ruleset.check(payload)

    assert effects(verdict) == {"due-after-issue": "review", "total-is-confirmed": "note"}
    assert effects(ruleset.check({**payload, "kopf": {"nummer": "7"}}))["date-is-there"] == "review"


def test_a_thousand_lines_take_no_second() -> None:
    """No rule compares every line with every other."""
    lines = [{"quantity": 1, "unit_price": 1, "amount": 1, "line_number": number} for number in range(1_000)]
    payload = {"invoice_number": "7", "invoice_date": "2024-05-02", "line_items": lines, "total": 1_000}
    start = time.perf_counter()
    verdict = PACK.check(payload)

    assert verdict.decision == "accept"
    assert time.perf_counter() - start < 5
