"""The tutorial for plugin authors works as it stands: each file is written, each command run, each output compared."""

from __future__ import annotations

import importlib.metadata
import os
import shlex
import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path

import pytest

from support.tutorial import Run, Write, matches, sections, steps

PAGE = Path(__file__).parents[2] / "plugins" / "README.md"
SECTIONS = sections(PAGE.read_text(encoding="utf-8"))
IN_FOLDER = ("A check", "Its test", "An adapter", "Its conformance")


def follow(titles: Iterable[str], folder: Path, python: Path) -> int:
    """Do what the sections say; give the number of commands that were run."""
    environment = {**os.environ, "COLUMNS": "100", "PYTHONDONTWRITEBYTECODE": "1"}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    environment.pop("PYTEST_ADDOPTS", None)
    count = 0
    for step in (step for title in titles for step in steps(SECTIONS[title])):
        if isinstance(step, Write):
            (folder / step.name).write_text(step.text, encoding="utf-8")
            continue
        assert isinstance(step, Run)
        command = [str(python), *shlex.split(step.command.removeprefix("python "))]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        output = done.stdout + done.stderr
        assert matches(output, step.output), f"$ {step.command}\n{output}\ninstead of\n{step.output}"
        count += 1
    return count


def test_a_newcomer_gets_to_a_working_check_and_adapter(tmp_path: Path) -> None:
    """From an empty folder, with nothing installed but adjudge and pytest."""
    assert follow(IN_FOLDER, tmp_path, Path(sys.executable)) == 7


@pytest.mark.slow
def test_a_newcomer_gets_to_a_distribution(tmp_path: Path) -> None:
    """In an environment of its own, which sees what is installed in this one."""
    if _only_lies_in_a_checkout():
        pytest.skip("needs adjudge installed, so that a distribution can depend on it")
    venv.create(tmp_path / "venv", with_pip=True, symlinks=True)
    python = tmp_path / "venv" / "bin" / "python"
    (here,) = (tmp_path / "venv").glob("lib/*/site-packages")
    (here / "outside.pth").write_text("\n".join(path for path in sys.path if path.endswith("site-packages")))
    folder = tmp_path / "acme"
    folder.mkdir()

    assert follow([*IN_FOLDER, "A distribution"], folder, python) == 9


def _only_lies_in_a_checkout() -> bool:
    try:
        importlib.metadata.version("adjudge")
    except importlib.metadata.PackageNotFoundError:
        return True
    return False


def test_every_plugin_is_in_the_table() -> None:
    """A reader must find what is there."""
    page = PAGE.read_text(encoding="utf-8")

    for folder in sorted(PAGE.parent.glob("adjudge-*/")):
        assert f"| [{folder.name}]({folder.name}/README.md) |" in page


def test_all_that_the_tutorial_imports_is_public() -> None:
    """It must not teach what may change."""
    imported = [line.split()[1] for line in PAGE.read_text().splitlines() if line.startswith(("import ", "from adj"))]

    assert set(imported) <= {"adjudge", "adjudge.plugin", "adjudge.testing", "acme_cash", "acme_scan"}
