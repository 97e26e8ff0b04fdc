"""Payloads of one level with known faults, as the guides' own examples are: there a loop over it misses nothing."""

from __future__ import annotations

from typing import Any

from support.nested import (
    BALANCED,
    EXTEND,
    FAST,
    LLAMAEXTRACT,
    PARSEFY,
    Case,
    datalab,
    entry,
    leaf,
    scored,
    verified,
)


def read(path: str, text: str) -> dict[str, Any]:
    """Give the score of a field that Parsefy found on the first page."""
    return {"field": path, "score": 0.97, "reason": "Exact match", "page": 1, "text": text}


CASES = {
    "Datalab, fast": Case(
        FAST.pack,
        datalab({**scored("number", "A-17", 2), **scored("total", 119, 5), **scored("buyer", "Nordlys AS", 3)}),
        ("$.number",),
        FAST.loop,
    ),
    "Datalab, balanced": Case(
        BALANCED.pack,
        datalab({**verified("number", "A-17", "PASS"), **verified("revenue", 1500, "FAIL_FIX")}),
        ("$.revenue",),
        BALANCED.loop,
    ),
    "Parsefy": Case(
        PARSEFY.pack,
        {
            "object": {"number": "A-17", "total": 119, "line_items": [{"total": 60}, {"total": 40}]},
            "_meta": {
                "confidence_score": 0.96,
                "field_confidence": [
                    read("$.number", "A-17"),
                    read("$.total", "119.00"),
                    read("$.line_items[0].total", "60.00"),
                    read("$.line_items[1].total", "40.00"),
                ],
                "issues": ["Date format ambiguous: could be DD/MM/YYYY or MM/DD/YYYY"],
            },
            "metadata": {"processing_time_ms": 900, "credits": 1, "fallback_triggered": False},
            "error": None,
        },
        ("Date format ambiguous: could be DD/MM/YYYY or MM/DD/YYYY", "$.total"),
        PARSEFY.loop,
    ),
    "Extend": Case(
        EXTEND.pack,
        {
            "object": "extract_run",
            "status": "PROCESSED",
            "output": {
                "value": {"number": "A-17", "buyer": "Nordlys AS", "currency": "NOK", "total": 119},
                "metadata": {
                    "number": entry(0.99),
                    "buyer": entry(0.99, rating=2),
                    "currency": entry(0.99),
                    "total": entry(0.87),
                },
            },
        },
        ("$.buyer", "$.total"),
        EXTEND.loop,
    ),
    "LlamaExtract": Case(
        LLAMAEXTRACT.pack,
        {
            "id": "ext-2",
            "status": "COMPLETED",
            "extract_result": {"number": "A-17", "buyer": "Nordlys AS", "total": 119},
            "extract_metadata": {
                "field_metadata": {
                    "document_metadata": {
                        "number": leaf("Invoice A-17", 0.95),
                        "buyer": leaf("To Nordlys AS", 0.94),
                        "total": leaf("Total 119", 0.41),
                    }
                }
            },
        },
        ("$.total",),
        LLAMAEXTRACT.loop,
    ),
}
