"""Datalab: metadata beside each field, under its name with ``_citations``, ``_score`` or ``_meta``.

What came is told by the keys that are there, never by the mode: scores arrive on later polls, and older
responses mix them with verification. Pages in block ids (``/page/0/Table/7``) count from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from adjudge.model.adapter import Adapter, DocumentKeys, JobKeys, KeyTable, Shape, SignalKey, Slot
from adjudge.model.citations import Citation, corner_box, page_number
from adjudge.model.layouts import Sibling
from adjudge.model.layouts.sibling import Sidecar
from adjudge.model.looks import has_any, is_list_of_text, is_number_or_null, is_some_text
from adjudge.model.tree import MAX_NODES, dig, step, too_many
from adjudge.record import replace

_PAGE_ID: Final = re.compile(r"/page/(\d{1,9})(?:/|\Z)")
_TAG: Final = re.compile(r"<[^<>]*>")
_META: Final = frozenset(("extraction_status", "verification", "citations"))
_ENVELOPE: Final = frozenset(
    ("status", "success", "error", "error_in", "page_count", "request_id", "request_check_url", "runtime", "versions")
)


def _is_score(value: Any) -> bool:
    """Whether it is ``{score, reasoning}``; a field that merely has a score is none."""
    # This is asked of each value of a document, so without a call for what it mostly is.
    if not isinstance(value, dict) or "score" not in value or not ("reasoning" in value or len(value) == 1):
        return False
    return type(value["score"]) is int or is_number_or_null(value["score"])


def _is_meta(value: Any) -> bool:
    return isinstance(value, dict) and not _META.isdisjoint(value)


class _Blocks:
    """The blocks of the ``json`` tree by id, with the page each stands on."""

    def __init__(self, tree: Any) -> None:
        self._found: dict[str, tuple[Mapping[str, Any], int | None, tuple[float, float] | None]] = {}
        stack: list[tuple[Any, int | None, tuple[float, float] | None]] = [(tree, None, None)]
        pages = seen = 0
        while stack:
            block, page, page_size = stack.pop()
            seen += 1
            if seen > MAX_NODES:
                raise too_many()
            if not isinstance(block, dict):
                continue
            identity = block.get("id")
            if block.get("block_type") == "Page":
                pages += 1
                page = _page_of(identity) or pages
                corners = corner_box(block.get("bbox"))
                page_size = (corners[2] - corners[0], corners[3] - corners[1]) if corners else None
            if isinstance(identity, str) and identity not in self._found:
                self._found[identity] = block, page, page_size
            children = block.get("children")
            if isinstance(children, list):
                stack.extend((child, page, page_size) for child in reversed(children))

    def citation(self, identity: str) -> Citation:
        """Cite a block; without its tree only by its id and page."""
        if identity not in self._found:
            return Citation(page=_page_of(identity), block_ids=(identity,))
        block, page, page_size = self._found[identity]
        box = corner_box(block.get("bbox"))
        return Citation(
            page=_page_of(identity) or page,
            text=_text_of(block.get("html")),
            box=box,
            page_size=page_size,
            unit="px" if box else None,
            block_ids=(identity,),
        )


def _page_of(identity: Any) -> int | None:
    match = _PAGE_ID.match(identity) if isinstance(identity, str) else None
    return page_number(match[1], first=0) if match else None


def _text_of(markup: Any) -> str | None:
    import html  # noqa: PLC0415 - a table of two thousand names, for payloads that cite blocks

    if not isinstance(markup, str):
        return None
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split()) or None


def _blocks(response: Any) -> _Blocks:
    return _Blocks(response.get("json"))


def _reasoning(entry: Mapping[str, Any], _context: Any) -> tuple[str, ...]:
    texts = (dig(entry, ("score", "reasoning")), dig(entry, ("meta", "reasoning")))
    return tuple(text for text in texts if isinstance(text, str) and text)


def _issues(entry: Mapping[str, Any], _context: Any) -> tuple[str, ...]:
    """Give the verifier's feedback, or its bare verdict where it says no more, unless that is PASS."""
    status = dig(entry, ("meta", "verification", "status"))
    feedback = dig(entry, ("meta", "verification", "feedback"))
    if not isinstance(status, str) or status == "PASS":
        return ()
    return (feedback if isinstance(feedback, str) and feedback else status,)


