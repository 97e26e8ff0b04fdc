"""Single facts of the shared payloads, checked by hand; skipped where they are absent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from adjudge.model.extraction import Extraction

Read = Callable[..., Extraction]
Told = dict[str, Any]


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("llamaextract/constructed_v2_job_failed", "Extraction failed"),
        ("nutrient/constructed_error_400", "validation_error: Schema validation failed"),
        ("datalab/constructed_failed", "VALIDATION: Schema too large for balanced mode"),
        ("parsefy/sdk_test_extraction_failed", "EXTRACTION_FAILED: Could not extract data from document"),
        ("extend/constructed_failed", "OUT_OF_CREDITS: Insufficient credits"),
    ],
)
def test_failed_jobs_keep_their_reason(shared: Path, read: Read, file: str, reason: str) -> None:
    """One of each vendor."""
    failure = read(shared / "corpus" / f"{file}.json").failure

    assert failure is not None
    assert failure.reason == reason


def test_a_cell_of_a_real_job_is_cited_in_points(shared: Path, read: Read) -> None:
    """Read by eye from the payload."""
    node = read(shared / "corpus/llamaextract/v2_job_nested_list_citations.json")["$.sites[1].samples"]

    assert (node.value, str(node.signal("confidence")), node.signal("parsing")) == (195, "0.9484824561762857", 1)
    assert node.citations is not None
    (citation,) = node.citations
    assert (citation.page, citation.page_size, citation.unit) == (2, (595.2, 841.92), "pt")
    assert citation.box == pytest.approx((256.61, 167.51, 285.62, 187.51), abs=1.5)


def test_a_field_of_a_real_invoice_is_cited_in_pixels(shared: Path, read: Read) -> None:
    """The stored record wraps the response; the page has a canvas."""
    extraction = read(shared / "corpus/nutrient/invoice_002e3cf9_understand.json")
    node = extraction["$.amount_due"]

    assert (node.match, str(node.signal("ocr")), str(node.signal("grounding"))) == (
        "id_match",
        "0.892751932144165",
        "0.95",
    )
    assert (extraction.adapter_version, extraction.pages) == ("2026-05-25", 1)
    assert node.citations is not None
    assert [(citation.page, citation.unit, citation.block_ids) for citation in node.citations] == [
        (1, "px", ()),
        (1, "px", ("b110",)),
    ]
    assert node.citations[0].box == (1429.0, 2085.0, 1610.0, 2109.0)
    assert node.citations[0].page_size == (1661.0, 2344.0)


def test_all_match_labels_are_told_apart(shared: Path, read: Read) -> None:
    """As documented, lists included."""
    extraction = read(shared / "corpus/nutrient/constructed_nested_all_match_labels.json")

    assert {node.path: node.match for node in extraction.leaves()} == {
        "$.invoice_number": "id_match",
        "$.vendor.name": "id_match_multiblock",
        "$.vendor.vat_id": "not_found",
        "$.line_items[0].description": "fuzzy_match",
        "$.line_items[0].price": "id_match",
        "$.line_items[1].description": "id_match_partial",
        "$.line_items[1].price": "not_found",
        "$.total": "id_match",
        "$.tags[0]": "id_match",
        "$.tags[1]": "not_found",
    }
    citations = extraction["$.total"].citations
    assert citations is not None
    assert {(citation.page, citation.unit) for citation in citations} == {(2, "pt")}


def test_verification_is_told_with_its_feedback(shared: Path, read: Read) -> None:
    """A value that fails, one that is rightly absent, a list that lacks a row."""
    extraction = read(shared / "corpus/datalab/constructed_balanced_verification.json")

    assert extraction["$.total_revenue"].issues == ("The totals row shows 1,550.00.",)
    assert extraction["$.auditor_name"].verification_detail["extraction_status"] == "NOT_RESOLVABLE"
    assert extraction["$.line_items"].verification == "ITEMS_MISSING"
    assert extraction["$.company_name"].issues == ()
    citations = extraction["$.company_name"].citations
    assert citations is not None
    assert [(citation.page, citation.text, citation.box) for citation in citations] == [
        (1, "INVOICE INV-2024-001", (100.0, 120.0, 620.0, 160.0)),
        (3, None, None),
    ]


def test_document_scores_and_issues_stay_at_the_root(shared: Path, read: Read) -> None:
    """Datalab's average, Parsefy's confidence and its issues."""
    scored = read(shared / "corpus/datalab/constructed_fast_scored.json")
    assert (str(scored.root.signal("rating")), scored["$.total_amount"].signal("rating")) == ("4.5", 4)

    documented = read(shared / "corpus/parsefy/documented_object_level_meta.json")
    assert str(documented.root.signal("confidence")) == "0.82"
    assert documented.root.issues is not None
    assert documented.root.issues[2] == "Vendor name partially obscured"
    assert (dict(documented["$.total"].signals), documented.flags) == ({}, {"fallback_triggered": True})


def test_insights_of_a_run_are_sorted(shared: Path, read: Read) -> None:
    """Issues of a field, and of a list as a whole."""
    extraction = read(shared / "corpus/extend/constructed_review_agent_insights.json")

    assert extraction["$.line_items"].issues == ("The document contains entries that are not in the extraction.",)
    assert extraction["$.total"].issues is not None
    assert len(extraction["$.total"].issues) == 1
    citations = extraction["$.vendor_address.city"].citations
    assert citations is not None
    assert (citations[0].page, citations[0].block_ids) == (1, ("B7",))


def test_other_vendors_are_not_claimed(shared: Path, read: Read) -> None:
    """Until a plugin knows them they are plain, and the verdict says so."""
    for folder in ("azure", "googledocai", "reducto", "textract"):
        for file in (shared / "corpus" / folder).glob("*.json"):
            assert not read(file).recognised
