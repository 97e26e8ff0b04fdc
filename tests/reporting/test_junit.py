"""JUnit XML: what a CI server shows of a run."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adjudge.errors import Location
from adjudge.model.result import Suppressed
from adjudge.model.verdict import Verdict
from adjudge.record import replace
from adjudge.reporting import View
from adjudge.reporting.junit import render_junit
from adjudge.ruleset.lint import Finding as About


def parsed(report: str) -> ET.Element:
    return ET.fromstring(report)  # noqa: S314  # a report of ours; that it parses is what is tested


def test_a_document_is_a_suite_and_a_result_is_a_case(make_verdict: Any, make_result: Any, make_finding: Any) -> None:
    """The whole document, so that a change of what CI servers read is seen."""
    verdict = make_verdict(
        "a.json",
        "review",
        make_result("total-is-sure"),
        make_result("line-amount", "fail", make_finding(reason="$.a is 1"), make_finding(reason="$.b is 2", item=4)),
        make_result("due-after-issue", "skip", cause="not_applicable"),
    )

    assert (
        render_junit([verdict], View())
        == f"""\
<?xml version="1.0" encoding="utf-8"?>
<testsuites name="adjudge" tests="3" failures="1" errors="0" skipped="1">
  <testsuite name="a.json" tests="3" failures="1" errors="0" skipped="1" time="0">
    <properties>
      <property name="adjudge_decision" value="review" />
      <property name="adjudge_adapter" value="extend" />
      <property name="adjudge_ruleset" value="{"0" * 64}" />
    </properties>
    <testcase classname="rules/invoice.yaml" name="total-is-sure" time="0" />
    <testcase classname="rules/invoice.yaml" name="line-amount" time="0">
      <failure type="fail" message="$.a is 1 (and 1 more)">rules/invoice.yaml::line-amount[3]: $.a is 1
rules/invoice.yaml::line-amount[4]: $.b is 2</failure>
    </testcase>
    <testcase classname="rules/invoice.yaml" name="due-after-issue" time="0">
      <skipped message="not_applicable" />
    </testcase>
  </testsuite>
</testsuites>
"""
    )


@pytest.mark.parametrize(
    ("outcome", "effect", "more", "element", "message"),
    [
        pytest.param("fail", "reject", {}, "failure", "so", id="reject"),
        pytest.param("unknown", "review", {}, "failure", "unknown: so", id="unknown-that-costs"),
        pytest.param("error", "review", {}, "error", "error: so", id="error"),
        pytest.param("fail", "note", {}, "skipped", "fail (note): so", id="note"),
        pytest.param("unknown", "note", {}, "skipped", "unknown (note): so", id="unknown-note"),
        pytest.param("fail", None, {"shadow": True}, "skipped", "fail (shadow): so", id="shadow"),
        pytest.param("fail", None, {"suppressed": True}, "skipped", "fail (suppressed): so", id="suppressed"),
    ],
)
def test_only_what_costs_the_accept_is_a_failure_and_the_rest_never_looks_passed(
    make_verdict: Any,
    make_result: Any,
    make_finding: Any,
    outcome: str,
    effect: str | None,
    more: dict[str, bool],
    element: str,
    message: str,
) -> None:
    result = make_result("r", outcome, make_finding(outcome, "so", effect=effect), **more)

    case = parsed(render_junit([make_verdict("a.json", "review", result)], View())).find(".//testcase")

    assert case is not None
    assert [(child.tag, child.get("message")) for child in case] == [(element, message)]


def test_a_blind_result_without_findings_is_told_by_its_cause(make_verdict: Any, make_result: Any) -> None:
    result = make_result("r", "unknown", cause="blind", effect="review")

    report = parsed(render_junit([make_verdict(None, "review", result)], View()))

    assert [child.get("message") for child in report.iter("failure")] == ["unknown: blind"]


def test_payloads_that_could_not_be_read_are_errors_of_the_report() -> None:
    """Without a case of their own, a run over nothing but broken files would look green."""
    report = parsed(render_junit([], View(unreadable=2)))

    assert (report.get("tests"), report.get("errors")) == ("1", "1")
    assert [child.get("message") for child in report.iter("error")] == ["2 payloads could not be read"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(hostile=st.text() | st.sampled_from(["\x00\x1b[2J", "]]>", "\ufffe\uffff\ud800", '"><a b="', "&x;\r\n"]))
def test_hostile_text_never_breaks_the_document(
    make_verdict: Any, make_result: Any, make_finding: Any, hostile: str
) -> None:
    known = replace(make_finding(reason=hostile), suppressed=Suppressed(Location(hostile), hostile, hostile))
    result = make_result("r", "fail", make_finding(reason=hostile), known)
    result = replace(result, nodeid=hostile, cause="blind")
    view = View(suppressions=(About(Location(hostile), "ADJ503", hostile),))

    text = render_junit([make_verdict(hostile, "review", result, adapter=hostile)], view)

    tags = [element.tag for element in parsed(text).iter()]
    case = ["testcase", "failure"]
    assert tags == ["testsuites", "testsuite", "properties", *["property"] * 3, *case, "testsuite", *case]


def test_a_library_that_reads_junit_counts_the_same(make_verdict: Any, make_result: Any, make_finding: Any) -> None:
    """What CI servers do: cases by their state, whatever texts they have."""
    junitparser = pytest.importorskip("junitparser", reason="needs the extra `test`")
    hostile = "\x00\x1b[2J]]>\ufffe\ud800 \"><a b='&x;\r\n"

    def verdict(name: str, outcome: str, effect: str | None) -> Verdict:
        finding = make_finding(outcome, hostile, effect=effect)
        result = replace(make_result("r", outcome, finding, effect=effect), nodeid=f"{hostile}::r", title=hostile)
        return make_verdict(f"{name}{hostile}", "review", result, make_result("holds"), adapter=hostile)

    verdicts = [verdict("a", "fail", "reject"), verdict("b", "error", "review"), verdict("c", "fail", None)]
    report = junitparser.JUnitXml.fromstring(render_junit(verdicts, View(unreadable=1)).encode())

    kinds = [type(case.result[0]).__name__ if case.result else None for suite in report for case in suite]
    assert kinds == ["Failure", None, "Error", None, "Skipped", None, "Error"]
    assert (report.tests, report.failures, report.errors, report.skipped) == (7, 1, 2, 1)
    shown = "\\x00\\x1b[2J]]>\\ufffe\\ud800 \"><a b='&x;\\x0d\\x0a"
    assert next(iter(report)).name == f"a{shown}"
