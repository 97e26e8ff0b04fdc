"""Rules that are proposed: only what held in the payloads, and only about what they carry."""

from __future__ import annotations

import re
from typing import Any

import pytest

from support.payloads import citation, entry, extend, insight, nutrient, parsefy
from support.proposals import proposed


def rules_of(*payloads: Any) -> dict[str, str]:
    """Give each rule that is proposed, by its id."""
    text = proposed(*payloads)
    assert text is not None
    return dict(re.findall(r"  - id: (.*)\n((?:    .*\n)+)", text))


def line(**more: Any) -> dict[str, Any]:
    return {"quantity": 2, "unit_price": 5, "amount": 10, **more}


# ---------------------------------------------------------------- what adds up
def test_an_invoice_that_adds_up_gets_its_equations() -> None:
    payload = {
        "issue_date": "2025-01-31",
        "due_date": "2025-02-28",
        "lines": [line(), line(quantity=3, amount=15)],
        "net": 25,
        "vat": 5,
        "total": 30,
    }
    rules = rules_of(payload)

    assert list(rules) == [
        "key-fields-are-there",
        "lines-are-complete",
        "amounts-are-not-negative",
        "dates-are-plausible",
        "due-date-is-not-before-issue-date",
        "quantity-times-unit-price-is-amount",
        "lines-add-up-to-net",
        "net-plus-vat-is-total",
    ]
    assert "assert: line.quantity * line.unit_price == approx(line.amount, abs=0.01)\n" in rules[list(rules)[5]]
    assert "assert: sum(lines[*].amount) == approx(net, abs=0.01)\n" in rules["lines-add-up-to-net"]
    assert "assert: net + vat == approx(total, abs=0.01)\n" in rules["net-plus-vat-is-total"]


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param({"lines": [line(), line(amount=11)]}, id="product-fails-once"),
        pytest.param({"lines": [{"a": 1, "b_price": 10, "c_price": 10}]}, id="product-is-trivial"),
        pytest.param({"lines": [line(amount=10), line()], "net": 21}, id="sum-is-off"),
        pytest.param({"net": 25, "vat": 5, "total": 31}, id="total-is-off"),
        pytest.param({"fee": 1, "tip": 2, "discount": 3}, id="three-small-amounts"),
        pytest.param({"lines": [{"fee": 5}], "price": 5}, id="sum-of-one"),
        pytest.param({"fee": 100, "shipping": 0, "amount_due": 100}, id="a-term-is-nothing"),
        pytest.param({"issue_date": "2025-02-28", "due_date": "2025-01-31"}, id="due-before-issue"),
    ],
)
def test_what_does_not_hold_or_holds_by_chance_is_not_proposed(payload: Any) -> None:
    relations = (
        "-add-up-to-",
        "-is-net",
        "-is-vat",
        "-is-total",
        "-is-c-price",
        "-is-discount",
        "-is-amount-due",
        "-is-not-before-",
    )
    found = [id_ for id_ in rules_of(payload) if any(part in id_ for part in relations)]
    broken = [id_ for id_ in rules_of(payload) if id_ == "quantity-times-unit-price-is-amount"]

    assert found == []
    assert broken == (["quantity-times-unit-price-is-amount"] if "net" in payload and "lines" in payload else [])


def test_a_discount_is_taken_off() -> None:
    rules = rules_of({"net": 100, "vat": 20, "discount": 5, "total": 115})

    assert "assert: net + vat - discount == approx(total, abs=0.01)\n" in rules["net-plus-vat-less-discount-is-total"]


def test_a_rate_is_a_percentage_of_an_amount() -> None:
    rules = rules_of({"net": 250, "vat_rate": 20, "vat": 50, "total": 300})

    assert "assert: vat_rate * net / 100 == approx(vat, abs=0.01)\n" in rules["vat-rate-times-net-is-vat"]


