"""What is promised about exit codes and what stands on standard error; whole runs are in ``tests/scenarios``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import adjudge
from adjudge.cli import main, run
from adjudge.cli.group import COMMANDS
from adjudge.cli.judging import Run
from adjudge.cli.selecting import Selection
from adjudge.errors import ConfigError

RULES = """\
adjudge: 1
rules:
  - {id: noted, given: $.a, required: true, on_fail: note}
  - {id: reviewed, given: $.b, required: true, on_fail: review}
  - {id: rejected, given: $.c, required: true, on_fail: reject}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules.yaml").write_text(RULES)
    for given, name in (("abc", "all"), ("bc", "no-a"), ("ac", "no-b"), ("ab", "no-c")):
        (tmp_path / f"{name}.json").write_text(json.dumps(dict.fromkeys(given, 1)))
    return tmp_path


@pytest.mark.parametrize(
    ("document", "fail_on", "code"),
    [
        pytest.param("all", "note", 0, id="nothing-found"),
        pytest.param("no-a", "note", 1, id="note-at-note"),
        pytest.param("no-a", "review", 0, id="note-below-review"),
        pytest.param("no-b", "note", 1, id="review-above-note"),
        pytest.param("no-b", "review", 1, id="review-at-review"),
        pytest.param("no-b", "reject", 0, id="review-below-reject"),
        pytest.param("no-c", "review", 1, id="reject-above-review"),
        pytest.param("no-c", "reject", 1, id="reject-at-reject"),
    ],
)
def test_1_says_that_a_document_is_at_or_above_fail_on(document: str, fail_on: str, code: int) -> None:
    assert run(["check", f"{document}.json", "-R", "rules.yaml", "--fail-on", fail_on]) == code


@pytest.mark.parametrize(("document", "code"), [("no-a", 0), ("no-b", 1), ("no-c", 1)])
def test_fail_on_is_review_unless_set(document: str, code: int) -> None:
    assert run(["check", f"{document}.json", "-R", "rules.yaml"]) == code


@pytest.mark.parametrize(("keyword", "code"), [("reviewed", 1), ("noted", 0)])
def test_a_partial_run_goes_by_the_effects_of_what_ran(keyword: str, code: int) -> None:
    """It has no decision, and must neither hide what it found nor fail for what it did not run."""
    assert run(["check", "no-b.json", "-R", "rules.yaml", "-k", keyword]) == code


def test_a_document_in_which_nothing_was_evaluated_is_in_review(here: Path) -> None:
    (here / "rules.yaml").write_text("adjudge: 1\nrules: [{id: a, when: 'false', given: $.a, required: true}]\n")

    assert run(["check", "all.json", "-R", "rules.yaml"]) == 1


