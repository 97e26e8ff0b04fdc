"""Suppressed findings in every report: never a failure, never a pass, and out of the way of what is new."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from adjudge.errors import Location
from adjudge.model.result import Suppressed
from adjudge.model.verdict import Verdict
from adjudge.record import replace
from adjudge.reporting.github import render_github
from adjudge.reporting.junit import render_junit
from adjudge.reporting.markdown import render_markdown
from adjudge.reporting.sarif import render_sarif
from adjudge.reporting.text import render_text
from adjudge.reporting.view import View
from adjudge.ruleset.lint import Finding as About

BY = Suppressed(Location("rules/suppressions.yaml", 3, 5), "rounded up, [see](x)", "ap", "2026-12-31")
OVERRUN = About(Location("rules/suppressions.yaml", 3, 5), "ADJ503", 'the suppression of "a" hit 3, of 2 at most')
EXPIRED = About(Location("rules/suppressions.yaml", 9, 5), "ADJ501", 'the suppression of "b" ended on 2026-01-01')


@pytest.fixture
def verdicts(make_verdict: Any, make_result: Any, make_finding: Any) -> list[Verdict]:
    """One rule that is known wholly, and one with a known finding and a new one."""
    known = replace(make_finding("fail", "known one", item=1, effect=None, evidence=()), suppressed=BY)
    new = make_finding("fail", "new one", item=2, evidence=())
    return [
        make_verdict(
            "a.json",
            "review",
            make_result("wholly", "fail", known, suppressed=True),
            make_result("partly", "fail", known, new, effect="review"),
        )
    ]


def test_text_shows_what_is_new_and_counts_what_is_known(verdicts: list[Verdict]) -> None:
    assert render_text(verdicts, View(width=60, summary="f")).splitlines() == [
        "REVIEW  a.json (extend): 2 fail; 2 findings suppressed",
        "  FAIL    rules/invoice.yaml::partly[2] -> review",
        "      new one",
        "",
        "====================== short summary =======================",
        "FAIL    a.json rules/invoice.yaml::partly[2] - new one",
        "=================== 1 document: 1 review ===================",
    ]


def test_verbose_text_shows_all_with_the_reason_of_each_suppression(verdicts: list[Verdict]) -> None:
    rows = render_text(verdicts, View(width=60, verbosity=1, summary="N")).splitlines()

    why = ["      suppressed by rules/suppressions.yaml:3:5: rounded up,", "      [see](x)"]
    assert rows[1:11] == [
        "  FAIL    rules/invoice.yaml::wholly[1] (suppressed)",
        "      known one",
        *why,
        "  FAIL    rules/invoice.yaml::partly[1] (suppressed)",
        "      known one",
        *why,
        "  FAIL    rules/invoice.yaml::partly[2] -> review",
        "      new one",
    ]


def test_many_documents_are_grouped_without_what_is_known(verdicts: list[Verdict]) -> None:
    """A baseline of a large corpus must not bury what is new."""
    rows = render_text(verdicts * 9, View(width=60, summary="N")).splitlines()

    assert [row for row in rows if "wholly" in row] == []
    assert rows[:2] == ["FAIL    rules/invoice.yaml::partly in 9 of 9 documents -> review", "    a.json  new one"]


def test_junit_skips_a_known_result_and_leads_with_what_is_new(verdicts: list[Verdict]) -> None:
    wholly, partly = ET.fromstring(render_junit(verdicts, View())).iter("testcase")  # noqa: S314  # our own text

    assert [(child.tag, child.get("message")) for child in wholly] == [("skipped", "fail (suppressed): known one")]
    assert [(child.tag, child.get("message")) for child in partly] == [("failure", "new one (and 1 more)")]
    assert partly[0].text == (
        "rules/invoice.yaml::partly[2]: new one\n"
        "rules/invoice.yaml::partly[1]: known one (suppressed: rounded up, [see](x))"
    )


def test_sarif_has_the_suppression_of_each_result(verdicts: list[Verdict]) -> None:
    """Views that know SARIF hide it, with its reason."""
    results = json.loads(render_sarif(verdicts, View()))["runs"][0]["results"]

    assert [result.get("suppressions") is not None for result in results] == [True, True, False]
    assert results[0]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "rounded up, \\[see](x)",
            "location": {
                "physicalLocation": {
                    "artifactLocation": {"uri": "rules/suppressions.yaml"},
                    "region": {"startLine": 3, "startColumn": 5},
                }
            },
            "properties": {"owner": "ap", "until": "2026-12-31"},
        }
    ]


def test_github_annotates_only_what_is_new(verdicts: list[Verdict]) -> None:
    """A step has ten annotations of a kind."""
    assert render_github(verdicts, View()).splitlines() == [
        "::warning title=rules/invoice.yaml%3A%3Apartly[2],file=a.json,line=1::new one"
    ]


def test_markdown_lists_what_is_new_and_counts_what_is_known(verdicts: list[Verdict]) -> None:
    rows = render_markdown(verdicts, View()).splitlines()

    assert rows[rows.index("`extend`: 2 fail") + 2 :] == [
        "- 2 findings suppressed",
        "- **FAIL** `rules/invoice.yaml::partly[2]` → review",
        "  - `new one`",
    ]


def test_what_is_wrong_with_suppressions_is_told_at_their_place() -> None:
    """In every format for machines; where the command fails by it, as a failure."""
    view = View(suppressions=(OVERRUN, EXPIRED))
    suite = ET.fromstring(render_junit([], view))  # noqa: S314  # our own text
    notes = json.loads(render_sarif([], view))["runs"][0]["invocations"][0]["toolExecutionNotifications"]

    assert (suite.get("failures"), suite.get("skipped")) == ("1", "1")
    assert [(case[0].tag, case[0].get("message")) for case in suite.iter("testcase")] == [
        ("failure", 'ADJ503 the suppression of "a" hit 3, of 2 at most'),
        ("skipped", 'ADJ501 the suppression of "b" ended on 2026-01-01'),
    ]
    assert render_github([], view).splitlines() == [
        '::error title=ADJ503,file=rules/suppressions.yaml,line=3,col=5::the suppression of "a" hit 3, of 2 at most',
        '::warning title=ADJ501,file=rules/suppressions.yaml,line=9,col=5::the suppression of "b" ended on 2026-01-01',
    ]
    assert [(note["level"], note["message"]["text"]) for note in notes] == [
        ("error", 'ADJ503 the suppression of "a" hit 3, of 2 at most'),
        ("warning", 'ADJ501 the suppression of "b" ended on 2026-01-01'),
    ]
    assert notes[0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 5}
    assert f"- `{OVERRUN}`" in render_markdown([], view)
