"""The adapter: typed wrappers of v4, v3 and its previews, and of v2.1.

A value is ``{type, value<Type>, content, confidence, boundingRegions}``. The confidence of a *document* says how sure
its type is, nothing about its values: it is a signal of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from adjudge.plugin import (
    MAX_DEPTH,
    Adapter,
    Citation,
    DocumentKeys,
    JobKeys,
    KeyTable,
    Parts,
    Shape,
    Signal,
    SignalKey,
    Slot,
    Walk,
    has_any,
    is_list_of_text,
    page_number,
    polygon_box,
    size,
    too_deep,
)

Entries = dict[Parts, Mapping[str, Any]]

DOC_TYPE_CONFIDENCE: Final = Signal("doc_type_confidence", "how sure Azure is of the type of the document")
_UNITS: Final = {"inch": "inch", "pixel": "px"}


# ---------------------------------------------------------------- values
def _walk(documents: Any) -> tuple[Any, Entries]:
    """Give the fields of the one document, or a list with those of each."""
    entries: Entries = {}
    listed = [document for document in _items(documents) if isinstance(document, dict)]
    if len(listed) == 1:
        return _document(listed[0], (), entries), entries
    return [_document(document, (index,), entries) for index, document in enumerate(listed)], entries


def _document(document: Mapping[str, Any], parts: Parts, entries: Entries) -> Any:
    entries[parts] = {"docType": document}
    return _fields(document.get("fields"), parts, entries)


def _fields(fields: Any, parts: Parts, entries: Entries) -> Any:
    if not isinstance(fields, dict):
        return None
    data = {}
    for name, field in fields.items():
        data[name] = _field(field, (*parts, name), entries)
        code = _currency(field)
        beside = f"{name}_currency"
        if code is not None and beside not in fields:
            # One value in two leaves: what was measured of the whole holds for both.
            data[beside] = code
            entries[*parts, beside] = field
    return data


def _field(field: Any, parts: Parts, entries: Entries) -> Any:
    """Take a value out of its wrapper; an empty typed value (``valueCurrency: {}``) is none, however sure Azure is."""
    if len(parts) > MAX_DEPTH:
        raise too_deep()
    if not isinstance(field, dict):
        return field
    entries[parts] = field
    kind = field.get("type")
    value = field.get(f"value{kind[:1].upper()}{kind[1:]}") if isinstance(kind, str) else None
    if value == {}:
        return None
    if kind == "array" and isinstance(value, list):
        return [_field(item, (*parts, index), entries) for index, item in enumerate(value)]
    if kind == "object":
        return _fields(value, parts, entries)
    if kind == "currency" and isinstance(value, dict):
        return value.get("amount")
    return value


def _currency(field: Any) -> str | None:
    value = field.get("valueCurrency") if isinstance(field, dict) else None
    code = value.get("currencyCode") if isinstance(value, dict) else None
    return code if isinstance(code, str) and code else None


# ---------------------------------------------------------------- citations
class _Pages:
    """Size and unit of each page by number, from ``pages``, or ``readResults`` of v2.1."""

    def __init__(self, pages: Any) -> None:
        listed = [page for page in _items(pages) if isinstance(page, dict)]
        self._by_number = {page_number(page.get("pageNumber", page.get("page"))): page for page in listed}

    def citation(self, number: Any, corners: Any, text: Any) -> Citation:
        """Make a citation of a polygon that is a flat list of numbers."""
        page = page_number(number)
        sheet = self._by_number.get(page, {})
        box = polygon_box(list(_points(corners)))
        unit = sheet.get("unit")
        return Citation(
            page=page,
            text=text if isinstance(text, str) and text else None,
            box=box,
            page_size=size(sheet.get("width"), sheet.get("height")),
            unit=_UNITS.get(unit) if box is not None and isinstance(unit, str) else None,
        )


def _points(corners: Any) -> Iterator[dict[str, Any]]:
    numbers = corners if isinstance(corners, list) else []
    for x, y in zip(numbers[::2], numbers[1::2], strict=False):
        yield {"x": x, "y": y}


def _citations(entry: Mapping[str, Any], pages: _Pages) -> tuple[Citation, ...]:
    """Give one citation for each region; the previews of v3 call its polygon ``boundingBox``."""
    content = entry.get("content")
    regions = [region for region in _items(entry.get("boundingRegions")) if isinstance(region, dict)]
    if not regions:
        return (Citation(text=content),) if isinstance(content, str) and content else ()
    return tuple(
        pages.citation(region.get("pageNumber"), region.get("polygon", region.get("boundingBox")), content)
        for region in regions
    )


def _flat_citations(entry: Mapping[str, Any], pages: _Pages) -> tuple[Citation, ...]:
    """Give the one citation of v2.1, whose text and place stand in the wrapper itself."""
    cited = pages.citation(entry.get("page"), entry.get("boundingBox"), entry.get("text"))
    return () if cited.page is None and cited.text is None else (cited,)


def _items(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else ()


# ---------------------------------------------------------------- shapes
_SIGNALS: Final = (
    SignalKey("confidence", ("confidence",)),
    SignalKey(DOC_TYPE_CONFIDENCE.name, ("docType", "confidence")),
)
_KEYS: Final = KeyTable(_SIGNALS, citations=Slot((("boundingRegions",), ("content",)), _citations))
_KEYS_OF_V2: Final = KeyTable(_SIGNALS, citations=Slot((("page",), ("boundingBox",), ("text",)), _flat_citations))
_JOB: Final = JobKeys(
    pending=frozenset(("notStarted", "running")),
    failed=frozenset(("failed", "canceled")),
    error=("error",),
    reason=(("error", "code"), ("error", "message")),
)


def _pages(response: Any) -> _Pages:
    return _Pages(response["analyzeResult"].get("pages"))


def _pages_alone(response: Any) -> _Pages:
    return _Pages(response.get("pages"))


def _pages_of_v2(response: Any) -> _Pages:
    return _Pages(response["analyzeResult"].get("readResults"))


def _is_result(response: Any) -> bool:
    return isinstance(response["modelId"], str) and all(
        has_any(document, ("docType", "fields")) for document in _items(response["documents"])
    )


def _is_status(response: Any) -> bool:
    return is_list_of_text([response["status"], response["createdDateTime"], response["lastUpdatedDateTime"]])


_RESULT: Final = Shape(
    name="v3, v4",
    layout=Walk(_walk),
    keys=_KEYS,
    data=("analyzeResult", "documents"),
    requires=(("analyzeResult", "documents"),),
    document=DocumentKeys(
        pages=("analyzeResult", "pages"),
        version=("analyzeResult", "apiVersion"),
        flags=(("model_id", ("analyzeResult", "modelId")),),
    ),
    job=_JOB,
    context=_pages,
)
_RESULT_ALONE: Final = Shape(
    name="result alone",
    layout=Walk(_walk),
    keys=_KEYS,
    data=("documents",),
    requires=(("modelId",), ("documents",)),
    looks_right=_is_result,
    document=DocumentKeys(pages=("pages",), version=("apiVersion",), flags=(("model_id", ("modelId",)),)),
    context=_pages_alone,
)
_RESULT_OF_V2: Final = Shape(
    name="v2.1",
    layout=Walk(_walk),
    keys=_KEYS_OF_V2,
    data=("analyzeResult", "documentResults"),
    requires=(("analyzeResult", "documentResults"),),
    document=DocumentKeys(pages=("analyzeResult", "readResults"), version=("analyzeResult", "version")),
    job=_JOB,
    context=_pages_of_v2,
)
_STATUS: Final = Shape(
    name="without result",
    layout=Walk(_walk),
    data=("analyzeResult", "documents"),
    requires=(("status",), ("createdDateTime",), ("lastUpdatedDateTime",)),
    looks_right=_is_status,
    job=_JOB,
)

AZURE: Final = Adapter("azure", (_RESULT, _RESULT_OF_V2, _RESULT_ALONE, _STATUS), signals=(DOC_TYPE_CONFIDENCE,))
