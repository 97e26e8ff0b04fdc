"""Clean documents of three schemas, each with a rule file, and single misreads of one value or line."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Data = dict[str, Any]
CENT = Decimal("0.01")

INVOICE = """
    fields:
      net: {at: $.net, type: money}
      tax: {at: $.tax, type: money}
      total: {at: $.total, type: money}
      rate: {at: $.rate, type: percent}
      lines: {at: $.lines, each: {quantity: decimal, unit_price: money, amount: money}}
    rules:
      - id: line-amount
        for: line in lines
        assert: line.quantity * line.unit_price == approx(line.amount, abs=0.01)
      - {id: lines-add-up, assert: "sum(lines[*].amount) == approx(net, abs=0.01)"}
      - {id: tax-is-rate, assert: "net * rate / 100 == approx(tax, abs=0.01)"}
      - {id: total-is-sum, assert: "net + tax == total"}
"""

RECEIPT = """
    fields:
      items: {at: $.receipt.items, each: {price: money}}
      subtotal: {at: $.receipt.subtotal, type: money}
      total: {at: $.receipt.total, type: money}
      cash: {at: $.payment.cash, type: money}
      change: {at: $.payment.change, type: money}
    rules:
      - {id: items-add-up, assert: "abs(sum(i.price for i in items) - subtotal) <= 0.005"}
      - {id: total-is-subtotal, assert: "subtotal == total"}
      - {id: change-is-right, assert: "cash - change == total"}
"""

STATEMENT = """
    rules:
      - id: rows-and-taxes
        assert: >-
          all(r.qty * r.price == approx(r.net, abs=0.01) for r in doc.rows)
          and all(r.net + r.vat == r.gross for r in doc.rows)
      - {id: nets, assert: "sum(doc.rows[*].net) == doc.totals.net"}
      - {id: vats, assert: "sum(doc.rows[*].vat) == doc.totals.vat"}
      - {id: grosses, assert: "sum(doc.rows[*].gross) == doc.totals.gross"}
      - {id: across, assert: "doc.totals.net + doc.totals.vat == doc.totals.gross"}
      - {id: sane, assert: "doc.totals.gross >= doc.totals.net"}
