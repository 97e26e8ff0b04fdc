"""Datalab: every documented shape, trap and absence."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from adjudge.adapters.datalab import DATALAB, with_schema
from adjudge.errors import PayloadError
from adjudge.model.citations import Citation
from adjudge.model.extraction import Extraction, JobFailure

Read = Callable[..., Extraction]


def response(result: Any, **more: Any) -> dict[str, Any]:
    """Make a complete response; the result travels as text."""
    return {"status": "complete", "success": True, "extraction_schema_json": json.dumps(result), "error": None, **more}


def test_names_that_end_like_metadata_are_data_unless_they_look_like_it(own: Read) -> None:
    """The documented loop over `endswith("_score")` crashes on a credit score."""
    extraction = own("datalab/colliding_names")

    assert extraction.root.value == {
        "credit": "A-",
        "credit_score": 712,
        "total": Decimal("90.5"),
        "risk": "low",
        "risk_score": {"score": 710, "agency": "Ombra"},
        "legal_citations": ["12 U.S.C. 1"],
        "page_meta": {"color": "red"},
        "rows": [{"final": 3, "final_score_note": "x"}],
        "tags": ["a", "b"],
    }


def test_what_has_metadata_of_its_own_is_data(own: Read) -> None:
    """`credit_score_score` is the mark of `credit_score`, not of `credit`; the longest name is taken first."""
    extraction = own("datalab/colliding_names")

    assert dict(extraction["$.credit"].signals) == {}
    assert extraction["$.credit_score"].signals == {"rating": 4}
    assert extraction["$.credit_score"].citations == (Citation(page=1, block_ids=("/page/0/Text/1",)),)


def test_a_sidecar_asked_for_by_name_is_absent(own: Read) -> None:
    """It is metadata, so no rule reads it as a value."""
    extraction = own("datalab/colliding_names")

    assert extraction["$.total_score"].presence == "absent"
    assert extraction["$.total_score.score"].presence == "absent"


def test_siblings_are_read_at_every_level(own: Read) -> None:
    """Rows of a list have their own, and the list as a whole."""
    extraction = own("datalab/colliding_names")

    assert extraction["$.rows[0].final"].signals == {"rating": 5}
    assert extraction["$.rows"].citations == (Citation(page=2, block_ids=("/page/1/Table/0",)),)
    assert extraction["$.tags"].citations == (Citation(page=2, block_ids=("/page/1/Text/2",)),)
    assert extraction["$.tags[0]"].citations is None


def test_a_mark_that_looks_like_metadata_may_still_be_named_by_the_schema(read: Read) -> None:
    """With a schema its names win outright."""
    schema = {"properties": {"risk": {}, "risk_score": {"properties": {"score": {}}}, "items": [{"properties": 5}]}}
    payload = response({"risk": "low", "risk_score": {"score": 3}, "risk_citations": ["/page/0/Text/0"]})

    assert read(payload).root.value == {"risk": "low"}
    extraction = read(payload, with_schema(schema))
    assert extraction.root.value == {"risk": "low", "risk_score": {"score": 3}}
    assert dict(extraction["$.risk"].signals) == {}


def test_a_schema_may_name_the_average(read: Read) -> None:
    """Then it is a field like any other."""
    payload = response({"extraction_score_average": 4.5})

    assert read(payload).root.signals == {"rating": Decimal("4.5")}
    extraction = read(payload, with_schema({"properties": {"extraction_score_average": {"type": "number"}}}))
    assert (dict(extraction.root.signals), extraction.root.value) == ({}, {"extraction_score_average": Decimal("4.5")})


def test_the_result_may_be_an_object(own: Read) -> None:
    """A few clients decode it before they store it."""
    extraction = own("datalab/scores_and_verification")

    assert extraction.root.value == {"net": Decimal("90.5"), "caption": "", "tax": None}


def test_the_result_may_be_text(read: Read) -> None:
    """On the wire it is."""
    assert read(response({"net": 90.5}))["$.net"].value == Decimal("90.5")


def test_text_that_is_no_json_is_refused_with_its_key(read: Read) -> None:
    """At once, not when the first rule looks."""
    with pytest.raises(PayloadError) as caught:
        read({"status": "complete", "extraction_schema_json": '{"net": '})

    assert str(caught.value) == "extraction_schema_json: the payload is no JSON: it ends too early"


def test_scores_and_verification_may_come_together(own: Read) -> None:
    """Older responses mix the modes; what came is told by the keys."""
    net = own("datalab/scores_and_verification")["$.net"]

    assert net.signals == {"rating": 3}
    assert net.verification == "FAIL_FIX"
    assert net.verification_detail == {"feedback": "shows 95.00", "extraction_status": "EXTRACTED"}
    assert net.reasoning == "one candidate\ntotals row"
    assert net.issues == ("shows 95.00",)


def test_blocks_are_joined_with_the_json_tree(own: Read) -> None:
    """Box and page size in pixels of the rendered page, text out of the markup."""
    assert own("datalab/scores_and_verification")["$.net"].citations == (
        Citation(1, "Net & tax 90.50", (10.0, 20.0, 30.0, 40.0), (800.0, 1000.0), "px", ("/page/0/Table/2",)),
    )


def test_blocks_without_the_tree_have_the_page_of_their_id(own: Read) -> None:
    """Ids count pages from 0; older documents show ids that tell no page."""
    assert own("datalab/average_inside")["$.total"].citations == (
        Citation(page=4, block_ids=("/page/3/Text/0",)),
        Citation(page=None, block_ids=("block_9",)),
    )


def test_a_tree_of_blocks_that_holds_itself_ends(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """A python object may; JSON cannot."""
    monkeypatch.setattr("adjudge.adapters.datalab.MAX_NODES", 100)
    tree: dict[str, Any] = {"children": []}
    tree["children"].append(tree)

    with pytest.raises(PayloadError, match="has more than 1,000,000 nodes"):
        _ = read(response({"a": 1, "a_citations": ["x"]}, json=tree))["$.a"].citations


def test_a_block_of_another_name_has_the_page_it_stands_on(read: Read) -> None:
    """Pages are counted where their ids tell nothing."""
    page = {"block_type": "Page", "children": [{"id": "block_7", "bbox": [1, 2, 3], "html": 5}, "odd"]}
    tree = {"children": [{"block_type": "Page", "children": None}, page]}

    extraction = read(response({"a": 1, "a_citations": ["block_7"]}, json=tree))
    assert extraction["$.a"].citations == (Citation(page=2, block_ids=("block_7",)),)


def test_not_resolvable_is_told_by_its_status_whatever_the_value(own: Read) -> None:
    """Null is documented; a real test shows an empty string."""
    extraction = own("datalab/scores_and_verification")
    caption, tax = extraction["$.caption"], extraction["$.tax"]

    assert (caption.presence, caption.verification, caption.citations) == ("empty", None, None)
    assert caption.verification_detail == {"extraction_status": "NOT_RESOLVABLE"}
    assert caption.issues is None
    assert (tax.presence, tax.verification, tax.citations) == ("null", "FAIL_UNRESOLVABLE", ())
    assert tax.issues == ("FAIL_UNRESOLVABLE",)


def test_a_passed_verification_is_no_issue(read: Read) -> None:
    """The slot is there, and empty."""
    meta = {"extraction_status": "EXTRACTED", "verification": {"status": "PASS", "feedback": "all right"}}

    assert read(response({"a": 1, "a_meta": meta}))["$.a"].issues == ()


def test_a_list_that_lacks_items_says_so(read: Read) -> None:
    """ITEMS_MISSING comes on lists only."""
    meta = {"verification": {"status": "ITEMS_MISSING", "feedback": "2 rows, 1 extracted"}}
    node = read(response({"rows": [{"a": 1}], "rows_meta": meta}))["$.rows"]

    assert (node.verification, node.issues) == ("ITEMS_MISSING", ("2 rows, 1 extracted",))
    assert node.verification in DATALAB.verification_labels


def test_scores_not_yet_there_are_absent(read: Read) -> None:
    """They arrive on later polls, after the status is complete."""
    extraction = read(response({"a": 1, "a_citations": ["/page/0/Text/1"]}))

    assert (extraction.sends("rating"), extraction.sends("citations")) == (False, True)


def test_turbo_sends_values_only(read: Read) -> None:
    """Nothing stands beside them."""
    extraction = read(response({"a": 1, "b": {"c": None}}))

    assert [node.path for node in extraction.leaves()] == ["$.a", "$.b.c"]
    assert [extraction.sends(name) for name in ("rating", "verification", "citations")] == [False] * 3


def test_the_average_is_the_documents_rating(own: Read) -> None:
    """Beside the result, or (one document shows it) inside."""
    assert own("datalab/scores_and_verification").root.signals == {"rating": Decimal("3.5")}
    inside = own("datalab/average_inside")
    assert inside.root.signals == {"rating": Decimal("4.25")}
    assert inside.root.value == {"total": 1}
    assert inside["$.extraction_score_average"].presence == "absent"


@pytest.mark.parametrize("average", ["4", None, True, {"x": 1}], ids=["text", "null", "true", "object"])
def test_an_average_inside_that_is_no_number_is_data(read: Read, average: Any) -> None:
    """It cannot be the vendor's."""
    extraction = read(response({"extraction_score_average": average}))

    assert extraction.root.value == {"extraction_score_average": average}
    assert dict(extraction.root.signals) == {}


