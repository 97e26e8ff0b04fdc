"""The pack for LlamaExtract: citations that support, and scores compared within a document."""

from __future__ import annotations

from typing import Any

import pytest

import adjudge
from support.nested import leaf

PACK = adjudge.load_rules("adjudge:llamaextract")


def effects(payload: Any) -> dict[str, str]:
    """Give the effect of each rule that has one."""
    return {result.rule: result.effect for result in PACK.check(payload).results if result.effect}


def job(data: Any, metadata: Any, level: str = "document_metadata") -> dict[str, Any]:
    """Build a completed job with the metadata at its level."""
    whole = {"id": "ext-1", "status": "COMPLETED", "extract_result": data}
    return {**whole, "extract_metadata": {"field_metadata": {level: metadata}}}


def scores(*values: float) -> dict[str, Any]:
    """Build a job with one cited value for each score, in a list."""
    rows = [{"net": number + 1} for number in range(len(values))]
    return job({"rows": rows}, {"rows": [{"net": leaf(f"| {n + 1} |", value)} for n, value in enumerate(values)]})


def test_a_cited_document_is_accepted() -> None:
    assert (PACK.check(scores(0.94, 0.95, 0.96)).decision, effects(scores(0.94, 0.95, 0.96))) == ("accept", {})


@pytest.mark.parametrize(
    ("values", "effect"),
    [
        ((0.9, 0.9, 0.72), None),
        ((0.9, 0.9, 0.71), "review"),
        ((0.7, 0.7, 0.6), None),
        ((0.9, 0.1), None),
    ],
    ids=["four-fifths", "below", "a-weak-document-is-its-own-measure", "two-have-no-middle"],
)
def test_the_weakest_value_is_compared_with_its_own_document(values: tuple[float, ...], effect: str | None) -> None:
    assert effects(scores(*values)).get("no-field-is-far-below-the-others") == effect


def test_a_document_that_is_weak_throughout_is_reviewed() -> None:
    """No value stands out there."""
    assert effects(scores(0.5, 0.5, 0.5)) == {"document-is-not-weak-throughout": "review"}


def test_a_value_without_a_citation_and_one_that_its_citation_does_not_support_are_told_apart() -> None:
    payload = job({"a": "A-17", "rows": [{"net": 12.5}]}, {"a": leaf("Invoice A-17", 0.9), "rows": []})
    miscited = job({"rows": [{"net": 12.5}]}, {"rows": [{"net": leaf("| 21.50 |", 0.9)}]})

    assert effects(payload)["value-is-cited"] == "review"
    assert effects(miscited) == {"citation-supports-the-value": "review"}


def test_an_error_beside_the_values_is_reviewed() -> None:
    payload = job({"a": "A-17"}, {"a": leaf("A-17", 0.9), "error": "page 3 could not be read"})

    assert effects(payload) == {"extraction-went-without-error": "review"}


def test_a_job_without_metadata_says_what_to_ask_for() -> None:
    verdict = PACK.check({"id": "ext-1", "status": "COMPLETED", "extract_result": {"a": 1}, "extract_metadata": None})

    assert [finding.reason for finding in verdict.findings] == [
        "no value has a citation or a score; ask for the job with expand=extract_metadata"
    ]


def test_pages_are_judged_as_well() -> None:
    """The SDK drops their metadata."""
    payload = job([{"a": 1}, {"a": 2}], [{"a": leaf("| 1 |", 0.9)}, {"a": leaf("| 3 |", 0.9)}], "page_metadata")

    assert effects(payload) == {"citation-supports-the-value": "review"}
