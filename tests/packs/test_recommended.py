"""The pack for any payload: whole verdicts, and what decided them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import adjudge
from support.payloads import entry, extend, insight, nutrient, parsefy

PACK = adjudge.load_rules("adjudge:recommended")


def decided(payload: Any) -> tuple[str | None, list[str], list[str]]:
    """Give the decision, the rules that made it, and the reasons of their findings that count."""
    verdict = PACK.check(payload)
    deciding = [result for result in verdict.results if result.nodeid in verdict.decided_by]
    reasons = [f.reason for result in deciding for f in result.findings if f.effect == verdict.decision]
    return verdict.decision, [result.rule for result in deciding], reasons


def test_a_document_whose_values_are_all_located_is_accepted() -> None:
    payload = nutrient(
        {"total": "10.00", "lines": [{"amount": "10.00"}], "tags": ["a"]},
        {"total": entry(), "lines": [{"amount": entry()}], "tags": [entry("id_match_multiblock")]},
    )

    assert decided(payload) == ("accept", [], [])


def test_a_value_deep_in_an_array_is_judged_like_any_other() -> None:
    """Loops written by hand stop at the first level."""
    payload = nutrient({"lines": [{"tax": [{"rate": "7"}]}]}, {"lines": [{"tax": [{"rate": entry("fuzzy_match")}]}]})

    assert decided(payload) == (
        "review",
        ["every-value-is-grounded"],
        ["$.lines[0].tax[0].rate has match label fuzzy_match, expected none of fuzzy_match, not_found"],
    )


def test_a_value_without_a_label_among_labelled_ones_is_no_pass() -> None:
    payload = nutrient({"number": "INV-7", "total": "10.00"}, {"number": entry()})

    assert decided(payload) == ("review", ["every-value-is-grounded"], ["$.total carries no match label"])


def test_a_field_that_only_the_metadata_knows_is_judged() -> None:
    payload = nutrient({"total": "10.00"}, {"total": entry(), "buyer": entry("not_found", None)})

    assert decided(payload) == (
        "review",
        ["every-value-is-grounded"],
        ["$.buyer has match label not_found, expected none of fuzzy_match, not_found"],
    )


def test_a_missing_score_is_a_note_and_a_zero_is_low() -> None:
    """`score or 0` reads both alike."""
    data = {"total": "10.00", "net": "9.00"}
    unscored = nutrient(data, {"total": entry(confidence=None), "net": entry()})
    zero = nutrient(data, {"total": entry(confidence=0), "net": entry()})

    assert decided(unscored) == ("accept", [], [])
    assert decided(zero) == (
        "review",
        ["every-value-is-confident"],
        ["$.total has confidence 0, expected at least 0.85"],
    )


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param({"total": "10.00", "lines": [{"amount": "10.00"}]}, id="plain"),
        pytest.param(nutrient({"total": "10.00"}, {}), id="citations-off"),
        pytest.param(extend({"total": "10.00"}, {}), id="no-metadata"),
        pytest.param(
            {"extract_result": {"total": 1}, "extract_metadata": None, "status": "COMPLETED"}, id="unexpanded"
        ),
    ],
)
def test_a_payload_without_anything_to_judge_by_is_reviewed(payload: Any) -> None:
    """No rule may pass because it found nothing to look at."""
    decision, rules, _ = decided(payload)

    assert (decision, rules) == ("review", ["nothing-evaluated"])


def test_citations_or_remarks_alone_do_not_make_an_accept() -> None:
    payload = extend({"total": "10.00"}, {"total": {"ocrConfidence": None, "insights": [], "citations": []}})

    assert decided(payload) == (
        "review",
        ["document-is-judged"],
        ["the payload has remarks or citations, but no score, label or verification to judge its values by"],
    )


def test_nothing_that_is_not_sent_costs_a_review() -> None:
    """Each blind rule is named once, with a note."""
    verdict = PACK.check(extend({"total": "10.00"}, {"total": {"ocrConfidence": 0.97}}))

    assert verdict.decision == "accept"
    assert [(r.rule, r.effect) for r in verdict.results if r.cause == "blind"] == [
        ("every-value-is-grounded", "note"),
        ("every-value-is-confident", "note"),
        ("every-value-is-rated", "note"),
        ("no-issue-is-serious", "note"),
        ("every-value-is-cited", "note"),
    ]


@pytest.mark.parametrize(("score", "decision"), [(0.90, "accept"), (0.89, "review")])
def test_the_line_for_ocr_is_higher_where_the_scale_is_narrower(score: float, decision: str) -> None:
    assert PACK.check(extend({"total": "1"}, {"total": {"ocrConfidence": score}})).decision == decision


def test_a_value_that_nothing_is_said_about_is_reviewed() -> None:
    payload = extend({"total": "10.00", "iban": "NO93"}, {"total": {"ocrConfidence": 0.97}})

    decision, rules, _ = decided(payload)

    assert (decision, rules) == ("review", ["every-value-has-evidence"])


def test_a_value_that_a_person_edited_needs_no_score() -> None:
    payload = extend(
        {"total": "10.00", "iban": "NO93"},
        {"total": {"ocrConfidence": 0.97}, "iban": {"ocrConfidence": 0.2}},
        reviewed=True,
        edited=True,
        edits={"iban": {"originalValue": "N093", "editedValue": "NO93"}},
    )

    assert decided(payload) == ("accept", [], [])


@pytest.mark.parametrize("text", ["Total AMBIGUOUS", "Two dates: unclear", "IBAN not found", "multiple_totals"])
def test_a_remark_that_doubts_a_value_is_reviewed_wherever_it_stands(text: str) -> None:
    on_a_value = extend({"lines": [{"amount": "1"}]}, {"lines[0].amount": insight(text)})

    assert decided(on_a_value)[:2] == ("review", ["no-issue-is-serious"])
    assert decided(parsefy({"total": 1}, issues=[text]))[:2] == ("review", ["no-issue-is-serious"])


def test_any_other_remark_is_a_note() -> None:
    verdict = PACK.check(parsefy({"total": 1}, issues=["Currency taken from the header"]))

    assert verdict.decision == "accept"
    assert [r.effect for r in verdict.results if r.rule == "no-issue-is-open"] == ["note"]


@pytest.mark.parametrize(
    ("status", "decision"), [("PASSED", "accept"), ("FAILED", "review"), ("PARTIAL", "review"), ("NO_RULES", "accept")]
)
def test_the_verification_of_the_document_counts(status: str, decision: str) -> None:
    assert PACK.check(parsefy({"total": 1}, verification={"status": status})).decision == decision


def verified(status: str, value: Any) -> str:
    meta = f'{{"extraction_status": "EXTRACTED", "verification": {{"status": "{status}", "feedback": "Seen."}}}}'
    text = f'{{"total": {value}, "total_meta": {meta}}}'
    return PACK.check({"status": "complete", "success": True, "extraction_schema_json": text}).decision


def test_an_unresolvable_null_is_right_and_an_unresolvable_value_is_not() -> None:
    assert verified("FAIL_UNRESOLVABLE", "null") == "accept"
    assert verified("FAIL_UNRESOLVABLE", "1500") == "review"


def test_a_wrong_citation_of_a_right_value_costs_nothing() -> None:
    assert verified("FAIL_CITATIONS", "1500") == "accept"
    assert verified("FAIL_FIX", "1500") == "review"


def test_a_low_rating_of_a_list_is_seen_though_its_values_have_none() -> None:
    scored = {"ocrConfidence": 0.97, "reviewAgentScore": None}
    payload = extend(
        {"lines": [{"amount": "1"}], "total": "1"},
        {"lines": {**scored, "reviewAgentScore": 3}, "lines[0].amount": scored, "total": scored},
    )

    assert decided(payload) == ("review", ["every-list-is-rated"], ["$.lines has rating 3, expected at least 4"])


# What a sensible person would say of each real or documented payload; the reasons are in the names.
EXPECTED = {
    "datalab/constructed_balanced_verification.json": "review",  # FAIL_FIX, ITEMS_MISSING
    "datalab/constructed_failed.json": "review",
    "datalab/constructed_fast_before_scoring.json": "review",  # fetched before the scores were there
    "datalab/constructed_fast_scored.json": "accept",  # 5 and 4 of 5
    "datalab/constructed_turbo_values_only.json": "review",
    "extend/constructed_failed.json": "review",
    "extend/constructed_review_agent_insights.json": "review",  # rated 2 and 3, issues
    "extend/v2026-02-09_extract_run_invoice.json": "accept",
    "llamaextract/constructed_v2_job_failed.json": "review",
    "llamaextract/constructed_v2_job_not_expanded.json": "review",
    "llamaextract/constructed_v2_job_per_page.json": "accept",
    "llamaextract/v2_job_nested_list_citations.json": "accept",
    "nutrient/constructed_error_400.json": "review",
    "nutrient/constructed_nested_all_match_labels.json": "review",
    "nutrient/constructed_no_citations.json": "review",
    "nutrient/documented_example.json": "review",  # the total has no metadata at all
    "nutrient/invoice_002e3cf9_agentic.json": "accept",
    "nutrient/invoice_002e3cf9_understand.json": "review",  # misread, with low OCR scores
    "parsefy/constructed_object_level_meta_field_confidence.json": "accept",
    "parsefy/documented_object_level_meta.json": "review",  # 0.82, and three issues
    "parsefy/sdk_test_extraction_failed.json": "review",
    "parsefy/sdk_test_top_level_meta.json": "accept",
    "parsefy/sdk_test_without_meta.json": "review",
}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_verdict_on_a_real_payload_is_what_a_person_would_say(name: str, shared: Path) -> None:
    file = shared / "corpus" / name
    if not file.is_file():
        pytest.skip(f"needs {name}")

    assert PACK.check(file).decision == EXPECTED[name]