def test_null_sidecars_are_data(read: Read) -> None:
    """An unscored field has no key at all, never a null one."""
    assert read(response({"a": 1, "a_score": None})).root.value == {"a": 1, "a_score": None}


def test_an_empty_mark_is_a_null_signal(read: Read) -> None:
    """The slot is there."""
    assert read(response({"a": 1, "a_score": {"score": None, "reasoning": "later"}}))["$.a"].signals == {"rating": None}


def test_values_without_sidecars_are_the_same_objects(read: Read) -> None:
    """The tree is a view: nothing is copied that need not be."""
    rows = [{"a": 1}, {"b": [2]}]
    payload = {"extraction_schema_json": {"rows": rows, "total": 1, "total_score": {"score": 5}}, "status": "complete"}
    extraction = read(payload)

    assert extraction["$.rows"].value is rows
    assert "total_score" in payload["extraction_schema_json"]


def test_a_bare_result_is_recognised_by_what_can_hardly_be_data(own: Read, read: Read) -> None:
    """Block ids, marks with reasoning, verification."""
    assert own("datalab/output_alone").adapter == "datalab"
    assert read({"a": 1, "a_score": {"score": 5, "reasoning": "x"}}).adapter == "datalab"
    assert read({"a": 1, "a_meta": {"extraction_status": "EXTRACTED"}}).adapter == "datalab"
    assert read({"law": 1, "law_citations": ["12 U.S.C. 1"]}).adapter == "plain"
    assert read({"a_score": {"score": 5, "reasoning": "x"}}).adapter == "plain"


