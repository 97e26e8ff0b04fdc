"""Textract AnalyzeExpense: every documented shape, trap and absence."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import adjudge
import adjudge_textract
from adjudge.plugin import ABSENT, Citation, PayloadError
from adjudge.testing import assert_adapter_conforms, check_adapter
from adjudge_textract import TEXTRACT


def field(kind: str, text: str, *, label: str | None = None, page: int = 1, value: float = 99.5) -> dict[str, Any]:
    """Make a detection."""
    box = {"Left": 0.25, "Top": 0.5, "Width": 0.25, "Height": 0.125}
    labelled = {} if label is None else {"LabelDetection": {"Text": label, "Confidence": 80.0}}
    detected = {"Text": text, "Confidence": value, "Geometry": {"BoundingBox": box, "Polygon": []}}
    return {"Type": {"Text": kind, "Confidence": 98.61}, **labelled, "ValueDetection": detected, "PageNumber": page}


def document(*summary: dict[str, Any], rows: list[list[dict[str, Any]]] | None = None) -> dict[str, Any]:
    """Make an expense document, each row in a table of its own."""
    groups = [{"LineItems": [{"LineItemExpenseFields": row}]} for row in rows or []]
    return {"ExpenseIndex": 1, "SummaryFields": list(summary), "LineItemGroups": groups}


def answer(*documents: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Make an answer."""
    return {"DocumentMetadata": {"Pages": 2}, "ExpenseDocuments": list(documents), **more}


RECEIPT = answer(
    document(
        field("TOTAL", "$18.10"),
        field("NAME", "MEGA"),
        field("NAME", "MEGA MARKET", page=2, value=90),
        field("OTHER", "4471", label="Auth code"),
        field("OTHER", "x"),
        field("OTHER", "a", label="ST#"),
        field("OTHER", "b", label="ST#"),
        rows=[
            [field("ITEM", "Tea"), field("PRICE", "$9.05"), field("EXPENSE_ROW", "Tea $9.05", value=77)],
            [field("ITEM", "Jam"), field("PRICE", "$9.05 S")],
        ],
    )
)
SUCCEEDED = {"JobStatus": "SUCCEEDED", "AnalyzeExpenseModelVersion": "1.0", **RECEIPT}


def read(payload: Any) -> adjudge.Extraction:
    """Normalize with this plugin, by shape."""
    return adjudge.normalize(payload, plugins=[adjudge_textract])


def test_fields_stand_under_their_type() -> None:
    """The list of detections becomes an object."""
    extraction = read(RECEIPT)

    assert (extraction.adapter, extraction.adapter_version, extraction.pages) == ("textract", None, 2)
    assert extraction["$"].value == {
        "TOTAL": "$18.10",
        "NAME": ["MEGA", "MEGA MARKET"],
        "OTHER": {"Auth code": "4471", "(no label)": "x", "ST#": ["a", "b"]},
        "LineItems": [{"ITEM": "Tea", "PRICE": "$9.05"}, {"ITEM": "Jam", "PRICE": "$9.05 S"}],
    }


def test_the_two_scores_are_two_signals_from_percent_to_unit() -> None:
    """Exactly, and never folded into one: a sure text of an unsure type is no sure total."""
    extraction = read(RECEIPT)

    assert extraction["$.TOTAL"].signals == {
        "type_confidence": Decimal("0.9861"),
        "value_confidence": Decimal("0.995"),
    }
    assert not extraction.sends("confidence")


def test_a_type_that_stands_there_twice_has_candidates() -> None:
    """Each with its own scores and place; none is chosen silently."""
    extraction = read(RECEIPT)

    assert extraction["$.NAME"].signals == {}
    assert extraction["$.NAME[1]"].signal("value_confidence") == Decimal("0.9")
    assert [citation.page for citation in extraction["$.NAME[1]"].citations or ()] == [2]


def test_candidates_are_unknown_to_a_rule_that_wants_one(judge: Callable[..., adjudge.Verdict]) -> None:
    """Unless it says that it takes the first."""
    rules = """
        locale: en_US
        fields:
          total: {at: $.TOTAL, type: money}
          first: {at: ["$.TOTAL[0]", $.TOTAL], type: money}
        rules:
          - {id: there-is-one-total, given: total, range: {min: 0}}
          - {id: first-total, given: first, range: {min: 0}}
    """
    twice = answer(document(field("TOTAL", "$1.00"), field("TOTAL", "$2.00")))

    assert [result.outcome for result in judge(rules, twice, adjudge_textract).results] == ["unknown", "pass"]
    assert [result.outcome for result in judge(rules, RECEIPT, adjudge_textract).results] == ["pass", "pass"]


