"""Reasons are read by the person who must review: every one is pinned whole."""

from __future__ import annotations

import copy
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from adjudge.model.values import Missing
from adjudge.ruleset.expressions.wording import plain
from adjudge.ruleset.reading import reader

ALL_OF_RATES = "all(sum(l.amount for l in lines if l.rate == v.rate) == v.base + 1 for v in vat)"


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
            "max(lines[*].amount) is 60.00, expected above $.total 108.00",
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
        # evidence
        ("confidence(total) >= 0.99", "$.total has confidence 0.97, expected at least 0.99", "0.97", "0.99"),
        ("0.98 < confidence(total)", "$.total has confidence 0.97, expected above 0.98", "0.97", "0.98"),
        (
            "confidence(total) == ocr(net)",
            "$.total has confidence 0.97 but $.net has ocr 0 (difference 0.97)",
            "0.97",
            "0",
        ),
        (
            "confidence(net) > confidence(total)",
            "$.net has confidence 0.5, expected above confidence($.total) 0.97",
            "0.5",
            "0.97",
        ),
        ('match(total) == "fuzzy"', '$.total has match "exact", expected "fuzzy"', "exact", "fuzzy"),
        ("page(total) == 1", "page($.total) is 2, expected 1 (difference 1)", "2", "1"),
        ("3 in pages(total)", "3 is not among pages(total): 2, 1", "3", ["2", "1"]),
        (
            '"ambiguous total" not in issues(net)',
            '"ambiguous total" is among issues(net): ambiguous total',
            "ambiguous total",
            ["ambiguous total"],
        ),
        ("extraction.adapter == 'x'", 'extraction.adapter is "sample", expected "x"', "sample", "x"),
        ("extraction.sends('verification')", "`extraction.sends('verification')` is false", None, None),
        ("facts.limit > 5", "facts.limit is 3, expected above 5", "3", "5"),
        # lists
        ('currency_code in ("USD", "NOK")', '$.currency is "EUR", expected one of USD, NOK', "EUR", ["USD", "NOK"]),
        (
            "currency_code not in currencies",
            '$.currency is "EUR", expected none of EUR, USD, NOK, GBP',
            "EUR",
            ["EUR", "USD", "NOK", "GBP"],
        ),
        (
            "buyer.vat_id in facts.customers",
            '$.buyer.vat_id is "DE1", expected one of facts.customers: "a,b", c',
            "DE1",
            ["a,b", "c"],
        ),
        (
            "net in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)",
            "$.net is 100.00, expected one of 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, and 2 more",
            100,
            [str(n) for n in range(1, 11)],
        ),
        ("net in ()", "$.net is 100.00, expected one of an empty list", 100, []),
        ('"Q" in lines[*].code', '"Q" is not among lines[*].code: A, B, C', "Q", ["A", "B", "C"]),
        ("unique(codes)", '$.codes[2] is "x", which $.codes[0] is already', "x", "unique"),
        ("unique(l.rate for l in lines)", "$.lines[2].rate is 19, which $.lines[0].rate is already", "19", "unique"),
        ("all(lines[*].taxed)", "$.lines[2].taxed is false, expected true", False, True),
        ("all(l.amount > 20 for l in lines)", "$.lines[0].amount is 10.00, expected above 20", "10.00", "20"),
        (
            ALL_OF_RATES,
            "the 2 of 3 lines where l.rate == v.rate add up to 70.00 but $.vat[0].base + 1 = 70.00 + 1 = 71.00"
            " (difference 1.00);"
            " the 1 of 3 lines where l.rate == v.rate add up to 30.00 but $.vat[1].base + 1 = 30.00 + 1 = 31.00"
            " (difference 1.00)",
            "70.00",
            "71.00",
        ),
        (
            "any(l.amount > 200 for l in lines)",
            "none of the 3 lines will do: $.lines[0].amount is 10.00, expected above 200; $.lines[1].total is 30.00,"
            " expected above 200; $.lines[2].amount is 60.00, expected above 200",
            "10.00",
            "200",
        ),
        (
            "any(l.amount > 200 for l in lines if l.rate == 7)",
            "$.lines[1].total is 30.00, expected above 200",
            "30.00",
            "200",
        ),
        ("any(l.amount > 200 for l in doc.no_lines)", "$.no_lines has no item to go through", None, None),
        ("any(l.amount > 2 for l in lines if l.rate == 5)", "no item of $.lines is selected", None, None),
        (
            "not any(l.amount > 20 for l in lines)",
            "$.lines[1].total is 30.00, expected at most 20; $.lines[2].amount is 60.00, expected at most 20",
            "30.00",
            "20",
        ),
        (
            'all(x == "z" for x in leaves(doc.many))',
            '$.many[0] is "a", expected "z"; $.many[1] is "a", expected "z"; $.many[2] is "a", expected "z";'
            " and 2 more",
            "a",
            "z",
        ),
        ("len(lines) == 4", "len($.lines) is 3, expected 4 (difference 1)", "3", "4"),
        # truth
        ("paid", "$.paid is false, expected true", False, True),
        ("not lines[0].taxed", "$.lines[0].taxed is true, expected false", True, False),
        ("not paid and net == 5", "$.net is 100.00, expected 5 (difference 95.00)", 100, "5"),
        (
            "net == 5 or tax == 6",
            "$.net is 100.00, expected 5 (difference 95.00) and $.tax is 8.00, expected 6 (difference 2.00)",
            100,
            "5",
        ),
        ("not (net == 5 or tax == 8)", "$.tax is 8.00, expected anything else", "8.00", "8"),
        ("not (0 < net < 200)", "`0 < net < 200` is true: $.net is 100.00", None, None),
        ("not net > 5", "$.net is 100.00, expected at most 5", 100, "5"),
        (
            "not currency_code in currencies",
            '$.currency is "EUR", expected none of EUR, USD, NOK, GBP',
            "EUR",
            ["EUR", "USD", "NOK", "GBP"],
        ),
        ("not unique(lines[*].code)", "`unique(lines[*].code)` is true", None, None),
        ("net == 1 if paid else tax == 9", "$.tax is 8.00, expected 9 (difference 1.00)", "8.00", "9"),
        ("net == 1 if not paid else tax == 9", "$.net is 100.00, expected 1 (difference 99.00)", 100, "1"),
        ("exists(doc.foo)", "$.foo is absent", "absent", "present"),
        ("exists(doc.nothing)", "$.nothing is null", "null", "present"),
        ("exists(doc.empty_text)", "$.empty_text is empty", "empty", "present"),
        ("not exists(due)", '$.due_date is "2025-01-31", expected no value', "2025-01-31", "absent"),
        ("exists(doc.foo[*].bar)", "doc.foo[*].bar has no value", None, "present"),
        ("not exists(codes[*])", "codes[*] has a value", None, "absent"),
        ("exists(ocr(total))", "`exists(ocr(total))` is false: $.total is 108.00", None, None),
        (
            'pattern(name, "[A-Z]+")',
            '$.supplier.name is "Acme & Sons", which does not match "[A-Z]+"',
            "Acme & Sons",
            "[A-Z]+",
        ),
        ('not pattern(name, "A.*")', '$.supplier.name is "Acme & Sons", which matches "A.*"', "Acme & Sons", "A.*"),
        (
            'has_any(doc.notes, ("unclear", "old"))',
            '$.notes is "Duplicate invoice", expected one of the words unclear, old',
            "Duplicate invoice",
            ["unclear", "old"],
        ),
        (
            'not has_any(doc.notes, "duplicate")',
            '$.notes is "Duplicate invoice", expected none of the words duplicate',
            "Duplicate invoice",
            ["duplicate"],
        ),
        ("default(doc.flag, false)", "$.flag is absent, which counts as false here", None, True),
        ("default(paid, true)", "$.paid is false, expected true", False, True),
        (
            "lookup(suppliers, buyer.vat_id) == 'x'",
            'lookup(suppliers, $.buyer.vat_id) = lookup(suppliers, "DE1") = "DE1", expected "x"',
            "DE1",
            "x",
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

    explanation = expression.explain(document, document.extraction["$.lines[0]"])

    assert explanation.reason == (
        "$.lines[0].quantity * $.lines[0].unit_price = 2 * 5.00 = 10.00 but $.lines[0].amount is 11.00"
        " (difference 1.00, tolerance 0.01)"
    )


def test_lines_are_counted_with_comma_groups(ask: SimpleNamespace) -> None:
    data = {"net": 1, "lines": [{"amount": 1}] * 1200}

    explanation = ask.why("sum(lines[*].amount) == net", data)

    assert explanation.reason == "$.net is 1.00 but the 1,200 lines add up to 1,200.00 (difference 1,199.00)"


def test_a_single_line_is_counted_in_the_singular(ask: SimpleNamespace) -> None:
    explanation = ask.why("sum(lines[*].amount) == net", {"net": 1, "lines": [{"amount": 2}]}, {})

    assert explanation.reason == "$.net is 1.00 but the 1 item of lines adds up to 2.00 (difference 1.00)"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "sum(doc.matrix[0][*]) == doc.x",
            "$.x is 1 but the 2 items add up to 3 (difference 2)",
        ),
        (
            "sum(x for x in leaves(doc.matrix)) == doc.x",
            "$.x is 1 but the 3 leaves add up to 6 (difference 5)",
        ),
        (
            'sum(r.n for r in doc["all rows"]) == doc.x',
            "$.x is 1 but the 2 all rows add up to 5 (difference 4)",
        ),
        ("not (0 < len(doc.matrix[0]) < 5)", "`0 < len(doc.matrix[0]) < 5` is true: $.matrix[0] is [1, 2]"),
        ("max(every_none) > 1", "$.none[*] selected nothing"),
        ("max(leaves_of_none) > 1", "$..none[*] selected nothing"),
        ("min(x for x in leaves(doc.matrix) if x == 9) > 1", "no item of the leaves was selected"),
        ("min(doc.pages[*].lines[*]) > 1", "$.pages selected nothing"),
        ("any(x == 9 for x in doc.pages[*].none if x == 2)", "no item of $.pages is selected"),
    ],
)
def test_lists_are_called_by_their_last_name(ask: SimpleNamespace, text: str, reason: str) -> None:
    data = {
        "x": 1,
        "matrix": [[1, 2], [3]],
        "all rows": [{"n": 2}, {"n": 3}],
        "none": [],
        "pages": [{"none": 1, "lines": []}] * 2,
    }
    fields = {
        "every_none": ask.field("$.none[*]", "decimal"),
        "leaves_of_none": ask.field("$..none[*]", "decimal"),
    }

    assert ask.why(text, data, {}, fields=fields).reason == reason


