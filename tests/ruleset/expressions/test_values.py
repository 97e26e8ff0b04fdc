"""What operands come to: exact numbers, money, dates, and what each function gives."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from adjudge.model.values import Money

D = Decimal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("0.1 + 0.2", D("0.3"), id="decimals-are-exact"),
        pytest.param("1 / 3", D("0.3333333333333333333333333333333333"), id="division-has-34-digits"),
        pytest.param("1.10 + 1", D("2.10"), id="sum"),
        pytest.param("2 - 3", D(-1), id="difference"),
        pytest.param("-2", D(-2), id="negative-literal"),
        pytest.param("-(1 + 1)", D(-2), id="negated"),
        pytest.param("-days(2)", timedelta(days=-2), id="negated-days"),
        pytest.param("0.10", D("0.10"), id="literal-keeps-its-digits"),
        pytest.param("doc.float", D("0.1"), id="a-delivered-float-is-its-shortest-decimal"),
        pytest.param("1e2", D(100), id="exponent"),
        pytest.param("net", Money(D(100)), id="money-field"),
        pytest.param("net + tax", Money(D("108.00")), id="money-and-money"),
        pytest.param("net + 1", Money(D(101)), id="money-and-number"),
        pytest.param("2 * net", Money(D(200)), id="number-times-money"),
        pytest.param("net * 2", Money(D(200)), id="money-times-number"),
        pytest.param("net / 4", Money(D(25)), id="money-by-number"),
        pytest.param("net / tax", D("12.5"), id="money-by-money-is-a-number"),
        pytest.param("issued", date(2025, 1, 1), id="date"),
        pytest.param("issued + days(30)", date(2025, 1, 31), id="date-plus-days"),
        pytest.param("days(30) + issued", date(2025, 1, 31), id="days-plus-date"),
        pytest.param("due - days(30)", date(2025, 1, 1), id="date-minus-days"),
        pytest.param("due - issued", timedelta(days=30), id="date-minus-date"),
        pytest.param("days(1) + days(2)", timedelta(days=3), id="days-plus-days"),
        pytest.param("days(1) - days(2)", timedelta(days=-1), id="days-minus-days"),
        pytest.param("supplier.name", "Acme & Sons", id="member-of-an-untyped-field"),
        pytest.param('doc.supplier["Tax No"]', "7", id="member-in-brackets"),
        pytest.param('doc["Größe"]', D(4), id="non-ascii-member"),
        pytest.param('doc["from"]', "here", id="a-word-of-python-as-member"),
        pytest.param("lines[0].quantity", D(2), id="index"),
        pytest.param("lines[-1].quantity", D(3), id="index-from-the-end"),
        pytest.param("every_line[1].amount", Money(D("30.00")), id="index-of-a-plural-field"),
        pytest.param("every_line[-1].amount", Money(D(60)), id="index-of-a-plural-field-from-the-end"),
        pytest.param("lines[1].amount", Money(D("30.00")), id="second-candidate-of-a-member"),
        pytest.param("total", Money(D("108.00")), id="second-candidate-of-a-field"),
        pytest.param("date", date(2025, 3, 1), id="a-field-may-be-called-like-a-function"),
        pytest.param("buyer.vat_id", "DE1", id="typed-member-of-an-object"),
        pytest.param("limit", D(100), id="parameter"),
        pytest.param("label", "net", id="text-parameter"),
        pytest.param("5 if paid else 6", D(6), id="if"),
        pytest.param("true", True, id="true"),
    ],
)
def test_an_operand_has_its_exact_value(ask: SimpleNamespace, text: str, expected: Any) -> None:
    value = ask.value(text)

    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("abs(-2.5)", D("2.5"), id="abs"),
        pytest.param("abs(net - total)", Money(D("8.00")), id="abs-of-money"),
        pytest.param("abs(issued - due)", timedelta(days=30), id="abs-of-days"),
        pytest.param("round(2.5)", D(3), id="round-half-away-from-zero"),
        pytest.param("round(-2.5)", D(-3), id="round-negative-half-away-from-zero"),
        pytest.param("round(0.005, 2)", D("0.01"), id="round-to-cents"),
        pytest.param("round(0.004, 2)", D("0.00"), id="round-just-below"),
        pytest.param('round(2.5, 0, "half_even")', D(2), id="half-even"),
        pytest.param('round(2.5, 0, "half_down")', D(2), id="half-down"),
        pytest.param('round(2.5, 0, "half_ceiling")', D(3), id="half-ceiling"),
        pytest.param('round(-2.5, 0, "half_ceiling")', D(-2), id="half-ceiling-of-a-negative"),
        pytest.param('round(-0.005, 2, "half_ceiling")', D("0.00"), id="half-ceiling-as-xpath"),
        pytest.param('round(2.1, 0, "up")', D(3), id="up"),
        pytest.param('round(2.9, 0, "down")', D(2), id="down"),
        pytest.param('round(-2.1, 0, "ceiling")', D(-2), id="ceiling"),
        pytest.param('round(-2.1, 0, "floor")', D(-3), id="floor"),
        pytest.param("round(1250, -2)", D(1300), id="round-to-hundreds"),
        pytest.param("round(net / 3, 2)", Money(D("33.33")), id="round-money"),
        pytest.param("number(net)", D(100), id="number-of-money"),
        pytest.param('number("12.50")', D("12.50"), id="number-of-text"),
        pytest.param("number(2)", D(2), id="number-of-number"),
        pytest.param('date("2025-02-03")', date(2025, 2, 3), id="date-of-text"),
        pytest.param('date("03.02.2025", "%d.%m.%Y")', date(2025, 2, 3), id="date-with-format"),
        pytest.param("date(issued)", date(2025, 1, 1), id="date-of-date"),
        pytest.param("days(-3)", timedelta(days=-3), id="days"),
        pytest.param('lower("ÄB")', "äb", id="lower"),
        pytest.param('upper("äb")', "ÄB", id="upper"),
        pytest.param('strip(" a ")', "a", id="strip"),
        pytest.param('prefix("abc", 2)', "ab", id="prefix"),
        pytest.param('pattern("AB1", "[A-Z]+[0-9]")', True, id="pattern"),
        pytest.param('pattern("AB12", "[A-Z]+[0-9]")', False, id="pattern-is-of-the-whole-value"),
        pytest.param(r'pattern("AB12", "\w+\d")', True, id="pattern-with-escapes"),
        pytest.param('has_any(doc.notes, ("unclear", "DUPLICATE"))', True, id="has-any-case"),
        pytest.param('has_any(doc.notes, "invoic")', False, id="has-any-by-word"),
        pytest.param("has_any(doc.notes, currencies)", False, id="has-any-of-a-list"),
        pytest.param('has_any(issues(net), "ambiguous")', True, id="has-any-of-issues"),
        pytest.param('lookup(suppliers, "DE1", "iban")', "DE99", id="lookup"),
        pytest.param('lookup(suppliers, "DE1")', "DE1", id="lookup-of-the-key"),
        pytest.param("default(doc.foo, 5)", D(5), id="default"),
        pytest.param("default(net, 5)", Money(D(100)), id="default-not-needed"),
        pytest.param("min(net, 5)", D(5), id="min-of-two"),
        pytest.param("max(1, 3, 2)", D(3), id="max-of-three"),
        pytest.param("min(issued, due)", date(2025, 1, 1), id="min-of-dates"),
        pytest.param("len(name)", D(11), id="len-of-text"),
        pytest.param("len(lower(name))", D(11), id="len-of-computed-text"),
        pytest.param("len(issues(net))", D(1), id="len-of-issues"),
        pytest.param("len(lines)", D(3), id="len-of-list"),
        pytest.param("len(doc.no_lines)", D(0), id="len-of-empty-list"),
        pytest.param("exists(due)", True, id="exists"),
        pytest.param("exists(doc.empty_text)", False, id="empty-does-not-exist"),
        pytest.param("exists(doc.nothing)", False, id="null-does-not-exist"),
        pytest.param("exists(doc.printed)", True, id="whatever-is-printed-exists"),
        pytest.param("exists(paid)", True, id="false-exists"),
        pytest.param("exists(doc.stamp)", False, id="metadata-alone-does-not-exist"),
        pytest.param("exists(codes[*])", True, id="exists-of-a-list"),
        pytest.param("exists(doc.foo[*].bar)", False, id="exists-of-an-absent-list"),
        pytest.param("exists(confidence(total))", True, id="exists-of-a-signal"),
        pytest.param("exists(ocr(total))", False, id="exists-of-a-null-signal"),
        pytest.param("exists(facts.today)", False, id="exists-of-a-fact"),
        pytest.param("presence(net)", "present", id="present"),
        pytest.param("presence(doc.nothing)", "null", id="null"),
        pytest.param("presence(doc.empty_text)", "empty", id="empty"),
        pytest.param("presence(doc.foo)", "absent", id="absent"),
        pytest.param("confidence(total)", D("0.97"), id="signal"),
        pytest.param("ocr(net)", D(0), id="a-measured-zero"),
        pytest.param("confidence(doc.stamp)", D("0.4"), id="signal-without-value"),
        pytest.param("rating(net)", D(4), id="rating"),
        pytest.param("match(total)", "exact", id="match"),
        pytest.param("page(total)", D(2), id="page-is-the-first"),
        pytest.param("pages(total)", (D(2), D(1)), id="pages-are-all"),
        pytest.param("issues(net)", ("ambiguous total",), id="issues"),
        pytest.param("decimals(total)", D(2), id="decimals-of-a-printed-amount"),
        pytest.param("decimals(net)", D(0), id="decimals-of-an-integer"),
        pytest.param("decimals(doc.total)", D(2), id="decimals-of-untyped-text"),
        pytest.param("index(lines[1])", D(1), id="index-in-its-list"),
        pytest.param("extraction.adapter", "sample", id="adapter"),
        pytest.param("extraction.version", "v7", id="version"),
        pytest.param('extraction.sends("ocr")', True, id="sends"),
        pytest.param('extraction.sends("verification")', False, id="sends-not"),
    ],
)
def test_a_function_gives_what_it_says(ask: SimpleNamespace, text: str, expected: Any) -> None:
    value = ask.value(text)

    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("sum(lines[*].amount)", Money(D("100.00")), id="sum-of-a-path"),
        pytest.param("sum(every_line[*].amount)", Money(D("100.00")), id="sum-of-a-plural-field"),
        pytest.param("sum(l.amount for l in every_line)", Money(D("100.00")), id="sum-of-a-bare-plural-field"),
        pytest.param("sum(l.amount for l in lines)", Money(D("100.00")), id="sum-of-a-generator"),
        pytest.param("sum(l.amount for l in lines[*] if l.rate == 19)", Money(D("70.00")), id="sum-with-a-filter"),
        pytest.param("sum(lines[*].allowances[*].amount)", Money(D("3.50")), id="sum-over-two-levels"),
        pytest.param("sum(sum(a.amount for a in l.allowances) for l in lines)", Money(D("3.50")), id="sum-of-sums"),
        pytest.param("sum(doc.no_lines[*].amount)", D(0), id="sum-of-nothing"),
        pytest.param("avg(lines[*].quantity)", D(2), id="avg"),
        pytest.param("avg(vat[*].base)", Money(D("50.00")), id="avg-of-money"),
        pytest.param("median(lines[*].amount)", Money(D("30.00")), id="median-of-three"),
        pytest.param("median(vat[*].base)", Money(D("50.00")), id="median-of-two"),
        pytest.param("min(lines[*].amount)", Money(D("10.00")), id="min"),
        pytest.param("max(l.amount for l in lines if l.taxed)", Money(D("30.00")), id="max-with-a-filter"),
        pytest.param("count(lines)", D(3), id="count-of-a-list"),
        pytest.param("count(lines[*].amount)", D(3), id="count-of-a-path"),
        pytest.param("count(l for l in lines if l.taxed)", D(2), id="count-with-a-filter"),
        pytest.param("count(l.foo for l in doc.lines)", D(3), id="count-needs-no-values"),
        pytest.param("len(l for l in lines if l.taxed)", D(2), id="len-with-a-filter"),
        pytest.param("count(doc.no_lines)", D(0), id="count-of-nothing"),
        pytest.param("distinct(codes)", D(2), id="distinct"),
        pytest.param("unique(lines[*].code)", True, id="unique"),
        pytest.param("unique(codes)", False, id="not-unique"),
        pytest.param("any(lines[*].taxed)", True, id="any"),
        pytest.param("any(l.amount < 0 for l in doc.no_lines)", False, id="any-of-nothing"),
        pytest.param("any(l.amount > 0 for l in lines if l.rate == 5)", False, id="any-of-none-selected"),
        pytest.param("all(lines[*].taxed)", False, id="all"),
        pytest.param("all(l.taxed for l in lines if l.quantity < 3)", True, id="all-with-a-filter"),
        pytest.param("count(leaves(doc.supplier))", D(3), id="leaves-of-a-part"),
        pytest.param("any(confidence(x) < 0.5 for x in leaves(doc))", True, id="signals-of-leaves"),
    ],
)
def test_an_aggregate_goes_through_its_list(ask: SimpleNamespace, text: str, expected: Any) -> None:
    value = ask.value(text)

    assert value == expected
    assert type(value) is type(expected)


def test_leaves_are_those_of_the_extraction(ask: SimpleNamespace) -> None:
    leaves = list(ask.document().extraction.leaves())

    assert ask.value("count(leaves(doc))") == len(leaves)
    assert "$.stamp" in [leaf.path for leaf in leaves]


def test_an_inner_generator_may_use_the_outer_variable(ask: SimpleNamespace) -> None:
    """The VAT breakdown of an invoice: each rate's base is the sum of its lines."""
    assert ask.held("all(sum(l.amount for l in lines if l.rate == v.rate) == v.base for v in vat)") is True


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("net == 100", True),
        ("net != 100", False),
        ("net < 100", False),
        ("net <= 100", True),
        ("net > 99.99", True),
        ("net >= 100.01", False),
        ("0 < net <= 100", True),
        ("0 < net < 100", False),
        ("issued < due", True),
        ("issued <= due <= issued + days(120)", True),
        ("due - issued == days(30)", True),
        ("due - issued < days(30)", False),
        ('name == "Acme & Sons"', True),
        ('name == "acme & sons"', False),
        ("paid == false", True),
        ("currency_code in currencies", True),
        ("currency_code not in currencies", False),
        ('currency_code in ("USD", "EUR")', True),
        ('currency_code in ["USD"]', False),
        ("19 in rates", True),
        ("6 in rates", False),
        ('"B" in lines[*].code', True),
        ('"B" in every_code', False),
        ('"a" in allowed', True),
        ("2 in pages(total)", True),
        ("3 in pages(total)", False),
        ("total == approx(net, abs=8)", True),
        ("total == approx(net, abs=7.99)", False),
        ("approx(net, abs=8) == total", True),
        ("total != approx(net, abs=8)", False),
        ("total == approx(net, abs=8, strict=true)", False),
        ("total == approx(net, abs=8.01, strict=true)", True),
        ("total == approx(net, abs=8, strict=false)", True),
        ("total == approx(net, rel=0.08)", True),
        ("total == approx(net, rel=0.0799)", False),
        ("total == approx(net, abs=1, rel=0.08)", True),
        ("due == approx(issued, abs=days(30))", True),
        ("due == approx(issued, abs=days(29))", False),
        ("net == 100 and tax == 8", True),
        ("net == 1 or tax == 8", True),
        ("not net == 1", True),
        ("paid if net == 1 else not paid", True),
        ("count(lines[ * ]) == 3", True),
        (" net\n ==\t100 ", True),
        ('"[*]" == "[*]"', True),
    ],
)
def test_a_condition_holds_or_not(ask: SimpleNamespace, text: str, held: bool) -> None:
    assert ask.held(text) is held


