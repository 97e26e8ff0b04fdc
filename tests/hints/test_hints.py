"""Hints at failed equations: which misread is named, in which words, and when none is."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

import adjudge
from support.payloads import entry, extend, nutrient

RULES = """
    fields:
      net: {at: $.net, type: money}
      tax: {at: $.tax, type: money}
      rate: {at: $.rate, type: percent}
      total: {at: $.total, type: money}
      lines: {at: $.lines, each: {quantity: decimal, price: money, amount: money}}
    rules:
      - id: line
        for: line in lines
        assert: line.quantity * line.price == approx(line.amount, abs=0.01)
      - {id: lines, assert: "sum(lines[*].amount) == net"}
      - {id: tax, assert: "net * rate / 100 == approx(tax, abs=0.01)"}
      - {id: total, assert: "net + tax == total"}
"""
SUM = "rules: [{id: sum, assert: doc.net + doc.tax == doc.total}]"

Judge = Callable[..., adjudge.Verdict]


def invoice(**changed: Any) -> dict[str, Any]:
    """Build an invoice that adds up, but for what is changed."""
    lines = [
        {"quantity": 2, "price": 250.0, "amount": 500.0},
        {"quantity": 1, "price": 436.5, "amount": 436.5},
        {"quantity": 2, "price": 131.75, "amount": 263.5},
    ]
    return {"net": 1200.0, "tax": 228.0, "rate": 19, "total": 1428.0, "lines": lines, **changed}


def lines(index: int, **changed: Any) -> list[dict[str, Any]]:
    """Build the lines of the invoice with one of them changed."""
    made: list[dict[str, Any]] = invoice()["lines"]
    made[index] |= changed
    return made


def hints(verdict: adjudge.Verdict) -> list[tuple[str, str]]:
    """Give kind and reason of the first hint of each finding."""
    return [(finding.hints[0].kind, finding.hints[0].reason) for finding in verdict.findings if finding.hints]


@pytest.mark.parametrize(
    ("changed", "kind", "reason"),
    [
        pytest.param(
            {"total": 1728.0},
            "digit",
            "if $.total were 1,428.00 instead of 1,728.00 (a 4 read as 7), the equation that reads it would hold",
            id="one-digit-of-a-header",
        ),
        pytest.param(
            {"net": 1800.0},
            "digit",
            "if $.net were 1,200.00 instead of 1,800.00 (a 2 read as 8), all 3 equations that read it would hold",
            id="one-digit-that-three-equations-read",
        ),
        pytest.param(
            {"lines": lines(1, amount=463.5)},
            "digits_swapped",
            "if $.lines[1].amount were 436.50 instead of 463.50 (two digits swapped), "
            "both equations that read it would hold",
            id="two-digits-of-a-line",
        ),
        pytest.param(
            {"lines": lines(1, quantity=11)},
            "digit_added",
            "if $.lines[1].quantity were 1 instead of 11 (a 1 doubled), the equation that reads it would hold",
            id="a-digit-doubled",
        ),
        pytest.param(
            {"total": 148.0},
            "digit_dropped",
            "if $.total were 1,428.00 instead of 148.00 (a 2 dropped), the equation that reads it would hold",
            id="a-digit-dropped",
        ),
        pytest.param(
            {"tax": 22800.0},
            "decimal_shift",
            "if $.tax were 228.00 instead of 22,800.00 (the decimal point shifted by 2 places), "
            "both equations that read it would hold",
            id="the-decimal-point-lost",
        ),
        pytest.param(
            {"total": 14.28},
            "decimal_shift",
            "if $.total were 1,428.00 instead of 14.28 (the decimal point shifted by 2 places), "
            "the equation that reads it would hold",
            id="the-decimal-point-too-early",
        ),
        pytest.param(
            {"tax": -228.0},
            "sign",
            "if $.tax were 228.00 instead of -228.00 (a minus too many), both equations that read it would hold",
            id="the-sign",
        ),
        pytest.param(
            {"net": 1428.0},
            "counted_in",
            "if $.net were 1,200.00 instead of 1,428.00 ($.tax of 228.00 counted in), "
            "all 3 equations that read it would hold",
            id="the-tax-counted-in",
        ),
        pytest.param(
            {"total": 1200.0},
            "left_out",
            "if $.total were 1,428.00 instead of 1,200.00 ($.tax of 228.00 left out), "
            "the equation that reads it would hold",
            id="the-tax-left-out",
        ),
        pytest.param(
            {"lines": lines(1, amount=519.43)},
            "counted_in",
            "if $.lines[1].amount were 436.50 instead of 519.43 (19% of $.rate counted in), "
            "both equations that read it would hold",
            id="the-rate-counted-in",
        ),
        pytest.param(
            {"lines": [*lines(0), lines(0)[2]]},
            "line_doubled",
            "if $.lines[3] were left out (it repeats $.lines[2]), the equation that reads it would hold",
            id="a-line-doubled",
        ),
        pytest.param(
            {"lines": [*lines(0), {"quantity": 1, "price": 936.5, "amount": 936.5}]},
            "line_too_many",
            "if $.lines[3] were left out, the equation that reads it would hold",
            id="a-subtotal-among-the-lines",
        ),
        pytest.param(
            {"lines": lines(0)[:2]},
            "line_dropped",
            "if $.lines had one more item (amount 263.50), the equation that reads it would hold",
            id="a-line-dropped",
        ),
    ],
)
def test_the_slip_is_named_with_what_it_explains(judge: Judge, changed: dict[str, Any], kind: str, reason: str) -> None:
    """A reviewer looks at one value first, and knows what to look for."""
    assert hints(judge(RULES, invoice(**changed)))[0] == (kind, reason)


def test_a_hint_is_data_too(judge: Judge) -> None:
    """A review screen offers the suggestion without parsing the sentence."""
    verdict = judge(RULES, invoice(lines=lines(1, amount=463.5)))

    told = json.loads(verdict.to_json())["results"][0]["findings"][0]["hints"]

    assert told[0] == {
        "kind": "digits_swapped",
        "path": "$.lines[1].amount",
        "delivered": 463.5,
        "suggested": "436.5",
        "reason": "if $.lines[1].amount were 436.50 instead of 463.50 (two digits swapped), "
        "both equations that read it would hold",
        "equations": ["rules.yaml::line[1]", "rules.yaml::lines"],
        "rank": 1,
    }
    assert [hint["path"] for hint in told] == ["$.lines[1].amount", "$.lines[1].price"]


def test_nothing_is_hinted_where_no_single_misread_reconciles(judge: Judge) -> None:
    """A hint that explains nothing would cost the reviewer's trust in those that do."""
    verdict = judge(RULES, invoice(total=7777.77))

    assert [finding.hints for finding in verdict.findings] == [()]


