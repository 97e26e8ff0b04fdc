"""Hints at failed equations: which slip is named, in which words, and when none is."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .wrong import RULES, Judge, hints, invoice, lines


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
