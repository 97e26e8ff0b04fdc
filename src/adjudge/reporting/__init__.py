"""Built-in reporters: text for people, JSON and JSON lines for programs (a plugin like any other).

A reporter's ``render`` gets the verdicts of a run and a `View`, and gives the whole text.
"""

from __future__ import annotations

from collections.abc import Iterable

from adjudge.hookspecs import hookimpl
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
    )
