"""Document AI: every documented shape, trap and absence."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import adjudge
import adjudge_documentai
from adjudge.plugin import ABSENT, Citation, PayloadError
from adjudge.testing import assert_adapter_conforms, check_adapter
from adjudge_documentai import DOCUMENTAI
from adjudge_documentai.values import value_of


def entity(kind: str, text: str | None, confidence: float | None = 0.9, **more: Any) -> dict[str, Any]:
    """Make an entity as proto3 JSON has it: what has its default is left out."""
    made: dict[str, Any] = {"type": kind, "id": "0"}
    if text is not None:
        made["mentionText"] = text
    if confidence is not None:
        made["confidence"] = confidence
    return {**made, **more}


def money(units: str | None, nanos: int | None = None, code: str | None = None) -> dict[str, Any]:
    """Make a normalized amount."""
    parts = {"units": units, "nanos": nanos, "currencyCode": code}
    return {"normalizedValue": {"text": "?", "moneyValue": {key: part for key, part in parts.items() if part}}}


def on(page: str | None, *corners: dict[str, float]) -> dict[str, Any]:
    """Make an anchor."""
    reference: dict[str, Any] = {} if page is None else {"page": page}
    if corners:
        reference["boundingPoly"] = {"normalizedVertices": list(corners)}
    return {"pageAnchor": {"pageRefs": [reference]}}


def document(*entities: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Make a document of three pages."""
    pages = [{"pageNumber": number, "dimension": {"width": 100, "height": 200}} for number in (1, 2, 3)]
    made = {"mimeType": "application/pdf", "text": "…", "pages": pages, "entities": list(entities), **more}
    return made if entities else {key: made[key] for key in made if key != "entities"}


INVOICE = document(
    entity("total_amount", "$140.50", 0.74, **money("140", 500_000_000, "USD"), **on(None, {}, {"x": 0.5, "y": 0.25})),
    entity("net_amount", "100.00", 0.9, **money("100")),
    entity("invoice_date", "3 Feb 26", 0.99, normalizedValue={"dateValue": {"year": 2026, "month": 2, "day": 3}}),
    entity("supplier_iban", "50", 1.5e-05),
    entity("purchase_order", "001", None),
    entity("supplier_phone", "1", **on("2")),
    entity("supplier_phone", "2", **on("0")),
    entity(
        "line_item",
        "Tea 2 5.00",
        1,
        properties=[
            entity("line_item/description", "Tea", 0.5),
            entity("line_item/amount", "5.00", 0.0085, **money("5", None, "USD")),
        ],
    ),
)


def read(payload: Any) -> adjudge.Extraction:
    """Normalize with this plugin, by shape."""
    return adjudge.normalize(payload, plugins=[adjudge_documentai])


def test_entities_stand_under_their_type() -> None:
    """The list becomes an object."""
    extraction = read(INVOICE)

    assert (extraction.adapter, extraction.pages) == ("documentai", 3)
    assert extraction["$"].value == {
        "total_amount": Decimal("140.5"),
        "total_amount_currency": "USD",
        "net_amount": Decimal(100),
        "invoice_date": "2026-02-03",
        "supplier_iban": "50",
        "purchase_order": "001",
        "supplier_phone": ["1", "2"],
        "line_item": [{"description": "Tea", "amount": Decimal(5), "amount_currency": "USD"}],
    }


def test_properties_lose_the_parents_prefix_and_make_a_list_even_of_one() -> None:
    """A rule for lines must not depend on how many there are."""
    assert read(INVOICE)["$.line_item[0].description"].value == "Tea"


def test_candidates_keep_their_currencies() -> None:
    """Side by side, an unknown one as null."""
    twice = document(entity("fee", "$1", 0.5, **money("1", None, "USD")), entity("fee", "2", 0.6, **money("2")))
    extraction = read(twice)

    assert extraction["$"].value == {"fee": [Decimal(1), Decimal(2)], "fee_currency": ["USD", None]}
    assert extraction["$.fee_currency[0]"].signals == {"confidence": 0.5}


def test_only_the_parents_own_prefix_is_taken_off() -> None:
    """Another slash is part of the name."""
    row = entity("line_item", "x", properties=[entity("line_item/tax/rate", "7"), entity("other/rate", "8")])

    assert read(document(row))["$.line_item[0]"].value == {"tax/rate": "7", "other/rate": "8"}


def test_a_parents_constant_confidence_stays_on_the_parent() -> None:
    """It is 1 whatever its children have: here 0.0085."""
    extraction = read(INVOICE)

    assert extraction["$.line_item[0]"].signals == {"confidence": 1}
    assert extraction["$.line_item[0].amount"].signals == {"confidence": 0.0085}


def test_every_leaf_rules_see_the_childs_confidence(judge: Callable[..., adjudge.Verdict]) -> None:
    """And the junk that is reported rather than dropped."""
    rules = "rules: [{id: every-value-is-sure, given: $..*, confidence: {min: 0.1}}]"
    verdict = judge(rules, INVOICE, adjudge_documentai)

    assert [finding.path for finding in verdict.findings] == [
        "$.supplier_iban",
        "$.purchase_order",
        "$.line_item[0].amount",
        "$.line_item[0].amount_currency",
    ]


def test_a_missing_confidence_is_a_measured_zero() -> None:
    """Proto3 JSON leaves zeros out; an absent entity has none at all."""
    extraction = read(INVOICE)

    assert extraction["$.purchase_order"].signals == {"confidence": 0}
    assert extraction["$.delivery_date"].signal("confidence") is ABSENT


