"""Evidence says where a person has to look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adjudge.model.adapter import Adapter, KeyTable, Shape, SignalKey, Slot
from adjudge.model.citations import Citation
from adjudge.model.evidence import evidence_of
from adjudge.model.extraction import Extraction
from adjudge.model.layouts.parallel import Parallel
from adjudge.model.result import Evidence


def _citations(entry: Mapping[str, Any], _: Any) -> tuple[Citation, ...]:
    return tuple(entry["cited"])


SHAPE = Shape(
    "test",
    Parallel((("cited", lambda _: True),)),
    KeyTable((SignalKey("ocr", ("ocr",)),), match=("match",), citations=Slot((("cited",),), _citations)),
    data=("data",),
    meta=("meta",),
)


def evidence(meta: Any) -> Evidence:
    extraction = Extraction(Adapter("test", (SHAPE,)), SHAPE, {"data": {"line": {"total": "5.00"}}, "meta": meta})
    return evidence_of(extraction["$.line.total"])


def test_the_first_citation_with_a_page_is_taken() -> None:
    cited = Citation(3, "5.00", (0, 1, 2, 3), unit="pt")

    assert evidence(
        {"line": {"total": {"cited": [Citation(text="no page"), cited], "ocr": None, "match": "exact"}}}
    ) == (
        Evidence(
            path="$.line.total",
            presence="present",
            value="5.00",
            signals={"ocr": None},
            match="exact",
            page=3,
            box=(0, 1, 2, 3),
            unit="pt",
            text="5.00",
        )
    )


def test_without_any_page_the_first_citation_is_taken() -> None:
    found = evidence({"line": {"total": {"cited": [Citation(text="five"), Citation(text="5")]}}})

    assert (found.page, found.text, found.inherited) == (None, "five", False)


def test_the_citation_of_an_ancestor_is_marked_as_inherited() -> None:
    found = evidence({"line": {"cited": [Citation(2, "the whole line")]}})

    assert (found.page, found.text, found.inherited) == (2, "the whole line", True)


def test_where_nothing_is_cited_there_is_no_page() -> None:
    assert evidence({}) == Evidence(path="$.line.total", presence="present", value="5.00")
