"""One invoice, written the way each adapter has it, and rules of every kind over it."""

from __future__ import annotations

from typing import Any

INVOICE: dict[str, Any] = {
    "number": "INV-2024-12345",
    "issued": "2025-01-01",
    "due": "2025-01-31",
    "currency": "EUR",
    "net": 159.95,
    "tax": 30.39,
    "total": 190.34,
    "seller": {"name": "Nordlys Handel", "vat": "NO123"},
    "lines": [
        {"text": "bolt", "quantity": 3, "price": 19.99, "amount": 59.97},
        {"text": "nut", "quantity": 2, "price": 49.99, "amount": 99.98},
    ],
}


def _sure(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sure(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_sure(member) for member in value]
    return {"match": "id_match", "confidence": 0.95, "pageNumber": 1}


METADATA: dict[str, Any] = _sure(INVOICE)

RULES = """
fields:
  net: {at: $.net, type: money}
  tax: {at: $.tax, type: money}
  total: {at: $.total, type: money}
  issued: {at: $.issued, type: date}
  due: {at: $.due, type: date}
  lines: {at: $.lines, each: {quantity: decimal, price: money, amount: money}}
lists: {currencies: [EUR, USD]}
rules:
  - {id: total-is-sure, given: $.total, confidence: {min: 0.8}}
  - {id: seller-is-sure, given: $.seller.name, confidence: {min: 0.8, reject_below: 0.5}}
  - {id: total-is-read, given: total, ocr: {min: 0.9}}
  - {id: amounts-are-sure, given: "$.lines[*].amount", confidence: {min: 0.75}}
  - {id: every-leaf-is-sure, given: $..*, confidence: {min: 0.5}}
  - {id: every-leaf-is-found, given: $..*, match: {none_of: [not_found]}}
  - {id: every-leaf-is-there, given: $..*, required: true}
  - {id: total-is-found, given: $.total, match: {any_of: [id_match]}}
  - {id: amounts-are-found, given: "$.lines[*].amount", match: {any_of: [id_match, id_match_partial]}}
  - {id: line-amount, for: line in lines, assert: "line.quantity * line.price == approx(line.amount, abs=0.01)"}
  - {id: lines-add-up, assert: "sum(lines[*].amount) == approx(net, abs=0.01)", blame: [net]}
  - {id: total-adds-up, assert: "net + tax == approx(total, abs=0.01, strict=true)"}
  - {id: positive, assert: total > 0 and tax >= 0}
  - {id: not-both, assert: not (total < 0) or tax == 30.39}
  - {id: due-after-issue, assert: issued <= due <= issued + days(120)}
  - {id: issue-is-a-date, given: issued, type: date}
  - {id: number-form, given: $.number, pattern: "INV-[0-9]{4}-[0-9]{5}"}
  - {id: currency-known, given: $.currency, one_of: currencies}
  - {id: currency-known-too, assert: doc.currency in currencies}
  - {id: some-lines, given: $.lines, length: {min: 1}}
  - {id: in-euro, when: doc.currency == "EUR", assert: total < 10000}
  - {id: in-dollars, when: doc.currency != "EUR", assert: total < 10000}
"""


def as_adapter(adapter: str, data: dict[str, Any], metadata: dict[str, Any]) -> Any:
    """Write data and metadata (``match``, ``confidence``, a page) the way an adapter has them."""
    match adapter:
        case "nutrient":
            pages = [{"page": 1, "width": 10, "height": 10}]
            return {"status": 200, "output": {"data": data, "metadata": metadata, "pages": pages}}
        case "llamaextract":
            fields = _renamed(metadata, {"confidence": "confidence"}, citation=[{"page": 1, "matching_text": "x"}])
            return {"status": "SUCCESS", "data": data, "extraction_metadata": {"field_metadata": fields}}
        case "extend":
            entries = {path: {"ocrConfidence": 0.95, "logprobsConfidence": None} for path in _paths(data)}
            run = {"object": "extract_run", "id": "exr_1", "status": "PROCESSED"}
            return {**run, "output": {"value": data, "metadata": entries}}
        case "datalab":
            return {"status": "complete", "success": True, "extraction_schema_json": _beside(data)}
        case "parsefy":
            scores = [{"field": f"$.{path}", "score": 0.95, "reason": "Exact match"} for path in _paths(data)]
            meta = {"confidence_score": 0.9, "field_confidence": scores, "issues": []}
            return {"object": data, "_meta": meta, "metadata": {"credits": 1}, "error": None}
        case _:
            return data


def _renamed(value: Any, names: dict[str, str], **more: Any) -> Any:
    if isinstance(value, list):
        return [_renamed(member, names, **more) for member in value]
    if "match" in value:
        return {**{new: value[old] for old, new in names.items()}, **more}
    return {key: _renamed(member, names, **more) for key, member in value.items()}


def _paths(value: Any, above: str = "") -> list[str]:
    if isinstance(value, dict):
        return [path for key, member in value.items() for path in _paths(member, f"{above}.{key}" if above else key)]
    if isinstance(value, list):
        return [path for index, member in enumerate(value) for path in _paths(member, f"{above}[{index}]")]
    return [above]


def _beside(value: Any) -> Any:
    if isinstance(value, list):
        return [_beside(member) for member in value]
    if not isinstance(value, dict):
        return value
    made: dict[str, Any] = {}
    for key, member in value.items():
        made[key] = _beside(member)
        made[f"{key}_citations"] = ["/page/0/Text/1"]
        if not isinstance(member, dict | list):
            made[f"{key}_score"] = {"score": 5, "reasoning": "clear"}
    return made