def test_a_missing_page_is_the_first_and_a_missing_coordinate_zero() -> None:
    """Pages are counted from 0, in a text."""
    extraction = read(INVOICE)

    assert extraction["$.total_amount"].citations == (Citation(1, "$140.50", (0, 0, 0.5, 0.25), unit="ratio"),)
    assert extraction["$.supplier_phone[0]"].citations == (Citation(3, "1"),)
    assert extraction["$.supplier_phone[1]"].citations == (Citation(1, "2"),)


def test_a_derived_value_is_cited_by_its_text_alone() -> None:
    """There is no place for it on a page."""
    assert read(INVOICE)["$.net_amount"].citations == (Citation(text="100.00"),)


@pytest.mark.parametrize(
    ("normalized", "value"),
    [
        pytest.param({"moneyValue": {"units": "140"}}, Decimal(140), id="units"),
        pytest.param({"moneyValue": {"nanos": 250_000_000}}, Decimal("0.25"), id="nanos-alone"),
        pytest.param({"moneyValue": {"units": "-1", "nanos": -750_000_000}}, Decimal("-1.75"), id="both-negative"),
        pytest.param({"moneyValue": {"units": "9223372036854775807", "nanos": 1}}, None, id="exact-to-the-billionth"),
        pytest.param({"moneyValue": {"currencyCode": "EUR"}}, Decimal(0), id="neither-is-zero"),
        pytest.param({"moneyValue": {"units": "1e3"}}, "as printed", id="no-whole-number"),
        pytest.param({"moneyValue": {"units": "1", "nanos": 1_000_000_000}}, "as printed", id="nanos-of-a-unit"),
        pytest.param({"dateValue": {"year": 1970, "month": 1, "day": 1}, "text": "x"}, "1970-01-01", id="date"),
        pytest.param({"dateValue": {"month": 1, "day": 1}, "text": "--01-01"}, "--01-01", id="date-without-year"),
        pytest.param({"booleanValue": False}, False, id="false"),
        pytest.param({"integerValue": 0, "text": "0"}, 0, id="integer"),
        pytest.param({"text": "USD"}, "USD", id="text"),
        pytest.param({}, "as printed", id="nothing"),
    ],
)
def test_the_normalized_value_is_the_value(normalized: dict[str, Any], value: Any) -> None:
    """An amount is whole units, in a text, and billionths; exact, and no float."""
    expected = Decimal("9223372036854775807.000000001") if value is None else value
    found = value_of({"mentionText": "as printed", "normalizedValue": normalized})

    assert (type(found), found) == (type(expected), expected)


def test_an_entity_without_text_is_empty() -> None:
    """Proto3 JSON leaves an empty text out; the entity is there."""
    assert read(document(entity("note", None)))["$.note"].presence == "empty"


def test_a_document_without_entities_is_recognised() -> None:
    """Proto3 JSON leaves an empty list out, too."""
    extraction = read(document())

    assert (extraction.adapter, extraction["$"].value) == ("documentai", {})


def test_a_document_nested_without_end_is_refused() -> None:
    """A dict of the caller's has passed no reader that counts its levels."""
    nested = entity("row", "bottom")
    for _ in range(2_000):
        nested = entity("row", "x", properties=[nested])

    with pytest.raises(PayloadError) as caught:
        _ = read(document(nested))["$.row"]

    assert str(caught.value) == "the payload is nested deeper than 100 levels"


def test_the_answer_of_process_keeps_the_document_inside() -> None:
    """With the state of the review beside it."""
    extraction = read({"document": INVOICE, "humanReviewStatus": {"state": "SKIPPED"}})

    assert (extraction.adapter, extraction["$.net_amount"].value) == ("documentai", Decimal(100))


def test_a_failed_document_gives_its_reason() -> None:
    """In Google's words."""
    failure = read(document(error={"code": 3, "message": "Unsupported input file format."})).failure

    assert failure is not None
    assert failure.reason == "Unsupported input file format."


def test_amounts_and_their_currencies_are_read_without_a_locale(judge: Callable[..., adjudge.Verdict]) -> None:
    """They are numbers, not printed texts."""
    rules = """
        fields: {total: {at: $.total_amount, type: money}}
        rules:
          - {id: total-is-right, assert: total == 140.5}
          - {id: currency, given: $.total_amount_currency, one_of: [USD]}
    """

    assert judge(rules, INVOICE, adjudge_documentai).decision == "accept"


def test_the_adapter_conforms() -> None:
    """On each shape, damaged in two hundred ways."""
    failed = document(error={"message": "x"})

    assert_adapter_conforms(DOCUMENTAI, [INVOICE, document(), {"document": INVOICE}, failed])


def test_the_adapter_conforms_on_real_payloads(corpus: Callable[[str], list[Path]]) -> None:
    """What the API has really returned."""
    (file,) = corpus("googledocai")

    assert check_adapter(DOCUMENTAI, file) == []
    real = read(file)
    assert real["$.vat[0]"].signals == {"confidence": 1}
    assert real["$.vat[0].tax_amount"].signals == {"confidence": Decimal("0.0085300114")}
    assert [len(real["$.line_item"].value), real["$.total_amount"].value] == [3, Decimal(2140)]
    assert (real["$.total_amount"].citations or ())[0].page == 1
