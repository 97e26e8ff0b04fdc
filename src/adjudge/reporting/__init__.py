"""Built-in reporters: text for people, JSON, JUnit XML and more for programs (a plugin like any other).

A reporter's ``render`` gets the verdicts of a run and a `View`, and gives the whole text.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Sequence

from adjudge.hookspecs import hookimpl
from adjudge.model.verdict import Verdict
from adjudge.reporting.view import View
from adjudge.ruleset.registry import Reporter

__all__ = ["View", "adjudge_register_reporters"]


@hookimpl
def adjudge_register_reporters() -> Iterable[Reporter]:
    """Give the built-in formats."""
    return (
        Reporter("text", _later("text"), "for people: decisions, findings with their operands, a short summary"),
        Reporter("json", _later("machine", "json"), 'one JSON object: {"verdicts": [...]}'),
        Reporter("jsonl", _later("machine", "jsonl"), "one JSON verdict a line"),
        Reporter("junit", _later("junit"), "JUnit XML: a suite per document, a case per rule"),
        Reporter("sarif", _later("sarif"), "SARIF 2.1.0, for code scanning views"),
        Reporter("github", _later("github"), "annotations of GitHub Actions"),
        Reporter("markdown", _later("markdown"), "for a job summary or a comment"),
    )


def _later(home: str, name: str | None = None) -> Callable[[Sequence[Verdict], View], str]:
    """Give the renderer of a format, imported when it first renders: most runs write one format, the library none."""

    def render(verdicts: Sequence[Verdict], view: View) -> str:
        module = importlib.import_module(f"adjudge.reporting.{home}")
        report: str = getattr(module, f"render_{name or home}")(verdicts, view)
        return report

    return render