def _citations(entry: Mapping[str, Any], blocks: _Blocks) -> Iterable[Citation]:
    listed = entry["citations"] if "citations" in entry else dig(entry, ("meta", "citations"))
    return map(blocks.citation, listed) if is_list_of_text(listed) else ()


_LAYOUT: Final = Sibling(
    sidecars=(
        Sidecar("_score", "score", _is_score),
        Sidecar("_citations", "citations", is_list_of_text),
        Sidecar("_meta", "meta", _is_meta),
    ),
    root_entry={"extraction_score_average": ("score", "score")},
)
_KEYS: Final = KeyTable(
    signals=(SignalKey("rating", ("score", "score")),),
    verification=("meta", "verification", "status"),
    verification_detail=(
        ("feedback", ("meta", "verification", "feedback")),
        ("extraction_status", ("meta", "extraction_status")),
    ),
    reasoning=Slot((("score", "reasoning"), ("meta", "reasoning")), _reasoning),
    issues=Slot((("meta", "verification"),), _issues),
    citations=Slot((("citations",), ("meta", "citations")), _citations, is_some_text),
)
_JOB: Final = JobKeys(
    pending=frozenset(("processing",)),
    failed=frozenset(("failed",)),
    error=("error",),
    reason=(("error_in",), ("error",)),
)


def _is_poll(response: Any) -> bool:
    """Whether it is an answer without a result: nothing but words of the envelope, and no other's."""
    return response["status"] in ("processing", "failed") and set(response) <= _ENVELOPE


def _has_sidecars(response: Any) -> bool:
    """Whether some field of a bare output has metadata beside it that can hardly be data."""
    return isinstance(response, dict) and any(
        _is_surely_sidecar(response, key, value) for key, value in response.items() if isinstance(key, str)
    )


def _is_surely_sidecar(response: Any, key: str, value: Any) -> bool:
    if key.endswith("_citations"):
        cited = is_list_of_text(value) and bool(value) and all(_PAGE_ID.match(identity) for identity in value)
        return cited and key.removesuffix("_citations") in response
    if key.endswith("_score"):
        return _is_score(value) and "reasoning" in value and key.removesuffix("_score") in response
    if key.endswith("_meta"):
        return has_any(value, ("extraction_status", "verification")) and key.removesuffix("_meta") in response
    return False


_ENVELOPE_SHAPE: Final = Shape(
    name="response",
    layout=_LAYOUT,
    keys=_KEYS,
    data=("extraction_schema_json",),
    requires=(("extraction_schema_json",),),
    document=DocumentKeys(
        signals=(SignalKey("rating", ("extraction_score_average",)),),
        pages=("page_count",),
        flags=(("parse_quality_score", ("parse_quality_score",)),),
    ),
    job=_JOB,
    context=_blocks,
)
_POLL_SHAPE: Final = replace(_ENVELOPE_SHAPE, name="poll without result", requires=(("status",),), looks_right=_is_poll)
_SUBMITTED_SHAPE: Final = replace(
    _ENVELOPE_SHAPE,
    name="submitted",
    requires=(("request_check_url",),),
    job=replace(_JOB, only_accepted=True),
)
_BARE_SHAPE: Final = Shape(name="output", layout=_LAYOUT, keys=_KEYS, looks_right=_has_sidecars, context=_blocks)

DATALAB: Final = Adapter(
    "datalab",
    (_ENVELOPE_SHAPE, _POLL_SHAPE, _SUBMITTED_SHAPE, _BARE_SHAPE),
    verification_labels=frozenset(("PASS", "FAIL_UNRESOLVABLE", "FAIL_FIX", "FAIL_CITATIONS", "ITEMS_MISSING")),
)


def with_schema(schema: Mapping[str, Any]) -> Adapter:
    """Make the adapter for documents of a known JSON Schema: what that names is data, whatever it looks like.

    Args:
        schema: The schema that was sent to the API; every name under a ``properties`` counts, at every level.
    """
    layout = replace(_LAYOUT, names=frozenset(_property_names(schema)))
    return replace(DATALAB, shapes=tuple(replace(shape, layout=layout) for shape in DATALAB.shapes))


def _property_names(schema: Mapping[str, Any]) -> set[str]:
    names: set[str] = set()
    stack: list[Any] = [schema]
    while stack:
        part = stack.pop()
        properties = step(part, "properties")
        if isinstance(properties, dict):
            names.update(properties)
        stack.extend(part.values() if isinstance(part, dict) else part if isinstance(part, list) else ())
    return names
