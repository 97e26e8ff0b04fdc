"""What each function gives, and what an aggregate makes of its list."""

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
