"""The built-in plugins that must be asked for: ``durations`` and ``journal``."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import adjudge
from adjudge.cli.group import run

Load = Callable[..., adjudge.Ruleset]

RULES = "rules: [{id: a, given: $.a, required: true}, {id: b, given: $.b, required: true}, {id: c, assert: 1 > 0}]"


def section(ruleset: adjudge.Ruleset) -> list[str]:
    """Give the lines of the one section that the plugin adds."""
    (text,) = ruleset.report_sections([])
    return text.splitlines()


def test_durations_list_each_rule_with_its_time(load: Load) -> None:
    ruleset = load(RULES, plugins=["durations"])
    for _ in range(3):
        ruleset.check({"a": 1})

    head, *rows = section(ruleset)

    assert head == "slowest rules (3 of 3)"
    assert sorted(row.split()[-1] for row in rows) == ["rules.yaml::a", "rules.yaml::b", "rules.yaml::c"]
    assert all(re.fullmatch(r" +\d+\.\d{3} ms in 3  \S+", row) for row in rows)
    times = [float(row.split()[0]) for row in rows]
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize(("most", "rows"), [(1, 1), (2, 2), (0, 3), (99, 3)])
def test_durations_list_as_many_as_are_asked_zero_for_all(most: int, rows: int, load: Load) -> None:
    ruleset = load(RULES, plugins=["durations"], settings={"durations": {"most": most}})
    ruleset.check({})

    assert section(ruleset)[0] == f"slowest rules ({rows} of 3)"
    assert len(section(ruleset)) == rows + 1


@pytest.mark.parametrize("table", [{"most": -1}, {"most": "all"}, {"most": True}, 5])
def test_a_number_of_durations_that_is_none_is_refused(table: Any, load: Load) -> None:
    with pytest.raises(adjudge.ConfigError, match=r"^durations: most must be a number of rules, 0 for all$"):
        load(RULES, plugins=["durations"], settings={"durations": table})


def test_durations_change_no_verdict_and_say_nothing_where_nothing_ran(load: Load) -> None:
    ruleset = load(RULES, plugins=["durations"])

    assert ruleset.report_sections([]) == []
    assert ruleset.check({"a": 1}).to_json() == load(RULES).check({"a": 1}).to_json()


def test_two_rulesets_have_durations_of_their_own(load: Load) -> None:
    load(RULES, plugins=["durations"]).check({})

    assert load(RULES, plugins=["durations"]).report_sections([]) == []


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "rules.yaml").write_text(f"adjudge: 1\n{RULES}\n")
    (tmp_path / "good.json").write_text(json.dumps({"a": 1, "b": 2}))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("more", [[], ["-p", "durations"]])
def test_the_command_line_has_an_option_for_durations(more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "good.json", "-R", "rules.yaml", "--durations", "2", *more]) == 0

    assert "slowest rules (2 of 3)\n" in capsys.readouterr().out


def test_the_journal_of_a_command_goes_to_standard_error_where_the_settings_say_so(folder: Path) -> None:
    (folder / "adjudge.toml").write_text('[journal]\nlevel = "INFO"\n')
    command = [sys.executable, "-m", "adjudge", "check", "good.json", "-R", "rules.yaml", "-p", "journal"]

    ended = subprocess.run(command, capture_output=True, text=True, check=True)

    assert ended.stderr == "INFO adjudge.journal accept document='good.json' adapter=plain pass=3\n"


@pytest.mark.parametrize("table", [{"level": "LOUD"}, {"level": 3}, "INFO?"])
def test_a_level_that_is_none_is_refused(table: Any, load: Load) -> None:
    with pytest.raises(adjudge.ConfigError, match=r"^journal: level must be the name of a level of logging"):
        load(RULES, plugins=["journal"], settings={"journal": table})


def test_the_journal_leaves_logging_alone_unless_asked(load: Load) -> None:
    before = list(logging.getLogger().handlers)
    load(RULES, plugins=["journal"]).check({})

    assert logging.getLogger().handlers == before
