"""Azure: every documented shape, trap and absence."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import adjudge
import adjudge_azure
from adjudge.plugin import ABSENT, Citation, PayloadError
from adjudge.testing import assert_adapter_conforms, check_adapter
from adjudge_azure import AZURE


def field(kind: str, value: Any, **more: Any) -> dict[str, Any]:
    """Make a typed wrapper of v4."""
    region = {"pageNumber": 1, "polygon": [1, 2, 3, 2, 3, 2.5, 1, 2.5]}
    key = f"value{kind[0].upper()}{kind[1:]}"
    return {"type": kind, key: value, "content": "as printed", "confidence": 0.9, "boundingRegions": [region], **more}


def answer(*documents: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Make an answer of v4."""
    listed = [{"docType": "invoice", "confidence": 0.98, "fields": fields} for fields in documents]
    pages = [{"pageNumber": number, "width": 8.5, "height": 11, "unit": "inch"} for number in (1, 2)]
    result = {"apiVersion": "2024-11-30", "modelId": "prebuilt-invoice", "pages": pages, "documents": listed, **more}
    return {"status": "succeeded", "analyzeResult": result}


ITEMS = field(
    "array",
    [
        {"type": "object", "valueObject": {"Amount": field("currency", {"amount": 5.25, "currencyCode": "EUR"})}},
        {"type": "object", "valueObject": {}, "confidence": 0.2},
    ],
)
INVOICE = {
    "InvoiceId": field("string", "A-1"),
    "InvoiceDate": field("date", "2026-02-03", content="3 Feb 26"),
    "InvoiceTotal": field("currency", {"amount": 10.5, "currencySymbol": "€", "currencyCode": "EUR"}, confidence=0.48),
    "AmountDue": field("currency", {"amount": 0, "currencySymbol": "$"}),
    "Tax": field("currency", {}, content="PT", confidence=0.85),
    "DueDate": {"type": "date", "content": "soon", "confidence": 0.3},
    "VendorAddress": field("address", {"road": "Mill Lane", "city": "York"}),
    "Items": ITEMS,
}
OLD = {
    "status": "succeeded",
    "createdDateTime": "2026-01-01T00:00:00Z",
    "analyzeResult": {
        "version": "2.1.0",
        "readResults": [{"page": 1, "width": 100, "height": 200, "unit": "pixel"}],
        "documentResults": [
            {
                "docType": "prebuilt:invoice",
                "pageRange": [1, 1],
                "fields": {
                    "InvoiceTotal": {
                        "type": "number",
                        "valueNumber": 110,
                        "text": "$110.00",
                        "page": 1,
                        "boundingBox": [10, 20, 30, 20, 30, 40, 10, 40],
                        "confidence": 0.989,
                    },
                    "VendorName": None,
                },
            }
        ],
    },
}
PREVIEW = {
    "status": "succeeded",
    "analyzeResult": {
        "modelId": "prebuilt-invoice",
        "documents": [
            {
                "docType": "invoice",
                "confidence": 1,
                "fields": {
                    "InvoiceId": {
                        "type": "string",
                        "valueString": "7",
                        "content": "7",
                        "confidence": 0.4,
                        "boundingRegions": [{"pageNumber": 2, "boundingBox": [1, 1, 2, 1, 2, 2, 1, 2]}],
                    }
                },
            }
        ],
    },
}


def read(payload: Any) -> adjudge.Extraction:
    """Normalize with this plugin, by shape."""
    return adjudge.normalize(payload, plugins=[adjudge_azure])


def test_one_document_is_the_root() -> None:
    """As in any rule for an invoice: ``$.InvoiceTotal``."""
    extraction = read(answer(INVOICE))

    assert (extraction.adapter, extraction.adapter_version, extraction.pages) == ("azure", "2024-11-30", 2)
    assert extraction.flags == {"model_id": "prebuilt-invoice"}
    assert extraction["$.InvoiceId"].value == "A-1"
    assert extraction["$.InvoiceDate"].value == "2026-02-03"
    assert extraction["$.Items"].value == [{"Amount": 5.25, "Amount_currency": "EUR"}, None]


