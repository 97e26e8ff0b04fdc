"""What expression engines share: they answer with codes, and the host makes answers with paths and reasons of them.

A code is ``p`` pass, ``f`` fail or ``s`` skip; of R16 also ``i``, ``d``, ``b`` for a bad issue date, due date, or both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from answers import Answer, answer
from impl_adjudge import RULES

ONE_PATH = {
    "R01": "invoice_number",
    "R02": "total",
    "R03": "vendor_name",
    "R04": "issue_date",
    "R07": "total",
    "R08": "invoice_number",
    "R14": "subtotal",
    "R15": "total",
    "R16": "due_date",
    "R17": "currency",
    "R18": "invoice_number",
    "R19": "line_items",
    "R20": "total",
}
BAD_DATES = {"i": ("issue_date",), "d": ("due_date",), "b": ("issue_date", "due_date")}


def answers_of(codes: Mapping[str, Any], payload: Any) -> list[Answer]:
    """Make answers of codes.

    Args:
        codes: By rule a code; a list of codes per line or issue; of R06 and R10 the bad names of the header, of
            each line (under ``R06l``), and whether anything was seen (under ``R06s``).
        payload: What was judged; reasons quote it.
    """
    return [_answer(rule, codes, payload["output"]) for rule in RULES]


def _answer(rule: str, codes: Mapping[str, Any], output: Any) -> Answer:
    code = codes[rule]
    if rule in ("R06", "R10"):
        bad = [(name, f"breaks {rule}") for name in code]
        for index, names in enumerate(codes[f"{rule}l"]):
            bad += [(f"line_items[{index}].{name}", f"breaks {rule}") for name in names]
        return answer(rule, bad, codes.get(f"{rule}s", True))
    if rule in ("R11", "R12"):
        return answer(rule, [(f"issues[{i}]", output["issues"][i]) for i, one in enumerate(code) if one == "f"])
    if isinstance(code, list):
        bad = [(f"line_items[{i}].amount", f"breaks {rule}") for i, one in enumerate(code) if one == "f"]
        return answer(rule, bad, "p" in code)
    if code in BAD_DATES:
        return answer(rule, [(name, f"{output['data'][name]} is no date") for name in BAD_DATES[code]])
    path = ONE_PATH[rule]
    return answer(rule, [(path, f"{output['data'].get(path)} breaks {rule}")] if code == "f" else (), code != "s")