def test_2_says_that_a_key_stopped_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Run, "judge", stop)

    assert run(["check", "all.json", "-R", "rules.yaml"]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == "adjudge: interrupted"


def test_3_says_that_adjudge_is_at_fault(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(*_: object) -> None:
        raise ValueError("no such luck")

    monkeypatch.setattr(Run, "judge", fail)

    assert run(["check", "all.json", "-R", "rules.yaml"]) == 3
    assert capsys.readouterr().err == (
        "adjudge: internal error: ValueError: no such luck\n"
        "adjudge: this is a fault of adjudge or of a plugin; add --traceback to see where it happened\n"
    )


@pytest.mark.parametrize("how", ["option", "option-of-the-group", "environment"])
def test_where_an_error_was_raised_can_be_seen(
    how: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("no such luck")

    monkeypatch.setattr(Run, "judge", fail)
    if how == "environment":
        monkeypatch.setenv("ADJUDGE_DEBUG", "1")
    before = ["--traceback"] if how == "option-of-the-group" else []
    after = ["--traceback"] if how == "option" else []

    assert run([*before, "check", "all.json", "-R", "rules.yaml", *after]) == 3
    assert capsys.readouterr().err.splitlines()[-1] == "ValueError: no such luck"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="no-command"),
        pytest.param(["check", "all.json", "--no-such-option"], id="unknown-option"),
        pytest.param(["check", "all.json", "-R", "rules.yaml", "--maxfail", "-1"], id="value-out-of-range"),
        pytest.param(["check", "all.json", "-R", "none.yaml"], id="rules-that-are-not-there"),
        pytest.param(["check", "all.json", "-R", "adjudge:no-such-pack"], id="pack-that-is-not-there"),
        pytest.param(["check", "none.json", "-R", "rules.yaml"], id="payload-that-is-not-there"),
    ],
)
def test_4_says_that_the_command_was_wrong(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 4
    assert "Traceback" not in capsys.readouterr().err


def test_help_and_version_are_no_failures(capsys: pytest.CaptureFixture[str]) -> None:
    codes = [run(["--help"]), run(["--version"]), *(run([command, "--help"]) for command in COMMANDS)]

    assert set(codes) == {0}
    assert f"adjudge {adjudge.__version__}\n" in capsys.readouterr().out


class _Ruleset:
    """A ruleset that two adapters' claims stop, once."""

    def __init__(self) -> None:
        self.crashed_observers: dict[str, str] = {}
        self.suppressions = ()

    def check(self, payload: object, **options: Any) -> Any:
        raise ConfigError(f"{options['document']} could be nutrient or extend: name one with adapter=")


def test_a_payload_that_two_adapters_claim_does_not_stop_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    judging = Run(_Ruleset(), Selection(()), fail_on="review")  # type: ignore[arg-type]

    judging.judge(["all.json", "no-a.json"])

    assert (judging.exit_code, judging.unreadable) == (4, 2)
    assert capsys.readouterr().err == (
        "adjudge: all.json could be nutrient or extend: name one with adapter=\n"
        "adjudge: no-a.json could be nutrient or extend: name one with adapter=\n"
    )


def test_a_crashed_observer_goes_before_everything_else() -> None:
    """Its exit code says that what was recorded elsewhere is not complete."""
    ruleset = _Ruleset()
    ruleset.crashed_observers["ours"] = "LookupError: x"
    judging = Run(ruleset, Selection(()), fail_on="review", unreadable=1)  # type: ignore[arg-type]

    assert judging.exit_code == 3


def test_the_program_leaves_with_the_code_of_its_run(here: Path) -> None:
    """``python -m adjudge`` and the installed command are one."""
    environment = {**os.environ, "COLUMNS": "80"}
    command = [sys.executable, "-m", "adjudge", "check", "no-b.json", "-R", "rules.yaml", "-q"]

    child = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, check=False)

    assert (child.returncode, child.stderr) == (1, "")
    assert child.stdout.splitlines()[-1] == " 1 document: 1 review ".center(80, "=")


def test_main_takes_its_arguments_from_the_caller_or_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["adjudge", "check"])

    with pytest.raises(SystemExit) as given:
        main(["--version"])
    with pytest.raises(SystemExit) as typed:
        main()

    assert (given.value.code, typed.value.code) == (0, 4)


@pytest.mark.parametrize(("choice", "coloured"), [("yes", True), ("no", False), ("auto", False)])
def test_colour_is_for_the_screen(choice: str, coloured: bool, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "all.json", "-R", "rules.yaml", "--color", choice])

    assert ("\x1b[" in capsys.readouterr().out) is coloured


def test_a_file_is_never_coloured_and_as_wide_as_any_other(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same run writes the same file, whatever terminal it was started in."""
    monkeypatch.setenv("COLUMNS", "61")

    run(["check", "all.json", "-R", "rules.yaml", "--color", "yes", "-o", "out.txt"])

    assert (here / "out.txt").read_text().splitlines()[-1] == " 1 document: 1 accept ".center(100, "=")
    assert capsys.readouterr().out == ""


def loaded_by(here: Path, *arguments: str) -> set[str]:
    """Give the modules that a command line has loaded when it ends."""
    code = "import sys; from adjudge.cli import run; run(sys.argv[1:]); print(*sys.modules)"
    command = [sys.executable, "-c", code, *arguments]
    return set(subprocess.run(command, cwd=here, capture_output=True, text=True, check=True).stdout.split())


def test_help_loads_no_rules_and_no_terminal_library(here: Path) -> None:
    """The command line is typed all day: nothing is loaded before it is needed."""
    heavy = {"pydantic", "rich", "yaml", "re2", "jsonpath_ng", "simpleeval", "msgspec"}

    assert loaded_by(here, "check", "--help") & heavy == set()


def test_checking_loads_no_terminal_library(here: Path) -> None:
    loaded = loaded_by(here, "check", "all.json", "-R", "rules.yaml")

    assert "adjudge.reporting.text" in loaded
    assert "rich" not in loaded
