"""Whole runs of the command line: each folder here is one.

``cmd`` is the command line after ``adjudge`` (a line each, run in turn); ``stdin`` is standard input;
``out``, ``err`` and ``exit`` are what must come, exactly; ``wrote/`` holds the files it must write.
``common/`` lies below every scenario. With ``ADJUDGE_ACCEPT=1`` what came is stored as what must come.
"""

from __future__ import annotations

import io
import os
import shlex
import shutil
import sys
from pathlib import Path

import pytest

import adjudge
from adjudge.cli import run

HERE = Path(__file__).parent
COMMON = HERE / "common"
EXPECTED = ("out", "err", "exit")
SCENARIOS = sorted(file.parent for file in HERE.glob("*/cmd"))


@pytest.mark.parametrize("scenario", [pytest.param(folder, id=folder.name) for folder in SCENARIOS])
def test_a_run_ends_as_its_scenario_says(
    scenario: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Input, rules, command, output and exit code, as a user would see them."""
    for folder in (COMMON, scenario):
        shutil.copytree(folder, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("wrote", "__pycache__"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(_read(scenario / "stdin").encode())))
    loaded = set(sys.modules)

    codes = [run(shlex.split(line)) for line in _read(scenario / "cmd").splitlines()]

    for name in set(sys.modules) - loaded:
        if name.startswith("scenario_"):
            del sys.modules[name]
    captured = capsys.readouterr()
    texts = (_without_version(captured.out), captured.err, "".join(f"{code}\n" for code in codes))
    came = dict(zip(EXPECTED, texts, strict=True))
    if os.environ.get("ADJUDGE_ACCEPT"):
        _accept(scenario, came, tmp_path)
    assert came == {name: _read(scenario / name) for name in EXPECTED}
    for expected in (scenario / "wrote").glob("*"):
        assert _without_version(_read(tmp_path / expected.name)) == _read(expected)


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _without_version(text: str) -> str:
    return text.replace(f"adjudge {adjudge.__version__}", "adjudge VERSION")


def _accept(scenario: Path, came: dict[str, str], ran_in: Path) -> None:
    for name, text in came.items():
        if text:
            (scenario / name).write_text(text, encoding="utf-8")
        else:
            (scenario / name).unlink(missing_ok=True)
    for file in (scenario / "wrote").glob("*"):
        file.write_text(_without_version(_read(ran_in / file.name)), encoding="utf-8")
