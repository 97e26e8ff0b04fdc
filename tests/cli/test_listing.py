"""``adjudge rules`` and ``adjudge plugins``; more runs are in ``tests/scenarios``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adjudge.cli import run

PLUGIN = """\
import adjudge
from adjudge import Function, Reporter


@adjudge.hookimpl
def adjudge_register_reporters():
    return [Reporter("brief", lambda verdicts, view: "")]


@adjudge.hookimpl
def adjudge_register_functions():
    return [Function("twice", lambda number: number * 2), Function("thrice", lambda number: number * 3)]
"""

RULES = """\
adjudge: 1
rules:
  - {id: tried, title: "A trial \\u00e9", given: $.a, required: true, shadow: true, tags: [new, odd]}
  - {id: key, required: true, params: [{id: one, given: $.b}, {id: two, given: $.c}]}
disable: {key: "Not ours"}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "listing_plugin.py").write_text(PLUGIN)
    (tmp_path / "rules.yaml").write_text(RULES)
    return tmp_path


def test_plugins_are_listed_with_what_they_offer(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plugins", "-p", "listing_plugin"]) == 0

    text = capsys.readouterr().out
    assert text.startswith(
        "adapters (built in)\n    adapters: llamaextract, nutrient, datalab, parsefy, extend, plain\n"
    )
    assert text.endswith("listing_plugin (module)\n    functions: twice, thrice\n    reporters: brief\n")


def test_plugins_are_listed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plugins", "-p", "listing_plugin", "--format", "json"]) == 0

    assert json.loads(capsys.readouterr().out)["plugins"][-1] == {
        "name": "listing_plugin",
        "origin": "module",
        "offers": ["functions twice", "functions thrice", "reporters brief"],
    }


def test_rules_are_listed_with_check_state_tags_and_title(capsys: pytest.CaptureFixture[str]) -> None:
    """A rule that cannot cost anything is seen at a glance."""
    assert run(["rules", "-R", "rules.yaml"]) == 0

    assert capsys.readouterr().out == (
        "rules.yaml::tried     required  shadow #new #odd  A trial é\n"
        "rules.yaml::key[one]  required  disabled\n"
        "rules.yaml::key[two]  required  disabled\n"
    )


def test_rules_that_do_not_exist_are_not_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert [run(["rules", "-R", "rules.yaml", "-k", "none"]), run(["rules", "-R", "rules.yaml", "-m", "none"])] == [
        5,
        4,
    ]
    assert capsys.readouterr().out == ""


def test_settings_name_plugins_too(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "adjudge.toml").write_text('plugins = ["listing_plugin"]\n')

    assert run(["plugins"]) == 0
    assert "listing_plugin (module)\n" in capsys.readouterr().out
