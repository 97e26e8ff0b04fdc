"""An invoice, and rules that read it, for tests of ``adjudge test --add``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

HEAD = """\
adjudge: 1
fields:
  total: {at: [$.total_amount, $.total], type: money}   # printed at the bottom
  lines: {at: $.items, each: {quantity: decimal, price: money, amount: {at: [amount, sum], type: money}}}
rules:
"""
LINE_AMOUNT = """\
  - id: line-amount
    for: line in lines
    assert: line.quantity * line.price == line.amount
"""
INVOICE: dict[str, Any] = {
    "customer": "Ada Lovelace",
    "total": 25,
    "items": [
        {"text": "apples", "quantity": 2, "price": 5, "amount": 10},
        {"text": "pears", "quantity": 3, "price": 5, "amount": 16},
        {"text": "plums", "quantity": 1, "price": 5, "sum": 5},
    ],
}


def write(name: str, text: str) -> None:
    """Write a file as it is, whatever its line ends."""
    Path(name).write_bytes(text.encode())
