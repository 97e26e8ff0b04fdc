"""The examples: each command of a README is run in its folder and prints what lies there; their rules are tested."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from adjudge.engine.inline_tests import run_inline_test
from adjudge.manager import load_plugins
from adjudge.ruleset.loading import load

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/README.md"))


def command_of(folder: Path) -> list[str]:
    """Give what to tell Python, for the one command that the README tells to run."""
    (block,) = re.findall(r"^```sh\n(.*?)^```", (folder / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (line,) = block.splitlines()
    program, *arguments = shlex.split(line)
    assert program in {"adjudge", "python"}
    return ["-m", "adjudge", *arguments] if program == "adjudge" else arguments


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_command_prints_what_the_readme_says(folder: Path) -> None:
    """With ADJUDGE_ACCEPT=1 what it prints is written instead; read it before you commit it."""
    if "adjudge[batch]" in (folder / "README.md").read_text("utf-8"):
        pytest.importorskip("pyarrow", reason="needs the extra batch")
    run = subprocess.run(
        [sys.executable, *command_of(folder)],
        cwd=folder,
        env={**os.environ, "COLUMNS": "100", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    expected = folder / "expected.txt"
    if os.environ.get("ADJUDGE_ACCEPT"):
        expected.write_text(run.stdout, "utf-8")

    assert (run.stdout, run.stderr) == (expected.read_text("utf-8"), "")
    assert f"exit code {run.returncode}" in " ".join((folder / "README.md").read_text("utf-8").split())


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*/*.yaml")), ids=lambda file: file.parent.name)
def test_the_inline_tests_of_an_example_hold(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests of a pack are about its rules as they are, not as a file overrides them."""
    monkeypatch.syspath_prepend(file.parent)
    named = re.findall(r" -p (\w+)", (file.parent / "README.md").read_text("utf-8"))
    registry = load_plugins(named).registry
    own = [rule for rule in load(file, registry=registry).rules if ":" not in rule.location.file]
    reports = [run_inline_test(rule, test, registry) for rule in own for test in rule.tests if not test.inherited]

    assert [f"{report.test.location}: {report.problem}" for report in reports if not report.passed] == []


def test_every_example_is_listed() -> None:
    listed = re.findall(r"\((\S+)/README\.md\)", (EXAMPLES / "README.md").read_text("utf-8"))

    assert listed == [folder.name for folder in FOLDERS]
