"""jsonpath-ng and simpleeval, a rule at a time, as most would write it first; all texts are parsed once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import jsonpath_ng
from answers import Answer, Implementation, answer
from impl_adjudge import RULES
from invoice_floors import CURRENCIES, GOOD, LEAST, LEAST_OF_AMOUNTS, ONE
from simpleeval import SimpleEval

NAME, KNOWS_SKIP = "jsonpath-ng and simpleeval", True
__all__ = ["KNOWS_SKIP", "NAME", "RULES", "make"]
META, DATA = "$.output.metadata", "$.output.data"
FUNCTIONS = {"abs": abs, "sum": sum, "len": len, "lower": str.lower, "matches": lambda p, x: bool(re.fullmatch(p, x))}
EVALUATOR = SimpleEval(functions=FUNCTIONS)
DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
parsed_path = cache(jsonpath_ng.parse)
parsed_expression = cache(EVALUATOR.parse)


def _evaluate(expression: str, names: Mapping[str, Any]) -> Any:
    EVALUATOR.names = names
    return EVALUATOR.eval(expression, previously_parsed=parsed_expression(expression))


def _find(path: str, payload: Any) -> Iterator[tuple[str, Any]]:
    for match in parsed_path(path).find(payload):
        written = str(match.full_path).replace(".[", "[")
        yield written.removeprefix("output.").removeprefix("metadata.").removeprefix("data."), match.value


def _each(rule: str, path: str, expression: str, payload: Any, **names: Any) -> Answer:
    """Judge a rule about every value at a path; the last key of the path is metadata, and not told."""
    found = list(_find(path, payload))
    bad = [(at, value) for at, value in found if not _evaluate(expression, {"x": value, **names})]
    return answer(rule, [(at.rpartition(".")[0], f"{value} breaks {expression}") for at, value in bad], bool(found))


def _metadata(payload: Any) -> list[Answer]:
    at_least, good, lost = "x >= least", {"good": tuple(GOOD)}, "x != 'not_found'"
    return [
        *(_each(rule, f"{META}.{name}.confidence", at_least, payload, least=least) for rule, name, least in ONE),
        _each("R05", f"{META}.line_items[*].amount.confidence", at_least, payload, least=LEAST_OF_AMOUNTS),
        _each("R06", f"{META}..confidence", at_least, payload, least=LEAST),
        _each("R07", f"{META}.total.match", "x in good", payload, **good),
        _each("R08", f"{META}.invoice_number.match", lost, payload),
        _each("R09", f"{META}.line_items[*].amount.match", "x in good", payload, **good),
        _each("R10", f"{META}..match", lost, payload),
    ]


def _issues(payload: Any) -> Iterator[Answer]:
    for rule, words in (("R11", ("ambiguous", "unclear", "multiple totals")), ("R12", ("not found", "obscured"))):
        told = [
            (at, text)
            for at, text in _find("$.output.issues[*]", payload)
            if any(_evaluate("word in lower(x)", {"x": text, "word": word}) for word in words)
        ]
        yield answer(rule, told)


def _lines(payload: Any) -> tuple[Answer, list[float] | None]:
    """Judge R13; gives the amounts as well, none where one is missing."""
    bad, amounts, seen, complete = [], [], False, True
    for at, row in _find(f"{DATA}.line_items[*]", payload):
        if "amount" not in row:
            complete = False
            continue
        amounts.append(row["amount"])
        seen = True
        if not _evaluate("abs(amount - quantity * unit_price) <= 0.01", row):
            bad.append((f"{at}.amount", f"{row['amount']} is not the product"))
    return answer("R13", bad, seen), amounts if complete else None


def _dates(names: Mapping[str, Any]) -> Answer:
    bad = [
        (name, f"{names[name]} is no date")
        for name in ("issue_date", "due_date")
        if not _evaluate("matches(date, x)", {"date": DATE, "x": names[name]})
    ]
    if not bad and not _evaluate("due_date >= issue_date", names):
        bad = [("due_date", f"{names['due_date']} is too early")]
    return answer("R16", bad)


def _values(payload: Any) -> list[Answer]:
    wanted = ("subtotal", "tax", "total", "issue_date", "due_date", "currency", "invoice_number", "line_items")
    found = {name: list(_find(f"{DATA}.{name}", payload)) for name in wanted}
    names = {name: matches[0][1] if matches else None for name, matches in found.items()}
    products, amounts = _lines(payload)
    names |= {"amounts": amounts, "currencies": tuple(CURRENCIES), "number": "INV-[0-9]{4}-[0-9]{4,6}"}

    def one(rule: str, at: str, expression: str, *needs: str) -> Answer:
        if any(names[need] is None for need in needs):
            return answer(rule, (), False)
        return answer(rule, () if _evaluate(expression, names) else [(at, f"breaks {expression}")])

    return [
        products,
        one("R14", "subtotal", "abs(sum(amounts) - subtotal) <= 0.01", "amounts", "subtotal"),
        one("R15", "total", "abs(subtotal + tax - total) <= 0.01", "subtotal", "tax", "total"),
        _dates(names),
        one("R17", "currency", "currency in currencies", "currency"),
        one("R18", "invoice_number", "matches(number, invoice_number)", "invoice_number"),
        one("R19", "line_items", "len(line_items) >= 1", "line_items"),
        one("R20", "total", "total > 0", "total"),
    ]


def _judge(payload: Any) -> list[Answer]:
    return [*_metadata(payload), *_issues(payload), *_values(payload)]


def make() -> Implementation:
    """Give the implementation."""
    return _judge
