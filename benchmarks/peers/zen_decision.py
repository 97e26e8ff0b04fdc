"""zen-engine (GoRules): one decision with an expression for each rule; the host makes paths of its codes."""

from __future__ import annotations

import json
from typing import Any

import zen
from answers import Answer, Implementation
from impl_adjudge import RULES
from invoice_floors import CURRENCIES, GOOD, LEAST, LEAST_OF_AMOUNTS, ONE

from peers.codes import answers_of

NAME, KNOWS_SKIP = "zen-engine", True
__all__ = ["KNOWS_SKIP", "NAME", "RULES", "make"]
META, DATA = "output.metadata", "output.data"
GOOD_LIST, CURRENCY_LIST = json.dumps(sorted(GOOD)), json.dumps(sorted(CURRENCIES))
DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def _one(value: str, holds: str) -> str:
    return f'{value} == null ? "s" : ({holds} ? "p" : "f")'


def _each(items: str, value: str, holds: str) -> str:
    return f"map({items}, {_one(value, holds)})"


def _near(left: str, right: str) -> str:
    return f'(abs({left} - {right}) <= 0.01 ? "p" : "f")'


def expressions() -> dict[str, str]:
    """Give the policy in zen's language."""
    found = {r: _one(f"{META}.{n}.confidence", f"{META}.{n}.confidence >= {least}") for r, n, least in ONE}
    rows, lines = f"{META}.line_items", f"{DATA}.line_items"
    low = f"[#].confidence != null and {{}}[#].confidence < {LEAST}"
    total = f"(len({lines}) > 0 ? sum(map({lines}, #.amount)) : 0)"
    issued, due = f"{DATA}.issue_date", f"{DATA}.due_date"
    good_issued, good_due = f'matches({issued}, "{DATE}")', f'matches({due}, "{DATE}")'
    return found | {
        "R05": _each(rows, "#.amount.confidence", f"#.amount.confidence >= {LEAST_OF_AMOUNTS}"),
        "R06": f'filter(keys({META}), # != "line_items" and {META}{low.format(META)})',
        "R06l": f"map({rows} as row, filter(keys(row), row{low.format('row')}))",
        "R06s": f'some(keys({META}), # != "line_items" and {META}[#].confidence != null) or '
        f"some({rows} as row, some(keys(row), row[#].confidence != null))",
        "R07": _one(f"{META}.total.match", f"{META}.total.match in {GOOD_LIST}"),
        "R08": _one(f"{META}.invoice_number.match", f'{META}.invoice_number.match != "not_found"'),
        "R09": _each(rows, "#.amount.match", f"#.amount.match in {GOOD_LIST}"),
        "R10": f'filter(keys({META}), # != "line_items" and {META}[#].match == "not_found")',
        "R10l": f'map({rows} as row, filter(keys(row), row[#].match == "not_found"))',
        "R11": 'map(output.issues, matches(lower(#), "ambiguous|unclear|multiple totals") ? "f" : "p")',
        "R12": 'map(output.issues, matches(lower(#), "not found|obscured") ? "f" : "p")',
        "R13": f'map({lines}, #.amount == null or #.quantity == null or #.unit_price == null ? "s" : '
        f"{_near('#.amount', '#.quantity * #.unit_price')})",
        "R14": f'{DATA}.subtotal == null or {lines} == null or some({lines}, #.amount == null) ? "s" : '
        + _near(total, f"{DATA}.subtotal"),
        "R15": f'{DATA}.subtotal == null or {DATA}.tax == null or {DATA}.total == null ? "s" : '
        + _near(f"{DATA}.subtotal + {DATA}.tax", f"{DATA}.total"),
        "R16": f'{issued} == null or {due} == null ? "s" : ({good_issued} ? ({good_due} ? '
        f'(d({due}) >= d({issued}) ? "p" : "f") : "d") : ({good_due} ? "i" : "b"))',
        "R17": _one(f"{DATA}.currency", f"{DATA}.currency in {CURRENCY_LIST}"),
        "R18": _one(f"{DATA}.invoice_number", f'matches({DATA}.invoice_number, "^INV-[0-9]{{4}}-[0-9]{{4,6}}$")'),
        "R19": _one(lines, f"len({lines}) >= 1"),
        "R20": _one(f"{DATA}.total", f"{DATA}.total > 0"),
    }


def make() -> Implementation:
    """Give the implementation."""
    listed = [{"id": name, "key": name, "value": text} for name, text in expressions().items()]
    graph = {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode", "content": {}},
            {"id": "all", "name": "policy", "type": "expressionNode", "content": {"expressions": listed}},
            {"id": "out", "name": "out", "type": "outputNode", "content": {}},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "all", "type": "edge"},
            {"id": "2", "sourceId": "all", "targetId": "out", "type": "edge"},
        ],
    }
    decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(json.dumps(graph)))

    def judge(payload: Any) -> list[Answer]:
        return answers_of(decision.evaluate(payload)["result"], payload)

    return judge