def test_a_misread_must_keep_what_holds(judge: Judge) -> None:
    """The tax would close the gap as well, but then it would not be 19 % of the net amount any more."""
    (finding,) = judge(RULES, invoice(total=1488.0)).findings

    assert [hint.path for hint in finding.hints] == ["$.total"]


def test_two_misreads_apart_are_each_hinted_at(judge: Judge) -> None:
    """What is wrong with a line says nothing about what is wrong with the total."""
    assert hints(judge(RULES, invoice(total=1728.0, lines=lines(0, quantity=7)))) == [
        (
            "digit",
            "if $.lines[0].quantity were 2 instead of 7 (a 2 read as 7), the equation that reads it would hold",
        ),
        (
            "digit",
            "if $.total were 1,428.00 instead of 1,728.00 (a 4 read as 7), the equation that reads it would hold",
        ),
    ]


def test_other_failures_have_no_hints(judge: Judge) -> None:
    """A text or an order of dates is no arithmetic."""
    rules = "rules: [{id: currency, assert: doc.currency == 'EUR'}, {id: less, assert: doc.net < doc.tax}]"

    verdict = judge(rules, {"currency": "USD", "net": 1200.0, "tax": 228.0})

    assert [finding.hints for finding in verdict.findings] == [(), ()]


# ------------------------------------------------------------ which comes first
@pytest.mark.parametrize("weak", ["net", "tax", "total"])
def test_of_equally_likely_slips_the_weakest_signal_comes_first(judge: Judge, weak: str) -> None:
    """Each of three numbers with one digit changed closes this gap; only the signals tell them apart."""
    metadata = {name: {"ocrConfidence": 0.71 if name == weak else 0.98} for name in ("net", "tax", "total")}

    (finding,) = judge(SUM, extend({"net": 1200, "tax": 228, "total": 1828}, metadata)).findings

    assert finding.hints[0].path == f"$.{weak}"
    assert "ocr 0.71" in finding.hints[0].reason
    assert len(finding.hints) == 3


