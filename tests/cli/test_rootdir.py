"""The root of a project: names of rules count from it, wherever a command is started and whatever it reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adjudge.cli import run

RULES = """\
adjudge: 1
extends: [../../common.yaml]
rules:
  - id: total
    given: $.total
    required: true
    tests: [{given: {$.total: 1}, expect: pass}, {expect: pass}]
"""
IDS = ["common.yaml::number", "rules/no/invoice.yaml::total"]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "project/adjudge.toml": 'rules = "rules"\n',
        "project/ci/strict.toml": 'rules = "../rules"\nfail_on = "note"\n',
        "project/common.yaml": "adjudge: 1\nrules: [{id: number, given: $.number, required: true}]\n",
        "project/rules/no/invoice.yaml": RULES,
        "elsewhere/own.yaml": "adjudge: 1\nrules: [{id: own, given: $.own, required: true}]\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def ids(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert run(["rules", "--format", "json", *arguments]) == 0
    return [rule["nodeid"] for rule in json.loads(capsys.readouterr().out)["rules"]]


@pytest.mark.parametrize(
    ("folder", "arguments"),
    [
        pytest.param(".", [], id="in-the-root"),
        pytest.param("rules/no", [], id="below-it"),
        pytest.param("rules", ["-R", "no/invoice.yaml"], id="by-one-file"),
        pytest.param(".", ["-c", "ci/strict.toml"], id="by-other-settings"),
        pytest.param("ci", ["--config-file", "strict.toml"], id="by-other-settings-from-where-they-stand"),
    ],
)
def test_a_rule_has_one_name_in_its_project(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    folder: str,
    arguments: list[str],
) -> None:
    """What is kept by name (goldens, suppressions, last failures) holds from every folder."""
    monkeypatch.chdir(project / folder)

    assert ids(capsys, *arguments) == IDS


def test_rules_outside_of_the_project_are_named_as_without_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert ids(capsys, "-R", "../elsewhere/own.yaml", "-R", "rules") == ["own.yaml::own", *IDS]


@pytest.mark.parametrize("nodeid", ["invoice.yaml::total", "rules/no/invoice.yaml::total"])
def test_a_rule_can_be_named_from_where_one_stands(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], nodeid: str
) -> None:
    monkeypatch.chdir(project / "rules" / "no")

    assert ids(capsys, nodeid) == IDS[1:]


def test_verbose_says_where_the_root_is_and_which_settings_hold(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "ci" / "a.json").write_text('{"number": 1, "total": 1}')
    monkeypatch.chdir(project / "ci")

    assert run(["check", "a.json", "-v"]) == 0
    assert capsys.readouterr().err == "adjudge: rootdir: .., settings: ../adjudge.toml\n"
    assert run(["check", "a.json", "-v", "-c", "strict.toml"]) == 0
    assert capsys.readouterr().err == "adjudge: rootdir: .., settings: strict.toml\n"


def test_what_failed_last_is_kept_in_the_root(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project / "rules")
    assert run(["test"]) == 1
    monkeypatch.chdir(project)
    capsys.readouterr()

    assert run(["test", "--lf", "--format", "json"]) == 1
    assert [each["nodeid"] for each in json.loads(capsys.readouterr().out)["tests"]] == [f"{IDS[1]}::1"]


def test_settings_that_are_not_there_end_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lint", "-c", "no.toml"]) == 4
    assert capsys.readouterr().err == "adjudge: no.toml: there is no such file\n"


def test_a_batch_judges_by_the_rules_of_the_project_from_any_folder(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its workers load the rules again, and must find the same ones."""
    monkeypatch.chdir(project / "ci")
    Path("in.jsonl").write_text('{"number": 1, "total": 1}\n')

    assert run(["batch", "in.jsonl", "-o", "out.jsonl", "--workers", "1"]) == 0
    (row,) = map(json.loads, Path("out.jsonl").read_text().splitlines())
    assert [result["nodeid"] for result in row["results"]] == IDS
