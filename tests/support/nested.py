"""Nested payloads with known faults, and the loops over their first level that guides show.

Each loop is ours, written as the guides describe theirs; docs/vendor-packs.md tells what either finds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Case:
    """A payload, its faults (what a finding about one mentions), and what the loop flags in it."""

    pack: str
    payload: dict[str, Any]
    faults: tuple[str, ...]
    loop: Callable[[dict[str, Any]], list[str]]


# ---------------------------------------------------------------- Datalab
def scored(name: str, value: Any, score: int) -> dict[str, Any]:
    """Give a field of fast mode with its score beside it."""
    return {name: value, f"{name}_score": {"score": score, "reasoning": "as read"}}


def verified(name: str, value: Any, status: str) -> dict[str, Any]:
    """Give a field of balanced mode with its verification beside it."""
    meta = {"extraction_status": "EXTRACTED", "verification": {"status": status, "feedback": "as read"}}
    return {name: value, f"{name}_meta": meta}


def datalab(output: dict[str, Any]) -> dict[str, Any]:
    """Wrap an output as a response has it."""
    return {"status": "complete", "success": True, "extraction_schema_json": output}


def loop_over_scores(response: dict[str, Any]) -> list[str]:
    """Flag what is rated 1 or 2 on the first level, by the ending of its key."""
    output = response["extraction_schema_json"]
    low = [key for key, value in output.items() if key.endswith("_score") and value["score"] <= 2]
    return [f"$.{key.replace('_score', '')}" for key in low]


def loop_over_verification(response: dict[str, Any]) -> list[str]:
    """Flag what is not PASS on the first level, by the ending of its key."""
    output = response["extraction_schema_json"]
    metas = {key: value for key, value in output.items() if key.endswith("_meta")}
    return [f"$.{key.replace('_meta', '')}" for key, meta in metas.items() if meta["verification"]["status"] != "PASS"]


FAST = Case(
    "adjudge:datalab",
    datalab(
        {
            **scored("number", "A-17", 2),
            **scored("total", 119, 5),
            "supplier": {**scored("name", "Nordlys AS", 5), **scored("vat_id", "NO1", 1)},
            **scored("lines", [scored("price", 60, 5), scored("price", 40, 2)], 5),
            "orders": [{**scored("number", "B-1", 5), **scored("lines", [scored("price", 19, 5)], 2)}],
        }
    ),
    ("$.number", "$.supplier.vat_id", "$.lines[1].price", "$.orders[0].lines"),
    loop_over_scores,
)
BALANCED = Case(
    "adjudge:datalab",
    datalab(
        {
            **verified("revenue", 1500, "FAIL_FIX"),
            **verified("auditor", None, "FAIL_UNRESOLVABLE"),
            "supplier": {**verified("name", "Nordlys AS", "PASS"), **verified("vat_id", "NO1", "FAIL_UNRESOLVABLE")},
            "orders": [verified("lines", [verified("price", 19, "PASS")], "ITEMS_MISSING")],
        }
    ),
    ("$.revenue", "$.supplier.vat_id", "$.orders[0].lines"),
    loop_over_verification,
)


# ---------------------------------------------------------------- Parsefy
def loop_over_result(result: dict[str, Any]) -> list[str]:
    """Flag a low score of the document, remarks with "date" in them, and items that miss the total."""
    meta, data = result["_meta"], result["object"]
    flags = ["$"] if meta["confidence_score"] < 0.85 else []
    flags += [issue for issue in meta["issues"] if "date" in issue.lower()]
    if abs(sum(item["total"] or 0 for item in data["line_items"]) - data["total"]) > 0.01:
        flags.append("$.total")
    return flags


PARSEFY = Case(
    "adjudge:parsefy",
    {
        "object": {"total": 60, "line_items": [{"total": 60}, {"total": None}], "supplier": {"name": "Nordlys AS"}},
        "_meta": {
            "confidence_score": 0.96,
            "field_confidence": [
                {"field": "$.total", "score": 0.99, "reason": "Exact match", "page": 1, "text": "60.00"},
                {"field": "$.line_items[0].total", "score": 0.98, "reason": "Exact match", "page": 1, "text": "60.00"},
                {"field": "$.supplier.name", "score": 0.41, "reason": "Partially obscured", "page": 1, "text": "Nord"},
            ],
            "issues": ["Read with the updated model"],
        },
        "metadata": {"processing_time_ms": 900, "credits": 1, "fallback_triggered": False},
        "verification": {"status": "FAILED", "checks_passed": 0, "checks_failed": 1, "checks_run": []},
        "error": None,
    },
    ("$.supplier.name", "$.line_items[1].total", 'verification "FAILED"'),
    loop_over_result,
)


# ---------------------------------------------------------------- Extend
def loop_over_ocr_and_ratings(run: dict[str, Any]) -> list[str]:
    """Flag OCR scores below 0.9 (a missing one is 0) and ratings up to 3, of the fields of the first level."""
    value, metadata = run["output"]["value"], run["output"]["metadata"]
    entries = {name: metadata.get(name, {}) for name in value}
    low = [name for name, entry in entries.items() if (entry.get("ocrConfidence") or 0) < 0.9]
    poor = [name for name, entry in entries.items() if (entry.get("reviewAgentScore") or 5) <= 3]
    return [f"$.{name}" for name in dict.fromkeys([*low, *poor])]


def entry(ocr: float | None = 0.98, rating: int | None = 5) -> dict[str, Any]:
    """Give an entry of the flat map."""
    read = {} if ocr is None else {"ocrConfidence": ocr}
    return {**read, "logprobsConfidence": None, "reviewAgentScore": rating, "citations": []}


EXTEND = Case(
    "adjudge:extend",
    {
        "object": "extract_run",
        "status": "PROCESSED",
        "output": {
            "value": {
                "total": 119,
                "due_date": None,
                "supplier": {"name": "Nordlys AS", "vat_id": "NO1"},
                "line_items": [{"amount": 60}, {"amount": 59}],
            },
            "metadata": {
                "total": entry(),
                "due_date": entry(None, None),
                "supplier": entry(),
                "supplier.name": entry(),
                "supplier.vat_id": entry(0.87),
                "line_items": entry(),
                "line_items[0]": entry(rating=3),
                "line_items[0].amount": entry(),
                "line_items[1]": entry(),
                "line_items[1].amount": entry(rating=2),
            },
        },
    },
    ("$.supplier.vat_id", "$.line_items[0] ", "$.line_items[1].amount"),
    loop_over_ocr_and_ratings,
)


# ---------------------------------------------------------------- LlamaExtract
def leaf(text: str, confidence: float) -> dict[str, Any]:
    """Give an entry that cites a text."""
    cited = {"citation": [{"page": 1, "matching_text": text}]}
    return {**cited, "confidence": confidence, "extraction_confidence": confidence, "parsing_confidence": 1.0}


def loop_over_field_metadata(job: dict[str, Any]) -> list[str]:
    """Flag what has a confidence below 0.8 on the first level."""
    entries = job["extract_metadata"]["field_metadata"]["document_metadata"]
    scores = {name: entry["confidence"] for name, entry in entries.items() if "confidence" in entry}
    return [f"$.{name}" for name, score in scores.items() if score < 0.8]


LLAMAEXTRACT = Case(
    "adjudge:llamaextract",
    {
        "id": "ext-1",
        "status": "COMPLETED",
        "extract_result": {
            "number": "A-17",
            "summary": "Scaffolding for the north face, put up in May and taken down in June",
            "supplier": {"vat_id": "NO123"},
            "lines": [{"amount": 60.5}, {"amount": 59.5}],
        },
        "extract_metadata": {
            "field_metadata": {
                "document_metadata": {
                    "number": leaf("Invoice A-17", 0.95),
                    "summary": leaf("Scaffolding for the north face, put up in May and taken down in June", 0.78),
                    "supplier": {"vat_id": leaf("NO 987", 0.94)},
                    "lines": [
                        {"amount": leaf("| Hours | 60.50 |", 0.95)},
                        {"amount": leaf("| Travel | 59.50 |", 0.41)},
                    ],
                    "error": "page 3 could not be read",
                }
            }
        },
    },
    ("$.supplier.vat_id", "$.lines[1].amount", "page 3 could not be read"),
    loop_over_field_metadata,
)

CASES = {
    "Datalab, fast": FAST,
    "Datalab, balanced": BALANCED,
    "Parsefy": PARSEFY,
    "Extend": EXTEND,
    "LlamaExtract": LLAMAEXTRACT,
}
