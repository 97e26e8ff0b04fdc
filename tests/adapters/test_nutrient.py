"""Nutrient: every documented shape, trap and absence."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from adjudge.adapters.nutrient import NUTRIENT
from adjudge.model.citations import Citation
from adjudge.model.extraction import Extraction, JobFailure
from adjudge.model.tree import ABSENT

Read = Callable[..., Extraction]


def response(data: Any, metadata: Any, **more: Any) -> dict[str, Any]:
    """Make a response."""
    return {"status": 200, "output": {"data": data, "metadata": metadata, **more}}


def test_a_true_zero_is_not_an_absent_score(own: Read) -> None:
    """A `recognitionScore` of 0 was measured; most fields have none."""
    extraction = own("nutrient/three_states")

    assert extraction["$.invoice_number"].signals == {
        "confidence": Decimal("0.95"),
        "grounding": Decimal("0.95"),
        "ocr": 0,
    }
    assert extraction["$.note"].signal("ocr") is ABSENT
    assert extraction["$.total"].signal("confidence") is None


def test_components_that_are_null_are_absent(own: Read) -> None:
    """Some models of the local SDK send `confidenceComponents: null`."""
    assert own("nutrient/three_states")["$.note"].signal("grounding") is ABSENT


def test_an_empty_string_that_was_not_found_is_empty(own: Read) -> None:
    """The vendor spells a missing value `""`."""
    note = own("nutrient/three_states")["$.note"]

    assert (note.presence, note.value, note.match, note.citations) == ("empty", "", "not_found", ())


def test_a_key_of_the_metadata_only_is_a_node(own: Read) -> None:
    """The data may leave out what was not found: exactly what a rule on labels must see."""
    extraction = own("nutrient/three_states")
    buyer = extraction["$.buyer_name"]

    assert (buyer.presence, buyer.value, buyer.match, buyer.is_leaf) == ("absent", None, "not_found", True)
    assert [node.path for node in extraction.leaves()] == [
        "$.invoice_number",
        "$.note",
        "$.total",
        "$.lines[0].price",
        "$.lines[0].unit",
        "$.lines[1].price",
        "$.vendor.name",
        "$.buyer_name",
    ]


def test_metadata_below_a_null_object_is_kept(own: Read) -> None:
    """A null where an object was asked for still has fields that were not found."""
    extraction = own("nutrient/three_states")

    assert (extraction["$.vendor"].presence, extraction["$.vendor"].match) == ("null", None)
    assert extraction["$.vendor.name"].match == "not_found"


def test_the_tight_box_comes_first_then_the_blocks_over_pages(own: Read) -> None:
    """`pageNumber` counts from 1, else pageIndex from 0; pixels where the canvas has a size, else points."""
    assert own("nutrient/three_states")["$.invoice_number"].citations == (
        Citation(1, None, (10.0, 20.0, 40.0, 60.0), (1700.0, 2200.0), "px"),
        Citation(1, None, (1.0, 2.0, 4.0, 6.0), (1700.0, 2200.0), "px", ("b7",)),
        Citation(2, None, (5.0, 6.0, 12.0, 14.0), None, "pt", ("b9",)),
    )


def test_a_box_on_a_page_that_is_not_listed_has_no_known_unit(own: Read) -> None:
    """Whether it is pixels or points hangs on the page."""
    citations = own("nutrient/three_states")["$.lines[0].price"].citations

    assert citations is not None
    assert {(citation.page, citation.unit) for citation in citations} == {(3, None)}


def test_documented_source_blocks_go_with_the_tight_box(read: Read) -> None:
    """They are documented, and in none of the real payloads."""
    box = {"x": 1, "y": 2, "width": 3, "height": 4}
    entry = {"match": "id_match", "bbox": box, "pageNumber": 1, "source_blocks": ["c5", "c6"], "source_bboxes": ["odd"]}

    assert read(response({"a": "x"}, {"a": entry}))["$.a"].citations == (
        Citation(1, None, (1.0, 2.0, 4.0, 6.0), None, None, ("c5", "c6")),
    )


def test_pages_without_numbers_are_counted(read: Read) -> None:
    """The order is the number."""
    entry = {"match": "id_match", "bbox": {"x": 1, "y": 2, "width": 3, "height": 4}, "pageIndex": 1}
    extraction = read(response({"a": "x"}, {"a": entry}, pages=[{}, {"width": 10, "height": 20}, "odd"]))

    assert extraction["$.a"].citations == (Citation(2, None, (1.0, 2.0, 4.0, 6.0), (10.0, 20.0), "px"),)
    assert extraction.pages == 3


def test_a_field_without_metadata_has_no_signals(read: Read) -> None:
    """As in the documented example."""
    extraction = read(response({"a": "x", "b": 2}, {"a": {"match": "id_match", "confidence": 0.93}}))

    assert (dict(extraction["$.b"].signals), extraction["$.b"].match) == ({}, None)


def test_without_citations_every_signal_is_absent(read: Read) -> None:
    """`includeCitations: false` must not pass label rules."""
    extraction = read(response({"a": "x"}, {}))

    assert [extraction.sends(name) for name in ("confidence", "match", "citations", "issues")] == [False] * 4


def test_schema_fields_called_like_metadata_are_fields(own: Read) -> None:
    """The data decides; beside it, how the metadata looks."""
    extraction = own("nutrient/colliding_names")

    assert {node.path: node.match for node in extraction.leaves()} == {
        "$.match": "id_match",
        "$.bbox": "fuzzy_match",
        "$.confidence.pageIndex": "id_match",
        "$.confidence.value": "not_found",
        "$.lines[0].match": "id_match_partial",
        "$.source_bboxes": "not_found",
        "$.pageNumber": "not_found",
    }
    assert dict(extraction["$.confidence"].signals) == {}


def test_an_entry_for_a_whole_list_or_object_is_its_own(read: Read) -> None:
    """Its children have none then."""
    entry = {"match": "fuzzy_match", "confidence": 0.7}
    extraction = read(response({"tags": ["a"], "party": {"name": "x"}}, {"tags": entry, "party": entry}))

    assert [(node.path, node.match) for node in extraction.nodes()] == [
        ("$", None),
        ("$.tags", "fuzzy_match"),
        ("$.tags[0]", None),
        ("$.party", "fuzzy_match"),
        ("$.party.name", None),
    ]


def test_a_box_alone_makes_an_entry(read: Read) -> None:
    """A list may be cited as a whole, without a label; a field called `bbox` has no `x`."""
    box = {"x": 1, "y": 2, "width": 3, "height": 4}
    extraction = read(
        response({"rows": [1], "crate": None}, {"rows": {"bbox": box}, "crate": {"bbox": {"match": "x"}}})
    )

    assert extraction["$.rows"].citations == (Citation(box=(1.0, 2.0, 4.0, 6.0)),)
    assert extraction["$.crate"].citations is None
    assert extraction["$.crate.bbox"].match == "x"


def test_components_alone_make_an_entry(read: Read) -> None:
    """A field of that name has entries in it, or is one."""
    components = {"groundingScore": 0.4, "source": "no-logprobs"}
    metadata = {
        "a": {"confidenceComponents": components, "source_blocks": []},
        "b": {"confidenceComponents": {"source": {"match": "exact"}}},
    }
    extraction = read(response({"a": None, "b": None}, metadata))

    assert extraction["$.a"].signals == {"grounding": 0.4}
    assert {node.path: node.match for node in extraction.leaves()} == {
        "$.a": None,
        "$.b.confidenceComponents.source": "exact",
    }


def test_a_number_beside_a_field_of_its_name_is_the_objects(read: Read) -> None:
    """A child's metadata is never a bare number or word."""
    extraction = read(response({"a": {"confidence": "high"}}, {"a": {"confidence": 0.5, "match": "id_match"}}))

    assert extraction["$.a"].signal("confidence") == 0.5
    assert dict(extraction["$.a.confidence"].signals) == {}


