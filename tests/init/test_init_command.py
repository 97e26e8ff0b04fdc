"""``adjudge init``: what is written, what is left alone, and how it ends."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
import yaml

from adjudge.cli import run

FILES = [
    ".github/workflows/rules.yml",
    ".pre-commit-config.yaml",
    ".vscode/adjudge.schema.json",
    ".vscode/extensions.json",
    ".vscode/settings.json",
    "README.md",
    "adjudge.toml",
    "rules/document.yaml",
]
Told = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to begin in, and a payload beside it."""
    (tmp_path / "payload.json").write_text('{"total": "12.50", "number": "A-7"}')
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def written(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def test_an_empty_folder_becomes_a_repository_that_works(folder: Path) -> None:
    """With the pack that any payload can begin with, and a rule to change."""
    assert run(["init"]) == 0
    assert written(folder) == FILES
    assert (run(["lint"]), run(["test", "--cov-fail-under", "100"]), run(["check", "../payload.json"])) == (0, 0, 0)


def test_a_payload_gives_the_rules(folder: Path, capsys: Told) -> None:
    assert run(["init", "--from", "../payload.json"]) == 0
    assert written(folder) == FILES
    assert capsys.readouterr().out.endswith(
        "wrote      rules/document.yaml (2 rules, 2 fields)\n\nnext: adjudge lint && adjudge test\n"
    )
    assert (run(["lint"]), run(["test", "--cov-fail-under", "100"]), run(["check", "../payload.json"])) == (0, 0, 0)


def test_a_folder_that_is_named_is_made(folder: Path, capsys: Told) -> None:
    assert run(["init", "new/one of them", "--from", "../payload.json"]) == 0
    assert written(folder / "new" / "one of them") == FILES
    assert "next: cd 'new/one of them' && adjudge lint" in capsys.readouterr().out


def test_what_is_there_is_left_alone_and_named(folder: Path, capsys: Told) -> None:
    """Again is no mistake: what is missing is added, nothing is changed."""
    (folder / "README.md").write_text("mine")
    assert run(["init"]) == 0
    (folder / "rules" / "document.yaml").write_text("adjudge: 1\nrules: [{id: a, given: $.a, required: true}]\n")
    (folder / ".vscode" / "settings.json").unlink()
    before = {name: (folder / name).read_bytes() for name in written(folder)}
    capsys.readouterr()

    assert run(["init"]) == 0

    assert {name: (folder / name).read_bytes() for name in before} == before
    assert capsys.readouterr().out == (
        "left alone adjudge.toml\n"
        "left alone .github/workflows/rules.yml\n"
        "left alone .pre-commit-config.yaml\n"
        "wrote      .vscode/settings.json\n"
        "left alone .vscode/extensions.json\n"
        "left alone .vscode/adjudge.schema.json\n"
        "left alone README.md\n"
        "\nnext: adjudge lint && adjudge test\n"
    )


def test_rules_that_were_asked_for_and_are_there_already_are_an_error(folder: Path, capsys: Told) -> None:
    """Going on would look as if they had been written."""
    assert run(["init", "--from", "../payload.json"]) == 0
    capsys.readouterr()

    assert run(["init", "--from", "../payload.json"]) == 4
    assert capsys.readouterr().err == (
        "adjudge: rules/document.yaml: is there already; call the new one otherwise (--name)\n"
    )
    assert run(["init", "--from", "../payload.json", "--name", "receipt"]) == 0
    assert (folder / "rules" / "receipt.yaml").is_file()


@pytest.mark.parametrize("name", ["a/b", "..", "a.b", "", "ä", "a b", "adjudge"])
def test_a_name_is_no_path(name: str, folder: Path) -> None:
    assert run(["init", "--from", "../payload.json", "--name", name]) == 4
    assert written(folder) == []


@pytest.mark.parametrize(
    ("payload", "told"),
    [
        pytest.param("{}", "../p.json: holds no data, so it shows no fields", id="empty-object"),
        pytest.param("[]", "../p.json: holds no data, so it shows no fields", id="empty-list"),
        pytest.param('{"a": null}', "there is nothing to propose rules from", id="only-nulls"),
        pytest.param("no JSON", "../p.json: the payload is no JSON", id="no-json"),
        pytest.param(
            '{"object": "extract_run", "id": "e", "status": "FAILED", "failureMessage": "No\\u001b[31m"}',
            "../p.json: the extraction failed (No\\x1b[31m), so it shows no fields",
            id="failed-job",
        ),
        pytest.param(
            '{"object": "extract_run", "id": "e", "status": "PROCESSING", "output": null}',
            "../p.json: the extend job is not done yet",
            id="pending-job",
        ),
    ],
)
def test_a_payload_that_shows_nothing_is_told_and_nothing_is_written(
    payload: str, told: str, folder: Path, capsys: Told
) -> None:
    (folder.parent / "p.json").write_text(payload)

    assert run(["init", "--from", "../p.json"]) == 4
    assert told in capsys.readouterr().err
    assert written(folder) == []


def test_a_payload_that_is_not_there_is_told(folder: Path, capsys: Told) -> None:
    assert run(["init", "--from", "nope.json"]) == 4
    assert capsys.readouterr().err == "adjudge: nope.json: there is no such file or folder\n"
    assert written(folder) == []


def test_a_failed_job_among_others_is_left_out(folder: Path, capsys: Told) -> None:
    (folder.parent / "failed.json").write_text(
        '{"object": "extract_run", "id": "e", "status": "FAILED", "output": null, "failureReason": "OUT_OF_CREDITS"}'
    )

    assert run(["init", "--from", "../failed.json", "--from", "../payload.json"]) == 0
    assert capsys.readouterr().err == (
        "adjudge: ../failed.json: the extraction failed (OUT_OF_CREDITS), so it shows no fields\n"
    )


def test_settings_that_are_there_say_where_rules_are(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[tool.adjudge]\nrules = "policy"\n')

    assert run(["init", "--from", "../payload.json"]) == 0
    assert (folder / "policy" / "document.yaml").is_file()
    assert not (folder / "adjudge.toml").exists()
    assert "policy/**/*.yaml" in (folder / ".vscode" / "settings.json").read_text()
    assert "files: ^(policy/|" in (folder / ".pre-commit-config.yaml").read_text()
    assert run(["test"]) == 0


def test_settings_that_name_no_rules_are_told(folder: Path, capsys: Told) -> None:
    (folder / "adjudge.toml").write_text('fail_on = "note"\n')

    assert run(["init"]) == 0
    assert capsys.readouterr().err == 'adjudge: the settings name no folder of rules: add rules = ["rules"]\n'


def test_settings_of_a_folder_above_are_another_projects(folder: Path) -> None:
    (folder.parent / "adjudge.toml").write_text('rules = "policy"\n')

    assert run(["init"]) == 0
    assert written(folder) == FILES


def test_in_a_folder_of_a_repository_it_says_what_is_read_at_the_root_only(folder: Path, capsys: Told) -> None:
    """A workflow in a subfolder never runs, and looks as if it did."""
    (folder / ".git").mkdir()

    assert run(["init", "policy"]) == 0
    assert capsys.readouterr().err == (
        "adjudge: policy lies within a repository: .github and .pre-commit-config.yaml are read at its root only\n"
    )
    assert run(["init"]) == 0
    assert capsys.readouterr().err == ""


def test_a_file_in_the_place_of_the_folder_is_told(folder: Path, capsys: Told) -> None:
    (folder / "file").write_text("")

    assert run(["init", "file"]) == 4
    assert capsys.readouterr().err == "adjudge: file: is no folder; each payload has a --from of its own\n"


def test_a_file_that_cannot_be_written_is_told(folder: Path, capsys: Told) -> None:
    (folder / ".github").write_text("in the way")

    assert run(["init"]) == 4
    assert capsys.readouterr().err.startswith("adjudge: .github/workflows/rules.yml: cannot be written: ")


def test_a_dangling_link_is_not_written_through(folder: Path) -> None:
    """Whoever put it there must not choose where we write."""
    (folder / "README.md").symlink_to(folder.parent / "elsewhere")

    assert run(["init"]) == 0
    assert not (folder.parent / "elsewhere").exists()


def test_what_machines_read_can_be_read(folder: Path) -> None:
    assert run(["init"]) == 0

    workflow = yaml.safe_load((folder / ".github/workflows/rules.yml").read_text())
    hooks = yaml.safe_load((folder / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    editor = json.loads((folder / ".vscode/settings.json").read_text())
    assert [step["run"] for step in workflow["jobs"]["rules"]["steps"] if "adjudge " in step.get("run", "")] == [
        "adjudge lint --format github",
        "adjudge test --cov-fail-under 100",
    ]
    assert workflow["permissions"] == {"contents": "read"}
    assert [hook["entry"] for hook in hooks] == ["adjudge lint", "adjudge test --quiet"]
    assert [(folder / schema).is_file() for schema in editor["yaml.schemas"]] == [True]
    assert tomllib.loads((folder / "adjudge.toml").read_text()) == {"rules": ["rules"], "fail_on": "review"}


def test_a_plugin_of_the_command_line_is_in_the_settings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, the rules that were proposed by its adapter could not be loaded."""
    (folder.parent / "quiet_plugin.py").write_text('"""A plugin that does nothing."""\n')
    monkeypatch.syspath_prepend(folder.parent)

    assert run(["init", "-p", "quiet_plugin"]) == 0
    assert tomllib.loads((folder / "adjudge.toml").read_text())["plugins"] == ["quiet_plugin"]
