"""Markdown for a job summary or a comment: what was found, with every delivered text in a code span.

In a code span nothing is markup, no link is made and nobody is mentioned, so a fence that is longer than any
run of backticks within is all the escaping there is. Tables of other reports have `cell` instead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from adjudge.model.verdict import Verdict
from adjudge.reporting.document import MOST_FINDINGS, MOST_OPERANDS, counted, counts_text, suppressed_in
from adjudge.reporting.printable import printable, show_value
from adjudge.reporting.told import Told, told_anew
from adjudge.reporting.view import View
from adjudge.ruleset.lint.finding import Finding as About

MOST_DOCUMENTS: Final = 50
MOST_BYTES: Final = 900_000
"""Documents that have a section, and all their text: GitHub takes a summary of 1 MiB at most, or none of it."""
_DECISIONS: Final = ("reject", "review", "accept", "partial")
_TICKS: Final = re.compile("`+")


def render_markdown(verdicts: Sequence[Verdict], view: View) -> str:
    """Give the decisions, then a section for each document that was not accepted or has findings."""
    return "\n".join(_lines(verdicts, view)) + "\n"


def code(text: str) -> str:
    """Give a text as a code span, on one line, with what would act on a reader shown as its escape.

    Example:
        >>> print(code("a `b` <i>"))
        ``a `b` <i>``
    """
    # A span loses the blanks of an empty one, and one at each end of another: neither says anything here.
    shown = printable(text).strip() or "(empty)"
    fence = "`" * (max((len(run) for run in _TICKS.findall(shown)), default=0) + 1)
    blank = " " if shown[0] == "`" or shown[-1] == "`" else ""
    return f"{fence}{blank}{shown}{blank}{fence}"


def cell(text: str) -> str:
    """Give a text for a cell of a table, with what would leave the cell, or act in it, escaped."""
    escaped = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace("@", "&#64;")
    return escaped.replace("|", "\\|").replace("`", "'")


def _lines(verdicts: Sequence[Verdict], view: View) -> Iterator[str]:
    decisions = Counter(verdict.decision or "partial" for verdict in verdicts)
    parts = [f"{decisions[decision]:,} {decision}" for decision in _DECISIONS if decisions[decision]]
    parts += [f"{view.unreadable:,} unreadable"] if view.unreadable else []
    yield f"# adjudge: {counted(len(verdicts), 'document')}"
    yield ""
    yield f"{', '.join(parts) or 'none judged'}"
    yield from _about_suppressions(view.suppressions)
    shown = [
        (verdict, found)
        for verdict in verdicts
        if (found := list(told_anew([verdict]))) or verdict.decision != "accept"
    ]
    left = MOST_BYTES
    for number, (verdict, found) in enumerate(shown):
        section = list(_section(verdict, found))
        left -= sum(len(row.encode(errors="replace")) + 1 for row in section)
        if number == MOST_DOCUMENTS or left < 0:
            yield from ("", f"... and {counted(len(shown) - number, 'more document')}")
            return
        yield from section


def _about_suppressions(findings: Sequence[About]) -> Iterator[str]:
    if findings:
        yield ""
    for finding in findings[:MOST_DOCUMENTS]:
        yield f"- {code(str(finding))}"
    if len(findings) > MOST_DOCUMENTS:
        yield f"- ... and {counted(len(findings) - MOST_DOCUMENTS, 'more finding')} about suppressions"


def _section(verdict: Verdict, found: Sequence[Told]) -> Iterator[str]:
    yield ""
    yield f"## {(verdict.decision or 'partial').upper()} {code(verdict.document or 'document')}"
    yield ""
    yield f"{code(verdict.adapter)}: {counts_text(verdict.counts)}"
    yield ""
    known = suppressed_in(verdict)
    yield from (f"- {counted(known, 'finding')} suppressed",) if known else ()
    for each in found[:MOST_FINDINGS]:
        yield from _finding(each)
    if len(found) > MOST_FINDINGS:
        yield f"- ... and {counted(len(found) - MOST_FINDINGS, 'more finding')}"


def _finding(each: Told) -> Iterator[str]:
    state = each.effect or ("shadow" if each.result.shadow else "no effect")
    yield f"- **{each.outcome.upper()}** {code(each.nodeid)} → {state}"
    if each.finding is None:
        return
    yield f"  - {code(each.finding.reason)}"
    for item in each.finding.evidence[:MOST_OPERANDS]:
        page = f", page {item.page}" if item.page else ""
        yield f"  - {code(item.path)} {code(show_value(item.value, item.presence))}{page}"
    if len(each.finding.evidence) > MOST_OPERANDS:
        yield f"  - ... and {counted(len(each.finding.evidence) - MOST_OPERANDS, 'more operand')}"
