"""LlamaExtract: a metadata tree beside the result; v2 jobs (per document, page or row) and v1 runs.

An entry is ``{citation, confidence, extraction_confidence, parsing_confidence, reasoning}``. A ``reasoning``
*string* beside the children of an object is that object's; a schema field of the same name has an entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from adjudge.model.adapter import Adapter, DocumentKeys, JobKeys, KeyPath, KeyTable, Shape, SignalKey, Slot
from adjudge.model.citations import Citation, page_number, size, sized_box
from adjudge.model.layouts import Bare, Parallel
from adjudge.model.looks import has_any, has_object, is_number_or_null, is_text_or_null
from adjudge.model.tree import dig
from adjudge.record import replace

_LEVELS: Final = ("document_metadata", "page_metadata", "row_metadata")
_CITED: Final = ("page", "matching_text", "bounding_boxes", "page_dimensions")


def _is_citation_list(value: Any) -> bool:
    return value is None or (isinstance(value, list) and all(has_any(item, _CITED) for item in value))


def _reasoning(entry: Mapping[str, Any], _context: Any) -> tuple[str, ...]:
    text = entry["reasoning"]
    return (text,) if isinstance(text, str) and text else ()


def _citations(entry: Mapping[str, Any], _context: Any) -> Iterator[Citation]:
    cited = entry["citation"]
    items = cited if isinstance(cited, list) else ()
    return (citation for item in items if isinstance(item, dict) for citation in _boxes_of(item))


def _boxes_of(item: Mapping[str, Any]) -> Iterator[Citation]:
    """Give one citation for each box; without any (the Turbo tier) it still is one."""
    text, boxes = item.get("matching_text"), item.get("bounding_boxes")
    citation = Citation(
        page=page_number(item.get("page")),
        text=text if isinstance(text, str) else None,
        page_size=size(*(dig(item, ("page_dimensions", side)) for side in ("width", "height"))),
    )
    boxed = [
        sized_box(box.get("x"), box.get("y"), box.get("w"), box.get("h"))
        for box in (boxes if isinstance(boxes, list) else ())
        if isinstance(box, dict)
    ]
    for box in boxed or [None]:
        yield replace(citation, box=box, unit="pt" if box else None)


_KEYS: Final = KeyTable(
    signals=(
        SignalKey("confidence", ("confidence",)),
        SignalKey("extraction", ("extraction_confidence",)),
        SignalKey("parsing", ("parsing_confidence",)),
    ),
    reasoning=Slot((("reasoning",),), _reasoning),
    citations=Slot((("citation",),), _citations, has_object),
)
_LAYOUT: Final = Parallel(
    (
        ("confidence", is_number_or_null),
        ("extraction_confidence", is_number_or_null),
        ("parsing_confidence", is_number_or_null),
        ("citation", _is_citation_list),
        ("reasoning", is_text_or_null),
    )
)
_JOB: Final = JobKeys(
    pending=frozenset(("PENDING", "RUNNING", "THROTTLED", "CREATED")),
    failed=frozenset(("FAILED", "CANCELLED", "ERROR")),
    reason=(("error_message",), ("error",)),
)


def _shape(
    name: str,
    version: str,
    *,
    data: str,
    requires: tuple[KeyPath, ...],
    meta: KeyPath | None,
    looks_right: Callable[[Any], bool],
) -> Shape:
    return Shape(
        name=name,
        version=version,
        layout=Bare() if meta is None else _LAYOUT,
        keys=KeyTable() if meta is None else _KEYS,
        data=(data,),
        meta=meta,
        requires=requires,
        looks_right=looks_right,
        document=DocumentKeys(
            issues=None if meta is None else (*meta, "error"),
            flags=(("status", ("status",)), ("parse_tier", ("extract_metadata", "parse_tier"))),
        ),
        job=_JOB,
    )


def _v2(name: str, meta: KeyPath | None, looks_right: Callable[[Any], bool]) -> Shape:
    return _shape(
        name, "v2", data="extract_result", requires=(("extract_result",),), meta=meta, looks_right=looks_right
    )


_FIELDS: Final[KeyPath] = ("extract_metadata", "field_metadata")


def _is_per_page(response: Any) -> bool:
    return isinstance(response["extract_result"], list) and isinstance(dig(response, (*_FIELDS, "page_metadata")), list)


def _is_per_row(response: Any) -> bool:
    return isinstance(response["extract_result"], list) and isinstance(dig(response, (*_FIELDS, "row_metadata")), list)


def _is_per_document(response: Any) -> bool:
    """Whether the entries stand a level down; in the short form a field may have such a name."""
    return isinstance(dig(response, (*_FIELDS, "document_metadata")), dict) and not _is_short(response)


def _is_short(response: Any) -> bool:
    fields = dig(response, _FIELDS)
    if not isinstance(fields, dict):
        return isinstance(fields, list)
    if not has_any(fields, _LEVELS):
        return True
    return has_any(response["extract_result"], _LEVELS) and not set(fields) <= {*_LEVELS}


def _is_job(response: Any) -> bool:
    return isinstance(response.get("status"), str)


def _is_run(response: Any) -> bool:
    return isinstance(response["extraction_metadata"], dict | None)


def _is_unexpanded(response: Any) -> bool:
    return has_any(response, ("extract_metadata", "status", "document_input_value", "file_input"))


LLAMAEXTRACT: Final = Adapter(
    "llamaextract",
    (
        _v2("v2 per page", (*_FIELDS, "page_metadata"), _is_per_page),
        _v2("v2 per row", (*_FIELDS, "row_metadata"), _is_per_row),
        _v2("v2 per document", (*_FIELDS, "document_metadata"), _is_per_document),
        _v2("v2 short form", _FIELDS, _is_short),
        _v2("v2 without metadata", None, _is_unexpanded),
        _shape(
            "v2 without result",
            "v2",
            data="extract_result",
            requires=(("document_input_value",),),
            meta=None,
            looks_right=_is_job,
        ),
        _shape(
            "v1 run",
            "v1",
            data="data",
            requires=(("extraction_metadata",), ("data",)),
            meta=("extraction_metadata", "field_metadata"),
            looks_right=_is_run,
        ),
    ),
)
