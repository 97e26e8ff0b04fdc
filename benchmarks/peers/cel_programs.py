"""CEL in Rust (common-expression-language): a program for each rule, compiled once; one context per document.

CEL has neither a sum nor an absolute value: R14 calls the host for both. The host makes paths of its codes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import cel
from answers import Answer, Implementation
from impl_adjudge import RULES
from invoice_floors import CURRENCIES, GOOD, LEAST, LEAST_OF_AMOUNTS, ONE

from peers.codes import answers_of

NAME, KNOWS_SKIP = "CEL in Rust", True
__all__ = ["KNOWS_SKIP", "NAME", "RULES", "make"]
GOOD_LIST, CURRENCY_LIST = json.dumps(sorted(GOOD)), json.dumps(sorted(CURRENCIES))
DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def _where(there: str, holds: str) -> str:
    return f'{there} ? ({holds} ? "p" : "f") : "s"'


def _near(difference: str) -> str:
    return f"({difference} <= 0.01 && {difference} >= -0.01)"


def expressions() -> dict[str, str]:
    """Give the policy in CEL, over the variables ``data``, ``meta`` and ``issues``."""
    found = {
        rule: _where(f"has(meta.{name}) && has(meta.{name}.confidence)", f"meta.{name}.confidence >= {least}")
        for rule, name, least in ONE
    }
    amount = _where("has(r.amount) && has(r.amount.confidence)", f"r.amount.confidence >= {LEAST_OF_AMOUNTS}")
    words = {"R11": "ambiguous|unclear|multiple totals", "R12": "not found|obscured"}
    issues = {rule: f'issues.map(t, t.matches("(?i){pattern}") ? "f" : "p")' for rule, pattern in words.items()}
    issued, due = f'data.issue_date.matches("{DATE}")', f'data.due_date.matches("{DATE}")'
    in_order = f'({issued} ? ({due} ? (data.due_date >= data.issue_date ? "p" : "f") : "d") : ({due} ? "i" : "b"))'
    off = "distance(total(data.line_items.map(l, l.amount)), data.subtotal)"
    lines = "!has(data.subtotal) || !has(data.line_items) || data.line_items.exists(l, !has(l.amount))"
    low = f".confidence) && {{}}.confidence < {LEAST}"
    return (
        found
        | issues
        | {
            "R05": f"meta.line_items.map(r, {amount})",
            "R06": f'meta.filter(k, k != "line_items" && has(meta[k]{low.format("meta[k]")})',
            "R06l": f"meta.line_items.map(r, r.filter(k, has(r[k]{low.format('r[k]')}))",
            "R06s": 'meta.exists(k, k == "line_items" ? '
            "meta.line_items.exists(r, r.exists(f, has(r[f].confidence))) : has(meta[k].confidence))",
            "R07": _where("has(meta.total)", f"meta.total.match in {GOOD_LIST}"),
            "R08": _where("has(meta.invoice_number)", 'meta.invoice_number.match != "not_found"'),
            "R09": f"meta.line_items.map(r, {_where('has(r.amount)', f'r.amount.match in {GOOD_LIST}')})",
            "R10": 'meta.filter(k, k != "line_items" && meta[k].match == "not_found")',
            "R10l": 'meta.line_items.map(r, r.filter(k, r[k].match == "not_found"))',
            "R13": "data.line_items.map(l, "
            + _where(
                "has(l.amount) && has(l.quantity) && has(l.unit_price)",
                _near("l.amount - double(l.quantity) * l.unit_price"),
            )
            + ")",
            "R14": f'{lines} ? "s" : ({off} <= 0.01 ? "p" : "f")',
            "R15": _where(
                "has(data.subtotal) && has(data.tax) && has(data.total)", _near("data.subtotal + data.tax - data.total")
            ),
            "R16": f'has(data.issue_date) && has(data.due_date) ? {in_order} : "s"',
            "R17": _where("has(data.currency)", f"data.currency in {CURRENCY_LIST}"),
            "R18": _where("has(data.invoice_number)", 'data.invoice_number.matches("^INV-[0-9]{4}-[0-9]{4,6}$")'),
            "R19": _where("has(data.line_items)", "size(data.line_items) >= 1"),
            "R20": _where("has(data.total)", "data.total > 0.0"),
        }
    )


def _total(amounts: Sequence[float]) -> float:
    return float(sum(amounts))


def _distance(one: float, other: float) -> float:
    return abs(one - other)


def make() -> Implementation:
    """Give the implementation."""
    programs = {name: cel.compile(text) for name, text in expressions().items()}

    def judge(payload: Any) -> list[Answer]:
        output = payload["output"]
        variables = {"data": output["data"], "meta": output["metadata"], "issues": output["issues"]}
        context = cel.Context(variables=variables)
        context.add_function("total", _total)
        context.add_function("distance", _distance)
        return answers_of({name: program.execute(context) for name, program in programs.items()}, payload)

    return judge
