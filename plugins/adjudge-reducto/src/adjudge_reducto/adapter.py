"""The adapter: values in wrappers with citations on, plain data with citations off.

The confidence is the citation's, not the value's: a word (a match label) and two numbers. Of several citations the
one that Reducto is least sure of speaks for the value; nothing is averaged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from adjudge.plugin import (
    ABSENT,
    Adapter,
    Citation,
    DocumentKeys,
    JobKeys,
    KeyTable,
    Shape,
    SignalKey,
    Slot,
    Walk,
    Wrapped,
    dig,
    has_any,
    is_number,
    page_number,
    sized_box,
)

_WRAPPER: Final = frozenset(("value", "citations"))
_CITATION: Final = ("bbox", "content", "confidence", "granular_confidence")
_LEAST_SURE_FIRST: Final = {"low": 0, "high": 1}


# ---------------------------------------------------------------- values
def _unwrap(raw: Any) -> tuple[Any, Mapping[str, Any] | None]:
    if not _is_wrapper(raw):
        return raw, None
    cited = raw["citations"]
    weakest = min(cited, key=_sureness, default=None)
    return raw["value"], {"citations": cited} if weakest is None else {"citations": cited, "weakest": weakest}


def _is_wrapper(raw: Any) -> bool:
    """Whether it is a value with citations; a schema's own object with such fields has neither."""
    if not isinstance(raw, dict) or raw.keys() != _WRAPPER or not isinstance(raw["citations"], list):
        return False
    if raw["citations"]:
        return all(has_any(citation, _CITATION) for citation in raw["citations"])
    return not _holds_wrapper(raw["value"])


def _holds_wrapper(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == _WRAPPER


def _sureness(citation: Mapping[str, Any]) -> tuple[float, float]:
    label = citation.get("confidence")
    score = dig(citation, ("granular_confidence", "extract_confidence"))
    known = _LEAST_SURE_FIRST.get(label, 2) if isinstance(label, str) else 2
    return known, float(score) if is_number(score) else 2.0


def _the_one(result: Any) -> tuple[Any, dict[Any, Any]]:
    """Give the one object of a list, which is where it stands with citations on; else the list."""
    return (result[0] if isinstance(result, list) and len(result) == 1 else result), {}


# ---------------------------------------------------------------- citations
def _citations(entry: Mapping[str, Any], _context: Any) -> tuple[Citation, ...]:
    return tuple(_citation(item) for item in entry["citations"])


def _citation(item: Mapping[str, Any]) -> Citation:
    """Read a citation; where only some pages were sent, ``original_page`` counts those of the document."""
    place = item.get("bbox")
    corner = place if isinstance(place, dict) else {}
    box = sized_box(*(corner.get(side) for side in ("left", "top", "width", "height")))
    text = item.get("content")
    return Citation(
        page=page_number(corner.get("original_page")) or page_number(corner.get("page")),
        text=text if isinstance(text, str) and text else None,
        box=box,
        unit="ratio" if box else None,
    )


# ---------------------------------------------------------------- shapes
_KEYS: Final = KeyTable(
    signals=(
        SignalKey("extraction", ("weakest", "granular_confidence", "extract_confidence")),
        SignalKey("parsing", ("weakest", "granular_confidence", "parse_confidence")),
    ),
    match=("weakest", "confidence"),
    citations=Slot((("citations",),), _citations),
)
_DOCUMENT: Final = DocumentKeys(version=("response_type",), flags=(("pages_read", ("usage", "num_pages")),))
_JOB: Final = JobKeys(
    pending=frozenset(("Pending", "Idle")),
    failed=frozenset(("Failed",)),
    error=("error",),
    reason=(("reason",), ("error", "name"), ("error", "message")),
)


def _is_wrapped(response: Any) -> bool:
    return isinstance(response["result"], dict) and not _is_elsewhere(response)


def _is_plain(response: Any) -> bool:
    return isinstance(response["result"], list) and response.get("citations") is None


def _is_elsewhere(response: Any) -> bool:
    """Whether a large result was only given an address, to be fetched by the caller."""
    result = response["result"]
    return isinstance(result, dict) and result.get("type") == "url" and isinstance(result.get("url"), str)


def _is_poll(response: Any) -> bool:
    return isinstance(response["status"], str) and dig(response, ("result",)) in (None, ABSENT)


_ELSEWHERE: Final = Shape(
    name="result at an address",
    layout=Wrapped(_unwrap),
    data=("result",),
    requires=(("job_id",), ("result",)),
    looks_right=_is_elsewhere,
    job=JobKeys(only_accepted=True),
)
_WITH_CITATIONS: Final = Shape(
    name="with citations",
    layout=Wrapped(_unwrap),
    keys=_KEYS,
    data=("result",),
    requires=(("response_type",), ("result",)),
    looks_right=_is_wrapped,
    document=_DOCUMENT,
)
_WITHOUT_CITATIONS: Final = Shape(
    name="without citations",
    layout=Walk(_the_one),
    data=("result",),
    requires=(("job_id",), ("usage",), ("result",)),
    looks_right=_is_plain,
    document=_DOCUMENT,
)
_POLL: Final = Shape(
    name="job without result",
    layout=Wrapped(_unwrap),
    data=("result",),
    requires=(("status",), ("progress",), ("reason",)),
    looks_right=_is_poll,
    job=_JOB,
)
_RESULTS: Final = (_ELSEWHERE, _WITH_CITATIONS, _WITHOUT_CITATIONS)

REDUCTO: Final = Adapter(
    "reducto",
    # The answer to a question after a job keeps the response under `result`.
    (*_RESULTS, *(shape.under("result") for shape in _RESULTS), _POLL),
    labels=frozenset(_LEAST_SURE_FIRST),
)
