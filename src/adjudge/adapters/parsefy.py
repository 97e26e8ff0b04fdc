"""Parsefy: a list of field scores by JSONPath in a ``_meta`` block, which has four homes.

The block stands beside the object (the wire), inside it (the documentation), at ``meta`` (the Python SDK) or
among ``metadata`` (the JavaScript SDK). Older ones hold a score of the whole document only, which is never
copied down to fields. Verification is of the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from adjudge.model.adapter import Adapter, DocumentKeys, JobKeys, KeyPath, KeyTable, Shape, SignalKey, Slot
from adjudge.model.citations import Citation, page_number
from adjudge.model.layouts import PathList
from adjudge.model.looks import has_any
from adjudge.model.tree import dig
from adjudge.record import Record

_BLOCK: Final = ("confidence_score", "field_confidence", "issues")
_ENVELOPE: Final = ("_meta", "meta", "metadata", "error", "verification")
_RUN: Final = ("processing_time_ms", "credits", "fallback_triggered", *_BLOCK)


def _reasoning(entry: Mapping[str, Any], _context: Any) -> tuple[str, ...]:
    reason = entry["reason"]
    return (reason,) if isinstance(reason, str) and reason else ()


def _citations(entry: Mapping[str, Any], _context: Any) -> tuple[Citation, ...]:
    """Cite page and text; both are null where the value was inferred."""
    page, text = page_number(entry.get("page")), entry.get("text")
    text = text if isinstance(text, str) and text else None
    return () if page is None and text is None else (Citation(page=page, text=text),)


_KEYS: Final = KeyTable(
    signals=(SignalKey("confidence", ("score",)),),
    reasoning=Slot((("reason",),), _reasoning),
    citations=Slot((("page",), ("text",)), _citations),
)
_JOB: Final = JobKeys(error=("error",), reason=(("error", "code"), ("error", "message"), ("error",)))


class _Has(Record):
    """Tells whether a response keeps the block at ``home``, around an object at ``data``."""

    data: KeyPath
    home: KeyPath | None

    def __call__(self, response: Any) -> bool:
        if not isinstance(dig(response, self.data), dict | list | None):
            return False
        if self.home is not None:
            return has_any(dig(response, self.home), _BLOCK)
        if self.data == ("object",):
            return has_any(response, _ENVELOPE)
        return has_any(response["metadata"], _RUN)


def _shape(data: str, home: KeyPath | None) -> Shape:
    where = home or ("_meta",)
    return Shape(
        name=f"{data}, block at {'.'.join(home)}" if home else f"{data} without block",
        layout=PathList("field", hidden=("_meta",)),
        keys=_KEYS,
        data=(data,),
        meta=(*where, "field_confidence"),
        requires=((data,),) if data == "object" else (("metadata",), (data,)),
        looks_right=_Has((data,), home),
        document=DocumentKeys(
            signals=(SignalKey("confidence", (*where, "confidence_score")),),
            verification=("verification", "status"),
            verification_detail=tuple(
                (name, ("verification", name))
                for name in ("checks_passed", "checks_failed", "cannot_verify_count", "checks_run")
            ),
            issues=(*where, "issues"),
            flags=(("fallback_triggered", ("metadata", "fallback_triggered")),),
        ),
        job=_JOB,
    )


def _is_bare(response: Any) -> bool:
    return has_any(response["_meta"], _BLOCK) and not has_any(response, ("object", "data"))


_BARE: Final = Shape(
    name="object alone",
    layout=PathList("field", hidden=("_meta",)),
    keys=_KEYS,
    meta=("_meta", "field_confidence"),
    requires=(("_meta",),),
    looks_right=_is_bare,
    document=DocumentKeys(
        signals=(SignalKey("confidence", ("_meta", "confidence_score")),), issues=("_meta", "issues")
    ),
)

PARSEFY: Final = Adapter(
    "parsefy",
    (
        *(
            _shape(data, home)
            for data in ("object", "data")
            for home in (("_meta",), (data, "_meta"), ("meta",), ("metadata",), None)
        ),
        _BARE,
    ),
    verification_labels=frozenset(("PASSED", "FAILED", "PARTIAL", "CANNOT_VERIFY", "NO_RULES")),
)
