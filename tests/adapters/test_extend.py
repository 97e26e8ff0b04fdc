"""Extend: every documented shape, trap and absence."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from adjudge.errors import PayloadError
from adjudge.model.citations import Citation
from adjudge.model.extraction import Extraction, JobFailure
from adjudge.model.tree import ABSENT

Read = Callable[..., Extraction]
PAYLOADS = Path(__file__).parents[1] / "payloads" / "extend"


def run(value: Any, metadata: Any, **more: Any) -> dict[str, Any]:
    """Make a processed run."""
    return {"object": "extract_run", "status": "PROCESSED", "output": {"value": value, "metadata": metadata}, **more}


def test_the_older_version_has_flat_pages_in_points(own: Read) -> None:
    """With its own envelope."""
    extraction = own("extend/v2025-04-21_processor_run")

    assert (extraction.adapter, extraction.adapter_version) == ("extend", "2025-04-21")
    assert extraction["$.holder"].citations == (Citation(1, "R. Vale", (9.0, 20.0, 110.0, 30.0), (612.0, 792.0), "pt"),)


def test_the_newer_version_has_nested_pages_of_unknown_unit(read: Read) -> None:
    """The documentation says points, a real run has pixels: only the page's own size is sure."""
    polygon = [{"x": 10, "y": 20}, {"x": 30, "y": 21}, {"x": 29, "y": 44}, {"x": 9, "y": 40}]
    page = {"number": 2, "width": 1240, "height": 1754}
    cited = {"fileId": "f", "page": page, "referenceText": "Total 5", "polygon": polygon}
    extraction = read(run({"total": "5"}, {"total": {"ocrConfidence": 0.9, "citations": [cited, "odd"]}}))

    assert extraction.adapter_version == "2026-02-09"
    assert extraction["$.total"].citations == (Citation(2, "Total 5", (9.0, 20.0, 30.0, 44.0), (1240.0, 1754.0), None),)


def test_a_cell_is_cited_by_its_range(read: Read) -> None:
    """Spreadsheets have no polygon."""
    cited = {"page": {"number": 1}, "referenceText": "Akron", "cellRange": "B7"}

    assert read(run({"city": "Akron"}, {"city": {"ocrConfidence": 1, "citations": [cited]}}))["$.city"].citations == (
        Citation(page=1, text="Akron", block_ids=("B7",)),
    )


def test_null_logprobs_are_null_and_a_null_fields_ocr_is_absent(own: Read) -> None:
    """The newer models never fill the slot; a null field was never on the page."""
    extraction = own("extend/v2025-04-21_processor_run")

    assert extraction["$.entries[0].day"].signal("logprobs") is None
    assert extraction["$.holder"].signal("logprobs") == Decimal("0.87")
    assert extraction["$.closing"].signal("ocr") is ABSENT


def test_there_is_no_confidence(own: Read) -> None:
    """Neither signal is taken for another."""
    extraction = own("extend/v2025-04-21_processor_run")

    assert not extraction.sends("confidence")
    assert [extraction.sends(name) for name in ("ocr", "logprobs", "rating")] == [True, True, False]


def test_leaves_without_citations_may_ask_their_row(own: Read) -> None:
    """Only when asked, and marked; signals are never inherited."""
    amount = own("extend/v2025-04-21_processor_run")["$.entries[0].amount"]

    assert amount.citations is None
    assert amount.cited_by_ancestor() == (
        Citation(2, "| 10/01 | $20.91 |", (9.0, 20.0, 110.0, 30.0), (612.0, 792.0), "pt", inherited=True),
    )


def test_containers_have_entries_of_their_own(own: Read) -> None:
    """A list, and a row of it."""
    extraction = own("extend/v2025-04-21_processor_run")

    assert extraction["$.entries"].signal("ocr") == Decimal("0.95")
    assert extraction["$.entries"].citations == ()
    assert extraction["$.entries[0]"].signal("ocr") == Decimal("0.95")


def test_entries_are_found_by_writing_the_path(own: Read) -> None:
    """Taking the keys apart would lose `a.b` and `list[0]`."""
    extraction = own("extend/output_alone")

    assert extraction["$['a.b']"].signals == {"ocr": Decimal("0.9"), "logprobs": 0}
    assert extraction["$['list[0]']"].signals == {"ocr": Decimal("0.7")}
    assert extraction["$.lines[0].q"].signals == {"ocr": Decimal("0.5")}
    assert dict(extraction["$[''].x"].signals) == {}


