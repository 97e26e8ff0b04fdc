"""Rules of every kind, drawn at random, about the order of ``random_orders``."""

from __future__ import annotations

import random

FIELDS = """
locale: en_US
fields:
  number: {at: [$.order_number, $.number], type: code}
  net: {at: $.net, type: money}
  tax: {at: $.tax, type: money}
  total: {at: [$.grand_total, $.total], type: money}
  printed: {at: $.printed, type: money}
  count: {at: $.count, type: integer}
  issued: {at: $.issued, type: date}
  due: {at: $.due, type: date}
  city: {at: $.seller.address.city, type: text}
  share: {at: $.seller.share, type: percent, default: 5}
  lines:
    at: $.lines
    each: {text: text, quantity: decimal, price: money, amount: money, printed: money, on: date}
  rows: {at: [$.rows, $.lines, $.tags], each: {text: text, quantity: decimal, price: money, amount: money, on: date}}
  sections: {at: $.sections, each: {title: text}}
  clauses: {at: "$.sections[*].clauses", each: {number: code, text: text, fee: money}}
lists: {currencies: [EUR, USD], whole: [1, 2, 3]}
"""

SINGLES = (
    "number",
    "total",
    "printed",
    "count",
    "issued",
    "city",
    "$.total",
    "$.number",
    "$.net",
    "$.paid",
    "$.seller.name",
    "$.seller",
    "$.lines",
    "$.tags",
    "$.tags[0]",
    "$.lines[0].amount",
    "$.lines[1].text",
    "$.nothing",
    "$.number[0]",
    "$.currency",
    "$.seller.address.city",
    "$.sections[0].clauses[0].fee",
)
MANY = (
    "$.lines[*].amount",
    "$.lines[*].text",
    "$.lines[*].quantity",
    "$.lines[*]",
    "$.lines[*].printed",
    "$.tags[*]",
    "$.sections[*].title",
    "$.sections[*].clauses[*].number",
    "$.sections[*].clauses[*].text",
    "$.nothing[*].at",
    "$.sections[*].clauses[*].binding",
    "$.sections[*].clauses[*].fee",
    "$.sections[*].clauses[*]",
    "$..amount",
    "$.seller.*",
    "$.lines[*].on",
)
CHECKS = (
    "confidence: {min: 0.5}",
    "confidence: {min: 0.8, max: 0.99}",
    "confidence: {reject_below: 0.95, min: 0.96}",
    "ocr: {min: 0.9}",
    "rating: {min: 3}",
    "match: {any_of: [id_match]}",
    "match: {none_of: [not_found]}",
    "verification: {any_of: [PASS]}",
    "verification: {none_of: [FAIL_FIX]}",
    "required: true",
    "type: money",
    "type: date",
    "type: boolean",
    "type: integer",
    "type: text",
    "type: percent",
    'pattern: "[A-Z]{3}"',
    'pattern: "INV-[0-9]{4}-[0-9]{4,6}"',
    'pattern: "(?s).*clause.*"',
    'pattern: ".*o.*"',
    'pattern: "[0-9]\\\\.[0-9]+"',
    "one_of: currencies",
    "one_of: whole",
    "one_of: [1.1, EUR]",
    "one_of: [190.34, 3]",
    "range: {min: 0}",
    "range: {min: 1, max: 200}",
    "range: {max: 99.98}",
    "range: {min: 2025-01-02}",
    "length: {min: 2}",
    "length: {min: 1, max: 15}",
    "unique: true",
    "cited: true",
    "cited: {cited: true, inherit: true}",
    "cited: {page: true}",
    "cited: {text: true}",
    "issues: {none_of: [ambiguous]}",
    "issues: {none_of: [clear], pattern: odd}",
)
NUMBERS = (
    "net",
    "tax",
    "total",
    "printed",
    "count",
    "share",
    "doc.net",
    "0",
    "190.34",
    "doc.lines[0].amount",
    "net + tax",
    "total - net",
    "count * net",
    "sum(lines[*].amount)",
    "sum(lines[*].printed)",
    "-tax",
    "net / count",
    "sum(l.quantity * l.price for l in lines)",
    "sum(c.fee for c in clauses)",
    "max(lines[*].price)",
    "net * tax",
    "count(l for l in lines if l.quantity > 2)",
    "len(number)",
    "abs(tax)",
    "default(doc.nothing, 1)",
)
OF_LINE = (
    "line.quantity",
    "line.price",
    "line.amount",
    "line.printed",
    "line.quantity * line.price",
    "total",
    "index(line)",
    "line.amount + tax",
    "line.amount - line.printed",
    "line.price * line.amount",
    "sum(lines[*].amount)",
)
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
TRUTHS = (
    "doc.currency in currencies",
    'doc.currency == "EUR"',
    "issued <= due",
    "due <= issued + days(30)",
    "exists(net)",
    "doc.paid",
    "not doc.paid",
    'city == "Oslo"',
    "city != doc.currency",
    "exists(lines[*].amount)",
    "exists(doc.seller)",
    'any(l.text == "nut" for l in lines)',
    "all(l.amount > 0 for l in lines)",
    "all(l.on >= issued for l in lines)",
    "any(l.amount > total for l in lines)",
    'all(l.text in ("bolt", "nut") for l in lines)',
    "unique(lines[*].text)",
    'any(c.number == "2.1" for c in clauses)',
    'number in ("INV-2024-12345", "x")',
    'presence(doc.seller) == "present"',
    "all(l.quantity * l.price == approx(l.amount, abs=0.01) for l in lines)",
    'lower(city) == "oslo"',
)


