"""Example 12, as its README tells a newcomer to use it, in a copy of the folder."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "12-regression-suite"
MOVED = ("inv-08", "inv-17", "inv-20")


def _plugin() -> list[str]:
    """Name the pytest plugin where adjudge lies in a checkout and is not installed."""
    points = importlib.metadata.entry_points(group="pytest11")
    return [] if any(point.name == "adjudge" for point in points) else ["-p", "adjudge.pytest_plugin"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    target = tmp_path / "suite"
    shutil.copytree(EXAMPLE, target, ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache"))
    return target


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a module; without ``CI``, which would refuse to write goldens."""
    environment = {name: value for name, value in os.environ.items() if name not in {"CI", "PYTEST_ADDOPTS"}}
    environment |= {"COLUMNS": "100", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def run_pytest(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(folder, "pytest", "-p", "no:cacheprovider", *_plugin(), *arguments)


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["one-process", "xdist"])
def test_the_suite_passes(copy: Path, workers: tuple[str, ...]) -> None:
    done = run_pytest(copy, "-q", *workers)
    assert done.returncode == 0, done.stdout
    assert re.search(r"^56 passed", done.stdout, re.MULTILINE)


def test_a_looser_bar_fails_the_documents_that_move_with_a_difference_that_can_be_read(copy: Path) -> None:
    rules = copy / "rules" / "invoice.yaml"
    rules.write_text(rules.read_text("utf-8").replace("min: 0.90", "min: 0.85"), "utf-8")
    done = run_pytest(copy, "-q", "tests")

    assert done.returncode == 1
    failed = re.findall(r"^FAILED \S+\[(\S+)\]", done.stdout, re.MULTILINE)
    assert failed == list(MOVED)
    (shown,) = re.findall(r"^```text\n(.*?)^```", (EXAMPLE / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert shown in done.stdout

    refused = run_pytest(copy, "-q", "tests", "--adjudge-update=changed")
    assert refused.returncode == 1
    accepted = run_pytest(copy, "-q", "tests", "--adjudge-update=changed", "--adjudge-allow-loosen")
    assert accepted.returncode == 0, accepted.stdout
    changed = [
        file.name for file in sorted((copy / "corpus").glob("*.verdict.json"))
        if file.read_bytes() != (EXAMPLE / "corpus" / file.name).read_bytes()
    ]  # fmt: skip
    assert changed == [f"{name}.verdict.json" for name in MOVED]


def test_the_rules_are_linted_tested_and_covered(copy: Path) -> None:
    for arguments in (("lint", "-R", "rules"), ("test", "--cov-fail-under", "100")):
        done = run(copy, "adjudge", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_git_range_moves_the_same_documents(copy: Path) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com"]
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "one"]):
        subprocess.run([*git, *command], cwd=copy, check=True)
    rules = copy / "rules" / "invoice.yaml"
    rules.write_text(rules.read_text("utf-8").replace("min: 0.90", "min: 0.85"), "utf-8")
    subprocess.run([*git, "commit", "-qam", "two"], cwd=copy, check=True)

    done = run(copy, "adjudge", "diff", "HEAD~1..HEAD", "-R", "rules", "--corpus", "corpus", "--format", "markdown")
    assert done.returncode == 1, done.stderr
    assert re.findall(r"^\| (\S+)\.json \| review \| accept", done.stdout, re.MULTILINE) == list(MOVED)


def test_the_damages_that_the_rules_catch_are_those_of_the_page(copy: Path) -> None:
    """With ADJUDGE_ACCEPT=1 the page is written."""
    done = run(copy, "adjudge", "mutate", "--corpus", "corpus", "--fail-under", "75")
    assert done.returncode == 0, done.stderr
    expected = EXAMPLE / "mutate.txt"
    if os.environ.get("ADJUDGE_ACCEPT"):
        expected.write_text(done.stdout, "utf-8")
    assert done.stdout == expected.read_text("utf-8")
