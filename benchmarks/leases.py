"""The second workload: leases. Long texts, many fields, deep nesting; ratings and verification instead of confidences.

A lease has some 130 header fields in groups, three levels deep, and S sections of five clauses, each with a text of
one to three thousand characters, and a payment plan. It is rendered as Datalab and as Extend would return it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
SEED = 31_415
CLAUSES = 5
WORDS = [
    "lessee",
    "lessor",
    "premises",
    "rent",
    "term",
    "notice",
    "party",
    "written",
    "agreement",
    "shall",
    "may",
    "not",
    "within",
    "days",
    "after",
    "receipt",
    "of",
    "any",
    "such",
    "termination",
    "deposit",
    "repair",
    "access",
    "keys",
    "insurance",
    "liability",
    "schedule",
    "clause",
    "payable",
    "interest",
    "default",
]
GROUPS = ("premises", "meters", "contacts", "insurance", "parking", "access")
KEY_PATHS = ("contract_number", "parties.lessor.name", "parties.lessee.name", "term.starts", "term.ends", "rent.total")


class Lease:
    """The data of one lease; what is said about a value is kept by its written path."""

    def __init__(self, sections: int, index: int) -> None:
        self.random = random.Random(f"{SEED}.{sections}.{index}")  # noqa: S311  # documents need a seed, not secrecy
        self.silent = index % 20 == 11
        self.data = self._draw_data(sections)
        self.rating: dict[str, int] = {}
        self.status: dict[str, str] = {}
        self.uncited: set[str] = set()
        if index % 10 == 4:
            BREAKS[index // 10 % len(BREAKS)](self)

    def _text(self, words: int) -> str:
        return " ".join(self.random.choices(WORDS, k=words))

    def _person(self) -> Json:
        draw = self.random
        address = {
            "street": self._text(2),
            "city": draw.choice(("Leeds", "Bern", "Oslo")),
            "code": str(draw.randrange(9999)),
        }
        return {"name": self._text(2).title(), "registration": f"HR{draw.randrange(99999)}", "address": address}

    def _draw_data(self, sections: int) -> Json:
        draw = self.random
        starts = date(2024, 1, 1) + timedelta(days=draw.randrange(400))
        plan = [self._payment(number) for number in range(12)]
        groups = {
            group: {f"{group}_{n}": {"label": self._text(3), "value": draw.randrange(900)} for n in range(9)}
            for group in GROUPS
        }
        return {
            "contract_number": f"L-{draw.randrange(10**6):06d}/{starts.year}",
            "parties": {"lessor": self._person(), "lessee": self._person()},
            "term": {
                "starts": starts.isoformat(),
                "ends": (starts + timedelta(days=365 * draw.randrange(1, 6))).isoformat(),
                "renewal": {"months": draw.choice((6, 12, 24))},
            },
            "rent": {
                "currency": "CHF",
                "deposit_months": draw.randrange(1, 4),
                "total": round(sum(row["gross"] for row in plan), 2),
            },
            "governing_law": draw.choice(("England", "Switzerland", "Norway")),
            "preamble": self._text(900) + " termination",
            "details": groups,
            "plan": plan,
            "sections": [
                {"title": self._text(4), "clauses": [self._clause(section, number) for number in range(CLAUSES)]}
                for section in range(sections)
            ],
        }

    def _payment(self, number: int) -> Json:
        net = self.random.randrange(80_000, 300_000) / 100
        tax = round(net * 0.08, 2)
        return {"kind": "deposit" if number == 0 else "rent", "net": net, "tax": tax, "gross": round(net + tax, 2)}

    def _clause(self, section: int, number: int) -> Json:
        return {
            "number": f"{section + 1}.{number + 1}",
            "text": self._text(self.random.randrange(150, 450)),
            "binding": True,
        }

    def clause(self) -> tuple[str, Json]:
        """Give the path of some clause, and the clause."""
        section, number = self.random.randrange(len(self.data["sections"])), self.random.randrange(CLAUSES)
        return f"sections[{section}].clauses[{number}]", self.data["sections"][section]["clauses"][number]

    def rate(self, path: str, rating: int) -> None:
        """Rate a value low."""
        self.rating[path] = rating

    def refuse(self, path: str, status: str) -> None:
        """Let verification of a value fail."""
        self.status[path] = status

    def change(self, group: str, name: str, value: Any) -> None:
        """Change a value of a group."""
        self.data[group][name] = value


def _shorten(lease: Lease) -> None:
    lease.clause()[1]["text"] = "void"


def _repeat(lease: Lease) -> None:
    clauses = lease.data["sections"][0]["clauses"]
    clauses[1]["number"] = clauses[0]["number"]


BREAKS: tuple[Callable[[Lease], None], ...] = (
    lambda lease: lease.rate("contract_number", 2),
    lambda lease: lease.rate(f"{lease.clause()[0]}.text", 1),
    lambda lease: lease.refuse("rent.total", "FAIL_FIX"),
    lambda lease: lease.refuse(f"{lease.clause()[0]}.text", "FAIL_FIX"),
    _shorten,
    lambda lease: lease.data.__setitem__("contract_number", "L-12"),
    lambda lease: lease.data.__setitem__("governing_law", "Atlantis"),
    lambda lease: lease.change("term", "ends", "2020-01-01"),
    lambda lease: lease.data.__setitem__("preamble", "nothing that matters"),
    lambda lease: lease.data["parties"]["lessee"].__setitem__("name", ""),
    lambda lease: lease.change("rent", "deposit_months", 9),
    lambda lease: lease.data["plan"][3].__setitem__("gross", 1.0),
    lambda lease: lease.change("rent", "total", 5.0),
    _repeat,
    lambda lease: lease.change("term", "renewal", {"months": 99}),
    lambda lease: lease.data["plan"][0].__setitem__("kind", "rent"),
    lambda lease: lease.uncited.add("parties.lessor.name"),
)


def _places(value: Any, path: str = "") -> Iterator[str]:
    """Give the written paths of all leaves."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _places(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _places(inner, f"{path}[{index}]")
    else:
        yield path