def test_entries_without_data_are_nodes(own: Read) -> None:
    """The node set is that of data and metadata together."""
    extraction = own("extend/output_alone")
    absent = {node.path: str(node.signal("ocr")) for node in extraction.nodes() if node.presence == "absent"}

    assert absent == {
        "$.lines[1]": "ABSENT",
        "$.lines[1].q": "0.4",
        "$.gone.inner": "0.25",
        "$.x": "0.6",
        "$.vendor": "ABSENT",
        "$.vendor.name": "0.3",
    }


def test_entries_that_fit_nowhere_are_reported(own: Read) -> None:
    """Below a scalar, by the wrong kind of step, unreadable, or no entry at all."""
    assert own("extend/output_alone").unplaced == ("size.width", "lines.total", "a[0]", "what..now", "plain")
    assert own("extend/output_alone")["$.size.width"].signal("ocr") is ABSENT
    assert own("extend/output_alone")["$.size"].children() == []


def test_metadata_with_odd_keys_is_reported(read: Read) -> None:
    """A caller's dict may hold anything."""
    assert read(run({"a": 1}, {"a": {"ocrConfidence": 1}, 7: {}})).unplaced == ("7",)


def test_signals_of_edited_paths_are_absent(own: Read) -> None:
    """They were measured on another value; below an edited path, too. Citations stay."""
    extraction = own("extend/reviewed")
    ocr = {node.path: str(node.signal("ocr")) for node in extraction.nodes() if node.parts}

    assert ocr == {
        "$.total": "ABSENT",
        "$.vendor": "0.91",
        "$.lines": "0.8",
        "$.lines[0]": "ABSENT",
        "$.lines[0].amount": "ABSENT",
        "$.lines[1]": "0.85",
        "$.lines[1].amount": "0.85",
    }
    assert dict(extraction["$.total"].signals) == {}
    assert extraction["$.total"].citations == (Citation(1, "90", (9.0, 20.0, 110.0, 30.0), (1240.0, 1754.0), None),)
    assert extraction["$.total"].value == "95"
    assert extraction.flags == {"reviewed": True, "edited": True}


def test_insights_are_sorted_by_kind(read: Read) -> None:
    """The model class of the SDK allows reasoning only; the API sends issues."""
    insights = [
        {"type": "reasoning", "content": "from the last row"},
        {"type": "issue", "content": "two totals"},
        {"type": "review_summary", "content": "likely wrong"},
        {"type": "issue", "content": None},
        "odd",
    ]
    extraction = read(run({"a": 1, "b": 2}, {"a": {"insights": insights}, "b": {"insights": None}, "c": {}}))

    assert extraction["$.a"].reasoning == "from the last row"
    assert extraction["$.a"].issues == ("two totals",)
    assert (extraction["$.b"].reasoning, extraction["$.b"].issues) == (None, ())
    assert extraction["$.c"].issues is None


def test_a_review_score_is_a_rating(read: Read) -> None:
    """1 to 5, null when not enabled or not scored."""
    metadata = {"a": {"reviewAgentScore": 2}, "b": {"reviewAgentScore": None}, "c": {}}
    extraction = read(run({"a": 1, "b": 1, "c": 1}, metadata))

    assert [extraction[path].signal("rating") for path in ("$.a", "$.b", "$.c")] == [2, None, ABSENT]


def test_the_older_array_of_fields_wraps_its_values(own: Read) -> None:
    """It alone has a `confidence`; a currency is an object."""
    extraction = own("extend/fields_array")

    assert extraction.root.value == {
        "total": {"amount": Decimal("12.5"), "iso_4217_currency_code": "EUR"},
        "lines": [{"quantity": 2}],
        "note": None,
    }
    assert {node.path: node.signal("confidence") for node in extraction.nodes()} == {
        "$": ABSENT,
        "$.total": Decimal("0.93"),
        "$.total.amount": ABSENT,
        "$.total.iso_4217_currency_code": ABSENT,
        "$.lines": Decimal("0.9"),
        "$.lines[0]": ABSENT,
        "$.lines[0].quantity": Decimal("0.5"),
        "$.note": None,
    }
    assert extraction["$.total"].reasoning == "bottom line"
    assert extraction["$.total"].citations == (
        Citation(page=2, box=(2.0, 1.0, 4.0, 3.0)),
        Citation(page=2, box=(6.0, 5.0, 8.0, 7.0)),
    )
    assert extraction["$.lines[0].quantity"].citations == (Citation(page=1),)
    assert extraction["$.note"].citations is None


