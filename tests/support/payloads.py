"""Small payloads, each in the shape in which its adapter has them."""

from __future__ import annotations

from typing import Any


def nutrient(data: Any, metadata: Any, *, pages: int = 1) -> dict[str, Any]:
    """Build a payload of parallel trees."""
    sizes = [{"page": page + 1, "width": 100, "height": 100} for page in range(pages)]
    return {"status": 200, "output": {"data": data, "metadata": metadata, "pages": sizes}}


def entry(match: str | None = "id_match", confidence: Any = 0.95, **more: Any) -> dict[str, Any]:
    """Build a metadata entry of a value; ``confidence=None`` leaves the score out, ``match=None`` the label."""
    made: dict[str, Any] = {} if match is None else {"match": match}
    if confidence is not None:
        made["confidence"] = confidence
    return {**made, **more}


def extend(value: Any, metadata: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Build a finished run with a flat map of metadata (``ocrConfidence``, ``citations``, ``insights``)."""
    run = {"object": "extract_run", "id": "exr_1", "status": "PROCESSED"}
    return {**run, "output": {"value": value, "metadata": metadata}, **more}


def parsefy(data: Any, *, issues: list[str] | None = None, verification: Any = None) -> dict[str, Any]:
    """Build a result whose issues are the document's own."""
    meta: dict[str, Any] = {"confidence_score": 0.9, "field_confidence": [], "issues": issues or []}
    made = {"object": data, "_meta": meta, "metadata": {"credits": 1}, "error": None}
    return made if verification is None else {**made, "verification": verification}


def insight(*texts: str) -> dict[str, Any]:
    """Build an entry of ``extend`` that has issues."""
    return {"ocrConfidence": 0.9, "insights": [{"type": "issue", "content": text} for text in texts]}


def citation(page: int | None = 1, text: str | None = None) -> dict[str, Any]:
    """Build an entry of ``extend`` that has one citation."""
    where = {} if page is None else {"page": {"number": page, "width": 612, "height": 792}}
    quoted = {} if text is None else {"referenceText": text}
    return {"ocrConfidence": 0.9, "citations": [{**where, **quoted}]}