"""


def _money(rng: random.Random, most: int) -> Decimal:
    return Decimal(rng.randint(50, most * 100)) / 100


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _plain(value: Any) -> Any:
    """Make numbers as JSON has them."""
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return float(value) if isinstance(value, Decimal) else value


def invoice(rng: random.Random) -> Data:
    lines = []
    for _ in range(rng.randint(2, 8)):
        quantity, price = rng.randint(1, 40), _money(rng, 300)
        lines.append({"quantity": quantity, "unit_price": price, "amount": _cents(quantity * price)})
    net = sum(line["amount"] for line in lines)
    rate = rng.choice([7, 19, 20, 21, 25])
    tax = _cents(net * rate / 100)
    return {"net": net, "tax": tax, "rate": rate, "total": net + tax, "lines": lines}


def receipt(rng: random.Random) -> Data:
    items = [{"name": f"item {rng.randint(1, 999)}", "price": _money(rng, 40)} for _ in range(rng.randint(2, 9))]
    total = sum(item["price"] for item in items)
    cash = Decimal((int(total) // 10 + 1) * 10)
    return {
        "receipt": {"items": items, "subtotal": total, "total": total},
        "payment": {"cash": cash, "change": cash - total},
    }


def statement(rng: random.Random) -> Data:
    rows = []
    for number in range(rng.randint(2, 7)):
        qty, price = Decimal(rng.randint(1, 60)) / 2, _money(rng, 120)
        net = _cents(qty * price)
        vat = _cents(net * rng.choice([6, 12, 25]) / 100)
        rows.append({"pos": number + 1, "qty": qty, "price": price, "net": net, "vat": vat, "gross": net + vat})
    return {"rows": rows, "totals": {key: sum(row[key] for row in rows) for key in ("net", "vat", "gross")}}


SCHEMAS: dict[str, tuple[str, Callable[[random.Random], Data]]] = {
    "invoice": (INVOICE, invoice),
    "receipt": (RECEIPT, receipt),
    "statement": (STATEMENT, statement),
}


# ------------------------------------------------------------ misreads
@dataclass(frozen=True)
class Misread:
    """A payload with one thing wrong; ``place`` is the path that a hint must name."""

    payload: Data
    kind: str
    place: str


def misread(clean: Data, rng: random.Random) -> Misread | None:
    """Misread one number, or one line; ``None`` where this kind of slip leaves the number as it is."""
    data = copy.deepcopy(clean)
    if rng.random() < 0.12:
        return _line(data, rng)
    path = rng.choice(_numbers(data, "$"))
    holder, key, place = path
    kind = rng.choice(list(_SLIPS))
    wrong = _SLIPS[kind](Decimal(holder[key]), rng)
    if wrong is None or wrong == holder[key]:
        return None
    holder[key] = wrong
    return Misread(_plain(data), kind, place)


def _line(data: Data, rng: random.Random) -> Misread:
    holder, key, place = next(found for found in _lists(data, "$"))
    lines = holder[key]
    if rng.random() < 0.5:
        lines.pop(rng.randrange(len(lines)))
        return Misread(_plain(data), "line_dropped", place)
    index = rng.randrange(len(lines))
    lines.insert(index + 1, copy.deepcopy(lines[index]))
    return Misread(_plain(data), "line_doubled", f"{place}[{index + 1}]")


def _numbers(value: Any, place: str) -> list[tuple[Any, Any, str]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, entry in entries:
        below = f"{place}.{key}" if isinstance(value, dict) else f"{place}[{key}]"
        if isinstance(entry, dict | list):
            found += _numbers(entry, below)
        elif isinstance(entry, int | Decimal) and key != "pos":
            found.append((value, key, below))
    return found


def _lists(value: Data, place: str) -> list[tuple[Any, Any, str]]:
    found = []
    for key, entry in value.items():
        if isinstance(entry, list):
            found.append((value, key, f"{place}.{key}"))
        elif isinstance(entry, dict):
            found += _lists(entry, f"{place}.{key}")
    return found


def _digits(number: Decimal) -> str:
    return f"{number:.2f}" if number != number.to_integral_value() else f"{number:f}"


def _replaced(number: Decimal, rng: random.Random) -> Decimal:
    text = _digits(number)
    at = rng.choice([place for place, char in enumerate(text) if char.isdigit()])
    return Decimal(text[:at] + rng.choice("0123456789".replace(text[at], "")) + text[at + 1 :])


def _swapped(number: Decimal, rng: random.Random) -> Decimal | None:
    text = _digits(number)
    pairs = [at for at in range(len(text) - 1) if text[at] != text[at + 1] and "." not in text[at : at + 2]]
    if not pairs:
        return None
    at = rng.choice(pairs)
    return Decimal(text[:at] + text[at + 1] + text[at] + text[at + 2 :])


def _dropped(number: Decimal, rng: random.Random) -> Decimal | None:
    whole, dot, cents = _digits(number).partition(".")
    if len(whole) < 2:
        return None
    at = rng.randrange(len(whole))
    return Decimal(whole[:at] + whole[at + 1 :] + dot + cents)


def _doubled(number: Decimal, rng: random.Random) -> Decimal:
    whole, dot, cents = _digits(number).partition(".")
    at = rng.randrange(len(whole))
    return Decimal(whole[: at + 1] + whole[at:] + dot + cents)


_SLIPS: dict[str, Callable[[Decimal, random.Random], Decimal | None]] = {
    "digit": _replaced,
    "digits_swapped": _swapped,
    "digit_dropped": _dropped,
    "digit_added": _doubled,
    "decimal_shift": lambda number, rng: number.scaleb(rng.choice([-2, -1, 1, 2])),
    "sign": lambda number, rng: -number,
}