def test_several_documents_are_a_list() -> None:
    """Two invoices in one file must not be taken for one."""
    extraction = read(answer({"InvoiceId": field("string", "A")}, {"InvoiceId": field("string", "B")}))

    assert extraction["$"].value == [{"InvoiceId": "A"}, {"InvoiceId": "B"}]
    assert extraction["$[1]"].signals == {"doc_type_confidence": 0.98}
    assert extraction["$.InvoiceId"].presence == "absent"


def test_no_document_is_an_empty_list() -> None:
    """Nothing was found, so nothing is there."""
    assert read(answer())["$"].value == []


def test_the_documents_confidence_is_about_its_type() -> None:
    """It is 1 in a real answer whose total has 0.484: no rule may take it for the confidence of values."""
    extraction = read(answer(INVOICE))

    assert extraction.root.signals == {"doc_type_confidence": 0.98}
    assert extraction["$.InvoiceTotal"].signals == {"confidence": 0.48}


def test_an_amount_is_a_number_with_its_currency_beside_it() -> None:
    """One measured value in two leaves; without a code there is no second."""
    extraction = read(answer(INVOICE))

    assert extraction["$.InvoiceTotal"].value == 10.5
    assert extraction["$.InvoiceTotal_currency"].value == "EUR"
    assert extraction["$.InvoiceTotal_currency"].signals == {"confidence": 0.48}
    assert extraction["$.AmountDue"].value == 0
    assert extraction["$.AmountDue_currency"].presence == "absent"


def test_a_field_of_the_same_name_stands() -> None:
    """A custom model may have one."""
    fields = {"Fee": field("currency", {"amount": 1, "currencyCode": "EUR"}), "Fee_currency": field("string", "euros")}

    assert read(answer(fields))["$.Fee_currency"].value == "euros"


def test_an_empty_typed_value_is_null_however_sure_azure_is() -> None:
    """Seen in a real answer: ``valueCurrency: {}`` at 0.85 for the text "PT", which stays as the citation."""
    tax = read(answer(INVOICE))["$.Tax"]

    assert (tax.value, tax.presence) == (None, "null")
    assert tax.signals == {"confidence": 0.85}
    assert tax.citations == (Citation(1, "PT", (1, 2, 3, 2.5), (8.5, 11), "inch"),)


def test_a_missing_typed_value_is_null_too() -> None:
    """Azure saw something, but could not read it as a date."""
    due = read(answer(INVOICE))["$.DueDate"]

    assert (due.value, due.presence, due.citations) == (None, "null", (Citation(text="soon"),))


def test_an_absent_field_is_absent() -> None:
    """Its key is missing."""
    node = read(answer(INVOICE))["$.PurchaseOrder"]

    assert (node.presence, node.signal("confidence"), node.citations) == ("absent", ABSENT, None)


def test_a_container_has_no_confidence_unless_it_is_sent() -> None:
    """An array has none, a row may have one, and neither is copied to what is below."""
    extraction = read(answer({"Items": {key: ITEMS[key] for key in ("type", "valueArray")}}))

    assert extraction["$.Items"].signals == {}
    assert extraction["$.Items[1]"].signals == {"confidence": 0.2}
    assert extraction["$.Items[0]"].signals == {}
    assert extraction["$.Items[0].Amount"].signals == {"confidence": 0.9}


def test_an_address_is_one_object_with_one_confidence() -> None:
    """Its parts were not measured."""
    extraction = read(answer(INVOICE))

    assert extraction["$.VendorAddress"].value == {"road": "Mill Lane", "city": "York"}
    assert extraction["$.VendorAddress"].signals == {"confidence": 0.9}
    assert extraction["$.VendorAddress.city"].signals == {}


def test_a_value_over_two_pages_has_two_citations() -> None:
    """One for each region."""
    regions = [{"pageNumber": page, "polygon": [page, 1, page + 1, 1, page + 1, 2, page, 2]} for page in (1, 2)]

    citations = read(answer({"Note": field("string", "x", boundingRegions=regions)}))["$.Note"].citations

    assert citations == (
        Citation(1, "as printed", (1, 1, 2, 2), (8.5, 11), "inch"),
        Citation(2, "as printed", (2, 1, 3, 2), (8.5, 11), "inch"),
    )