def draw_rules(chance: random.Random, count: int) -> str:
    """Write a rule file of so many rules."""
    return FIELDS + "rules:\n" + "".join(f"  - {{id: r{number}, {_rule(chance)}}}\n" for number in range(count))


def _rule(chance: random.Random) -> str:
    on_empty = chance.choice(("", "", "on_empty: skip, ", "on_empty: pass, "))
    when = f"when: '{_truth(chance)}', " if chance.random() < 0.25 else ""
    kind = chance.randrange(8)
    if kind == 0:
        variable = chance.choice((_line_truth(chance), _truth(chance)))
        line_when = f"when: '{_line_truth(chance)}', " if chance.random() < 0.3 else when
        return f"{on_empty}{line_when}for: line in {chance.choice(('lines', 'rows'))}, assert: '{variable}'"
    if kind == 1:
        return f"{on_empty}{when}for: c in clauses, assert: '{chance.choice(('c.fee >= 0', 'c.fee < total'))}'"
    if kind in (2, 3):
        return f"{when}assert: '{_truth(chance)}'"
    if kind == 4:
        return f'{on_empty}{when}given: "$..*", {_check(chance)}'
    given = chance.choice(SINGLES if kind == 5 else MANY)
    if kind == 7:
        several = [chance.choice(chance.choice((SINGLES, SINGLES, MANY))) for _ in range(chance.choice((2, 3)))]
        return f"{on_empty}{when}given: [{', '.join(map(repr, several))}], {_check(chance)}"
    return f"{on_empty}{when}given: {given!r}, {_check(chance)}"


def _check(chance: random.Random) -> str:
    return chance.choice(CHECKS)


def _truth(chance: random.Random) -> str:
    kind = chance.randrange(5)
    if kind == 0:
        return f"{chance.choice(NUMBERS)} == approx({chance.choice(NUMBERS)}, abs=0.01)"
    if kind == 1:
        return f"{chance.choice(NUMBERS)} {chance.choice(COMPARISONS)} {chance.choice(NUMBERS)}"
    if kind == 2:
        return f"{chance.choice(TRUTHS)} {chance.choice(('and', 'or'))} {chance.choice(TRUTHS)}"
    return f"not ({chance.choice(TRUTHS)})" if kind == 3 else chance.choice(TRUTHS)


def _line_truth(chance: random.Random) -> str:
    if chance.random() < 0.2:
        return chance.choice(
            ('line.text == "nut"', "line.on <= due", 'line.text in ("nut", "bolt")', "exists(line.on)")
        )
    if chance.random() < 0.5:
        return f"{chance.choice(OF_LINE)} == approx({chance.choice(OF_LINE)}, abs=0.01)"
    return f"{chance.choice(OF_LINE)} {chance.choice(COMPARISONS)} {chance.choice(OF_LINE)}"
