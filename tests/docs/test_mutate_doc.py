"""The page about ``adjudge mutate``: its commands run, its report is what comes, every kind of damage is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from adjudge.cli import run
from adjudge.engine.mutate.places import SLIPS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "mutate.md").read_text("utf-8")
COMMANDS = [command.partition(" | ")[0] for command in re.findall(r"^    adjudge (.+)$", PAGE, re.MULTILINE)]


@pytest.fixture(autouse=True)
def example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "examples" / "05-cross-field")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_runs(command: str) -> None:
    assert run(shlex.split(command)) == 0


def test_the_report_has_what_the_page_shows(capsys: pytest.CaptureFixture[str]) -> None:
    """All mutants there are, so that nothing depends on which are drawn."""
    run(shlex.split("mutate -R rules.yaml --corpus payloads --mutants 1000"))

    (shown,) = re.findall(r"^```\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert shown in capsys.readouterr().out


def test_every_kind_of_damage_is_on_the_page() -> None:
    kinds = [*SLIPS, "dates-swapped", "emptied", "dropped", "line-dropped", "line-doubled"]
    named = re.findall(r"`([a-z-]+)`", "".join(re.findall(r"^\| `.*$", PAGE, re.MULTILINE)))

    assert set(kinds) <= set(named)
