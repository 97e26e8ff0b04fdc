"""The first hour, walked as it is printed: its files are written, its commands run, its output compared."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "first-hour.md").read_text("utf-8")
BLOCKS = re.findall(r"(?:^`([\w.]+)`\n\n)?^```(\w+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the examples, and with ``adjudge`` and ``python`` on the path."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "bin").mkdir()
    for name, module in (("adjudge", " -m adjudge"), ("python", "")):
        command = tmp_path / "bin" / name
        command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)}{module} "$@"\n')
        command.chmod(0o755)
    return tmp_path


def says(printed: str, shown: str) -> list[str]:
    """Give the lines that are shown and were not printed; three dots stand for anything."""
    patterns = [re.sub(r"([*?[])", r"[\1]", line).replace("...", "*") for line in shown.splitlines()]
    return [pattern for pattern in patterns if not any(fnmatchcase(line, pattern) for line in printed.splitlines())]


def test_the_page_holds_from_the_first_line_to_the_last(clone: Path) -> None:
    """A newcomer has nothing but this page."""
    environment = {**os.environ, "PATH": f"{clone / 'bin'}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "200"}
    folder, printed = clone, ""
    for name, language, block in BLOCKS:
        if name:
            (folder / name).write_text(block, encoding="utf-8")
        elif language == "sh":
            run = subprocess.run(
                ["sh", "-ec", block], cwd=folder, env=environment, capture_output=True, text=True, check=False
            )
            printed = run.stdout
            assert (run.returncode in {0, 1}, run.stderr) == (True, ""), block
            folder = clone / "first-hour"
        else:
            assert (language, says(printed, block)) == ("text", []), printed


def test_the_mistake_that_the_page_invites_is_told_with_its_place(clone: Path) -> None:
    module = next(block for name, _, block in BLOCKS if name == "shop.py")
    rules = next(block for name, _, block in BLOCKS if name == "numbers.yaml")
    (clone / "shop.py").write_text(module)
    (clone / "numbers.yaml").write_text(rules.replace("our_number: TW", "our_number: {prefx: TV}"))
    run = subprocess.run(
        [sys.executable, "-m", "adjudge", "rules", "-R", "numbers.yaml", "-p", "shop"],
        cwd=clone,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 4
    assert 'numbers.yaml:3:64: check "our_number" has no option "prefx"; did you mean "prefix"?' in run.stderr
