"""The pack for receipts: what confirms a total, what contradicts it, and what is not printed."""

from __future__ import annotations

from typing import Any

import pytest

import adjudge
from support.payloads import extend, insight

PACK = adjudge.load_rules("adjudge:receipt")


def effects(verdict: adjudge.Verdict) -> dict[str, str]:
    """Give the effect of each rule that has one."""
    return {result.nodeid.partition("::")[2]: result.effect for result in verdict.results if result.effect}


@pytest.mark.parametrize(
    "payload",
    [
        {"total": "33.90", "cash": "50.00", "change": "16.10"},
        {"merchant": {"name": "Bakery"}, "total_amount": 10.6, "subtotal": 10, "tax_amount": 0.6, "date": "2024-05-02"},
        {"store": "Bakery", "items": [{"name": "Rye loaf", "price": "4.20"}, {"price": "5.80"}], "grand_total": 10},
        {"total": "12.50", "line_items": [{"qty": 2, "unit_price": "6.25", "amount": "12.50"}], "gst": "0.71"},
    ],
)
def test_a_receipt_whose_amounts_agree_is_accepted(payload: dict[str, Any]) -> None:
    verdict = PACK.check(payload)

    assert (verdict.decision, effects(verdict)) == ("accept", {})


@pytest.mark.parametrize(
    ("payload", "rules"),
    [
        ({"total": "50.00", "cash": "50.00", "change": "16.10"}, {"cash-less-change-is-total"}),
        ({"total": "50.01", "cash": "50.00"}, {"cash-covers-total"}),
        ({"total": "10.00", "subtotal": "10.00", "rounding": "0.02"}, {"subtotal-comes-to-total"}),
        ({"total": "10.00", "line_items": [{"amount": 4}, {"amount": 5}]}, {"items-come-to-total"}),
        ({"total": "10.00", "tax": "9.43"}, {"tax-is-part-of-total"}),
        ({"total": "10.00", "rounding": "3.00"}, {"rounding-is-small"}),
        ({"total": 0, "purchase_date": "0024-05-02"}, {"date-is-plausible"}),
        ({"total": None, "cash": 5}, {"total-is-there"}),
    ],
)
def test_what_contradicts_goes_to_a_person(payload: dict[str, Any], rules: set[str]) -> None:
    verdict = PACK.check(payload)

    assert (verdict.decision, {rule for rule, effect in effects(verdict).items() if effect == "review"}) == (
        "review",
        rules,
    )


def test_what_the_extractor_doubts_of_the_total_is_reviewed_and_of_the_company_is_not() -> None:
    doubted = extend({"total": "10.00"}, {"total": insight("multiple totals found: 10.00, 10.02")})
    beside = extend({"total": "10.00", "company": "X"}, {"company": insight("multiple company-like lines")})

    assert effects(PACK.check(doubted)) == {"total-is-unambiguous": "review"}
    assert effects(PACK.check(beside)) == {}


def test_an_item_without_an_amount_makes_the_sum_unknown_not_smaller() -> None:
    """A vendor's sample adds ``or 0``, and calls the receipt wrong."""
    verdict = PACK.check({"total": 10, "line_items": [{"amount": 4}, {"description": "Buns"}]})

    assert (verdict.decision, effects(verdict)) == ("accept", {"items-come-to-total": "note"})
    assert [finding.reason for finding in verdict.findings] == ["$.line_items[1].amount is absent"]


def test_amounts_as_they_are_printed_need_the_locale_of_who_extends(load: Any) -> None:
    printed = {"total": "RM 1,033.90", "cash": "RM 1,050.00", "change": "16.10"}

    assert PACK.check(printed).decision == "review"
    assert load("extends: [adjudge:receipt]\nlocale: en_MY\n").check(printed).decision == "accept"
