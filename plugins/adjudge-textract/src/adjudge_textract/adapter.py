"""The adapter: lists of typed detections, turned into an object by type.

Each detection has two scores in percent, how sure its type is and how sure its text: two signals, never one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from adjudge.plugin import (
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
    dig,
    page_number,
    sized_box,
)

Entries = dict[Parts, Mapping[str, Any]]

SIGNALS: Final = (
    Signal("type_confidence", "how sure Textract is of the type of a field"),
    Signal("value_confidence", "how sure Textract is of the text of a field"),
)
CATCH_ALL: Final = "OTHER"
"""The type of what Textract has no name for; such fields are told apart by the label printed beside them."""
NO_LABEL: Final = "(no label)"
ROW_ECHO: Final = "EXPENSE_ROW"
"""Not a field: the text of a whole line, which is what the line rests on."""


# ---------------------------------------------------------------- values
def _walk(documents: Any) -> tuple[Any, Entries]:
    """Give the fields of the one document, or a list with those of each."""
    entries: Entries = {}
    listed = _objects(documents)
    if len(listed) == 1:
        return _document(listed[0], (), entries), entries
    return [_document(document, (index,), entries) for index, document in enumerate(listed)], entries


def _document(document: Mapping[str, Any], parts: Parts, entries: Entries) -> dict[str, Any]:
    data = _fields(_objects(document.get("SummaryFields")), parts, entries)
    rows = [row for group in _objects(document.get("LineItemGroups")) for row in _objects(group.get("LineItems"))]
    data["LineItems"] = [_row(row, (*parts, "LineItems", index), entries) for index, row in enumerate(rows)]
    return data


def _row(row: Mapping[str, Any], parts: Parts, entries: Entries) -> dict[str, Any]:
    fields = _objects(row.get("LineItemExpenseFields"))
    for field in fields:
        if _type(field) == ROW_ECHO:
            entries.setdefault(parts, field)
    return _fields([field for field in fields if _type(field) != ROW_ECHO], parts, entries)


def _fields(fields: Iterable[Mapping[str, Any]], parts: Parts, entries: Entries) -> dict[str, Any]:
    named = [field for field in fields if _type(field) != CATCH_ALL]
    others = [field for field in fields if _type(field) == CATCH_ALL]
    data = _by_name(((_type(field), field) for field in named), parts, entries)
    if others:
        data[CATCH_ALL] = _by_name(((_label(field), field) for field in others), (*parts, CATCH_ALL), entries)
    return data


def _by_name(named: Iterable[tuple[str, Mapping[str, Any]]], parts: Parts, entries: Entries) -> dict[str, Any]:
    """Give each name its value; a name that stands there twice gets the list of its candidates."""
    candidates: dict[str, list[Mapping[str, Any]]] = {}
    for name, field in named:
        candidates.setdefault(name, []).append(field)
    data: dict[str, Any] = {}
    for name, fields in candidates.items():
        texts = [dig(field, ("ValueDetection",)) for field in fields]
        values = [text.get("Text") if isinstance(text, dict) else None for text in texts]
        data[name] = values[0] if len(values) == 1 else values
        for index, field in enumerate(fields):
            entries[(*parts, name) if len(fields) == 1 else (*parts, name, index)] = field
    return data


def _type(field: Mapping[str, Any]) -> str:
    text = dig(field, ("Type", "Text"))
    return text if isinstance(text, str) and text else CATCH_ALL


def _label(field: Mapping[str, Any]) -> str:
    text = dig(field, ("LabelDetection", "Text"))
    return text if isinstance(text, str) and text else NO_LABEL


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


# ---------------------------------------------------------------- shapes
def _citations(entry: Mapping[str, Any], _context: Any) -> tuple[Citation, ...]:
    """Cite the value's text; its box is in ratios of the page."""
    corner = dig(entry, ("ValueDetection", "Geometry", "BoundingBox"))
    box = None
    if isinstance(corner, dict):
        box = sized_box(*(corner.get(side) for side in ("Left", "Top", "Width", "Height")))
    text = dig(entry, ("ValueDetection", "Text"))
    return (
        Citation(
            page=page_number(entry.get("PageNumber")),
            text=text if isinstance(text, str) and text else None,
            box=box,
            unit="ratio" if box else None,
        ),
    )


_KEYS: Final = KeyTable(
    signals=(
        SignalKey("type_confidence", ("Type", "Confidence"), percent=True),
        SignalKey("value_confidence", ("ValueDetection", "Confidence"), percent=True),
    ),
    citations=Slot((("PageNumber",), ("ValueDetection", "Geometry")), _citations),
)
_JOB: Final = JobKeys(
    status=("JobStatus",),
    pending=frozenset(("IN_PROGRESS",)),
    failed=frozenset(("FAILED",)),
    reason=(("StatusMessage",),),
)
_DOCUMENT: Final = DocumentKeys(
    pages=("DocumentMetadata", "Pages"),
    version=("AnalyzeExpenseModelVersion",),
    flags=(("job_status", ("JobStatus",)), ("warnings", ("Warnings",))),
)
_RESPONSE: Final = Shape(
    name="response",
    layout=Walk(_walk),
    keys=_KEYS,
    data=("ExpenseDocuments",),
    requires=(("ExpenseDocuments",),),
    document=_DOCUMENT,
    job=_JOB,
)
_STATUS: Final = Shape(
    name="without result",
    layout=Walk(_walk),
    data=("ExpenseDocuments",),
    requires=(("JobStatus",),),
    document=_DOCUMENT,
    job=_JOB,
)

TEXTRACT: Final = Adapter("textract", (_RESPONSE, _STATUS), signals=SIGNALS)