def test_the_echo_of_a_row_is_what_the_row_rests_on() -> None:
    """It is no field of its own."""
    extraction = read(RECEIPT)

    box = (0.25, 0.5, 0.5, 0.625)
    assert extraction["$.LineItems[0]"].citations == (Citation(1, "Tea $9.05", box, unit="ratio"),)
    assert extraction["$.LineItems[0]"].signal("value_confidence") == Decimal("0.77")
    assert extraction["$.LineItems[0].EXPENSE_ROW"].presence == "absent"
    assert extraction["$.LineItems[1]"].signals == {}


def test_boxes_are_ratios_of_the_page() -> None:
    """Left, top, width, height."""
    citations = read(RECEIPT)["$.TOTAL"].citations

    assert citations == (Citation(1, "$18.10", (0.25, 0.5, 0.5, 0.625), unit="ratio"),)


def test_several_documents_are_a_list() -> None:
    """One file may hold many receipts."""
    extraction = read(answer(document(field("TOTAL", "1")), document(field("TOTAL", "2"))))

    assert [extraction[f"$[{index}].TOTAL"].value for index in (0, 1)] == ["1", "2"]


def test_what_is_not_there_is_absent() -> None:
    """There is no element for it; an empty list of lines is a list."""
    extraction = read(answer(document()))

    assert extraction["$.TOTAL"].presence == "absent"
    assert extraction["$.TOTAL"].signal("value_confidence") is ABSENT
    assert extraction["$.LineItems"].presence == "empty"


def test_a_label_without_value_is_null() -> None:
    """The form had the field, and nobody filled it in."""
    unfilled = {"Type": {"Text": "TAX", "Confidence": 50}, "LabelDetection": {"Text": "Tax"}, "PageNumber": 1}
    tax = read(answer(document(unfilled)))["$.TAX"]

    assert (tax.presence, tax.signals) == ("null", {"type_confidence": Decimal("0.5")})


def test_a_job_gives_its_version_and_status() -> None:
    """The asynchronous answer has more around it."""
    extraction = read({**SUCCEEDED, "Warnings": [{"ErrorCode": "X", "Pages": [2]}]})

    assert extraction.adapter_version == "1.0"
    assert extraction.flags == {"job_status": "SUCCEEDED", "warnings": [{"ErrorCode": "X", "Pages": [2]}]}


def test_a_job_in_progress_is_pending() -> None:
    """There is nothing to judge yet."""
    with pytest.raises(PayloadError) as caught:
        read({"JobStatus": "IN_PROGRESS"})

    assert str(caught.value) == "the textract job is not done yet: its status is IN_PROGRESS"


def test_a_failed_job_gives_its_reason() -> None:
    """In Textract's words."""
    failure = read({"JobStatus": "FAILED", "StatusMessage": "INVALID_IMAGE_TYPE"}).failure

    assert failure is not None
    assert failure.reason == "INVALID_IMAGE_TYPE"


def test_rules_judge_the_two_signals(judge: Callable[..., adjudge.Verdict]) -> None:
    """Each by the check of its name, on the scale 0 to 1."""
    rules = """
        rules:
          - {id: type-is-sure, given: $.TOTAL, type_confidence: {min: 0.9862}}
          - {id: text-is-sure, given: $.TOTAL, value_confidence: {min: 0.995}}
    """
    verdict = judge(rules, RECEIPT, adjudge_textract)

    assert [result.outcome for result in verdict.results] == ["fail", "pass"]
    assert verdict.findings[0].reason == "$.TOTAL has type_confidence 0.9861, expected at least 0.9862"


def test_the_adapter_conforms() -> None:
    """On each shape, damaged in two hundred ways."""
    failed = {"JobStatus": "FAILED", "StatusMessage": "x"}

    assert_adapter_conforms(TEXTRACT, [RECEIPT, SUCCEEDED, answer(), answer(document(), document()), failed])


def test_the_adapter_conforms_on_real_payloads(corpus: Callable[[str], list[Path]]) -> None:
    """What the API has really returned: two names, two dates, no summary."""
    without_summary, receipt = corpus("textract")

    assert check_adapter(TEXTRACT, receipt) == []
    assert check_adapter(TEXTRACT, without_summary, damages=50) == []
    assert read(receipt)["$.NAME"].value == ["MEGA MARKET PLUS", "MEGA BIGBOK"]
    assert set(read(without_summary)["$"].value) == {"LineItems"}
