"""Why a condition on lists, evidence or truth is false; and the evidence behind a reason."""

from __future__ import annotations

import copy
from types import SimpleNamespace
from typing import Any

import pytest

from adjudge.model.values import Missing
from adjudge.ruleset.expressions.wording import plain

ALL_OF_RATES = "all(sum(l.amount for l in lines if l.rate == v.rate) == v.base + 1 for v in vat)"


@pytest.mark.parametrize(
    ("text", "reason", "actual", "expected"),
    [
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
def test_a_reason_about_lists_evidence_and_truth_says_what_decided(
    ask: SimpleNamespace, invoice: dict[str, Any], text: str, reason: str, actual: Any, expected: Any
) -> None:
    explanation = ask.why(text, {**invoice, "many": ["a"] * 5}, facts={"limit": 3, "customers": ["a,b", "c"]})

    assert explanation.reason == reason
    assert (explanation.actual, explanation.expected) == (actual, expected)


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


def test_lines_are_counted_with_comma_groups(ask: SimpleNamespace) -> None:
    data = {"net": 1, "lines": [{"amount": 1}] * 1200}

    explanation = ask.why("sum(lines[*].amount) == net", data)

    assert explanation.reason == "$.net is 1.00 but the 1,200 lines add up to 1,200.00 (difference 1,199.00)"


def test_a_single_line_is_counted_in_the_singular(ask: SimpleNamespace) -> None:
    explanation = ask.why("sum(lines[*].amount) == net", {"net": 1, "lines": [{"amount": 2}]}, {})

    assert explanation.reason == "$.net is 1.00 but the 1 item of lines adds up to 2.00 (difference 1.00)"


def test_a_list_of_texts_is_given_to_programs_as_one(ask: SimpleNamespace) -> None:
    explanation = ask.why('has_any(issues(net), "unclear")')

    assert explanation.reason == 'issues($.net) is ["ambiguous total"], expected one of the words unclear'
    assert explanation.actual == ["ambiguous total"]
    assert plain(Missing("value_absent", "$", "gone")) is None


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
