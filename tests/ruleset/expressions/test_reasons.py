"""Why a comparison is false, in words that are pinned whole: a person must act on them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "reason", "actual", "expected"),
    [
        # a stated total and its parts: the path first, on whichever side it stands
        (
            "sum(lines[*].amount) == approx(total, abs=0.01)",
            "$.total is 108.00 but the 3 lines add up to 100.00 (difference 8.00, tolerance 0.01)",
            "108.00",
            "100.00",
        ),
        (
            "total == approx(sum(lines[*].amount), abs=0.01)",
            "$.total is 108.00 but the 3 lines add up to 100.00 (difference 8.00, tolerance 0.01)",
            "108.00",
            "100.00",
        ),
        (
            "sum(l.amount for l in lines if l.rate == 19) == net",
            "$.net is 100.00 but the 2 of 3 lines where l.rate == 19 add up to 70.00 (difference 30.00)",
            100,
            "70.00",
        ),
        (
            "sum(doc.no_lines[*].amount) == net",
            "$.net is 100.00 but the 0 no_lines add up to 0.00 (difference 100.00)",
            100,
            "0",
        ),
        (
            "sum(lines[*].allowances[*].amount) == 4",
            "the 2 allowances add up to 3.50, expected 4 (difference 0.50)",
            "3.50",
            "4",
        ),
        # formulas
        (
            "lines[0].quantity * lines[0].unit_price == approx(lines[2].amount, abs=0.01)",
            "$.lines[0].quantity * $.lines[0].unit_price = 2 * 5.00 = 10.00 but $.lines[2].amount is 60.00"
            " (difference 50.00, tolerance 0.01)",
            "10",
            60,
        ),
        (
            "(net + tax) * 2 - (net - tax) == 1",
            "($.net + $.tax) * 2 - ($.net - $.tax) = (100.00 + 8.00) * 2 - (100.00 - 8.00) = 124.00, expected 1"
            " (difference 123.00)",
            "124.00",
            "1",
        ),
        (
            "net * (tax / tax) == 1",
            "$.net * ($.tax / $.tax) = 100.00 * (8.00 / 8.00) = 100.00, expected 1 (difference 99.00)",
            "100",
            "1",
        ),
        (
            "net + (tax - 1) == 1",
            "$.net + ($.tax - 1) = 100.00 + (8.00 - 1) = 107.00, expected 1 (difference 106.00)",
            "107.00",
            "1",
        ),
        (
            "net - (tax - 1) == 1",
            "$.net - ($.tax - 1) = 100.00 - (8.00 - 1) = 93.00, expected 1 (difference 92.00)",
            "93.00",
            "1",
        ),
        ("-(net + tax) > 1", "-($.net + $.tax) = -(100.00 + 8.00) = -108.00, expected above 1", "-108.00", "1"),
        (
            "net - -tax == 1",
            "$.net - (-$.tax) = 100.00 - (-8.00) = 108.00, expected 1 (difference 107.00)",
            "108.00",
            "1",
        ),
        (
            "round(net / 3, 2) == 33.34",
            "round($.net / 3, 2) = round(100.00 / 3, 2) = 33.33, expected 33.34 (difference 0.01)",
            "33.33",
            "33.34",
        ),
        ("1 + 1 == 3", "2, expected 3 (difference 1)", "2", "3"),
        # equality
        ("net == 5", "$.net is 100.00, expected 5 (difference 95.00)", 100, "5"),
        ("5 == net", "$.net is 100.00, expected 5 (difference 95.00)", 100, "5"),
        ("net == limit + 1", "$.net is 100.00 but 101 (difference 1.00)", 100, "101"),
        ("net == tax", "$.net is 100.00 but $.tax is 8.00 (difference 92.00)", 100, "8.00"),
        ('currency_code == "USD"', '$.currency is "EUR", expected "USD"', "EUR", "USD"),
        (
            "issued == due",
            "$.invoice_date is 2025-01-01 but $.due_date is 2025-01-31 (difference 30 days)",
            "2025-01-01",
            "2025-01-31",
        ),
        (
            "due - issued == days(1)",
            "$.due_date - $.invoice_date = 2025-01-31 - 2025-01-01 = 30 days but 1 day",
            "30",
            "1",
        ),
        ("net != 100", "$.net is 100.00, expected anything else", 100, "100"),
        ("net != lines[0].unit_price * 20", "$.net is 100.00, the same as $.lines[0].unit_price * 20", 100, "100"),
        ("total != approx(net, abs=8)", "$.total is 108.00, too near to $.net 100.00 (tolerance 8)", "108.00", 100),
        (
            "total == approx(net, rel=0.01)",
            "$.total is 108.00 but $.net is 100.00 (difference 8.00, tolerance 1.00)",
            "108.00",
            100,
        ),
        (
            "total == approx(net, abs=8, strict=true)",
            "$.total is 108.00 but $.net is 100.00 (difference 8.00, tolerance below 8)",
            "108.00",
            100,
        ),
        ("paid == true", "$.paid is false, expected true", False, True),
        # order
        ("total < 0", "$.total is 108.00, expected below 0", "108.00", "0"),
        ("total <= 0", "$.total is 108.00, expected at most 0", "108.00", "0"),
        ("net > total", "$.net is 100.00, expected above $.total 108.00", 100, "108.00"),
        ("net >= total + 1", "$.net is 100.00, expected at least $.total + 1 = 108.00 + 1 = 109.00", 100, "109.00"),
        ("0 > total", "$.total is 108.00, expected below 0", "108.00", "0"),
        (
            "total >= max(lines[*].amount) * 2",
            "$.total is 108.00, expected at least max(lines[*].amount) * 2 = 60.00 * 2 = 120.00",
            "108.00",
            "120",
        ),
        (
            "max(lines[*].amount) > total",
            "max(lines[*].amount) is 60.00 at $.lines[2].amount, expected above $.total 108.00",
            "60",
            "108.00",
        ),
        ("due <= issued", "$.due_date is 2025-01-31, after $.invoice_date 2025-01-01", "2025-01-31", "2025-01-01"),
        ("due < issued", "$.due_date is 2025-01-31, not before $.invoice_date 2025-01-01", "2025-01-31", "2025-01-01"),
        ("issued >= due", "$.invoice_date is 2025-01-01, before $.due_date 2025-01-31", "2025-01-01", "2025-01-31"),
        ("issued > due", "$.invoice_date is 2025-01-01, not after $.due_date 2025-01-31", "2025-01-01", "2025-01-31"),
        (
            'issued > date("2025-06-01")',
            "$.invoice_date is 2025-01-01, not after 2025-06-01",
            "2025-01-01",
            "2025-06-01",
        ),
        (
            "issued <= due <= issued + days(10)",
            "$.due_date is 2025-01-31, after $.invoice_date + 10 days = 2025-01-01 + 10 days = 2025-01-11",
            "2025-01-31",
            "2025-01-11",
        ),
        (
            "due - issued < days(3)",
            "$.due_date - $.invoice_date = 2025-01-31 - 2025-01-01 = 30 days, expected below 3 days",
            "30",
            "3",
        ),
    ],
)
def test_a_reason_says_what_was_found_and_what_was_expected(
    ask: SimpleNamespace, invoice: dict[str, Any], text: str, reason: str, actual: Any, expected: Any
) -> None:
    explanation = ask.why(text, {**invoice, "many": ["a"] * 5}, facts={"limit": 3, "customers": ["a,b", "c"]})

    assert explanation.reason == reason
    assert (explanation.actual, explanation.expected) == (actual, expected)


def test_the_example_of_the_contract(ask: SimpleNamespace) -> None:
    data = {"total": 1547.50, "lines": [{"amount": "447.50"}, {"amount": 600}, {"amount": "400.00"}]}

    explanation = ask.why("sum(lines[*].amount) == approx(total, abs=0.01)", data)

    assert explanation.reason == (
        "$.total is 1,547.50 but the 3 lines add up to 1,447.50 (difference 100.00, tolerance 0.01)"
    )
    assert explanation.paths == ("$.lines[0].amount", "$.lines[1].amount", "$.lines[2].amount", "$.total")


def test_a_line_is_explained_by_its_own_paths(ask: SimpleNamespace) -> None:
    """A rule with ``for`` is judged once per line; the reason must say which one."""
    expression = ask.compiled("line.quantity * line.unit_price == approx(line.amount, abs=0.01)", loop="line in lines")
    document = ask.document({"lines": [{"quantity": 2, "unit_price": 5, "amount": 11}]})

    explanation = expression.explain(*expression.judge(document, document.extraction["$.lines[0]"]))

    assert explanation.reason == (
        "$.lines[0].quantity * $.lines[0].unit_price = 2 * 5.00 = 10.00 but $.lines[0].amount is 11.00"
        " (difference 1.00, tolerance 0.01)"
    )


def test_a_reason_without_operands_shows_its_source(ask: SimpleNamespace) -> None:
    assert ask.why("1 > 2").reason == "1, expected above 2"
    assert ask.why("false").reason == "`false` is false"
    assert ask.why("net == 100").reason == "`net == 100` holds"
