"""The floors of the first workload: its policy written by hand, in one pass, as tight as we could make it.

``floor`` knows the schema. ``any_tree`` does not where a rule is about every leaf: it walks whatever tree of data and
metadata comes, as adjudge must. The rules are those of ``adjudge_policy.yaml``; answers come in their order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from answers import Answer, answer

ONE = (
    ("R01", "invoice_number", 0.80),
    ("R02", "total", 0.85),
    ("R03", "vendor_name", 0.70),
    ("R04", "issue_date", 0.75),
)
GOOD = frozenset(("id_match", "id_match_multiblock", "id_match_partial"))
CURRENCIES = frozenset(("USD", "EUR", "GBP", "CHF"))
LEAST, LEAST_OF_AMOUNTS = 0.50, 0.75
is_number = re.compile(r"INV-[0-9]{4}-[0-9]{4,6}").fullmatch
is_date = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch


def judge_confidences(meta: Any, key: str) -> list[Answer]:
    """Judge R01 to R04; ``key`` is what an entry calls its confidence."""
    answers: list[Answer] = []
    for rule, name, least in ONE:
        entry = meta.get(name)
        found = None if entry is None else entry.get(key)
        if found is None:
            answers.append((rule, "skip", ()))
        elif found < least:
            answers.append((rule, "fail", ((name, f"confidence {found} is below {least}"),)))
        else:
            answers.append((rule, "pass", ()))
    return answers


def _labels(meta: Any) -> tuple[Answer, Answer]:
    """R07 and R08."""
    entry = meta.get("total")
    total = None if entry is None else entry.get("match")
    entry = meta.get("invoice_number")
    number = None if entry is None else entry.get("match")
    wrong = () if total is None or total in GOOD else (("total", f"match is {total}"),)
    lost = (("invoice_number", "match is not_found"),) if number == "not_found" else ()
    return answer("R07", wrong, total is not None), answer("R08", lost, number is not None)


def _issues(listed: Any) -> list[Answer]:
    if listed is None:
        return [("R11", "skip", ()), ("R12", "skip", ())]
    first: list[tuple[str, str]] = []
    second: list[tuple[str, str]] = []
    for index, text in enumerate(listed):
        lower = text.lower()
        if "ambiguous" in lower or "unclear" in lower or "multiple totals" in lower:
            first.append((f"issues[{index}]", text))
        if "not found" in lower or "obscured" in lower:
            second.append((f"issues[{index}]", text))
    return [answer("R11", first), answer("R12", second)]


def judge_values(data: Any, read: Callable[[Any], float] | None) -> list[Answer]:  # noqa: PLR0912  # one pass
    """Judge R13 to R20; ``read`` makes numbers of amounts that came as printed."""
    get = data.get
    rows = get("line_items")
    wrong: list[tuple[str, str]] = []
    seen, complete, lines = False, rows is not None, 0.0
    for index, row in enumerate(rows or ()):
        amount = row.get("amount")
        if amount is None:
            complete = False
            continue
        quantity, price = row.get("quantity"), row.get("unit_price")
        if read is not None:
            amount = read(amount)
            quantity = None if quantity is None else read(quantity)
            price = None if price is None else read(price)
        lines += amount
        if quantity is None or price is None:
            continue
        seen = True
        if not -0.01 <= amount - quantity * price <= 0.01:
            wrong.append((f"line_items[{index}].amount", f"{amount} is not {quantity} * {price}"))
    subtotal, tax, total = get("subtotal"), get("tax"), get("total")
    if read is not None:
        subtotal, tax, total = (None if x is None else read(x) for x in (subtotal, tax, total))
    answers = [answer("R13", wrong, seen)]
    if subtotal is None or not complete:
        answers.append(("R14", "skip", ()))
    elif -0.01 <= lines - subtotal <= 0.01:
        answers.append(("R14", "pass", ()))
    else:
        answers.append(("R14", "fail", (("subtotal", f"the lines add up to {lines}, not {subtotal}"),)))
    if subtotal is None or tax is None or total is None:
        answers.append(("R15", "skip", ()))
    elif -0.01 <= subtotal + tax - total <= 0.01:
        answers.append(("R15", "pass", ()))
    else:
        answers.append(("R15", "fail", (("total", f"{subtotal} + {tax} is not {total}"),)))
    answers += header(get, rows)
    if total is None:
        answers.append(("R20", "skip", ()))
    else:
        answers.append(("R20", "pass", ()) if total > 0 else ("R20", "fail", (("total", f"{total} is not above 0"),)))
    return answers


def header(get: Callable[[str], Any], rows: Any) -> list[Answer]:
    """Judge R16 to R19; ``get`` gives a header field by name."""
    answers: list[Answer] = []
    issued, due = get("issue_date"), get("due_date")
    if issued is None or due is None:
        answers.append(("R16", "skip", ()))
    elif not is_date(issued) or not is_date(due):
        bad = [(name, "no date") for name, text in (("issue_date", issued), ("due_date", due)) if not is_date(text)]
        answers.append(("R16", "fail", bad))
    elif due < issued:
        answers.append(("R16", "fail", (("due_date", f"{due} is before {issued}"),)))
    else:
        answers.append(("R16", "pass", ()))
    currency, number = get("currency"), get("invoice_number")
    wrong = () if currency is None or currency in CURRENCIES else (("currency", f"{currency} is not allowed"),)
    answers.append(answer("R17", wrong, currency is not None))
    odd = () if number is None or is_number(number) else (("invoice_number", f"{number} is no number"),)
    answers.append(answer("R18", odd, number is not None))
    none = (("line_items", "there is no line"),) if rows is not None and not rows else ()
    answers.append(answer("R19", none, rows is not None))
    return answers


def _by_schema(meta: Any) -> tuple[Answer, Answer, Answer, Answer]:  # noqa: PLR0912  # one pass
    """R05, R06, R09 and R10 in one loop over header and lines."""
    low: list[tuple[str, str]] = []
    low_amounts: list[tuple[str, str]] = []
    lost: list[tuple[str, str]] = []
    odd_amounts: list[tuple[str, str]] = []
    seen = seen_amounts = matched = matched_amounts = False
    for name, entry in meta.items():
        if name == "line_items":
            continue
        get = entry.get
        found, label = get("confidence"), get("match")
        if found is not None:
            seen = True
            if found < LEAST:
                low.append((name, f"confidence {found}"))
        if label is not None:
            matched = True
            if label == "not_found":
                lost.append((name, "match is not_found"))
    for index, row in enumerate(meta.get("line_items") or ()):
        for name, entry in row.items():
            get = entry.get
            found, label = get("confidence"), get("match")
            if found is not None:
                seen = True
                if found < LEAST:
                    low.append((f"line_items[{index}].{name}", f"confidence {found}"))
            if label is not None:
                matched = True
                if label == "not_found":
                    lost.append((f"line_items[{index}].{name}", "match is not_found"))
            if name == "amount":
                if found is not None:
                    seen_amounts = True
                    if found < LEAST_OF_AMOUNTS:
                        low_amounts.append((f"line_items[{index}].amount", f"confidence {found}"))
                if label is not None:
                    matched_amounts = True
                    if label not in GOOD:
                        odd_amounts.append((f"line_items[{index}].amount", f"match is {label}"))
    return (
        answer("R05", low_amounts, seen_amounts),
        answer("R06", low, seen),
        answer("R09", odd_amounts, matched_amounts),
        answer("R10", lost, matched),
    )


def written(where: Any) -> str:
    """Write a place, given as ``(place above, key)``."""
    above, key = where
    path = "" if above is None else written(above)
    return f"{path}[{key}]" if type(key) is int else f"{path}.{key}" if path else key


def _any_tree(data: Any, meta: Any) -> tuple[Answer, Answer]:
    """R06 and R10 over every leaf of whatever tree of data and metadata comes."""
    low: list[tuple[str, str]] = []
    lost: list[tuple[str, str]] = []
    seen = matched = False
    stack: list[Any] = [(None, data, meta)]
    while stack:
        above, values, entries = stack.pop()
        if type(values) is list:
            # Indexes from here on; a list of texts has a list of entries.
            values, entries = dict(enumerate(values)), dict(enumerate(entries))
        value_of = values.get
        for key, entry in entries.items():
            value = value_of(key)
            kind = type(value)
            if kind is dict or kind is list:
                stack.append(((above, key), value, entry))
                continue
            get = entry.get
            found, label = get("confidence"), get("match")
            if found is not None:
                seen = True
                if found < LEAST:
                    low.append((written((above, key)), f"confidence {found}"))
            if label is not None:
                matched = True
                if label == "not_found":
                    lost.append((written((above, key)), "match is not_found"))
    return answer("R06", low, seen), answer("R10", lost, matched)


def judge_amounts(meta: Any) -> tuple[Answer, Answer]:
    """Judge R05 and R09, where the walk does not know the schema."""
    low: list[tuple[str, str]] = []
    odd: list[tuple[str, str]] = []
    seen = matched = False
    for index, row in enumerate(meta.get("line_items") or ()):
        entry = row.get("amount")
        if entry is None:
            continue
        found, label = entry.get("confidence"), entry.get("match")
        if found is not None:
            seen = True
            if found < LEAST_OF_AMOUNTS:
                low.append((f"line_items[{index}].amount", f"confidence {found}"))
        if label is not None:
            matched = True
            if label not in GOOD:
                odd.append((f"line_items[{index}].amount", f"match is {label}"))
    return answer("R05", low, seen), answer("R09", odd, matched)


def metadata(meta: Any, issues: Any) -> list[Answer]:
    """Judge R01 to R12, knowing the schema."""
    r05, r06, r09, r10 = _by_schema(meta)
    return [*judge_confidences(meta, "confidence"), r05, r06, *_labels(meta), r09, r10, *_issues(issues)]


def _known(payload: Any, read: Callable[[Any], float] | None) -> list[Answer]:
    output = payload["output"]
    return metadata(output["metadata"], output.get("issues")) + judge_values(output["data"], read)


def _unknown(payload: Any, read: Callable[[Any], float] | None) -> list[Answer]:
    output = payload["output"]
    data, meta = output["data"], output["metadata"]
    r06, r10 = _any_tree(data, meta)
    r05, r09 = judge_amounts(meta)
    first = [*judge_confidences(meta, "confidence"), r05, r06, *_labels(meta), r09, r10]
    return [*first, *_issues(output.get("issues")), *judge_values(data, read)]


def read_printed(text: str) -> float:
    """Read ``$1,234.50``, with no more care than this workload needs."""
    return float(text.replace("$", "").replace(",", ""))


def floor(payload: Any) -> list[Answer]:
    """Judge a Nutrient payload, knowing the schema."""
    return _known(payload, None)


def any_tree(payload: Any) -> list[Answer]:
    """Judge a Nutrient payload, walking any tree."""
    return _unknown(payload, None)


def floor_printed(payload: Any) -> list[Answer]:
    """Judge a Nutrient payload with printed amounts, knowing the schema."""
    return _known(payload, read_printed)


def any_tree_printed(payload: Any) -> list[Answer]:
    """Judge a Nutrient payload with printed amounts, walking any tree."""
    return _unknown(payload, read_printed)
