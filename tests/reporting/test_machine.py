"""Reports for programs, and how reporters are registered."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from adjudge import reporting
from adjudge.reporting import View
from adjudge.reporting.github import render_github
from adjudge.reporting.junit import render_junit
from adjudge.reporting.machine import render_json, render_jsonl
from adjudge.reporting.markdown import render_markdown
from adjudge.reporting.sarif import render_sarif
from adjudge.reporting.text import render_text


@pytest.fixture
def verdicts(make_verdict: Any, make_result: Any, make_finding: Any) -> list[Any]:
    return [
        make_verdict("a.json", "review", make_result("r", "fail", make_finding())),
        make_verdict("b.json", "accept", make_result("r")),
    ]


def test_json_is_one_object_with_every_verdict(verdicts: list[Any]) -> None:
    report = json.loads(render_json(verdicts, View()))

    assert report == {"verdicts": [json.loads(verdict.to_json()) for verdict in verdicts]}


def test_json_without_verdicts_is_an_empty_list() -> None:
    assert json.loads(render_json([], View())) == {"verdicts": []}


def test_jsonl_is_one_verdict_a_line(verdicts: list[Any]) -> None:
    assert render_jsonl(verdicts, View()) == "".join(f"{verdict.to_json()}\n" for verdict in verdicts)


def test_the_built_in_formats_are_registered_by_name(verdicts: list[Any]) -> None:
    reporters = {reporter.name: reporter for reporter in reporting.adjudge_register_reporters()}

    assert list(reporters) == ["text", "json", "jsonl", "junit", "sarif", "github", "markdown"]
    for name, render in {
        "text": render_text,
        "json": render_json,
        "jsonl": render_jsonl,
        "junit": render_junit,
        "sarif": render_sarif,
        "github": render_github,
        "markdown": render_markdown,
    }.items():
        assert reporters[name].render(verdicts, View()) == render(verdicts, View())


def test_rich_is_loaded_for_colour_only() -> None:
    """It is half of what a command would load, for output that mostly goes to a file or a pipe."""
    code = "import sys; from adjudge.reporting import View, text as t; t.render_text([], View()); print(*sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()

    assert "adjudge.reporting.text" in loaded
    assert "rich" not in loaded
