"""Extend: a flat map of written paths beside the value; and the older array of fields.

Runs come from two API versions (2025-04-21, 2026-02-09), bare as ``{value, metadata}``, in a webhook or a
workflow step, in the wire's camelCase or in the snake_case of the SDK's ``model_dump()``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from adjudge.model.adapter import Adapter, DocumentKeys, JobKeys, KeyPath, KeyTable, Shape, SignalKey, Slot
from adjudge.model.citations import Citation, page_number, polygon_box, size
from adjudge.model.layouts import Flat, Wrapped
from adjudge.model.looks import any_entry_has, has_any, has_object
from adjudge.model.tree import dig
from adjudge.record import Record

_CAMEL: Final = ("ocrConfidence", "logprobsConfidence", "reviewAgentScore")
_SNAKE: Final = ("ocr_confidence", "logprobs_confidence", "review_agent_score")


class _Insights(Record):
    """Reads the insights of one kind."""

    kind: str

    def __call__(self, entry: Mapping[str, Any], _context: Any) -> tuple[str, ...]:
        listed = entry["insights"]
        return tuple(
            insight["content"]
            for insight in (listed if isinstance(listed, list) else ())
            if has_any(insight, ("content",))
            and insight.get("type") == self.kind
            and isinstance(insight["content"], str)
        )


def _citations(entry: Mapping[str, Any], _context: Any) -> Iterator[Citation]:
    listed = entry["citations"]
    return (_citation(item) for item in (listed if isinstance(listed, list) else ()) if isinstance(item, dict))


def _citation(item: Mapping[str, Any]) -> Citation:
    """Read a citation of either version; its box is in the unit of its own page size."""
    page, unit = item.get("page"), None
    if isinstance(page, dict):
        # The documentation says points, a real run has pixels: the unit stays unknown.
        number, page_size = page.get("number"), size(page.get("width"), page.get("height"))
    else:
        number, unit = page, "pt"
        page_size = size(item.get("pageWidth", item.get("page_width")), item.get("pageHeight", item.get("page_height")))
    text = item.get("referenceText", item.get("reference_text"))
    cells = item.get("cellRange", item.get("cell_range"))
    box = polygon_box(item.get("polygon"))
    return Citation(
        page=page_number(number),
        text=text if isinstance(text, str) else None,
        box=box,
        page_size=page_size,
        unit=unit if box else None,
        block_ids=(cells,) if isinstance(cells, str) else (),
    )


def _references(entry: Mapping[str, Any], _context: Any) -> Iterator[Citation]:
    """Read the citations of the older array: one for each box."""
    listed = entry["references"]
    for item in listed if isinstance(listed, list) else ():
        if not isinstance(item, dict):
            continue
        page = page_number(item.get("page"))
        boxes = item.get("boundingBoxes", item.get("bounding_boxes"))
        corners = [box for box in boxes if isinstance(box, dict)] if isinstance(boxes, list) else []
        for box in corners or [{}]:
            points = [{"x": box.get(x), "y": box.get(y)} for x, y in (("left", "top"), ("right", "bottom"))]
            yield Citation(page=page, box=polygon_box(points))


def _unwrap(raw: Any) -> tuple[Any, Mapping[str, Any] | None]:
    return (raw["value"], raw) if _is_field(raw) else (raw, None)


def _is_field(raw: Any) -> bool:
    return (
        isinstance(raw, dict)
        and "value" in raw
        and isinstance(raw.get("type"), str)
        and has_any(raw, ("id", "confidence", "references", "schema"))
    )


def _key_table(ocr: str, logprobs: str, rating: str) -> KeyTable:
    return KeyTable(
        signals=(SignalKey("ocr", (ocr,)), SignalKey("logprobs", (logprobs,)), SignalKey("rating", (rating,))),
        reasoning=Slot((("insights",),), _Insights("reasoning")),
        issues=Slot((("insights",),), _Insights("issue")),
        citations=Slot((("citations",),), _citations, has_object),
    )


_FIELDS: Final = KeyTable(
    signals=(SignalKey("confidence", ("confidence",)),),
    reasoning=Slot((("insights",),), _Insights("reasoning")),
    issues=Slot((("insights",),), _Insights("issue")),
    citations=Slot((("references",),), _references),
)
_DOCUMENT: Final = DocumentKeys(
    version=("object",),
    versions=(("extract_run", "2026-02-09"), ("document_processor_run", "2025-04-21")),
    flags=(("reviewed", ("reviewed",)), ("edited", ("edited",))),
)
_JOB: Final = JobKeys(
    pending=frozenset(("PENDING", "PROCESSING")),
    failed=frozenset(("FAILED", "CANCELLED")),
    reason=(("failureReason",), ("failure_reason",), ("failureMessage",), ("failure_message",)),
)


def _is_snake(metadata: Any) -> bool:
    """Whether the first entry that shows it is in snake_case; many have neither signal."""
    entries = metadata.values() if isinstance(metadata, dict) else ()
    return next((has_any(entry, _SNAKE) for entry in entries if has_any(entry, _CAMEL + _SNAKE)), False)


def _run_in_camel(response: Any) -> bool:
    metadata = dig(response, ("output", "metadata"))
    return isinstance(metadata, dict | None) and response["output"]["value"] is not None and not _is_snake(metadata)


def _run_in_snake(response: Any) -> bool:
    return _is_snake(dig(response, ("output", "metadata")))


def _run_of_fields(response: Any) -> bool:
    output = response["output"]
    if not isinstance(output, dict) or not isinstance(response["status"], str):
        return False
    fields = [value for key, value in output.items() if value is not None or key not in ("value", "metadata")]
    return bool(fields) and all(_is_field(field) for field in fields)


def _run_unfinished(response: Any) -> bool:
    return any(response["object"] == kind for kind, _ in _DOCUMENT.versions)


class _Bare(Record):
    """Tells whether ``{value, metadata}`` is an output: by the keys of some entry, if it has any."""

    keys: tuple[str, ...]

    def __call__(self, response: Any) -> bool:
        metadata = response["metadata"]
        if not isinstance(response["value"], dict | list) or not isinstance(metadata, dict):
            return False
        return any_entry_has(metadata, self.keys) if metadata else len(response) == 2


def _fields_alone(response: Any) -> bool:
    return isinstance(response, dict) and bool(response) and all(_is_field(field) for field in response.values())


def _flat(name: str, keys: KeyTable, *, within: KeyPath = ("output",), looks_right: Callable[[Any], bool]) -> Shape:
    return Shape(
        name=name,
        layout=Flat(edits=("edits",)),
        keys=keys,
        data=(*within, "value"),
        meta=(*within, "metadata"),
        requires=((*within, "value"), (*within, "metadata")),
        looks_right=looks_right,
        document=_DOCUMENT,
        job=_JOB if within else None,
    )


_CAMEL_KEYS: Final = _key_table(*_CAMEL)
_SNAKE_KEYS: Final = _key_table(*_SNAKE)
_WRAPPED: Final = Wrapped(_unwrap, padding=("value", "metadata"))

_RUNS: Final = (
    _flat("run", _CAMEL_KEYS, looks_right=_run_in_camel),
    _flat("run in snake_case", _SNAKE_KEYS, looks_right=_run_in_snake),
    Shape(
        name="run of fields",
        layout=_WRAPPED,
        keys=_FIELDS,
        data=("output",),
        requires=(("status",), ("output",)),
        looks_right=_run_of_fields,
        document=_DOCUMENT,
        job=_JOB,
    ),
    Shape(
        name="run without output",
        layout=Flat(),
        keys=_CAMEL_KEYS,
        data=("output", "value"),
        requires=(("object",), ("status",)),
        looks_right=_run_unfinished,
        document=_DOCUMENT,
        job=_JOB,
    ),
)

EXTEND: Final = Adapter(
    "extend",
    (
        *_RUNS,
        # The older API's envelope; a webhook's body; a step of a workflow run, on the wire and from the SDK.
        *(
            shape.under(*wrap)
            for wrap in (("processorRun",), ("payload",), ("result", "extractRun"), ("result", "extract_run"))
            for shape in _RUNS
        ),
        _flat("output", _CAMEL_KEYS, within=(), looks_right=_Bare(_CAMEL)),
        _flat("output in snake_case", _SNAKE_KEYS, within=(), looks_right=_Bare(_SNAKE)),
        _flat("output", _CAMEL_KEYS, within=(), looks_right=_Bare(("citations", "insights"))),
        Shape(name="fields alone", layout=_WRAPPED, keys=_FIELDS, looks_right=_fields_alone, document=_DOCUMENT),
    ),
)