def test_v2_1_has_text_and_place_in_the_wrapper() -> None:
    """And a null for a field that was not found."""
    extraction = read(OLD)

    assert (extraction.adapter_version, extraction.pages) == ("2.1.0", 1)
    assert extraction["$.InvoiceTotal"].value == 110
    assert extraction["$.InvoiceTotal"].citations == (Citation(1, "$110.00", (10, 20, 30, 40), (100, 200), "px"),)
    assert (extraction["$.VendorName"].presence, extraction["$.VendorName"].signals) == ("null", {})


def test_the_previews_of_v3_call_the_polygon_bounding_box() -> None:
    """Without pages, its unit is unknown."""
    extraction = read(PREVIEW)

    assert (extraction.adapter_version, extraction.pages) == (None, None)
    assert extraction["$.InvoiceId"].citations == (Citation(2, "7", (1, 1, 2, 2)),)


def test_the_result_alone_is_recognised() -> None:
    """What the SDK's ``as_dict()`` gives."""
    extraction = read(answer(INVOICE)["analyzeResult"])

    assert (extraction.adapter, extraction.pages) == ("azure", 2)
    assert extraction["$.InvoiceTotal"].citations == (Citation(1, "as printed", (1, 2, 3, 2.5), (8.5, 11), "inch"),)


def test_a_payload_nested_without_end_is_refused() -> None:
    """A dict of the caller's has passed no reader that counts its levels."""
    nested = field("string", "bottom")
    for _ in range(2_000):
        nested = field("array", [nested])

    with pytest.raises(PayloadError) as caught:
        _ = read(answer({"Items": nested}))["$.Items"]

    assert str(caught.value) == "the payload is nested deeper than 100 levels"


def test_a_running_job_is_pending() -> None:
    """There is nothing to judge yet."""
    running = {"status": "running", "createdDateTime": "t", "lastUpdatedDateTime": "t"}

    with pytest.raises(PayloadError) as caught:
        read(running)

    assert str(caught.value) == "the azure job is not done yet: its status is running"


def test_a_failed_job_gives_its_reason() -> None:
    """In Azure's words."""
    error = {"code": "InvalidContent", "message": "The file is corrupted."}
    failed = {"status": "failed", "createdDateTime": "t", "lastUpdatedDateTime": "t", "error": error}
    failure = read(failed).failure

    assert failure is not None
    assert failure.reason == "InvalidContent: The file is corrupted."


def test_rules_judge_both_confidences(judge: Callable[..., adjudge.Verdict]) -> None:
    """The plugin's own signal has a check of its name."""
    rules = """
        fields: {total: {at: $.InvoiceTotal, type: money}}
        rules:
          - {id: type-is-sure, given: $, doc_type_confidence: {min: 0.9}}
          - {id: total-is-sure, given: total, confidence: {min: 0.9}}
    """
    verdict = judge(rules, answer(INVOICE), adjudge_azure)

    assert [result.outcome for result in verdict.results] == ["pass", "fail"]
    assert [finding.reason for finding in verdict.findings] == [
        "$.InvoiceTotal has confidence 0.48, expected at least 0.9"
    ]


def test_the_adapter_conforms() -> None:
    """On each shape, damaged in two hundred ways."""
    failed = {"status": "failed", "createdDateTime": "t", "lastUpdatedDateTime": "t", "error": {"code": "x"}}
    payloads = [answer(INVOICE), answer(INVOICE, {}), answer(), OLD, PREVIEW, answer(INVOICE)["analyzeResult"], failed]

    assert_adapter_conforms(AZURE, payloads)


def test_the_adapter_conforms_on_real_payloads(corpus: Callable[[str], list[Path]]) -> None:
    """What the API has really returned, in three versions."""
    files = corpus("azure")

    assert [check_adapter(AZURE, file) for file in files] == [[]] * 3
    real = read(next(file for file in files if "preview" in file.name))
    assert real["$.InvoiceTotal"].signal("confidence") == Decimal("0.484")
    assert real.root.signals == {"doc_type_confidence": 1}
    assert real["$.Items[0].Tax"].presence == "null"
