"""What every command prints holds on whatever reads it: a narrow code page, a runner's log, a terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import adjudge
from adjudge.cli import run
from adjudge.cli.progress import MANY
from support.payloads import extend

UNSAID = "Größe 合計 €"
"""In cp1252 there is a place for some of it."""
HOSTILE = " ".join(["::error::boom", "::add-mask::5", "::set-output name=a::b", "##[error]x", "##vso[task.abort]"] * 9)
"""Wherever it is broken, a line begins with a command."""

RULES = """\
adjudge: 1
fields:
  total: {{at: $.total, type: money}}
  lines: {{at: $.lines, each: {{amount: money}}}}
tags: [a-tag]
rules:
  - id: adds-up
    title: "{text}"
    why: "{text}"
    source: "{text}"
    assert: sum(lines[*].amount) == total
    message: "{text}: {{reason}}"
    tests:
      - {{given: {{total: 2, lines: [{{amount: 1}}]}}, expect: pass}}
  - {{id: no-issue, issues: {{none_of: [boom, 合計]}}}}
  - {{id: each-is-sure, given: $..*, ocr: {{min: 0.95}}}}
  - {{id: is-known, given: $.supplier, one_of: ["{text}"]}}
"""
COMMANDS = {
    "check": ["check", "doc.json", "-R", "rules.yaml"],
    "check-everything": ["check", "doc.json", "-R", "rules.yaml", "-v", "-rA"],
    "check-many": ["check", *["doc.json"] * 9, "-R", "rules.yaml"],
    "check-quietly": ["check", "doc.json", "-R", "rules.yaml", "-q"],
    "check-json": ["check", "doc.json", "-R", "rules.yaml", "--format", "json"],
    "check-junit": ["check", "doc.json", "-R", "rules.yaml", "--format", "junit"],
    "check-sarif": ["check", "doc.json", "-R", "rules.yaml", "--format", "sarif"],
    "check-markdown": ["check", "doc.json", "-R", "rules.yaml", "--format", "markdown"],
    "explain-rule": ["explain", "rules.yaml::adds-up", "-R", "rules.yaml"],
    "explain-payload": ["explain", "doc.json", "-v"],
    "explain-leaves": ["explain", "doc.json", "--leaves"],
    "explain-judgement": ["explain", "doc.json", "rules.yaml::is-known", "-R", "rules.yaml"],
    "explain-sum": ["explain", "doc.json", "rules.yaml::adds-up", "-R", "rules.yaml"],
    "check-collect": ["check", "doc.json", "-R", "rules.yaml", "--co"],
    "rules": ["rules", "-R", "rules.yaml"],
    "rules-origin": ["rules", "-R", "rules.yaml", "--origin"],
    "init": ["init", "new", "--from", "doc.json"],
    "report": ["report", "verdicts.jsonl"],
    "mutate": ["mutate", "-R", "rules.yaml", "--corpus", "doc.json", "--workers", "1"],
    "mutate-markdown": ["mutate", "-R", "rules.yaml", "--corpus", "doc.json", "--workers", "1", "--format", "markdown"],
    "test": ["test", "-R", "rules.yaml", "-v", "--cov"],
    "lint": ["lint", "-R", "rules.yaml", "--against", "doc.json"],
    "diff": ["diff", "rules.yaml", "fewer.yaml", "--corpus", "doc.json", "--fail-on", "any"],
    "diff-markdown": ["diff", "rules.yaml", "fewer.yaml", "--corpus", "doc.json", "--format", "markdown"],
    "batch": ["batch", "docs.jsonl", "-R", "rules.yaml", "-o", "out.jsonl", "--restart"],
}


def document(text: str) -> dict[str, Any]:
    """Build a payload that says a text wherever a payload can say one."""
    entry = {"ocrConfidence": 0.9, "citations": [{"page": {"number": 1}, "referenceText": text + "!"}]}
    noted = {**entry, "insights": [{"type": "issue", "content": text}, {"type": "reasoning", "content": text}]}
    value = {"total": "5.00", "lines": [{"amount": "1.00"}], "supplier": text, text: text, "nested": {text[:30]: text}}
    return extend(value, {"supplier": noted, "total": entry, "lines[0].amount": noted, text: entry})


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[str], Path]:
    """Write rules and payloads that say a text."""

    def write(text: str) -> Path:
        rules = RULES.format(text=text)
        (tmp_path / "rules.yaml").write_text(rules, encoding="utf-8")
        (tmp_path / "fewer.yaml").write_text("adjudge: 1\nrules: [{id: known, given: $.total, required: true}]\n")
        payload = json.dumps(document(text))
        (tmp_path / "doc.json").write_text(payload)
        verdict = adjudge.load_rules(tmp_path / "rules.yaml", root=tmp_path).check(document(text), document="doc.json")
        (tmp_path / "verdicts.jsonl").write_text(verdict.to_json() + "\n", encoding="utf-8")
        (tmp_path / "docs.jsonl").write_text(f"{payload}\nno JSON {text}\n", encoding="utf-8")
        return tmp_path

    return write


def obeyed(log: str) -> list[str]:
    """Give the lines that a runner may take for commands; GitHub's, actions/runner, ActionCommand.cs, and Azure's.

    Blanks before ``::`` are trimmed there, and ``##[`` is looked for anywhere in a line.
    """
    return [line for line in re.split("[\r\n]", log) if line.lstrip().startswith("::") or re.search(r"##\w*\[", line)]


def needs_extra(command: list[str]) -> None:
    """Skip a command that is not installed with the rest."""
    if command[0] == "report":
        pytest.importorskip("duckdb", reason="needs the extra `batch`")


def test_the_lines_that_a_runner_obeys_are_known() -> None:
    assert obeyed("a\n  ::error::b\nc ::error::d\ne ##[group]f\n##vso[task.x]") == [
        "  ::error::b",
        "e ##[group]f",
        "##vso[task.x]",
    ]


@pytest.mark.parametrize("columns", [60, 80, 97, 120])
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_no_text_of_a_document_or_a_rule_commands_a_runner(
    folder: Callable[[str], Path],
    command: list[str],
    columns: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A log is read by the runner: a supplier must not be able to fail a job, mask a word, or set an output."""
    needs_extra(command)
    monkeypatch.chdir(folder(HOSTILE))
    monkeypatch.setenv("COLUMNS", str(columns))

    assert run(command) in {0, 1}
    said = capsys.readouterr()
    assert obeyed(said.out) == []
    assert obeyed(said.err) == []
    assert "internal error" not in said.err


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_what_a_code_page_cannot_say_is_escaped(folder: Callable[[str], Path], command: list[str]) -> None:
    """A log of Windows has 256 letters; the rest is told by number, and nothing is a traceback."""
    needs_extra(command)
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "COLUMNS": "100"}
    ran = subprocess.run(
        [sys.executable, "-m", "adjudge", *command],
        cwd=folder(UNSAID),
        env=environment,
        capture_output=True,
        check=False,
    )
    said = ran.stdout.decode("cp1252") + ran.stderr.decode("cp1252")

    assert ran.returncode in {0, 1}
    assert "Traceback" not in said
    assert "internal error" not in said
    if not {"batch", "lint", "init", "report", "mutate", "--co"} & set(command):  # they say nothing of the rules' texts
        assert "Größe \\u5408\\u8a08 €" in said


