"""LlamaExtract: every documented shape, trap and absence."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from adjudge.errors import PayloadError
from adjudge.model.citations import Citation
from adjudge.model.extraction import Extraction, JobFailure
from adjudge.model.tree import ABSENT

Read = Callable[..., Extraction]


def job(result: Any, fields: Any = None, **more: Any) -> dict[str, Any]:
    """Make a completed v2 job."""
    metadata = None if fields is None else {"field_metadata": fields}
    return {"status": "COMPLETED", "extract_result": result, "extract_metadata": metadata, **more}


def test_a_v1_run_is_told_from_a_v2_job(own: Read) -> None:
    """The result key and the metadata key differ, and there is no level between."""
    extraction = own("llamaextract/v1_run")

    assert (extraction.adapter, extraction.adapter_version, extraction.failure) == ("llamaextract", "v1", None)
    assert extraction["$.part_number"].signals == {"confidence": Decimal("0.99"), "extraction": Decimal("0.99")}


def test_zero_null_and_absent_signals_stay_apart(own: Read) -> None:
    """`score or 0` is the bug this library exists to end."""
    voltage = own("llamaextract/v1_run")["$.voltage"]

    assert voltage.signal("confidence") == 0
    assert voltage.signal("extraction") is None
    assert voltage.signal("parsing") is ABSENT


def test_a_null_value_without_entry_carries_no_signal(own: Read) -> None:
    """v1 lists only fields that were found."""
    width = own("llamaextract/v1_run")["$.dimensions.width"]

    assert (width.presence, dict(width.signals), width.citations) == ("null", {}, None)


def test_one_reasoning_beside_children_is_the_objects(own: Read) -> None:
    """It is not copied down to the leaves."""
    extraction = own("llamaextract/v1_run")

    assert extraction["$.dimensions"].reasoning == "INFERRED FROM TEXT"
    assert extraction["$.dimensions.height"].reasoning is None
    assert extraction["$.part_number"].reasoning == "VERBATIM EXTRACTION"


def test_an_error_text_among_the_fields_is_a_root_issue(own: Read) -> None:
    """It is no field, though it stands among them."""
    extraction = own("llamaextract/v1_run")

    assert extraction.root.issues == ("The datasheet shows two voltages",)
    assert extraction["$.error"].presence == "absent"
    assert "error" not in [node.parts[-1] for node in extraction.nodes() if node.parts]


def test_a_page_that_is_a_float_is_a_page(own: Read) -> None:
    """`2.0` comes from JavaScript."""
    assert own("llamaextract/v1_run")["$.voltage"].citations == (Citation(page=2, text="16 V"),)


def test_boxes_are_points_with_their_page_size(read: Read) -> None:
    """A citation with several boxes becomes one for each; its text and page are repeated."""
    cited = {
        "page": 3,
        "matching_text": "Net 90.50",
        "bounding_boxes": [{"x": 10, "y": 20, "w": 30, "h": 5}, {"x": 10, "y": 40, "w": 8, "h": 5}],
        "page_dimensions": {"width": 612, "height": 792},
    }
    extraction = read(job({"net": 90.5}, {"document_metadata": {"net": {"confidence": 0.9, "citation": [cited]}}}))

    assert extraction["$.net"].citations == (
        Citation(3, "Net 90.50", (10.0, 20.0, 40.0, 25.0), (612.0, 792.0), "pt"),
        Citation(3, "Net 90.50", (10.0, 40.0, 18.0, 45.0), (612.0, 792.0), "pt"),
    )


def test_a_citation_without_boxes_is_still_one(read: Read) -> None:
    """The Turbo tier cites text only."""
    entry = {"citation": [{"page": 1, "matching_text": "Net"}, "odd", {"page": 0, "bounding_boxes": "odd"}]}
    extraction = read(job({"net": 1}, {"document_metadata": {"net": entry}}))

    assert extraction["$.net"].citations == (Citation(page=1, text="Net"), Citation())


def test_the_short_form_has_no_document_level(own: Read) -> None:
    """Even when a field is called as the level would be."""
    extraction = own("llamaextract/v2_short_form")

    assert extraction.shape.name == "v2 short form"
    assert extraction["$.page_metadata"].signal("confidence") == Decimal("0.5")
    assert extraction.flags == {"status": "COMPLETED", "parse_tier": "fast"}


def test_a_field_called_as_the_document_level_does_not_mislead(read: Read) -> None:
    """The long form with a schema field `document_metadata`: the levels are complete, so they are levels."""
    fields = {"document_metadata": {"document_metadata": {"confidence": 0.4}}, "page_metadata": None}

    assert read(job({"document_metadata": "x"}, fields))["$.document_metadata"].signal("confidence") == 0.4


def test_per_row_results_are_one_list(own: Read) -> None:
    """Rules reach them as `$[0].price`."""
    extraction = own("llamaextract/v2_per_row")

    assert [node.path for node in extraction.leaves()] == ["$[0].sku", "$[0].price", "$[1].sku", "$[1].price"]
    assert extraction["$[1].price"].signal("confidence") == Decimal("0.82")
    assert extraction["$[1].price"].citations == (Citation(page=4),)


def test_per_page_results_are_one_list(read: Read) -> None:
    """A page where nothing was found has an empty entry."""
    fields = {"document_metadata": None, "page_metadata": [{"total": {"confidence": 0.9}}, {}]}
    extraction = read(job([{"total": 1}, {"total": None}], fields))

    assert [(node.path, node.presence, node.signal("confidence")) for node in extraction.leaves()] == [
        ("$[0].total", "present", 0.9),
        ("$[1].total", "null", ABSENT),
    ]


def test_schema_fields_called_like_metadata_are_fields(own: Read) -> None:
    """The data decides, never a reserved name."""
    extraction = own("llamaextract/v2_colliding_names")
    found = {node.path: node.signal("confidence") for node in extraction.leaves()}

    assert found == {
        "$.confidence": Decimal("0.61"),
        "$.citation": Decimal("0.62"),
        "$.reasoning": Decimal("0.63"),
        "$.error": Decimal("0.64"),
        "$.audit.confidence": ABSENT,
        "$.audit.extraction_confidence": Decimal("0.65"),
        "$.audit.notes": Decimal("0.66"),
        "$.parsing_confidence": ABSENT,
        "$.owner.name": Decimal("0.67"),
        "$.owner.confidence": Decimal("0.68"),
    }
    assert extraction["$.audit"].reasoning == "Read from the stamp"
    assert dict(extraction["$.audit"].signals) == {}
    assert extraction.root.issues is None


def test_a_leaf_with_only_a_parsing_confidence_is_read(own: Read) -> None:
    """It makes the vendor's own parser raise."""
    assert own("llamaextract/v2_colliding_names")["$.parsing_confidence"].signals == {"parsing": Decimal("0.3")}