def test_a_reason_without_operands_shows_its_source(ask: SimpleNamespace) -> None:
    assert ask.why("1 > 2").reason == "1, expected above 2"
    assert ask.why("false").reason == "`false` is false"
    assert ask.why("net == 100").reason == "`net == 100` holds"


@pytest.mark.parametrize(
    ("text", "reason", "paths"),
    [
        ("doc.foo == 1", "$.foo is absent", ["$.foo"]),
        ("doc.nothing == 1", "$.nothing is null", ["$.nothing"]),
        ("doc.empty_text == 'x'", "$.empty_text is empty", ["$.empty_text"]),
        ("doc.foo + doc.bar > net", "$.foo is absent, $.bar is absent", ["$.foo", "$.bar", "$.net"]),
        ("doc.foo == doc.foo", "$.foo is absent", ["$.foo"]),
        ("net == 5 or doc.foo == 1", "$.foo is absent", ["$.net", "$.foo"]),
        ("net == 100 and doc.foo == 1", "$.foo is absent", ["$.net", "$.foo"]),
        ("doc.foo == 1 if not paid else doc.bar == 1", "$.foo is absent", ["$.paid", "$.foo"]),
        ("doc.foo == 1 if doc.flag else doc.bar == 1", "$.flag is absent", ["$.flag"]),
        ("default(doc.foo, doc.bar) == 1", "$.bar is absent", ["$.foo", "$.bar"]),
        ("doc.foo in (1, 2)", "$.foo is absent", ["$.foo"]),
        ("net in (1, doc.foo)", "$.foo is absent", ["$.net", "$.foo"]),
        ("total == approx(net, abs=doc.foo)", "$.foo is absent", ["$.total", "$.net", "$.foo"]),
        ("sum(doc.x[*].amount) == 1", "$.x is absent", ["$.x"]),
        (
            "sum(l.foo for l in doc.lines) == 1",
            "$.lines[0].foo is absent, $.lines[1].foo is absent, $.lines[2].foo is absent",
            ["$.lines[0].foo", "$.lines[1].foo", "$.lines[2].foo"],
        ),
        (
            "sum(doc.many[*].foo) == 1",
            "$.many[0].foo is absent, $.many[1].foo is absent, $.many[2].foo is absent, $.many[3].foo is"
            " absent, $.many[4].foo is absent, and 2 more",
            [f"$.many[{n}].foo" for n in range(7)],
        ),
        (
            "count(l for l in doc.lines if l.foo == 1) == 1",
            "$.lines[0].foo is absent, $.lines[1].foo is absent, $.lines[2].foo is absent",
            ["$.lines[0].foo", "$.lines[1].foo", "$.lines[2].foo"],
        ),
        ("any(a.amount > 5 for a in doc.foo)", "$.foo is absent", ["$.foo"]),
        ("all(l.amount > 0 for l in doc.no_lines)", "$.no_lines selected nothing", ["$.no_lines"]),
        (
            "all(l.amount > 0 for l in lines if l.rate == 5)",
            "no item of $.lines was selected",
            ["$.lines[0].rate", "$.lines[1].rate", "$.lines[2].rate", "$.lines"],
        ),
        ("min(doc.no_lines[*].amount) > 0", "$.no_lines selected nothing", ["$.no_lines"]),
        ("count(leaves(doc.foo)) == 1", "$.foo is absent", ["$.foo"]),
        ("lines[7].amount > 1", "$.lines[7].amount is absent", ["$.lines[7].amount"]),
        ("every_line[-9].amount > 1", "$.lines[*] has no item -9", ["$"]),
        ("rating(total) > 2", "$.total carries no rating", ["$.total"]),
        ("ocr(total) > 0.5", "$.total has an empty ocr (null)", ["$.total"]),
        ("confidence(doc.foo) > 0.5", "$.foo is absent", ["$.foo"]),
        ("match(net) == 'exact'", "$.net carries no match", ["$.net"]),
        ("verification(net) == 'x'", "$.net carries no verification", ["$.net"]),
        ("page(tax) == 1", "$.tax carries no page", ["$.tax"]),
        ("1 in pages(net)", "$.net carries no page", ["$.net"]),
        ("'x' in issues(total)", "$.total carries no issues", ["$.total"]),
        ("currency(net) == 'EUR'", "$.net states no currency", ["$.net"]),
        ("currency(doc.foo) == 'EUR'", "$.foo is absent", ["$.foo"]),
        ("decimals(doc.foo) == 1", "$.foo is absent", ["$.foo"]),
        ("len(doc.foo) == 1", "$.foo is absent", ["$.foo"]),
        ("facts.today == 1", "facts.today was not given", []),
        ("facts.null == 1", "facts.null is null", []),
        ("extraction.pages == 1", "extraction.pages is not in the payload", []),
        ("extraction.flags.reviewed", "extraction.flags.reviewed is not in the payload", []),
        ("number(doc.printed) > 1", 'number($.printed): "O.50" is no number: letter O at 1', ["$.printed"]),
        (
            "lookup(suppliers, doc.currency) == 'x'",
            'lookup(suppliers, $.currency): suppliers has no row "EUR"',
            ["$.currency"],
        ),
        (
            "lookup(suppliers, doc.currency, 'iban') == 'x'",
            "lookup(suppliers, $.currency, 'iban'): suppliers has no row \"EUR\"",
            ["$.currency"],
        ),
        (
            "lookup(suppliers, 'FR2', 'iban') == 'x'",
            "lookup(suppliers, 'FR2', 'iban'): suppliers has no iban for \"FR2\"",
            [],
        ),
    ],
)
def test_an_unknown_names_every_missing_operand(
    ask: SimpleNamespace, invoice: dict[str, Any], text: str, reason: str, paths: list[str]
) -> None:
    explanation = ask.why(text, {**invoice, "many": [{}] * 7}, facts={"null": None})

    assert explanation.reason == reason
    assert list(explanation.paths) == paths