def test_a_bare_result_without_metadata_may_be_named(read: Read) -> None:
    """The caller's word is enough for what has nothing to be known by."""
    extraction = read({"a": 1}, "datalab")

    assert (extraction.adapter, extraction["$.a"].value) == ("datalab", 1)


def test_a_failed_job_keeps_the_vendors_reason(read: Read) -> None:
    """With the stage it failed in, whether or not the result's key is there."""
    failed = {"status": "failed", "success": False, "error": "Schema too large", "error_in": "VALIDATION"}

    assert read(failed).failure == JobFailure("VALIDATION: Schema too large")
    assert read({**failed, "extraction_schema_json": None}).failure == JobFailure("VALIDATION: Schema too large")


def test_a_conversion_without_extraction_has_no_result(read: Read) -> None:
    """The same API converts without extracting."""
    assert read(
        {"status": "complete", "success": True, "error": None, "extraction_schema_json": None, "markdown": "# x"}
    ).failure == JobFailure("extraction_schema_json is null")


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        pytest.param({"status": "processing"}, "its status is processing", id="bare-poll"),
        pytest.param(
            {"status": "processing", "extraction_schema_json": None}, "its status is processing", id="full-poll"
        ),
        pytest.param(
            {"success": True, "error": None, "request_id": "x", "request_check_url": "https://…"},
            "this only says where to ask for the result",
            id="submitted",
        ),
    ],
)
def test_a_pending_job_is_no_payload_yet(read: Read, payload: dict[str, Any], reason: str) -> None:
    """Judging it would only say that everything is absent."""
    with pytest.raises(PayloadError) as caught:
        read(payload)

    assert str(caught.value) == f"the datalab job is not done yet: {reason}"


def test_a_refused_submission_has_failed(read: Read) -> None:
    """There will never be a result."""
    refused = {"success": False, "error": "No credits", "request_check_url": ""}

    assert read(refused).failure == JobFailure("No credits")