def test_what_some_lines_lack_is_asked_for_first() -> None:
    """A line without a quantity is no mistake where the payload itself has one."""
    rules = rules_of({"lines": [line(), {"amount": 4}]})
    rule = rules["quantity-times-unit-price-is-amount"]

    assert "when: exists(line.quantity) and exists(line.unit_price)\n" in rule
    assert rule.count("expect: skip") == 1


def test_a_list_that_some_payloads_lack_is_no_reason_for_a_review() -> None:
    rules = rules_of({"lines": [line(), line(quantity=3, amount=15)], "total": 25}, {"total": 3})

    assert "on_empty: skip\n" in rules["lines-are-complete"]
    assert "on_empty: skip\n" in rules["quantity-times-unit-price-is-amount"]
    assert "when: exists(lines)\n" in rules["lines-add-up-to-total"]
    assert "on_empty" not in "".join(rules_of({"lines": [line()]}).values())


@pytest.mark.parametrize(
    ("payloads", "told"),
    [
        pytest.param([[{"total": 5}]], ["unknown"], id="every-row"),
        pytest.param([[{"total": 5}, {"total": None}]], ["skip", "unknown"], id="some-rows"),
        pytest.param([{"rows": [{"total": 5}]}, {"a": 1}], ["unknown"], id="some-payloads"),
        pytest.param([{"rows": [{"total": 5}, {"b": 1}]}, {"a": 1}], ["skip"], id="some-rows-of-some"),
    ],
)
def test_an_amount_of_a_list_in_which_nothing_adds_up_is_looked_at(payloads: list[Any], told: list[str]) -> None:
    rule = rules_of(*payloads)["rows-total-is-not-negative"]

    assert "assert: row.total >= 0\n" in rule
    assert re.findall("expect: ([a-z]+)", rule) == ["pass", "fail", *told]


def test_an_equation_must_hold_in_every_payload() -> None:
    holds, fails = {"net": 10, "tax": 2, "total": 12}, {"net": 10, "tax": 2, "total": 13}

    assert "net-plus-tax-is-total" in rules_of(holds, {"net": 20, "tax": 4, "total": 24})
    assert "net-plus-tax-is-total" not in rules_of(holds, fails)


def test_only_what_every_payload_has_is_a_key_field() -> None:
    rules = rules_of({"number": "A1", "total": 1, "note": "x"}, {"number": "A2", "total": 2, "note": None})

    assert "given: [number, total]\n" in rules["key-fields-are-there"]


# ---------------------------------------------------------------- what the extractor says
def test_a_signal_that_is_sent_gets_a_threshold_that_calls_itself_a_proposal() -> None:
    rule = rules_of(nutrient({"total": "1"}, {"total": entry(confidence=0.2)}))["every-value-is-confident"]

    assert "given: $..*\n    confidence: {min: 0.85}\n    tests:" in rule
    assert "0.85 is a proposal, as scores are not calibrated" in rule


@pytest.mark.parametrize(
    "metadata",
    [
        pytest.param({"total": entry(confidence=None)}, id="absent"),
        pytest.param({"total": {"match": "id_match", "confidence": None}}, id="null"),
    ],
)
def test_a_signal_that_is_sent_nowhere_gets_no_rule(metadata: Any) -> None:
    """It would be blind from its first day on."""
    assert "every-value-is-confident" not in rules_of(nutrient({"total": "1"}, metadata))


def test_a_measured_zero_is_sent() -> None:
    assert "every-value-is-legible" in rules_of(nutrient({"total": "1"}, {"total": entry(recognitionScore=0)}))


def test_a_value_without_a_score_is_a_note_only_where_the_payload_has_such_values() -> None:
    some = rules_of(nutrient({"a": "1", "b": "2"}, {"a": entry(), "b": entry(confidence=None)}))
    every = rules_of(nutrient({"a": "1", "b": "2"}, {"a": entry(), "b": entry()}))

    assert "on_unknown: {signal_absent: note, signal_null: note}" in some["every-value-is-confident"]
    assert "on_unknown" not in every["every-value-is-confident"]