def test_a_value_that_cannot_be_read_says_why(ask: SimpleNamespace) -> None:
    explanation = ask.why("net > 5", {"net": "O.50"})

    assert explanation.reason == '$.net cannot be read: "O.50" is no number: letter O at 1'
    assert explanation.evidence[0].value == "O.50"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "total == issued",
            "$.total 108.00 (an amount) and $.invoice_date 2025-01-01 (a date) cannot be compared with ==",
        ),
        ("currency_code == 5", '$.currency "EUR" (a text) and 5 (a number) cannot be compared with =='),
        (
            "0 < net < name",
            '$.net 100.00 (an amount) and $.supplier.name "Acme & Sons" (a text) cannot be compared with <',
        ),
        ("name < 'x'", '$.supplier.name "Acme & Sons" (a text) and "x" (a text) cannot be ordered with <'),
        ("paid < true", "$.paid false (true or false) and true (true or false) cannot be ordered with <"),
        ("supplier.name + 1 == 2", '$.supplier.name "Acme & Sons" (a text) and 1 (a number) cannot be added'),
        ("net * tax == 2", "$.net 100.00 (an amount) and $.tax 8.00 (an amount) cannot be multiplied"),
        ("2 / net == 2", "2 (a number) and $.net 100.00 (an amount) cannot be divided"),
        (
            "issued + due == issued",
            "$.invoice_date 2025-01-01 (a date) and $.due_date 2025-01-31 (a date) cannot be added",
        ),
        (
            "days(1) - issued == issued",
            "1 day (a number of days) and $.invoice_date 2025-01-01 (a date) cannot be subtracted",
        ),
        ("days(1) * 2 == days(2)", "1 day (a number of days) and 2 (a number) cannot be multiplied"),
        ("net / 0 == 1", "$.net 100.00 cannot be divided by zero"),
        ("issued + days(4000000) == due", "$.invoice_date 2025-01-01 + 4000000 days is out of range"),
        ("-name == 1", '-$.supplier.name: 0 (a number) and "Acme & Sons" (a text) cannot be subtracted'),
        ("abs(name) == 1", 'abs($.supplier.name): "Acme & Sons" (a text) has no absolute value'),
        ("round(name) == 1", 'round($.supplier.name): "Acme & Sons" (a text) cannot be rounded'),
        ("round(net, 0.5) == 1", "round($.net, 0.5): round takes a whole number of decimals up to 20, not 0.5"),
        ("round(net, 21) == 1", "round($.net, 21): round takes a whole number of decimals up to 20, not 21"),
        ("days(net) == days(1)", "days($.net): days takes a whole number, not 100.00"),
        ("number(paid) == 1", "number($.paid): false (true or false) is not read as a decimal"),
        ("date(net) == issued", "date($.net): 100.00 (an amount) is not read as a date"),
        ("lower(net) == 'x'", "lower($.net): 100.00 (an amount) has no lower case"),
        ("upper(net) == 'x'", "upper($.net): 100.00 (an amount) has no upper case"),
        ("strip(net) == 'x'", "strip($.net): 100.00 (an amount) has no blanks to strip"),
        ("prefix(net, 1) == 'x'", "prefix($.net, 1): 100.00 (an amount) has no first characters"),
        (
            "prefix(name, 0.5) == 'x'",
            "prefix($.supplier.name, 0.5): prefix takes a whole number of characters up to 10,000, not 0.5",
        ),
        ("pattern(net, 'x')", "pattern($.net, 'x'): 100.00 (an amount) matches no pattern"),
        ("has_any(net, 'x')", "has_any($.net, 'x'): 100.00 (an amount) has no words"),
        ("len(round(net)) == 1", "len(round($.net)): 100.00 has no length"),
        ("len(net) == 1", "$.net is a single value, expected a list"),
        (
            "min(net, name) == 1",
            'min($.net, $.supplier.name): 100.00 (an amount) and "Acme & Sons" (a text) cannot be compared with <=',
        ),
        ("currency(name) == 'EUR'", "$.supplier.name is no amount; only a field of type money has a currency"),
        ("decimals(name) == 1", "$.supplier.name is no number; it has no decimals"),
        ("index(net) == 1", "$.net is no item of a list"),
        ("net in ('a', name)", "net in ('a', name): 100.00 (an amount) and \"a\" (a text) cannot be compared with =="),
        ("net in facts.limit", "net in facts.limit: 5 is no list to look in"),
        ("net and tax == 8", "$.net is 100.00, which is neither true nor false"),
        ("not net", "$.net is 100.00, which is neither true nor false"),
        ("net == 1 if net else tax == 1", "$.net is 100.00, which is neither true nor false"),
        ("net", "`net`: 100.00 (an amount) is neither true nor false"),
        ("default(supplier, true) == true", "$.supplier is an object, expected a single value"),
        ("supplier == 1", "$.supplier is an object, expected a single value"),
        ("lines == 1", "$.lines is a list, expected a single value"),
        ("lines.amount == 5", "$.lines is a list; name its items with [*] or an index"),
        ("sum(supplier.name[*].x) == 5", "$.supplier.name is a single value, expected a list"),
        ("any(x.a == 1 for x in supplier)", "$.supplier is an object, expected a list"),
        ("supplier[0].x == 1", "$.supplier is no list; it has no item 0"),
        ("sum(lines[*].code) == 1", '$.lines[0].code is "A" (a text), which sum does not take'),
        ("sum(l.code for l in lines) == 1", '$.lines[0].code is "A" (a text), which sum does not take'),
        ("avg(lines[*].taxed) == 1", "$.lines[0].taxed is true (true or false), which avg does not take"),
        ("median(lines[*].code) == 1", '$.lines[0].code is "A" (a text), which median does not take'),
        ("max(lines[*].code) == 1", '$.lines[0].code is "A" (a text), which max does not take'),
        ("unique(doc.mixed[*])", '$.mixed[0] "a" (a text) and $.mixed[1] 1 (a number) cannot be compared with =='),
        ("min(doc.mixed[*]) == 1", '$.mixed[0] is "a" (a text), which min does not take'),
        ("sum(doc.currencies[*]) == 1", '$.currencies[0] is "1.00 EUR" (a text), which sum does not take'),
        ("all(l.code > 1 for l in lines)", '$.lines[0].code "A" (a text) and 1 (a number) cannot be compared with >'),
        ("all(lines[*].code)", '$.lines[0].code is "A" (a text), which all does not take'),
        ("count(l for l in lines if l.code) == 1", '$.lines[0].code is "A", which is neither true nor false'),
        ("net == approx(tax, abs=limit - 101)", "approx(tax, abs=limit - 101): a tolerance cannot be negative"),
        (
            "net == approx(name, abs=1)",
            '$.net 100.00 (an amount) and $.supplier.name "Acme & Sons" (a text) cannot be subtracted',
        ),
        ("confidence(tax) > 0.5", "$.tax has confidence 87, which is off its scale 0–1"),
        ("ocr(tax) > 0.5", "$.tax has ocr high, which is off its scale 0–1"),
        (
            "lines[0].amount == doc.eur",
            '$.lines[0].amount 10.00 (an amount) and $.eur "1.00 EUR" (a text) cannot be compared with ==',
        ),
    ],
)
def test_an_error_names_both_operands(ask: SimpleNamespace, invoice: dict[str, Any], text: str, reason: str) -> None:
    data = {**invoice, "mixed": ["a", 1], "currencies": ["1.00 EUR"], "eur": "1.00 EUR"}

    explanation = ask.why(text, data, facts={"limit": 5})

    assert explanation.reason == reason


