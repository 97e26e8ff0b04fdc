"""Parsefy: every documented shape, trap and absence."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from adjudge.adapters.parsefy import PARSEFY
from adjudge.model.citations import Citation
from adjudge.model.extraction import Extraction, JobFailure
from adjudge.model.tree import ABSENT

Read = Callable[..., Extraction]
RUN = {"processing_time_ms": 1, "credits": 1, "fallback_triggered": False}


def block(*entries: dict[str, Any], score: float = 0.9) -> dict[str, Any]:
    """Make a `_meta` block."""
    return {"confidence_score": score, "field_confidence": list(entries), "issues": ["Currency unclear"]}


ENTRY = {"field": "$.total", "score": 0.8, "reason": "Exact match", "page": 1, "text": "Total 5"}


@pytest.mark.parametrize(
    ("payload", "where"),
    [
        pytest.param({"object": {"total": 5}, "_meta": block(ENTRY)}, "object, block at _meta", id="wire"),
        pytest.param(
            {"object": {"total": 5, "_meta": block(ENTRY)}, "metadata": RUN}, "object, block at object._meta", id="docs"
        ),
        pytest.param(
            {"data": {"total": 5}, "meta": block(ENTRY), "metadata": RUN}, "data, block at meta", id="python-sdk"
        ),
        pytest.param(
            {"object": {"total": 5}, "metadata": {**RUN, **block(ENTRY)}}, "object, block at metadata", id="js-sdk"
        ),
        pytest.param({"total": 5, "_meta": block(ENTRY)}, "object alone", id="object-alone"),
    ],
)
def test_the_block_is_found_in_each_of_its_homes(read: Read, payload: dict[str, Any], where: str) -> None:
    """And is never part of the value."""
    extraction = read(payload)

    assert (extraction.adapter, extraction.shape.name) == ("parsefy", where)
    assert extraction.root.value == {"total": 5}
    assert [node.path for node in extraction.leaves()] == ["$.total"]
    assert extraction["$._meta"].presence == "absent"
    assert extraction["$._meta.issues"].presence == "absent"
    assert extraction.root.signals == {"confidence": 0.9}
    assert extraction.root.issues == ("Currency unclear",)
    total = extraction["$.total"]
    assert (dict(total.signals), total.reasoning) == ({"confidence": 0.8}, "Exact match")
    assert total.citations == (Citation(page=1, text="Total 5"),)


def test_a_document_score_is_never_copied_down(read: Read) -> None:
    """Older payloads have no score of a field at all."""
    extraction = read({"object": {"total": 5}, "_meta": {"confidence_score": 0.99, "issues": []}, "error": None})

    assert extraction["$.total"].signal("confidence") is ABSENT
    assert extraction.root.signal("confidence") == 0.99
    assert extraction.root.issues == ()


def test_paths_are_read_in_every_form(own: Read) -> None:
    """Only `$.a` is documented for arrays and odd names."""
    extraction = own("parsefy/path_forms")
    found = {node.path: str(node.signal("confidence")) for node in extraction.leaves()}

    assert found == {
        "$.number": "0.99",
        "$.line_items[0].total": "0.91",
        "$.line_items[0].unit": "0.71",
        "$.line_items[1].total": "0.81",
        "$.line_items[1].unit": "0.71",
        "$['by code']['0']": "0.61",
        "$['a.b']": "0.51",
        "$.empty": "ABSENT",
        "$.vat_id": "0",
        "$.by_code[0]": "0.3",
    }


def test_an_entry_without_data_is_a_node(own: Read) -> None:
    """Score 0 with page and text null: not found, and inferred from nothing."""
    vat = own("parsefy/path_forms")["$.vat_id"]

    assert (vat.presence, vat.signal("confidence"), vat.citations, vat.reasoning) == ("absent", 0, (), "Not found")


def test_entries_that_fit_nowhere_are_reported(own: Read) -> None:
    """Below a scalar, through a list by name, over nothing, unreadable, or a second time."""
    assert set(own("parsefy/path_forms").unplaced) == {
        "$.number.digits",
        "$.line_items.x",
        "$.empty[*].y",
        "$..total",
        "$.number",
    }


def test_the_first_of_two_entries_stands(own: Read) -> None:
    """The other is reported, not mixed in."""
    assert own("parsefy/path_forms")["$.number"].signal("confidence") == Decimal("0.99")


def test_the_documents_score_goes_before_an_entry_for_the_root(own: Read) -> None:
    """An entry may name `$`."""
    root = own("parsefy/path_forms").root

    assert root.signal("confidence") == root.signals["confidence"] == Decimal("0.9")
    assert root.citations == (Citation(page=1, text="…"),)


@pytest.mark.parametrize("field", ["", None, 7, "$.a[", "$" + ".x" * 101, "$." + "x" * 2_000])
def test_an_unreadable_path_is_reported(read: Read, field: Any) -> None:
    """Whatever it is."""
    extraction = read({"object": {"a": 1}, "_meta": block({"field": field, "score": 0.5}, "odd")})  # type: ignore[arg-type]

    assert extraction.unplaced == (str(field),)
    assert not dict(extraction["$.a"].signals)


def test_quoted_names_may_hold_quotes(read: Read) -> None:
    """As JSONPath writes them."""
    entry = {"field": r"$['it\'s']", "score": 0.5}

    assert read({"object": {"it's": 1}, "_meta": block(entry)})['$["it\'s"]'].signal("confidence") == 0.5


def test_verification_is_the_documents(own: Read) -> None:
    """Its checks are of several fields, written both ways."""
    extraction = own("parsefy/verification")

    assert extraction.root.verification == "PARTIAL"
    assert extraction.root.verification in PARSEFY.verification_labels
    detail = extraction.root.verification_detail
    assert (detail["checks_passed"], detail["checks_failed"], detail["cannot_verify_count"]) == (1, 1, 0)
    assert detail["checks_run"][0]["fields"] == ["net", "$.tax"]
    assert extraction["$.total"].verification is None
    assert extraction.sends("verification")


def test_the_rerun_is_a_flag(own: Read) -> None:
    """`fallback_triggered` tells that the first tier was not sure."""
    assert own("parsefy/verification").flags == {"fallback_triggered": True}


def test_without_block_there_is_no_issue_slot(read: Read) -> None:
    """Which is blindness, not a clean bill."""
    extraction = read({"object": {"a": 1}, "metadata": RUN, "error": None})

    assert extraction.root.issues is None
    assert not extraction.sends("issues")


def test_a_failed_job_still_has_its_issues(read: Read) -> None:
    """The object is null, the block is there."""
    error = {"code": "EXTRACTION_FAILED", "message": "No text on the page"}
    extraction = read({"object": None, "_meta": block(), "metadata": RUN, "error": error})

    assert extraction.failure == JobFailure("EXTRACTION_FAILED: No text on the page")
    assert extraction.root.issues == ("Currency unclear",)
    assert read({"object": None, "metadata": RUN, "error": None}).failure == JobFailure("object is null")
    assert read({"object": None, "metadata": RUN, "error": "No text"}).failure == JobFailure("No text")


def test_the_sdks_object_without_block_is_recognised(read: Read) -> None:
    """`meta` is None where the block stood inside the object."""
    payload = {"data": {"a": 1}, "meta": None, "metadata": RUN, "verification": None, "error": None}

    assert read(payload).shape.name == "data without block"


def test_somebody_elses_object_is_not_claimed(read: Read) -> None:
    """`object` and `data` are common words."""
    assert read({"object": {"a": 1}}).adapter == "plain"
    assert read({"object": "list", "metadata": {}}).adapter == "plain"
    assert read({"data": {"a": 1}, "metadata": {"author": "x"}}).adapter == "plain"
    assert read({"_meta": {"etag": "x"}, "a": 1}).adapter == "plain"