def test_references_of_another_form_are_passed_over(read: Read) -> None:
    """Nothing in a payload may end in a crash."""
    field = {"id": "f", "type": "string", "value": "x", "references": ["odd", {"boundingBoxes": ["odd"], "page": "x"}]}
    extraction = read({"status": "PROCESSED", "output": {"a": field, "b": {**field, "references": None}}})

    assert extraction["$.a"].citations == (Citation(),)
    assert extraction["$.b"].citations == ()


def test_the_sdk_keeps_the_array_beside_two_nulls(read: Read) -> None:
    """`model_dump()` adds `value` and `metadata`, which are no fields."""
    payload = json.loads((PAYLOADS / "fields_array.json").read_text())
    payload["output"] = {"value": None, "metadata": None, **payload["output"]}

    assert [node.path for node in read(payload).root.children()] == ["$.total", "$.lines", "$.note"]


def test_the_array_alone_is_recognised(read: Read) -> None:
    """When every member is such a field."""
    payload = json.loads((PAYLOADS / "fields_array.json").read_text())["output"]

    assert read(payload).shape.name == "fields alone"
    assert read({**payload, "other": 1}).adapter == "plain"


@pytest.mark.parametrize("name", ["webhook", "workflow_step"])
def test_wrapped_runs_are_found(own: Read, name: str) -> None:
    """In a webhook's body, in a step of a workflow."""
    extraction = own(f"extend/{name}")

    assert (extraction.adapter, extraction.adapter_version) == ("extend", "2026-02-09")
    assert extraction["$.total"].signals == {"ocr": Decimal("0.75"), "logprobs": None, "rating": None}


def test_snake_case_of_the_sdk_is_read(read: Read) -> None:
    """`model_dump()` without aliases."""
    cited = {"page": 1, "page_width": 612, "page_height": 792, "reference_text": "5", "cell_range": None}
    entry = {"ocr_confidence": 0.9, "logprobs_confidence": None, "review_agent_score": 4, "citations": [cited]}
    extraction = read(run({"total": "5"}, {"total": entry}, failure_reason=None))

    assert extraction["$.total"].signals == {"ocr": 0.9, "logprobs": None, "rating": 4}
    assert extraction["$.total"].citations == (Citation(page=1, text="5", page_size=(612.0, 792.0)),)
    assert read({"value": {"total": "5"}, "metadata": {"total": entry}}).shape.name == "output in snake_case"


def test_the_output_alone_is_recognised_by_its_entries(own: Read, read: Read) -> None:
    """It is often handed around without its envelope; plain data may have such keys."""
    assert own("extend/output_alone").adapter == "extend"
    assert read({"value": {"a": 1}, "metadata": {}}).adapter == "extend"
    assert read({"value": {"a": 1}, "metadata": {}, "more": 1}).adapter == "plain"
    assert read({"value": {"a": 1}, "metadata": {"author": "x"}}).adapter == "plain"
    assert read({"value": 5, "metadata": {}}).adapter == "plain"


def test_a_run_without_metadata_has_no_signals(read: Read) -> None:
    """Citations off."""
    extraction = read(run({"a": 1}, None))

    assert extraction["$.a"].value == 1
    assert not extraction.sends("ocr")


@pytest.mark.parametrize("status", ["FAILED", "CANCELLED"])
def test_a_failed_run_keeps_the_vendors_reason(read: Read, status: str) -> None:
    """It comes with HTTP 200."""
    failed = {
        "object": "extract_run",
        "status": status,
        "output": None,
        "failureReason": "OUT_OF_CREDITS",
        "failureMessage": "Insufficient credits",
    }

    assert read(failed).failure == JobFailure("OUT_OF_CREDITS: Insufficient credits")
    assert read({"eventType": "x", "payload": failed}).failure == JobFailure("OUT_OF_CREDITS: Insufficient credits")


def test_a_cancelled_run_without_reason_is_told_by_its_status(read: Read) -> None:
    """Something must stand in the finding."""
    assert read({"object": "extract_run", "status": "CANCELLED", "output": None}).failure == JobFailure(
        "status CANCELLED"
    )


@pytest.mark.parametrize("status", ["PENDING", "PROCESSING"])
def test_a_pending_run_is_no_payload_yet(read: Read, status: str) -> None:
    """Judging it would only say that everything is absent."""
    with pytest.raises(PayloadError) as caught:
        read({"object": "extract_run", "status": status, "output": None})

    assert str(caught.value) == f"the extend job is not done yet: its status is {status}"