def datalab(lease: Lease) -> Json:
    """Render with ratings, verification and citations beside each value, at every level."""
    return {
        "status": "complete",
        "success": True,
        "page_count": 9,
        "extraction_schema_json": _beside(lease, lease.data, ""),
    }


def _beside(lease: Lease, value: Any, path: str) -> Any:
    if isinstance(value, list):
        return [_beside(lease, inner, f"{path}[{index}]") for index, inner in enumerate(value)]
    if not isinstance(value, dict):
        return value
    made: Json = {}
    for name, inner in value.items():
        place = f"{path}.{name}" if path else name
        made[name] = _beside(lease, inner, place)
        if isinstance(inner, dict | list):
            continue
        if place not in lease.uncited:
            made[f"{name}_citations"] = [f"/page/{len(place) % 9}/Text/{len(made)}"]
        if not lease.silent:
            made[f"{name}_score"] = {"score": lease.rating.get(place, 4), "reasoning": "stands in the text"}
        status = lease.status.get(place, "PASS")
        made[f"{name}_meta"] = {"extraction_status": "EXTRACTED", "verification": {"status": status, "feedback": ""}}
    return made


def extend(lease: Lease) -> Json:
    """Render with ratings and citations in a flat map of written paths."""
    flat: Json = {}
    for path in _places(lease.data):
        entry: Json = {"logprobsConfidence": None, "ocrConfidence": 0.97}
        if not lease.silent:
            entry["reviewAgentScore"] = lease.rating.get(path, 4)
        if path not in lease.uncited:
            entry["citations"] = [{"page": len(path) % 9 + 1, "referenceText": "as printed", "polygon": []}]
        flat[path] = entry
    return {"output": {"value": lease.data, "metadata": flat}}
