"""The pack for Datalab: scores that are not there yet, verification beside a value and beside none."""

from __future__ import annotations

from typing import Any

import pytest

import adjudge
from support.nested import datalab, loop_over_scores, scored, verified

PACK = adjudge.load_rules("adjudge:datalab")


def effects(payload: Any) -> dict[str, str]:
    """Give the effect of each rule that has one."""
    return {result.rule: result.effect for result in PACK.check(payload).results if result.effect}


def test_a_document_that_is_rated_well_is_accepted() -> None:
    payload = datalab({**scored("total", 119, 5), **scored("lines", [scored("net", 119, 4)], 5)})

    assert (PACK.check(payload).decision, effects(payload)) == ("accept", {})


@pytest.mark.parametrize(("score", "effect"), [(3, None), (2, "review"), (1, "review")])
def test_two_is_reviewed_and_three_is_not(score: int, effect: str | None) -> None:
    payload = datalab({**scored("total", 119, score), **scored("net", 100, 5)})

    assert effects(payload).get("value-is-rated-above-two") == effect


def test_a_payload_stored_before_its_scores_came_is_reviewed_where_the_loop_finds_nothing() -> None:
    payload = datalab({"total": 119, "total_citations": ["/page/0/Text/3"]})

    assert loop_over_scores(payload) == []
    assert effects(payload) == {"scores-or-verification-came": "review"}


def test_a_field_called_score_crashes_the_loop_and_not_the_pack() -> None:
    payload = datalab({**scored("name", "Nordlys AS", 5), "credit_score": 712, "credit_score_citations": ["b1"]})

    with pytest.raises(TypeError, match="not subscriptable"):
        loop_over_scores(payload)
    assert effects(payload) == {"field-was-judged": "review", "value-is-rated-above-two": "note"}


def test_the_items_of_a_rated_list_of_plain_values_are_a_note() -> None:
    """They have no place for a score of their own."""
    payload = datalab(scored("tags", ["paid", "copy"], 5))

    assert effects(payload) == {"value-is-rated-above-two": "note"}
    assert PACK.check(payload).decision == "accept"


@pytest.mark.parametrize(("average", "effect"), [(4, None), (3.9, "review")])
def test_the_average_of_the_document_is_judged_as_its_own(average: float, effect: str | None) -> None:
    payload = {**datalab(scored("total", 119, 5)), "extraction_score_average": average}

    assert effects(payload).get("average-rating-is-high") == effect


@pytest.mark.parametrize(
    ("value", "status", "expected"),
    [
        ("ACME", "PASS", {}),
        ("ACME", "FAIL_UNRESOLVABLE", {"value-is-verified": "review"}),
        (None, "FAIL_UNRESOLVABLE", {}),
        ("", "FAIL_UNRESOLVABLE", {}),
        ("ACME", "FAIL_FIX", {"value-is-verified": "review"}),
        (None, "FAIL_FIX", {"missing-value-is-really-missing": "review"}),
        ("ACME", "FAIL_CITATIONS", {"citation-is-right": "note"}),
        ("ACME", "FAIL_SOMEHOW", {"value-is-verified": "review"}),
        ([], "ITEMS_MISSING", {"missing-value-is-really-missing": "review"}),
    ],
)
def test_a_verification_means_one_thing_beside_a_value_and_another_beside_none(
    value: Any, status: str, expected: dict[str, str]
) -> None:
    payload = datalab({**verified("auditor", value, status), **verified("total", 119, "PASS")})

    assert effects(payload) == expected


@pytest.mark.parametrize("around", [(), ("order",), ("orders", 0)], ids=["first-level", "group", "list-of-lists"])
def test_missing_items_are_found_at_every_depth(around: tuple[str | int, ...]) -> None:
    part: Any = {**verified("lines", [verified("net", 1, "PASS")], "ITEMS_MISSING"), **verified("total", 1, "PASS")}
    for key in reversed(around):
        part = [part] if isinstance(key, int) else {key: part}
    reasons = [finding.reason for finding in PACK.check(datalab(part)).findings]
    path = adjudge.normalize(datalab(part)).root.path + "".join(
        f"[{key}]" if isinstance(key, int) else f".{key}" for key in around
    )

    assert reasons == [f'{path}.lines has verification "ITEMS_MISSING", expected one of PASS, FAIL_CITATIONS']