class Terminal:
    """A run of ``adjudge check`` of which some streams are a terminal."""

    def __init__(self, folder: Path, *arguments: str, err: bool = True) -> None:
        ours, theirs = pty.openpty()
        ran = subprocess.Popen(
            [sys.executable, "-m", "adjudge", "check", *arguments, "-R", "fewer.yaml"],
            cwd=folder,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
            stdout=subprocess.PIPE if err else theirs,
            stderr=theirs if err else subprocess.PIPE,
        )
        os.close(theirs)
        self.shown = b""
        while chunk := _read(ours):
            self.shown += chunk
        os.close(ours)
        piped = ran.communicate()
        self.piped = b"".join(filter(None, piped))
        self.code = ran.returncode


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""


@pytest.fixture
def many(folder: Callable[[str], Path]) -> Path:
    """Write as many documents as progress is shown of, and one that cannot be read."""
    root = folder(UNSAID)
    (root / "docs").mkdir()
    for number in range(MANY):
        (root / "docs" / f"{number}.json").write_text('{"total": 1}')
    (root / "docs" / "odd.json").write_text("{")
    return root


def test_progress_of_many_documents_is_shown_on_a_terminal_and_gone_when_done(many: Path) -> None:
    ran = Terminal(many, "docs")

    assert ran.code == 4
    assert b"21/21" in ran.shown
    assert b"adjudge: docs/odd.json: the payload is no JSON" in ran.shown
    assert ran.shown.rstrip().endswith(b"\x1b[2K"), "what was drawn is erased"
    assert ran.piped.strip(b"=\n") == b" 20 documents: 20 accept, 1 unreadable "


@pytest.mark.parametrize("quiet", [pytest.param(["docs", "-q"], id="quiet"), pytest.param(["doc.json"], id="one")])
def test_no_progress_is_shown_where_nobody_asks(many: Path, quiet: list[str]) -> None:
    assert b"documents" not in Terminal(many, *quiet).shown
    assert b"\x1b" not in Terminal(many, *quiet).shown


def test_no_progress_is_shown_where_standard_error_is_a_file(many: Path) -> None:
    """Whatever standard output is."""
    assert Terminal(many, "docs", err=False).piped.startswith(b"adjudge: docs/odd.json: the payload is no JSON")
    assert Terminal(many, "docs", err=False).piped.count(b"\n") == 1


def test_a_single_document_loads_nothing_to_show_progress(many: Path) -> None:
    told = "import sys; from adjudge.cli import run; run(sys.argv[1:]); print('rich.progress' in sys.modules)"
    arguments = ["check", "doc.json", "-R", "fewer.yaml", "--color", "no"]
    ran = subprocess.run([sys.executable, "-c", told, *arguments], cwd=many, capture_output=True, text=True, check=True)

    assert ran.stdout.splitlines()[-1] == "False"
