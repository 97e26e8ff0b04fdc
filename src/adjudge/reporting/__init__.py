"""Built-in reporters: text for people, JSON, JUnit XML and more for programs (a plugin like any other).

A reporter's ``render`` gets the verdicts of a run and a `View`, and gives the whole text.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Sequence

from adjudge.hookspecs import hookimpl
from adjudge.model.verdict import Verdict
from adjudge.reporting.machine import render_json, render_jsonl
from adjudge.reporting.text import render_document, render_text
from adjudge.reporting.view import View
from adjudge.ruleset.registry import Reporter

__all__ = ["View", "adjudge_register_reporters", "render_document"]


@hookimpl
def adjudge_register_reporters() -> Iterable[Reporter]:
    """Give the built-in formats."""
    return (
        Reporter("text", render_text, "for people: decisions, findings with their operands, a short summary"),
        Reporter("json", render_json, 'one JSON object: {"verdicts": [...]}'),
        Reporter("jsonl", render_jsonl, "one JSON verdict a line"),
        Reporter("junit", _later("junit"), "JUnit XML: a suite per document, a case per rule"),
        Reporter("sarif", _later("sarif"), "SARIF 2.1.0, for code scanning views"),
        Reporter("github", _later("github"), "annotations of GitHub Actions"),
        Reporter("markdown", _later("markdown"), "for a job summary or a comment"),
    )


def _later(name: str) -> Callable[[Sequence[Verdict], View], str]:
    """Give the renderer of a format, imported when it first renders: most runs write one format."""

    def render(verdicts: Sequence[Verdict], view: View) -> str:
        module = importlib.import_module(f"adjudge.reporting.{name}")
        report: str = getattr(module, f"render_{name}")(verdicts, view)
        return report

    return render
