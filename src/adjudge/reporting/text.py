"""The report for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adjudge.model.verdict import Verdict
from adjudge.reporting.document import document_rows
from adjudge.reporting.grouped import grouped_rows
from adjudge.reporting.lines import Line, line, plain, shown
from adjudge.reporting.summary import closing_row, summary_rows
from adjudge.reporting.view import View

MOST_DOCUMENTS = 8
"""Up to so many documents each has a section of its own; more are grouped by rule."""


def render_text(verdicts: Sequence[Verdict], view: View) -> str:
    """Give the text report of a run; with ANSI colours when ``view.colour``."""
    return shown(_rows(verdicts, view), colour=view.colour)


def render_document(verdict: Verdict, width: int = 100) -> str:
    """Give the section of one document alone, without colour: what ``print(verdict)`` shows."""
    return plain(document_rows(verdict, View(width=width))).rstrip("\n")


def _rows(verdicts: Sequence[Verdict], view: View) -> Iterator[Line]:
    many = len(verdicts) > MOST_DOCUMENTS
    if view.verbosity >= 0:
        yield from grouped_rows(verdicts, view) if many else _sections(verdicts, view)
    for section in view.sections:
        yield from (line(row) for row in section.splitlines())
        yield []
    yield from summary_rows(verdicts, view, many=many)
    yield closing_row(verdicts, view)


def _sections(verdicts: Sequence[Verdict], view: View) -> Iterator[Line]:
    for verdict in verdicts:
        yield from document_rows(verdict, view)
        yield []