def test_a_weak_label_counts_as_a_signal(judge: Judge) -> None:
    """A value that was found only by similarity is the first to look at."""
    metadata = {"net": entry(confidence=None), "tax": entry("fuzzy_match", None), "total": entry(confidence=None)}

    (finding,) = judge(SUM, nutrient({"net": 1200, "tax": 228, "total": 1728}, metadata)).findings

    assert finding.hints[0].reason == (
        'if $.tax were 528 instead of 228 (a 5 read as 2, match "fuzzy_match"), the equation that reads it would hold'
    )


def test_a_cited_text_that_has_the_number_decides(judge: Judge) -> None:
    """The page was read well, and the wrong number was taken from it."""
    metadata = {
        name: {"ocrConfidence": 0.98, "citations": [{"page": 1, "referenceText": text}]}
        for name, text in (("net", "Net 1,500.00"), ("tax", "VAT 228.00"), ("total", "Total 1,728.00"))
    }

    (finding,) = judge(SUM, extend({"net": 1200, "tax": 228, "total": 1728}, metadata)).findings

    assert (finding.hints[0].path, finding.hints[0].suggested) == ("$.net", "1500")


def test_a_number_unlike_its_column_is_doubted_first(judge: Judge) -> None:
    """Quantity or price: both shifts reconcile, but no other price has three decimals."""
    verdict = judge(RULES, invoice(lines=lines(1, quantity=10, price=4.365, amount=436.5)))

    assert hints(verdict)[0] == (
        "decimal_shift",
        "if $.lines[1].price were 43.65 instead of 4.365 (the decimal point shifted by 1 place), "
        "the equation that reads it would hold",
    )


# ------------------------------------------------------------ forms of equations
@pytest.mark.parametrize(
    "equation",
    [
        "doc.net + doc.tax == doc.total",
        "doc.total == approx(doc.net + doc.tax, abs=0.01)",
        "doc.total == approx(doc.net + doc.tax, rel=0.0001)",
        "abs(doc.net + doc.tax - doc.total) <= 0.01",
        "0.01 >= abs(doc.total - doc.tax - doc.net)",
        "exists(doc.total) and doc.net + doc.tax == doc.total",
        "not exists(doc.total) or doc.net + doc.tax == doc.total",
        "doc.net + doc.tax == doc.total if doc.net > 0 else doc.total == 0",
        "doc.total == doc.net + doc.tax == doc.due",
        "all(part.net + part.tax == doc.total for part in doc.parts)",
        "(doc.total - doc.net) / doc.net == approx(doc.tax / doc.net, abs=0.0001)",
        "doc.net / (doc.total - doc.tax) == approx(1, abs=0.0001)",
    ],
)
def test_an_equation_is_found_in_whatever_form_it_is_written(judge: Judge, equation: str) -> None:
    """Authors of rules write sums in many ways, and think of hints in none of them."""
    payload = {"net": 1200, "tax": 228, "total": 1488, "due": 1428, "parts": [{"net": 1200, "tax": 228}]}
    metadata = {"total": {"ocrConfidence": 0.5}, "net": {"ocrConfidence": 0.99}, "tax": {"ocrConfidence": 0.99}}

    (finding,) = judge("rules: [{id: sum, assert: '" + equation + "'}]", extend(payload, metadata)).findings

    assert (finding.hints[0].path, finding.hints[0].suggested) == ("$.total", "1428")


def test_a_dropped_line_is_solved_for_every_sum_that_misses_it(judge: Judge) -> None:
    """Three columns are short by what belongs to one line; what must hold for each line is asked of none."""
    rules = """
        rules:
          - {id: rows, assert: "all(r.net + r.vat == r.gross for r in doc.rows)"}
          - {id: nets, assert: "sum(r.net for r in doc.rows if r.kind == 'goods') == doc.net"}
          - {id: vats, assert: "sum(doc.rows[*].vat) == doc.vat"}
    """
    rows = [{"kind": "goods", "net": 100, "vat": 19, "gross": 119}, {"kind": "fee", "net": 7, "vat": 1, "gross": 8}]

    verdict = judge(rules, {"rows": rows, "net": 350, "vat": 67})

    assert hints(verdict) == 2 * [
        (
            "line_dropped",
            "if $.rows had one more item (net 250, vat 47), both equations that read it would hold",
        )
    ]


