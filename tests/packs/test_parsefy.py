"""The pack for Parsefy: bands, remarks by word, sums that are unknown rather than smaller."""

from __future__ import annotations

from typing import Any

import pytest

import adjudge

PACK = adjudge.load_rules("adjudge:parsefy")


def effects(payload: Any) -> dict[str, str]:
    """Give the effect of each rule that has one."""
    return {result.rule: result.effect for result in PACK.check(payload).results if result.effect}


def result(data: dict[str, Any], *, score: float = 0.97, fields: Any = (), **more: Any) -> dict[str, Any]:
    """Build a result; ``issues`` are those of the document."""
    meta = {"confidence_score": score, "field_confidence": list(fields), "issues": more.pop("issues", [])}
    return {"object": data, "_meta": meta, "metadata": {"fallback_triggered": False}, "error": None, **more}


def found(path: str, score: float) -> dict[str, Any]:
    """Give the score of a field that was found on the first page."""
    return {"field": path, "score": score, "reason": "Exact match", "page": 1, "text": "as read"}


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (0.95, {}),
        (0.94, {"document-needs-no-spot-check": "note"}),
        (0.85, {"document-needs-no-spot-check": "note"}),
        (0.84, {"document-needs-no-review": "review", "document-needs-no-spot-check": "note"}),
    ],
)
def test_the_bands_of_the_document_are_the_vendor_s(score: float, expected: dict[str, str]) -> None:
    assert effects(result({"number": "7"}, score=score, fields=[found("$.number", 0.9)])) == expected


def test_the_document_s_score_is_not_its_fields() -> None:
    """Older payloads have no scores of fields: the rule about them is blind, and says so."""
    verdict = PACK.check(result({"total": 10}))

    assert (verdict.decision, effects(result({"total": 10}))) == ("accept", {"value-needs-no-review": "note"})
    assert [finding.reason for finding in verdict.findings] == ["$.total carries no confidence"]


@pytest.mark.parametrize(
    ("issue", "expected"),
    [
        ("Date format ambiguous", {"no-issue-names-a-date", "no-issue-is-a-doubt"}),
        ("Field 'due_date' not found", {"no-issue-names-a-date"}),
        ("Please update the candidate list", set()),
        ("Total unclear - multiple totals found", {"no-issue-names-an-amount", "no-issue-is-a-doubt"}),
        ("Totally fine", set()),
    ],
)
def test_remarks_are_understood_by_word(issue: str, expected: set[str]) -> None:
    told = effects(result({"number": "7"}, fields=[found("$.number", 0.9)], issues=[issue]))

    assert {rule for rule, effect in told.items() if effect == "review"} == expected
    assert told["nothing-was-remarked"] == "note"


@pytest.mark.parametrize(
    ("items", "effect"),
    [
        ([{"total": 4}, {"total": 6.01}], None),
        ([{"total": 4}, {"total": 6.02}], "review"),
        ([{"total": 10}, {"total": None}], "review"),
        ([{"total": 10}, {"name": "Buns"}], "note"),
        ([], None),
    ],
)
def test_an_item_without_an_amount_makes_the_sum_unknown(items: list[dict[str, Any]], effect: str | None) -> None:
    assert effects(result({"total": 10, "line_items": items})).get("items-come-to-stated-total") == effect


@pytest.mark.parametrize(
    ("status", "effect"),
    [("PASSED", None), ("FAILED", "review"), ("PARTIAL", "review"), ("CANNOT_VERIFY", None), ("NO_RULES", None)],
)
def test_the_vendor_s_own_calculations_count_where_it_made_any(status: str, effect: str | None) -> None:
    payload = result({"number": "7"}, verification={"status": status, "checks_run": []})

    assert effects(payload).get("own-checks-passed") == effect


def test_the_second_model_is_a_note() -> None:
    payload = {**result({"number": "7"}, fields=[found("$.number", 0.9)]), "metadata": {"fallback_triggered": True}}

    assert effects(payload) == {"model-was-enough": "note"}


def test_without_its_block_nothing_is_known_which_is_reviewed() -> None:
    payload = {"object": {"total": 10}, "metadata": {"fallback_triggered": False}, "error": None}

    assert effects(payload)["confidence-came"] == "review"
