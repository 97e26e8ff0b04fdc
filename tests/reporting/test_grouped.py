"""Many documents at once: the report goes rule by rule."""

from __future__ import annotations

from typing import Any

import pytest

from adjudge.reporting import View
from adjudge.reporting.text import MOST_DOCUMENTS, render_text


@pytest.fixture
def documents(make_verdict: Any, make_result: Any, make_finding: Any) -> list[Any]:
    """Five rejected, one in review for two reasons, three accepted: nine in all."""
    wrong = make_finding(reason="$.total is 2 but 1", item=None, effect="reject", evidence=())
    unsure = make_finding("unknown", "$.total carries no ocr", item=0, effect="review", evidence=())
    note = make_finding("fail", "$.note is absent", item=None, effect="note", evidence=())
    rejected = [make_verdict(f"{n}.json", "reject", make_result("adds-up", "fail", wrong)) for n in range(5)]
    review = make_verdict(
        None,
        "review",
        make_result("sure", "unknown", unsure, unsure, unsure),
        make_result("noted", "fail", note),
        make_result("odd", "error"),
    )
    return [review, *rejected, *(make_verdict(f"ok{n}.json", "accept", make_result("adds-up")) for n in range(3))]


def test_rules_stand_by_urgency_with_a_few_documents_each(documents: list[Any]) -> None:
    assert render_text(documents, View()) == (
        "FAIL    rules/invoice.yaml::adds-up in 5 of 9 documents -> reject\n"
        "    0.json  $.total is 2 but 1\n"
        "    1.json  $.total is 2 but 1\n"
        "    2.json  $.total is 2 but 1\n"
        "    ... and 2 more documents (-v)\n"
        "UNKNOWN rules/invoice.yaml::sure in 1 of 9 documents -> review\n"
        "    document  $.total carries no ocr (and 2 more findings)\n"
        "FAIL    rules/invoice.yaml::noted in 1 of 9 documents -> note\n"
        "    document  $.note is absent\n"
        "ERROR   rules/invoice.yaml::odd in 1 of 9 documents\n"
        "    document\n"
        "================================ short summary =================================\n"
        "REVIEW  document (extend): 1 error, 1 fail, 1 unknown\n"
        "REJECT  0.json (extend): 1 fail\n"
        "REJECT  1.json (extend): 1 fail\n"
        "REJECT  2.json (extend): 1 fail\n"
        "REJECT  3.json (extend): 1 fail\n"
        "REJECT  4.json (extend): 1 fail\n"
        "================== 9 documents: 5 reject, 1 review, 3 accept ===================\n"
    )


def test_verbose_names_every_document_and_finding(documents: list[Any]) -> None:
    rows = render_text(documents, View(verbosity=1)).splitlines()

    assert [row for row in rows if row.startswith("    4.json")] == ["    4.json  $.total is 2 but 1"]
    assert "FAIL    4.json rules/invoice.yaml::adds-up - $.total is 2 but 1" in rows


def test_what_r_asks_for_is_listed_after_the_documents(documents: list[Any]) -> None:
    rows = render_text(documents, View(summary="p")).splitlines()

    assert rows[-4:-1] == [f"PASS    ok{n}.json rules/invoice.yaml::adds-up" for n in range(3)]


def test_up_to_eight_documents_have_a_section_each(documents: list[Any]) -> None:
    few = documents[1 : MOST_DOCUMENTS + 1]

    assert "REJECT  0.json (extend): 1 fail\n  FAIL    rules/invoice.yaml::adds-up -> reject\n" in render_text(
        few, View()
    )