@pytest.mark.parametrize("entry", [None, 0.9, "text", True, []], ids=["null", "number", "text", "true", "list"])
def test_an_entry_of_another_type_is_no_entry(read: Read, entry: Any) -> None:
    """The declared type of metadata allows these."""
    node = read(job({"a": 1}, {"document_metadata": {"a": entry}}))["$.a"]

    assert (dict(node.signals), node.citations, node.reasoning) == ({}, None, None)


def test_a_job_without_expanded_metadata_is_not_taken_for_plain_data(read: Read) -> None:
    """It looks exactly like "no citations"; every signal is absent, and nobody is accepted by default."""
    extraction = read(job({"total": 5}))

    assert (extraction.adapter, extraction.recognised) == ("llamaextract", True)
    assert not extraction.sends("confidence")
    assert extraction["$.total"].value == 5


@pytest.mark.parametrize("status", ["FAILED", "CANCELLED"])
def test_a_failed_job_keeps_the_vendors_reason(read: Read, status: str) -> None:
    """The engine reports it as adjudge::job-failed."""
    extraction = read({"status": status, "error_message": "Password protected", "extract_result": None})

    assert extraction.failure == JobFailure("Password protected")


def test_a_completed_job_without_result_has_failed(read: Read) -> None:
    """Nothing to judge is nothing to accept."""
    assert read(job(None)).failure == JobFailure("extract_result is null")
    bare = {"status": "COMPLETED", "document_input_value": "dfl-1"}
    assert read(bare).failure == JobFailure("extract_result is absent")


@pytest.mark.parametrize("status", ["PENDING", "RUNNING"])
def test_a_pending_job_is_no_payload_yet(read: Read, status: str) -> None:
    """Judging it would only say that everything is absent."""
    with pytest.raises(PayloadError) as caught:
        read({"status": status, "extract_result": None, "document_input_value": "dfl-1"})

    assert str(caught.value) == f"the llamaextract job is not done yet: its status is {status}"


def test_a_v1_run_that_failed_has_failed(read: Read) -> None:
    """There the status is ERROR and the reason `error`."""
    extraction = read({"status": "ERROR", "error": "Timed out", "data": None, "extraction_metadata": None})

    assert (extraction.adapter_version, extraction.failure) == ("v1", JobFailure("Timed out"))
