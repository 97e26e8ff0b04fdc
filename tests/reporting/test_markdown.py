"""Markdown for job summaries and comments."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adjudge.model.result import Evidence
from adjudge.record import replace
from adjudge.reporting import View
from adjudge.reporting.markdown import code, render_markdown
from adjudge.reporting.printable import printable

markdown_it = pytest.importorskip("markdown_it", reason="comes with rich")


def test_a_document_that_is_not_accepted_has_a_section_with_its_findings(
    make_verdict: Any, make_result: Any, make_finding: Any
) -> None:
    failed = make_result("line-amount", "fail", make_finding(reason="$.a is 1"))
    blind = make_result("ocr-is-sure", "unknown", cause="blind")

    report = render_markdown(
        [make_verdict("a.json", "review", failed, blind), make_verdict("b.json", "accept", make_result("r"))],
        View(unreadable=1),
    )

    assert (
        report
        == """\
# adjudge: 2 documents

1 review, 1 accept, 1 unreadable

## REVIEW `a.json`

`extend`: 1 fail, 1 unknown

- **FAIL** `rules/invoice.yaml::line-amount[3]` → review
  - `$.a is 1`
  - `$.lines[3].quantity` `2`, page 1
  - `$.lines[3].amount` `"11.00"`, page 1
- **UNKNOWN** `rules/invoice.yaml::ocr-is-sure` → no effect
"""
    )


@pytest.mark.parametrize(
    ("text", "span"),
    [
        pytest.param("a", "`a`", id="plain"),
        pytest.param("a`b", "``a`b``", id="a-backtick"),
        pytest.param("`", "`` ` ``", id="nothing-but-a-backtick"),
        pytest.param("``a", "``` ``a ```", id="backticks-first"),
        pytest.param(" a\n", r"`a\x0a`", id="ends-of-lines"),
        pytest.param(" ", "`(empty)`", id="blank"),
    ],
)
def test_a_code_span_has_a_fence_that_its_text_cannot_close(text: str, span: str) -> None:
    assert code(text) == span


def test_a_report_is_never_larger_than_a_job_summary_may_be(
    make_verdict: Any, make_result: Any, make_finding: Any
) -> None:
    """GitHub refuses a summary of more than 1 MiB wholly."""
    wide = make_verdict("a.json", "review", make_result("r", "fail", make_finding(reason="é" * 100_000, evidence=())))

    report = render_markdown([wide] * 10, View())

    assert len(report.encode()) < 1024 * 1024
    assert report.endswith("\n\n... and 6 more documents\n")


def test_many_documents_and_findings_are_cut_with_their_number(
    make_verdict: Any, make_result: Any, make_finding: Any
) -> None:
    many = [make_finding(reason=f"r{number}", item=number, evidence=()) for number in range(11)]

    report = render_markdown([make_verdict("a.json", "review", make_result("r", "fail", *many))] * 51, View())

    assert report.count("- ... and 1 more finding\n") == 50
    assert report.endswith("\n... and 1 more document\n")


HOSTILE = [
    "<img src=x onerror=y>",
    "[a](javascript:b)",
    "`",
    "``` ",
    "@someone",
    "\n# h",
    "| a |",
    "![](x)",
    "http://a.b",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(hostile=st.text() | st.sampled_from(HOSTILE) | st.text("`<[@ \\\n"))
def test_hostile_text_is_text_of_a_code_span_and_nothing_else(
    make_verdict: Any, make_result: Any, make_finding: Any, hostile: str
) -> None:
    operand = Evidence(hostile, "present", hostile)
    result = make_result("r", "fail", make_finding(reason=hostile, evidence=(operand,), item=None))
    verdict = make_verdict(hostile or None, "review", replace(result, nodeid=hostile), adapter=hostile)

    tokens = markdown_it.MarkdownIt("commonmark").enable("table").parse(render_markdown([verdict], View()))

    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {"text", "code_inline", "strong_open", "strong_close"}
    shown = printable(hostile).strip() or "(empty)"
    spans = [child.content for child in inline if child.type == "code_inline"]
    assert spans.count(shown) >= 4
    assert len(spans) == 6
    assert "html_block" not in {token.type for token in tokens}