PAGES = """
    fields:
      lines: {at: "$.pages[*].lines", each: {amount: money}}
    rules:
      - {id: sum, assert: "sum(lines[*].amount) == doc.total"}
      - {id: count, assert: "count(lines[*].amount) == doc.count"}
"""


def pages(*amounts: list[float]) -> list[dict[str, Any]]:
    """Build pages with lines of such amounts."""
    return [{"lines": [{"amount": amount} for amount in page]} for page in amounts]


def test_a_number_of_lines_is_evidence_of_a_dropped_one(judge: Judge) -> None:
    """Sum and number are short by the same line; which page it was on nobody knows."""
    (sum_of, count) = judge(PAGES, {"pages": pages([10, 40], [15]), "total": 100, "count": 4}).findings

    assert [hint.reason for hint in sum_of.hints] == [
        "if $.pages[0].lines had one more item (amount 35.00), both equations that read it would hold",
        "if $.pages[1].lines had one more item (amount 35.00), both equations that read it would hold",
    ]
    assert [hint.reason for hint in count.hints[:2]] == [hint.reason for hint in sum_of.hints]


def test_a_line_may_stand_again_on_the_next_page(judge: Judge) -> None:
    """Tables that go on over a page break are read with one line in both."""
    verdict = judge(PAGES, {"pages": pages([10, 40], [40, 15, 35]), "total": 100, "count": 4})

    assert hints(verdict) == 2 * [
        (
            "line_doubled",
            "if $.pages[1].lines[0] were left out (it repeats $.pages[0].lines[1]), "
            "both equations that read it would hold",
        )
    ]


def test_a_page_that_was_delivered_twice_is_one_item_too_many(judge: Judge) -> None:
    """All its lines are counted twice, for one reason."""
    verdict = judge(PAGES, {"pages": pages([10, 40], [15, 35], [15, 35]), "total": 100, "count": 4})

    assert hints(verdict)[0] == (
        "line_doubled",
        "if $.pages[2] were left out (it repeats $.pages[1]), both equations that read it would hold",
    )


# ------------------------------------------------------------ rounding and tolerance
def test_another_order_of_rounding_is_named(judge: Judge) -> None:
    """Many suppliers round each line; the rule adds up what was not rounded."""
    rules = "rules: [{id: sum, assert: 'sum(l.q * l.p for l in doc.lines) == doc.total'}]"

    verdict = judge(rules, {"total": 0.99, "lines": 3 * [{"q": 3, "p": 0.111}]})

    assert hints(verdict) == [
        ("rounding", "if each product were rounded to 2 decimals first, the equation would hold"),
    ]


def test_rounding_only_at_the_end_is_named(judge: Judge) -> None:
    """The rule rounds each line; this supplier rounded the sum."""
    rules = "rules: [{id: sum, assert: 'sum(round(l.q * l.p, 2) for l in doc.lines) == approx(doc.total, abs=0.005)'}]"

    verdict = judge(rules, {"total": 1.00, "lines": 3 * [{"q": 3, "p": 0.111}]})

    assert hints(verdict) == [
        ("rounding", "if nothing were rounded before the end, the equation would hold"),
    ]


@pytest.mark.parametrize(
    ("total", "suggested"),
    [
        pytest.param(1428.03, ["0.03"], id="a-cent-for-each-number-that-is-read"),
        pytest.param(1428.04, [], id="a-cent-more"),
    ],
)
def test_a_tolerance_of_few_cents_is_the_last_hint(judge: Judge, total: float, suggested: list[str]) -> None:
    """A tolerance reconciles anything; only one that rounding could need is worth a word."""
    (finding,) = judge(RULES, invoice(total=total)).findings

    assert [hint.suggested for hint in finding.hints if hint.kind == "tolerance"] == suggested
    assert finding.hints[0].reason == (
        f"if $.total were 1,428.00 instead of {total:,} (a 0 read as {str(total)[-1]}), "
        "the equation that reads it would hold"
    )
