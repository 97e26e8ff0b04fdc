"""What operands come to, and which conditions hold: exact numbers, money, dates, texts."""

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
