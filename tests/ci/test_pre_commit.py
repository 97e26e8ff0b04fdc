"""The pre-commit hooks: what they run, on which files, and by pre-commit itself where it is there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from adjudge.cli import run

ROOT = Path(__file__).parents[2]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
BROKEN = "adjudge: 1\nrules: [{id: a, given: $.a, requird: true}]\n"
UNTRUE = (
    "adjudge: 1\nrules:\n  - {id: a, why: x, given: $.a, required: true, "
    "tests: [{given: {$.a: 1}, expect: pass}, {expect: pass}]}\n"
)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A repository of rules as ``adjudge init`` begins it."""
    monkeypatch.chdir(tmp_path)
    assert run(["init"]) == 0
    capsys.readouterr()
    return tmp_path


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_says_what_pre_commit_needs(hook: str) -> None:
    assert HOOKS[hook]["language"] == "python"
    assert HOOKS[hook]["pass_filenames"] is False  # rules are read together, whichever of them changed
    assert HOOKS[hook]["name"]
    assert HOOKS[hook]["description"]


@pytest.mark.parametrize(
    ("hook", "text", "code"), [("adjudge-lint", BROKEN, 4), ("adjudge-test", UNTRUE, 1), ("adjudge-test", BROKEN, 4)]
)
def test_a_hook_passes_on_rules_that_hold_and_fails_on_others(
    hook: str, text: str, code: int, repository: Path
) -> None:
    entry = shlex.split(HOOKS[hook]["entry"])[1:]

    assert run(entry) == 0
    (repository / "rules" / "other.yaml").write_text(text)
    assert run(entry) == code


@pytest.mark.parametrize("hook", HOOKS)
@pytest.mark.parametrize(
    ("file", "looks"),
    [
        ("rules/document.yaml", True),
        ("policy/rules/a/b.yml", True),
        ("rules/suppliers.csv", True),
        ("rules/payloads/a.json", True),
        ("adjudge.toml", True),
        ("sub/pyproject.toml", True),
        ("policy/adjudge.yaml", True),
        ("README.md", False),
        ("src/rules.py", False),
        ("myrules/a.yaml", False),
    ],
)
def test_a_hook_runs_when_a_file_changes_that_rules_depend_on(hook: str, file: str, looks: bool) -> None:
    assert bool(re.search(HOOKS[hook]["files"], file)) is looks


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.pre_commit
def test_pre_commit_runs_what_init_wrote(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its hooks take the adjudge that is on the path."""
    if shutil.which("pre-commit") is None:
        pytest.skip("needs pre-commit on the PATH")
    command = repository / "bin" / "adjudge"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m adjudge "$@"\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(command.parent), prepend=":")
    git(repository, "init", "--quiet")
    git(repository, "add", ".")

    assert subprocess.run(["pre-commit", "run", "--all-files"], check=False).returncode == 0
    (repository / "rules" / "document.yaml").write_text(UNTRUE)
    ended = subprocess.run(["pre-commit", "run", "--all-files"], capture_output=True, text=True, check=False)
    assert (ended.returncode, re.findall(r"^(adjudge \w+)\.+(\w+)", ended.stdout, re.MULTILINE)) == (
        1,
        [("adjudge lint", "Passed"), ("adjudge test", "Failed")],
    )


@pytest.mark.pre_commit
@pytest.mark.slow
def test_pre_commit_tries_the_hooks_of_this_repository(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """It installs adjudge from here, with what that needs from the package index."""
    if shutil.which("pre-commit") is None:
        pytest.skip("needs pre-commit on the PATH")
    ours = tmp_path_factory.mktemp("adjudge")
    for name in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, ours)
    for name in ("src", "rules"):
        shutil.copytree(ROOT / name, ours / name, ignore=shutil.ignore_patterns("__pycache__"))
    for folder in (ours, repository):
        git(folder, "init", "--quiet")
        git(folder, "add", ".")
    git(ours, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--message=a")

    ended = subprocess.run(
        ["pre-commit", "try-repo", str(ours), "--all-files"], capture_output=True, text=True, check=False
    )

    found = re.findall(r"^(adjudge \w+)\.+(\w+)", ended.stdout, re.MULTILINE)
    assert (ended.returncode, found) == (0, [("adjudge lint", "Passed"), ("adjudge test", "Passed")]), ended.stdout
