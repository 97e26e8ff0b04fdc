"""Annotations of GitHub Actions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adjudge.record import replace
from adjudge.reporting import View
from adjudge.reporting.github import render_github


def test_the_gravest_come_first_because_github_shows_ten_of_a_kind(
    make_verdict: Any, make_result: Any, make_finding: Any
) -> None:
    verdict = make_verdict(
        "in/a.json",
        "reject",
        make_result("n", "fail", make_finding(reason="note", effect="note")),
        make_result("w", "unknown", make_finding("unknown", "warning")),
        make_result("e", "fail", make_finding(reason="error", effect="reject", item=None)),
        make_result("x", "error", make_finding("error", "crash")),
    )

    assert render_github([verdict], View(unreadable=1)).splitlines() == [
        "::error title=adjudge::1 payload could not be read",
        "::error title=rules/invoice.yaml%3A%3Ae,file=in/a.json,line=1::error",
        "::error title=rules/invoice.yaml%3A%3Ax[3],file=in/a.json,line=1::error: crash",
        "::warning title=rules/invoice.yaml%3A%3Aw[3],file=in/a.json,line=1::unknown: warning",
        "::notice title=rules/invoice.yaml%3A%3An[3],file=in/a.json,line=1::note",
    ]


@pytest.mark.parametrize(
    ("document", "place"),
    [
        pytest.param("in/many.jsonl:12", ",file=in/many.jsonl,line=12", id="json-lines"),
        pytest.param("-:2", "", id="line-of-standard-input"),
        pytest.param("-", "", id="standard-input"),
        pytest.param(None, "", id="no-name"),
        pytest.param("a,b%.json", ",file=a%2Cb%25.json,line=1", id="escaped"),
    ],
)
def test_an_annotation_stands_at_the_line_of_its_payload(
    make_verdict: Any, make_result: Any, make_finding: Any, document: str | None, place: str
) -> None:
    verdict = make_verdict(document, "review", make_result("r", "fail", make_finding(reason="50%", item=None)))

    assert render_github([verdict], View()) == f"::warning title=rules/invoice.yaml%3A%3Ar{place}::50%25\n"


def test_a_finding_that_costs_nothing_is_a_notice(make_verdict: Any, make_result: Any, make_finding: Any) -> None:
    result = make_result("r", "fail", make_finding(reason="so", effect=None, item=None), shadow=True)

    assert render_github([make_verdict(None, "accept", result)], View()) == (
        "::notice title=rules/invoice.yaml%3A%3Ar::so\n"
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(hostile=st.text() | st.sampled_from(["\n::error::x", "\r::stop-commands::t", ",file=x::y", "\u2028::debug::"]))
def test_hostile_text_can_start_no_command_and_set_no_property(
    make_verdict: Any, make_result: Any, make_finding: Any, hostile: str
) -> None:
    result = replace(make_result("r", "fail", make_finding(reason=hostile, item=None)), nodeid=hostile)

    report = render_github([make_verdict(f"x{hostile}", "review", result)], View())

    (line,) = report.splitlines()
    command, properties, *_ = line.removeprefix("::").split("::")[0].split(" ", 1)
    assert command == "warning"
    assert [each.partition("=")[0] for each in properties.split(",")] == ["title", "file", "line"]