def test_a_part_of_the_confidence_that_repeats_it_gets_no_rule() -> None:
    same = nutrient({"a": "1"}, {"a": entry(confidenceComponents={"groundingScore": 0.95})})
    other = nutrient({"a": "1"}, {"a": entry(confidenceComponents={"groundingScore": 0.9})})

    assert "every-value-is-anchored" not in rules_of(same)
    assert "every-value-is-anchored" in rules_of(other)


def test_labels_that_say_not_found_are_refused() -> None:
    rule = rules_of(nutrient({"total": "1"}, {"total": entry()}))["every-value-was-located"]

    assert 'assert: match(value) not in ["not_found", "fuzzy_match"]\n' in rule


def test_a_field_called_value_does_not_take_the_loops_name() -> None:
    rule = rules_of(nutrient({"value": "1"}, {"value": entry()}))["every-value-was-located"]

    assert "for: value_2 in $..*\n" in rule


def test_the_documents_own_score_is_a_rule_of_its_own() -> None:
    rules = rules_of(parsefy({"total": 1}))

    assert "given: $\n    confidence: {min: 0.85}\n" in rules["document-has-confidence"]
    assert "every-value-is-confident" not in rules


def test_a_second_look_at_the_document_is_judged() -> None:
    rules = rules_of(parsefy({"total": 1}, verification={"status": "PASSED"}))

    assert "verification: {none_of: [FAILED, PARTIAL]}\n" in rules["document-is-verified"]


@pytest.mark.parametrize(
    ("metadata", "cited"),
    [
        pytest.param({"total": citation(1, "Total 12.50")}, "cited: {text: true}\n", id="quoted"),
        pytest.param({"total": citation(1, "Total 13.00")}, "cited: true\n", id="quoted-otherwise"),
        pytest.param({"total": citation(1)}, "cited: true\n", id="page-only"),
    ],
)
def test_what_is_asked_of_citations_is_what_they_have(metadata: Any, cited: str) -> None:
    assert cited in rules_of(extend({"total": "12.50"}, metadata))["every-value-is-cited"]


def test_values_whose_item_is_cited_take_its_citation() -> None:
    metadata = {"lines[0]": citation(), "lines[0].amount": {"ocrConfidence": 0.9}}
    rules = rules_of(extend({"lines": [{"amount": 1}]}, metadata))

    assert "cited: {cited: true, inherit: true}\n" in rules["every-value-is-cited"]


def test_remarks_are_looked_at_where_there_is_room_for_them() -> None:
    assert "nothing-was-remarked" in rules_of(extend({"total": 1}, {"total": insight()}))
    assert "nothing-was-remarked" not in rules_of(nutrient({"total": "1"}, {"total": entry()}))


def test_what_only_one_vendor_sends_is_asked_of_its_payloads_only() -> None:
    rules = rules_of(nutrient({"total": "1"}, {"total": entry()}), extend({"total": "1"}, {"total": citation()}))

    assert 'when: extraction.adapter in ["nutrient"]\n' in rules["every-value-is-confident"]
    assert "adapter: nutrient" in rules["every-value-is-confident"]
    assert 'when: extraction.adapter in ["extend"]\n' in rules["every-value-is-legible"]


def test_no_value_of_the_document_is_told() -> None:
    """A rule file is committed and reviewed; what a document says is nobody's business there."""
    secrets = {
        "name": "Ada Lovelace",
        "iban": "GB33BUKB20201555555555",
        "total": "9,876.54",
        "lines": [{"note": "Ward 7"}],
    }
    text = proposed(nutrient(secrets, {"name": entry(), "iban": entry(recognitionScore=0.1234)}))

    assert text is not None
    assert [part for part in ("Ada", "BUKB", "876", "Ward", "1234") if part in text] == []