def test_two_currencies_are_an_error_that_names_both(ask: SimpleNamespace) -> None:
    read = reader("money", "en_US")
    fields = {name: ask.field(f"$.{name}", "money") for name in ("euro", "dollar")}
    fields |= {"all_of_them": ask.field("$.all[*]", "money")}
    fields = {name: _with_reader(field, read) for name, field in fields.items()}
    data = {"euro": "EUR 5.00", "dollar": "USD 4.00", "all": ["EUR 5.00", "EUR 1.00", "USD 4.00"]}

    assert ask.why("euro + dollar == 9", data, fields=fields).reason == (
        "$.euro 5.00 EUR and $.dollar 4.00 USD are in two currencies"
    )
    assert ask.why("euro == dollar", data, fields=fields).reason == (
        "$.euro 5.00 EUR and $.dollar 4.00 USD are in two currencies"
    )
    assert ask.why("sum(all_of_them) == 9", data, fields=fields).reason == (
        "$.all[0] 5.00 EUR and $.all[2] 4.00 USD are in two currencies"
    )
    assert ask.held("currency(euro) == 'EUR' and euro == 5", data, fields=fields) is True


def test_money_without_a_currency_clashes_with_none(ask: SimpleNamespace) -> None:
    fields = {"all_of_them": _with_reader(ask.field("$.all[*]", "money"), reader("money", "en_US"))}
    data = {"all": ["1.00", None, "EUR 5.00", "2.00", "USD 4.00"]}

    assert ask.why("sum(all_of_them) == 9", data, fields=fields).reason == (
        "$.all[2] 5.00 EUR and $.all[4] 4.00 USD are in two currencies"
    )
    assert ask.why("unique(all_of_them)", data, fields=fields).reason == ("$.all[1] is null")