def test_a_loop_variable_is_the_item(ask: SimpleNamespace) -> None:
    expression = ask.compiled("line.quantity * line.unit_price == approx(line.amount, abs=0.01)", loop="line in lines")
    document = ask.document()

    held = [expression.evaluate(document, item) for item in document.items(ask.field("$.lines"))]

    assert held == [True, True, True]
    assert expression.uses_loop


def test_a_condition_without_the_loop_variable_does_not_use_it(ask: SimpleNamespace) -> None:
    assert not ask.compiled("net > 0", loop="line in lines").uses_loop


def test_items_of_an_undeclared_list_have_any_member(ask: SimpleNamespace) -> None:
    expression = ask.compiled("item.rate == 19", loop="item in $.vat[*]")
    document = ask.document()

    assert [expression.evaluate(document, node) for node in document.extraction["$.vat"].children()] == [True, False]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(date(2025, 1, 2), date(2025, 1, 2), id="date"),
        pytest.param("x", "x", id="text"),
        pytest.param(3, D(3), id="integer"),
        pytest.param(0.1, D("0.1"), id="float"),
        pytest.param(True, True, id="boolean"),
        pytest.param(["a", 1], ("a", D(1)), id="list"),
    ],
)
def test_a_fact_is_what_the_caller_gave(ask: SimpleNamespace, given: Any, expected: Any) -> None:
    assert ask.value("facts.given", facts={"given": given}) == expected
    assert ask.value("facts.outer.given", facts={"outer": {"given": given}}) == expected


def test_a_fact_may_be_a_list_to_look_in(ask: SimpleNamespace) -> None:
    assert ask.held("buyer.vat_id in facts.customers", facts={"customers": ["DE1"]}) is True


def test_an_expression_tells_what_it_reads(ask: SimpleNamespace) -> None:
    """The engine asks for blind signals by these names; blame falls on these paths."""
    expression = ask.compiled("confidence(total) > 0.5 and match(net) == 'exact' and page(tax) == 1 and exists(due)")

    assert expression.signals == {"confidence", "match", "citations"}
    assert [ref.steps[0].field.name for ref in expression.reads] == ["total", "net", "tax", "due"]
