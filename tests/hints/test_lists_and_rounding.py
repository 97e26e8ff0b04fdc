"""Hints at items that are missing or too many, and at rounding."""

from __future__ import annotations

from typing import Any

import pytest

from .wrong import RULES, Judge, hints, invoice


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
