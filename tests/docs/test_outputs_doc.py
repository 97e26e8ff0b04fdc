"""The page about outputs names every format, and its commands run."""

from __future__ import annotations

import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest

from adjudge import reporting
from adjudge.cli import run

PAGE = (Path(__file__).parents[2] / "docs" / "outputs.md").read_text("utf-8")
COMMANDS = re.findall(r"^    adjudge (.+)$", PAGE, re.MULTILINE)


def test_every_format_is_on_the_page() -> None:
    """A format that is added and not described cannot be found."""
    formats = [reporter.name for reporter in reporting.adjudge_register_reporters()]

    assert re.findall(r"^\| `(\w+)`", PAGE, re.MULTILINE) == formats


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_on_the_page_writes_its_files(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.json").write_text('{"total": 1}')
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.yaml").write_text("adjudge: 1\nrules: [{id: a, given: $.total, range: {min: 2}}]\n")
    (tmp_path / "adjudge.toml").write_text('rules = "rules"\n')
    arguments = shlex.split(command.replace("$GITHUB_STEP_SUMMARY", "summary.md"))

    assert run(arguments) == 1

    files = [tmp_path / file for option, file in pairwise(arguments) if option == "-o"]
    assert [file.name for file in files if "$.total" not in file.read_text("utf-8")] == []
    assert "$.total is 1" in capsys.readouterr().out