def test_metadata_of_another_kind_than_the_data_is_ignored(read: Read) -> None:
    """A list beside an object, an object beside a list: there is nothing to walk in step."""
    metadata = {"a": [{"match": "id_match"}], "b": {"0": {"match": "id_match"}}, "c": "odd"}
    extraction = read(response({"a": {"x": 1}, "b": [1], "c": {"y": 1}}, metadata))

    assert not extraction.sends("match")
    assert [node.path for node in extraction.leaves()] == ["$.a.x", "$.b[0]", "$.c.y"]


def test_a_stored_record_is_read_under_its_body(read: Read) -> None:
    """Records of HTTP calls wrap the response."""
    extraction = read({"http_status": 200, "body": response({"a": "x"}, {}), "credits": None})

    assert (extraction.adapter, extraction.shape.name) == ("nutrient", "response under body")
    assert extraction["$.a"].value == "x"


def test_the_local_sdks_variant_is_read(own: Read) -> None:
    """Its labels are older, its keys stand at the top."""
    extraction = own("nutrient/local_sdk")

    assert extraction.adapter_version == "local"
    assert extraction["$.title"].match == "exact"
    assert extraction["$.title"].match in NUTRIENT.labels
    assert extraction["$.stamp"].signals == {"grounding": Decimal("0.4")}


def test_the_output_alone_is_recognised_by_its_labels(own: Read, read: Read) -> None:
    """Plain data may have keys `data` and `metadata`, too."""
    assert own("nutrient/output_alone").adapter == "nutrient"
    assert read({"data": {"a": 1}, "metadata": {}, "pages": [{}]}).adapter == "nutrient"
    assert read({"data": {"a": 1}, "metadata": {"author": "x"}}).adapter == "plain"
    assert read({"data": "text", "metadata": {}}).adapter == "plain"


def test_an_error_is_a_failed_job(read: Read) -> None:
    """With the vendor's code and message."""
    error = {
        "status": 400,
        "requestId": "r",
        "errorMessage": "Bad schema",
        "errorDetails": {"code": "validation_error"},
    }

    assert read(error).failure == JobFailure("validation_error: Bad schema")
    assert read({"body": error}).failure == JobFailure("validation_error: Bad schema")


def test_the_version_is_the_payloads_own(own: Read) -> None:
    """It stands in the configuration."""
    extraction = own("nutrient/three_states")

    assert (extraction.adapter_version, dict(extraction.flags)) == ("2026-05-25", {"mode": "understand"})
    assert extraction.pages == 2
