"""Nutrient DWS Data Extraction: a metadata tree beside the data, with match labels.

Pages are counted twice there, ``pageNumber`` from 1 and ``pageIndex`` from 0. Boxes are pixels of the canvas in
``pages`` where that has a size, else PDF points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from adjudge.model.adapter import Adapter, DocumentKeys, JobKeys, KeyPath, KeyTable, Shape, SignalKey, Slot
from adjudge.model.citations import Box, Citation, page_number, size, sized_box
from adjudge.model.layouts import Parallel
from adjudge.model.looks import has_any, is_list_of_text, is_number, is_number_or_null, is_object, is_text
from adjudge.model.tree import dig

_Sizes = Mapping[int, tuple[float, float] | None]
_COMPONENTS: Final = ("probabilityScore", "marginScore", "groundingScore", "formatScore", "source")


def _is_box(value: Any) -> bool:
    return isinstance(value, dict) and is_number(value.get("x"))


def _are_components(value: Any) -> bool:
    return value is None or (
        has_any(value, _COMPONENTS) and not any(isinstance(item, dict | list) for item in value.values())
    )


def _are_blocks(value: Any) -> bool:
    return isinstance(value, list) and all(has_any(item, ("bbox", "block_id")) for item in value)


def _sizes(pages: Any) -> _Sizes:
    """Give the canvas of each page; ``None`` for a page without one."""
    sizes: dict[int, tuple[float, float] | None] = {}
    for position, page in enumerate(pages if isinstance(pages, list) else (), start=1):
        if isinstance(page, dict):
            sizes[page_number(page.get("page")) or position] = size(page.get("width"), page.get("height"))
    return sizes


def _dws_sizes(response: Any) -> _Sizes:
    return _sizes(dig(response, ("output", "pages")))


def _bare_sizes(response: Any) -> _Sizes:
    return _sizes(response.get("pages"))


def _citation(place: Mapping[str, Any], sizes: _Sizes, block_ids: tuple[str, ...]) -> Citation:
    page = page_number(place.get("pageNumber")) or page_number(place.get("pageIndex"), first=0)
    box: Box | None = None
    if isinstance(corner := place.get("bbox"), dict):
        box = sized_box(corner.get("x"), corner.get("y"), corner.get("width"), corner.get("height"))
    page_size = sizes.get(page) if page else None
    unit = None
    if box is not None and page in sizes:
        unit = "px" if page_size else "pt"
    return Citation(page=page, box=box, page_size=page_size, unit=unit, block_ids=block_ids)


def _citations(entry: Mapping[str, Any], sizes: _Sizes) -> Iterator[Citation]:
    """Give the tight box first, then a citation for each block, over pages maybe."""
    blocks = entry.get("source_blocks")
    if isinstance(entry.get("bbox"), dict):
        yield _citation(entry, sizes, tuple(blocks or ()) if is_list_of_text(blocks) else ())
    sources = entry.get("source_bboxes")
    for source in sources if isinstance(sources, list) else ():
        if isinstance(source, dict):
            block = source.get("block_id")
            yield _citation(source, sizes, (block,) if isinstance(block, str) else ())


_KEYS: Final = KeyTable(
    signals=(
        SignalKey("confidence", ("confidence",)),
        SignalKey("probability", ("confidenceComponents", "probabilityScore")),
        SignalKey("margin", ("confidenceComponents", "marginScore")),
        SignalKey("grounding", ("confidenceComponents", "groundingScore")),
        SignalKey("format", ("confidenceComponents", "formatScore")),
        SignalKey("ocr", ("recognitionScore",)),
    ),
    match=("match",),
    citations=Slot((("bbox",), ("source_bboxes",)), _citations, is_object),
)
_LAYOUT: Final = Parallel(
    (
        ("match", is_text),
        ("confidence", is_number_or_null),
        ("confidenceComponents", _are_components),
        ("recognitionScore", is_number_or_null),
        ("bbox", _is_box),
        ("pageIndex", is_number_or_null),
        ("pageNumber", is_number_or_null),
        ("source_blocks", is_list_of_text),
        ("source_bboxes", _are_blocks),
    )
)
_JOB: Final = JobKeys(error=("errorMessage",), reason=(("errorDetails", "code"), ("errorMessage",)))
_ERROR_KEYS: Final = ("status", "requestId", "errorDetails")


def _is_error(response: Any) -> bool:
    return has_any(response, _ERROR_KEYS)


def _is_output(response: Any) -> bool:
    """Whether ``{data, metadata, pages}`` is what stands under ``output``; others use such keys, too."""
    if not isinstance(response["data"], dict | list) or not isinstance(response["metadata"], dict | list):
        return False
    if isinstance(response.get("pages"), list):
        return True
    entries = response["metadata"].values() if isinstance(response["metadata"], dict) else response["metadata"]
    return any(has_any(entry, ("match", "source_bboxes")) for entry in entries)


def _document(pages: KeyPath) -> DocumentKeys:
    return DocumentKeys(
        pages=pages,
        version=("configuration", "apiVersion"),
        flags=(("mode", ("configuration", "mode")),),
    )


_DWS: Final = Shape(
    name="response",
    layout=_LAYOUT,
    keys=_KEYS,
    data=("output", "data"),
    meta=("output", "metadata"),
    requires=(("output", "data"),),
    document=_document(("output", "pages")),
    job=_JOB,
    context=_dws_sizes,
)
_ERROR: Final = Shape(
    name="error",
    layout=_LAYOUT,
    keys=_KEYS,
    data=("output", "data"),
    requires=(("errorMessage",),),
    looks_right=_is_error,
    job=_JOB,
)
_OUTPUT: Final = Shape(
    name="output",
    layout=_LAYOUT,
    keys=_KEYS,
    data=("data",),
    meta=("metadata",),
    requires=(("metadata",), ("data",)),
    looks_right=_is_output,
    document=_document(("pages",)),
    context=_bare_sizes,
)
_LOCAL: Final = Shape(
    name="local SDK",
    version="local",
    layout=_LAYOUT,
    keys=_KEYS,
    data=("extraction",),
    meta=("metadata",),
    requires=(("extraction",), ("metadata",), ("pages",)),
    document=_document(("pages",)),
    context=_bare_sizes,
)

NUTRIENT: Final = Adapter(
    "nutrient",
    # A stored record keeps the response under `body`.
    (_DWS, _DWS.under("body"), _ERROR, _ERROR.under("body"), _OUTPUT, _LOCAL),
    labels=frozenset(
        ("id_match", "id_match_multiblock", "id_match_partial", "fuzzy_match", "not_found", "exact", "partial")
    ),
)
