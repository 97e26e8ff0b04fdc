"""Workflow commands of GitHub Actions: an annotation per finding that is not suppressed, the gravest first.

GitHub shows ten errors, ten warnings and ten notices of a step, so the order matters. The job summary is the
format ``markdown``, written to ``$GITHUB_STEP_SUMMARY``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from adjudge.model.verdict import Verdict
from adjudge.reporting.document import counted
from adjudge.reporting.printable import printable
from adjudge.reporting.told import Level, Told, place_of, told_anew
from adjudge.reporting.view import View
from adjudge.ruleset.lint.finding import Finding

_COMMANDS: Final[Mapping[Level, str]] = {"error": "error", "warning": "warning", "note": "notice"}
# As in @actions/core, command.ts: escapeData and escapeProperty.
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render_github(verdicts: Sequence[Verdict], view: View) -> str:
    """Give one workflow command a line."""
    found = [*map(_annotation, told_anew(verdicts)), *map(_about_suppression, view.suppressions)]
    lines = sorted(found, key=lambda line: tuple(_COMMANDS.values()).index(line[2:].partition(" ")[0]))
    if view.unreadable:
        lines.insert(0, f"::error title=adjudge::{counted(view.unreadable, 'payload')} could not be read")
    return "".join(f"{line}\n" for line in lines)


def _annotation(each: Told) -> str:
    place = place_of(each.verdict)
    properties = {"title": each.nodeid}
    if place is not None:
        properties |= {"file": place.file, "line": str(place.line or 1)}
    return _command(_COMMANDS[each.level], each.sentence, **properties)


def _about_suppression(finding: Finding) -> str:
    return finding_annotation("error" if finding.fails_check else "warning", finding)


def finding_annotation(command: str, finding: Finding) -> str:
    """Give the workflow command for a finding in a file of rules."""
    place = finding.location
    where = {"title": finding.code, "file": place.file, "line": str(place.line), "col": str(place.column)}
    return _command(command, finding.message, **where)


def _command(command: str, sentence: str, **properties: str) -> str:
    """Give one workflow command; what could end a property or the line is escaped."""
    listed = ",".join(f"{name}={printable(text).translate(_PROPERTY)}" for name, text in properties.items())
    return f"::{command} {listed}::{printable(sentence).translate(_DATA)}"
