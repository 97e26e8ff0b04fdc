"""The page about a repository of rules, walked as it is printed."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "rules-repo.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(sh|text)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a payload, and with ``adjudge`` on the path."""
    shutil.copy(ROOT / "examples/04-every-vendor/payloads/nutrient.json", tmp_path / "payload.json")
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "adjudge"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m adjudge "$@"\n')
    command.chmod(0o755)
    return tmp_path


def unsaid(printed: str, shown: str) -> list[str]:
    """Give the parts of what is shown that were not printed, in their order; a line of three dots leaves some out."""
    missing = []
    for part in filter(None, re.split(r"^\.\.\.\n", shown, flags=re.MULTILINE)):
        before, found, after = printed.partition(part)
        printed = after if found else before
        missing += [] if found else [part]
    return missing


def test_what_is_shown_is_what_is_printed(folder: Path) -> None:
    environment = {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}
    printed = ""
    for language, block in BLOCKS:
        if language == "sh":
            run = subprocess.run(
                ["sh", "-ec", block], cwd=folder, env=environment, capture_output=True, text=True, check=False
            )
            printed = run.stdout
            assert (run.returncode in {0, 1}, run.stderr) == (True, ""), block
        else:
            assert unsaid(printed, block) == [], printed
