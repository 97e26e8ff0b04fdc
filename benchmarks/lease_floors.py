"""The floors of the second workload: its policy written by hand, in one pass, for Datalab and for Extend."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from answers import Answer, answer
from leases import KEY_PATHS

LAWS = frozenset(("England", "Switzerland", "Norway"))
REQUIRED = (
    ("parties", "lessor", "name"),
    ("parties", "lessor", "address", "street"),
    ("parties", "lessor", "address", "city"),
    ("parties", "lessee", "name"),
    ("parties", "lessee", "address", "street"),
    ("parties", "lessee", "address", "city"),
    ("details", "insurance", "insurance_0", "label"),
    ("details", "parking", "parking_3", "value"),
    ("details", "meters", "meters_8", "value"),
)
KEYS = tuple((path, tuple(path.split("."))) for path in KEY_PATHS)
is_number = re.compile(r"L-[0-9]{6}/[0-9]{4}").fullmatch
Found = list[tuple[str, str]]


def _required(data: Any) -> Answer:
    missing: Found = []
    for way in REQUIRED:
        value = data
        for key in way:
            value = value.get(key)
            if value is None:
                break
        if value is None or value == "":
            missing.append((".".join(way), "is missing"))
    return answer("C09", missing)


def _payments(data: Any) -> tuple[Answer, Answer, Answer]:
    """C11, C12 and C15."""
    wrong: Found = []
    total, deposit = 0.0, False
    for index, payment in enumerate(data["plan"]):
        gross = payment["gross"]
        total += gross
        if not -0.01 <= payment["net"] + payment["tax"] - gross <= 0.01:
            wrong.append((f"plan[{index}].gross", f"{payment['net']} + {payment['tax']} is not {gross}"))
        deposit = deposit or payment["kind"] == "deposit"
    rent = data["rent"]["total"]
    off = () if -0.01 <= total - rent <= 0.01 else (("rent.total", f"the plan adds up to {total}, not {rent}"),)
    without = () if deposit else (("plan", "there is no deposit"),)
    return answer("C11", wrong), answer("C12", off), answer("C15", without)


def _values(data: Any) -> list[Answer]:
    """Judge the rules that read values of the header and the plan, in the policy's order but for C04, C13 and C16."""
    number, law, term = data["contract_number"], data["governing_law"], data["term"]
    months, renewal = data["rent"]["deposit_months"], term["renewal"]["months"]
    plan, total, deposit = _payments(data)
    return [
        answer("C05", () if is_number(number) else (("contract_number", f"{number} is no number"),)),
        answer("C06", () if law in LAWS else (("governing_law", f"{law} is not allowed"),)),
        answer("C07", () if term["starts"] < term["ends"] else (("term.ends", f"{term['ends']} is too early"),)),
        answer("C08", () if "termination" in data["preamble"] else (("preamble", "says nothing of termination"),)),
        _required(data),
        answer("C10", () if 1 <= months <= 6 else (("rent.deposit_months", f"{months} is not in 1 to 6"),)),
        plan,
        total,
        answer("C14", () if 1 <= renewal <= 60 else (("term.renewal.months", f"{renewal} is not in 1 to 60"),)),
        deposit,
    ]


class _Clauses:
    """What one pass over the clauses found."""

    __slots__ = ("binding", "length", "numbers", "rated", "rating", "status", "verified")

    def __init__(self) -> None:
        self.rating: Found = []
        self.length: Found = []
        self.status: Found = []
        self.binding: Found = []
        self.numbers: list[str] = []
        self.rated = self.verified = False

    def answers(self) -> list[Answer]:
        numbers = self.numbers
        twice: Found = []
        if len(set(numbers)) != len(numbers):
            twice = [(_path_of(i, "number"), f"{n} is there before") for i, n in enumerate(numbers) if n in numbers[:i]]
        return [
            answer("C02", self.rating, self.rated),
            answer("C04", self.length),
            answer("C13", twice),
            answer("C16", self.binding),
        ]


def _path_of(position: int, name: str) -> str:
    return f"sections[{position // 5}].clauses[{position % 5}].{name}"


def _keys(entries: Sequence[tuple[str, Any, Any]]) -> tuple[Answer, Answer]:
    """C01 and C03, of ``(path, rating, citations)``."""
    low = [(path, f"rating {rating} is below 3") for path, rating, _ in entries if rating is not None and rating < 3]
    uncited = [(path, "is not cited") for path, _, cited in entries if not cited]
    return answer("C01", low, any(rating is not None for _, rating, _ in entries)), answer("C03", uncited)


def floor_datalab(payload: Any) -> list[Answer]:
    """Judge a Datalab response, knowing the schema."""
    data = payload["extraction_schema_json"]
    clauses = _Clauses()
    for section_index, section in enumerate(data["sections"]):
        for index, clause in enumerate(section["clauses"]):
            text = clause["text"]
            if not 40 <= len(text) <= 20_000:
                clauses.length.append(
                    (f"sections[{section_index}].clauses[{index}].text", f"has {len(text)} characters")
                )
            clauses.numbers.append(clause["number"])
            if type(clause["binding"]) is not bool:
                clauses.binding.append(
                    (f"sections[{section_index}].clauses[{index}].binding", "is neither true nor false")
                )
            score = clause.get("text_score")
            if score is not None:
                clauses.rated = True
                if score["score"] < 2:
                    clauses.rating.append(
                        (f"sections[{section_index}].clauses[{index}].text", f"rating {score['score']}")
                    )
            status = clause["text_meta"]["verification"]["status"]
            clauses.verified = True
            if status in ("FAIL_FIX", "FAIL_CITATIONS"):
                clauses.status.append((f"sections[{section_index}].clauses[{index}].text", status))
    entries, unverified = [], []
    for path, way in KEYS:
        group = data
        for key in way[:-1]:
            group = group[key]
        name = way[-1]
        score = group.get(f"{name}_score")
        entries.append((path, None if score is None else score["score"], group.get(f"{name}_citations")))
        status = group[f"{name}_meta"]["verification"]["status"]
        if status != "PASS":
            unverified.append((path, status))
    verified = [answer("C17", unverified), answer("C18", clauses.status, clauses.verified)]
    return [*_keys(entries), *clauses.answers(), *_values(data), *verified]


def floor_extend(payload: Any) -> list[Answer]:
    """Judge an Extend run, knowing the schema."""
    output = payload["output"]
    data, meta = output["value"], output["metadata"]
    clauses = _Clauses()
    for section_index, section in enumerate(data["sections"]):
        for index, clause in enumerate(section["clauses"]):
            text = clause["text"]
            path = f"sections[{section_index}].clauses[{index}].text"
            if not 40 <= len(text) <= 20_000:
                clauses.length.append((path, f"has {len(text)} characters"))
            clauses.numbers.append(clause["number"])
            if type(clause["binding"]) is not bool:
                clauses.binding.append(
                    (f"sections[{section_index}].clauses[{index}].binding", "is neither true nor false")
                )
            rating = meta[path].get("reviewAgentScore")
            if rating is not None:
                clauses.rated = True
                if rating < 2:
                    clauses.rating.append((path, f"rating {rating} is below 2"))
    entries = [(path, meta[path].get("reviewAgentScore"), meta[path].get("citations")) for path in KEY_PATHS]
    return [*_keys(entries), *clauses.answers(), *_values(data)]
