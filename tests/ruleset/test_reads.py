"""What a rule reads, told without any document."""

from __future__ import annotations

from typing import Any

import pytest

from adjudge.ruleset.reads import Read, context_of, signals_of, values_of

RULES = """
fields:
  total: {at: [$.total, $.sum], type: money}
  vendor: {at: $.vendor, each: {name: text, "id": {at: [vat_id, tax.id]}}}
  lines: {at: $.lines, each: {amount: {at: [amount, total], type: money}}}
  pages: {at: "$.pages[*].rows", each: {amount: money}}
lists:
  codes: [A, B]
rules:
"""


def rule(load: Any, text: str) -> Any:
    return load(f"{RULES}  - {{id: rule, {text}}}\n").rules[0]


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        (
            "given: [total, $.a.b], required: true",
            [("total", ["$.total", "$.sum"], "money"), ("$.a.b", ["$.a.b"], None)],
        ),
        ("given: '$..*', required: true", [("$..*", ["$..*"], None)]),
        ("given: '$..amount', required: true", [("$..amount", ["$..amount"], None)]),
        ("assert: total > 1 and total < 5", [("total", ["$.total", "$.sum"], "money")]),
        (
            "assert: vendor.id == doc.b",
            [("vendor.id", ["$.vendor.vat_id", "$.vendor.tax.id"], None), ("doc.b", ["$.b"], None)],
        ),
        ("assert: 'doc[\"a b\"].c == 1'", [('doc["a b"].c', ["$['a b'].c"], None)]),
        ("assert: 'lines[0].amount > 0'", [("lines[0].amount", ["$.lines[0].amount", "$.lines[0].total"], "money")]),
        (
            "assert: 'sum(lines[*].amount) > 0'",
            [("lines[*].amount", ["$.lines[*].amount", "$.lines[*].total"], "money")],
        ),
        (
            "assert: sum(l.amount for l in lines) > 0",
            [("lines", ["$.lines[*]"], None), ("l.amount", ["$.lines[*].amount", "$.lines[*].total"], "money")],
        ),
        (
            "for: line in lines, assert: line.amount > 0",
            [("line.amount", ["$.lines[*].amount", "$.lines[*].total"], "money")],
        ),
        ("for: row in pages, assert: row.amount > 0", [("row.amount", ["$.pages[*].rows.amount"], "money")]),
        (
            "when: exists(total), given: $.a, required: true",
            [("$.a", ["$.a"], None), ("total", ["$.total", "$.sum"], "money")],
        ),
    ],
)
def test_every_value_is_told_with_the_places_where_it_can_stand(load: Any, text: str, reads: list[Any]) -> None:
    """The candidates of each member, in the order in which they are tried."""
    assert values_of(rule(load, text)) == tuple(Read(name, tuple(paths), kind) for name, paths, kind in reads)


@pytest.mark.parametrize(
    ("text", "signals"),
    [
        ("given: total, required: true", ()),
        ("given: total, ocr: {min: 0.5}", ("ocr",)),
        ("when: page(total) == 1, given: total, match: exact", ("citations", "match")),
        ("assert: confidence(total) > 0.5 or 'a' in issues(doc.a)", ("confidence", "issues")),
    ],
)
def test_what_must_come_beside_a_value_is_told(load: Any, text: str, signals: tuple[str, ...]) -> None:
    """Of checks and of every condition."""
    assert signals_of(rule(load, text)) == signals


def test_facts_properties_and_lists_are_told_once(load: Any) -> None:
    """They are not in the data, so no path leads to them."""
    text = "when: extraction.pages > 1, assert: doc.a in codes and facts.a.b == 1 and facts.a.b < extraction.pages"

    assert context_of(rule(load, text)) == ("extraction.pages", "codes", "facts.a.b")
