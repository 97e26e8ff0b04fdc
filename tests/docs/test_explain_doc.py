"""The page about explaining: what it shows is what the commands print."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from adjudge.cli import run

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "explain.md").read_text("utf-8")
RUNS = re.findall(r"```console\n\$ adjudge (.*?)\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("command", "printed"), [pytest.param(*found, id=found[0]) for found in RUNS])
def test_the_page_shows_what_is_printed(
    command: str,
    printed: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Output that is not run goes stale."""
    shutil.copytree(ROOT / "tests" / "scenarios" / "common", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    run(shlex.split(command))

    told = capsys.readouterr()
    assert (told.out.rstrip("\n") + "\n" + told.err).lstrip("\n") == printed.lstrip("\n")