def test_a_list_of_texts_is_given_to_programs_as_one(ask: SimpleNamespace) -> None:
    explanation = ask.why('has_any(issues(net), "unclear")')

    assert explanation.reason == 'issues($.net) is ["ambiguous total"], expected one of the words unclear'
    assert explanation.actual == ["ambiguous total"]
    assert plain(Missing("value_absent", "$", "gone")) is None


def _with_reader(field: Any, read: Any) -> Any:
    return replace(field, read=read)


def test_evidence_is_that_of_every_operand(ask: SimpleNamespace) -> None:
    explanation = ask.why("total == net + tax + 1")

    assert [(e.path, e.value, e.presence, e.page, e.text, e.match, e.signals) for e in explanation.evidence] == [
        ("$.total", "108.00", "present", 2, "108.00", "exact", {"confidence": 0.97, "ocr": None}),
        ("$.net", 100, "present", None, None, None, {"confidence": 0.5, "ocr": 0, "rating": 4}),
        ("$.tax", "8.00", "present", None, None, None, {"confidence": 87, "ocr": "high"}),
    ]


def test_evidence_of_what_was_not_reached_is_left_out(ask: SimpleNamespace) -> None:
    assert ask.why("net == 5 and tax == 6").paths == ("$.net",)


def test_evidence_of_a_long_sum_is_cut_but_its_paths_are_not(ask: SimpleNamespace) -> None:
    explanation = ask.why("sum(lines[*].amount) == 1", {"lines": [{"amount": 1}] * 1001})

    assert len(explanation.evidence) == 1000
    assert len(explanation.paths) == 1001


def test_explaining_changes_nothing_in_the_payload(ask: SimpleNamespace, invoice: dict[str, Any]) -> None:
    data = copy.deepcopy(invoice)

    ask.why(ALL_OF_RATES, data)
    ask.why("sum(l.foo for l in doc.lines) == 1", data)

    assert data == invoice


def test_when_several_steps_are_too_many_only_the_budget_is_named(ask: SimpleNamespace) -> None:
    text = "all(all(m.amount == l.amount for m in lines) for l in lines)"

    explanation = ask.why(text, {"lines": [{"amount": 1}] * 4000})

    assert explanation.reason == f"`{text}`: this would take more than 10,000,000 steps"
    assert explanation.paths == ()
