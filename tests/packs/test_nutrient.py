"""The pack for Nutrient: the label first, the scores second, and absent is never low."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import adjudge
from support.payloads import entry, extend, nutrient

PACK = adjudge.load_rules("adjudge:nutrient")


def effects(payload: Any) -> dict[str, str]:
    """Give the effect of each rule that has one."""
    return {result.rule: result.effect for result in PACK.check(payload).results if result.effect}


def test_a_document_whose_values_are_all_located_is_accepted() -> None:
    payload = nutrient(
        {"total": "10.00", "seller": {"name": "A"}, "lines": [{"price": "10.00"}]},
        {"total": entry(), "seller": {"name": entry()}, "lines": [{"price": entry(recognitionScore=0.97)}]},
    )

    assert PACK.check(payload).decision == "accept"


@pytest.mark.parametrize("label", ["not_found", "fuzzy_match"])
def test_a_value_that_was_not_located_is_reviewed_whatever_its_score(label: str) -> None:
    """Match first: a high composite does not make up for a bad label."""
    payload = nutrient({"lines": [{"price": "10.00"}]}, {"lines": [{"price": entry(label, 0.99)}]})

    assert effects(payload) == {"value-was-located": "review", "value-is-legible": "note"}


@pytest.mark.parametrize(("confidence", "effect"), [(0.85, None), (0.84, "review"), (None, "note")])
def test_the_score_of_a_located_value_comes_second(confidence: float | None, effect: str | None) -> None:
    payload = nutrient({"total": "1", "net": "1"}, {"total": entry(confidence=confidence), "net": entry()})

    assert effects(payload).get("located-value-is-confident") == effect


@pytest.mark.parametrize(("score", "effect"), [(0, "review"), (0.8, None), (None, "note")])
def test_a_recognition_score_of_zero_is_measured_and_an_absent_one_is_not(
    score: float | None, effect: str | None
) -> None:
    measured = {} if score is None else {"recognitionScore": score}
    payload = nutrient({"number": "7", "net": "1"}, {"number": entry(**measured), "net": entry(recognitionScore=1)})

    assert effects(payload).get("value-is-legible") == effect


def test_delivered_empty_is_reviewed_and_left_out_is_noted() -> None:
    """The schema asked for the one; the other was optional."""
    empty = nutrient({"total": "1", "vat_id": ""}, {"total": entry(), "vat_id": entry("not_found", 0.4)})
    left_out = nutrient({"total": "1"}, {"total": entry(), "buyer": {"match": "not_found", "source_bboxes": []}})

    assert effects(empty) == {"empty-value-was-located": "review", "value-is-legible": "note"}
    assert effects(left_out) == {"left-out-value-was-located": "note", "value-is-legible": "note"}


def test_without_citations_nothing_is_taken_for_located() -> None:
    verdict = PACK.check(nutrient({"total": "1"}, {}))

    assert (verdict.decision, verdict.decided_by) == ("review", ("adjudge:nutrient::value-was-located",))


def test_other_payloads_are_no_business_of_the_pack() -> None:
    verdict = PACK.check(extend({"total": "1"}, {"total": {"ocrConfidence": 0.1}}))

    assert (verdict.decision, verdict.decided_by) == ("review", ("adjudge::nothing-evaluated",))


@pytest.mark.parametrize(
    ("name", "decision", "decided_by"),
    [
        ("invoice_002e3cf9_agentic.json", "accept", []),
        ("invoice_002e3cf9_understand.json", "review", ["value-is-legible"]),
        ("documented_example.json", "review", ["value-was-located"]),
        ("constructed_no_citations.json", "review", ["value-was-located"]),
        ("constructed_error_400.json", "review", ["job-failed"]),
        (
            "constructed_nested_all_match_labels.json",
            "review",
            ["value-was-located", "empty-value-was-located", "located-value-is-confident"],
        ),
    ],
)
def test_the_verdict_on_a_real_payload_has_these_reasons(
    name: str, decision: str, decided_by: list[str], shared: Path
) -> None:
    file = shared / "corpus" / "nutrient" / name
    if not file.is_file():
        pytest.skip(f"needs {name}")
    verdict = PACK.check(file)

    assert verdict.decision == decision
    assert [nodeid.rpartition("::")[2] for nodeid in verdict.decided_by] == decided_by
