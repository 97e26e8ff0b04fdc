"""An invoice that adds up, what may be wrong with it, and the hints that were given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import adjudge

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
