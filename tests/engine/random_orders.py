"""One order, as each adapter sends it, with all that may be said about a value; some of it drawn at random."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

ORDER: dict[str, Any] = {
    "number": "INV-2024-12345",
    "issued": "2025-01-01",
    "due": "2025-01-31",
    "currency": "EUR",
    "net": 159.95,
    "tax": 30.39,
    "total": 190.34,
    "printed": "$1,234.50",
    "count": 2,
    "paid": True,
    "seller": {"name": "Nordlys Handel", "vat": "NO123", "address": {"city": "Oslo"}},
    "tags": ["a", "b"],
    "lines": [
        {"text": "bolt", "quantity": 3, "price": 19.99, "amount": 59.97, "printed": "$59.97", "on": "2025-01-05"},
        {"text": "nut", "quantity": 2, "price": 49.99, "amount": 99.98, "printed": "$99.98", "on": "2025-01-06"},
    ],
    "sections": [
        {
            "title": "one",
            "clauses": [{"number": "1.1", "text": "a clause of some length", "binding": True, "fee": 5.5}],
        },
        {
            "title": "two",
            "clauses": [
                {"number": "2.1", "text": "another one of these", "binding": False, "fee": 0.0},
                {"number": "2.2", "text": "and the last of them all", "binding": True, "fee": 7},
            ],
        },
    ],
}


def order_by(adapter: str, chance: random.Random) -> Any:
    """Give the order as an adapter sends it, with all that may be said about a value."""
    data = copy.deepcopy(ORDER)
    if chance.random() < 0.3:
        _print_amounts(data, chance.choice(("{:,.2f}", "${:,.2f}", "{:,.2f} EUR", "USD {:.2f}")))
    match adapter:
        case "nutrient":
            output = {"data": data, "metadata": _beside(data, _nutrient, chance), "pages": [{"page": 1}, {"page": 2}]}
            return {"status": 200, "output": output}
        case "llamaextract":
            fields = _beside(data, _llamaextract, chance)
            return {"status": "SUCCESS", "data": data, "extraction_metadata": {"field_metadata": fields}}
        case "extend":
            entries = {path: _extend(value, chance) for path, value in written(data)}
            run = {"object": "extract_run", "id": "exr_1", "status": "PROCESSED"}
            return {**run, "output": {"value": data, "metadata": entries}}
        case "datalab":
            output = _datalab(data, chance)
            return {"status": "complete", "success": True, "extraction_schema_json": output, "page_count": 2}
        case "parsefy":
            scores = [{"field": f"$.{path}", **_parsefy(value, chance)} for path, value in written(data)]
            meta = {"confidence_score": 0.9, "field_confidence": scores, "issues": chance.choice(([], ["ambiguous"]))}
            return {"object": data, "_meta": meta, "metadata": {"credits": 1}, "error": None}
        case _:
            return data


def written(value: Any, above: str = "") -> list[tuple[str, Any]]:
    """Give every leaf by its written path."""
    if isinstance(value, dict):
        return [leaf for key, member in value.items() for leaf in written(member, f"{above}.{key}" if above else key)]
    if isinstance(value, list):
        return [leaf for index, member in enumerate(value) for leaf in written(member, f"{above}[{index}]")]
    return [(above, value)]


def _print_amounts(value: Any, form: str) -> None:
    for key, member in list(value.items()) if isinstance(value, dict) else list(enumerate(value)):
        if isinstance(member, dict | list):
            _print_amounts(member, form)
        elif isinstance(member, float):
            value[key] = form.format(member)


def _beside(value: Any, entry: Callable[[Any, random.Random], Any], chance: random.Random) -> Any:
    if isinstance(value, dict):
        return {key: _beside(member, entry, chance) for key, member in value.items()}
    if isinstance(value, list):
        return [_beside(member, entry, chance) for member in value]
    return entry(value, chance)


def _sure(chance: random.Random) -> float:
    return chance.choice((0.95, 0.97, 0.99, 1, 0.6)) if chance.random() < 0.1 else 0.97


def _nutrient(_value: Any, chance: random.Random) -> Any:
    box = {"x": 1, "y": 1, "width": 2, "height": 2}
    return {"match": "id_match", "confidence": _sure(chance), "pageNumber": chance.choice((1, 2)), "bbox": box}


def _llamaextract(value: Any, chance: random.Random) -> Any:
    return {"confidence": _sure(chance), "citation": [{"page": 1, "matching_text": str(value)}]}


def _extend(value: Any, chance: random.Random) -> Any:
    insights = [{"type": "issue", "content": "ambiguous" if chance.random() < 0.02 else "clear"}]
    cited = [{"page": {"number": 1}, "referenceText": str(value)}]
    entry = {"ocrConfidence": _sure(chance), "reviewAgentScore": chance.choice((4, 5)), "citations": cited}
    return {**entry, **({"insights": insights} if chance.random() < 0.9 else {})}


def _parsefy(value: Any, chance: random.Random) -> Any:
    return {"score": _sure(chance), "reason": "Exact match", "page": 1, "text": str(value)}


def _datalab(value: Any, chance: random.Random) -> Any:
    if isinstance(value, list):
        return [_datalab(member, chance) for member in value]
    if not isinstance(value, dict):
        return value
    made: dict[str, Any] = {}
    for key, member in value.items():
        made[key] = _datalab(member, chance)
        made[f"{key}_citations"] = ["/page/0/Text/1"]
        if not isinstance(member, dict | list):
            made[f"{key}_score"] = {"score": chance.choice((3, 4, 5)), "reasoning": "clear"}
            made[f"{key}_meta"] = {"verification": {"status": "PASS"}, "extraction_status": "ok"}
    return made
