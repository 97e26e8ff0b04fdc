"""The GitHub Action: its steps run here as a runner runs them, with what a runner gives them."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from adjudge.cli import run

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
INSTALL, LINT, TEST, CHECK, COMPARE, COMMENT = STEPS
BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail"]
PAYLOAD = '{"total": "12.50", "number": "A-7"}'

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


class Ended(NamedTuple):
    """How a step ended, and what it added to the summary of the job."""

    code: int
    out: str
    summary: str


class Runner:
    """A workspace with a repository of rules, and a folder for temporary files that has ``adjudge``."""

    def __init__(self, folder: Path) -> None:
        self.workspace, self.temp, self.bin = folder / "workspace", folder / "temp", folder / "bin"
        for each in (self.workspace, self.bin, self.temp / "adjudge" / "bin"):
            each.mkdir(parents=True)
        self.command(self.temp / "adjudge" / "bin" / "adjudge", f'exec {shlex.quote(sys.executable)} -m adjudge "$@"')

    def command(self, file: Path, script: str) -> None:
        """Put a command on the path, or at another place."""
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)

    def step(self, name: str, **inputs: str) -> Ended:
        """Run one step; inputs that are not given have their defaults."""
        given = {key: str(said.get("default", "")) for key, said in ACTION["inputs"].items()}
        given |= {key.replace("_", "-"): value for key, value in inputs.items()}
        values = {f"inputs.{key}": value for key, value in given.items()} | {"github.event.pull_request.number": "7"}
        summary = self.temp / "summary"
        summary.write_text("")
        environment = {
            **os.environ,
            "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_ACTION_PATH": "/action",
            "GITHUB_REPOSITORY": "acme/rules",
            **{key: evaluated(text, values) for key, text in STEPS[name].get("env", {}).items()},
        }
        folder = self.workspace / evaluated(STEPS[name].get("working-directory", "."), values)
        ended = subprocess.run(
            [*BASH, "-c", STEPS[name]["run"]], cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        return Ended(ended.returncode, ended.stdout + ended.stderr, summary.read_text("utf-8"))


def evaluated(text: str, values: dict[str, str]) -> str:
    """Fill in what stands between ``${{`` and ``}}``."""
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: values[found[1]], text)


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    """A runner whose workspace was begun by ``adjudge init``."""
    made = Runner(tmp_path)
    monkeypatch.chdir(made.workspace)
    (made.workspace / "payload.json").write_text(PAYLOAD)
    assert run(["init", "--from", "payload.json"]) == 0
    capsys.readouterr()
    return made


# ---------------------------------------------------------------- as a text
def test_it_is_a_composite_action_as_github_reads_it() -> None:
    assert set(ACTION) == {"name", "description", "inputs", "runs"}
    assert ACTION["runs"]["using"] == "composite"
    assert all(set(said) == {"description", "default"} for said in ACTION["inputs"].values())
    assert all(step["shell"] == "bash" and "uses" not in step for step in STEPS.values())
    assert {key for step in STEPS.values() for key in step} <= {
        *("name", "id", "if", "shell", "working-directory", "env", "run")
    }


@pytest.mark.parametrize("name", STEPS)
def test_no_expression_stands_in_a_script(name: str) -> None:
    """What a caller gives, a branch name for example, would be run as a part of it."""
    assert "${{" not in STEPS[name]["run"]
    assert subprocess.run([*BASH, "-n", "-c", STEPS[name]["run"]], check=False).returncode == 0


def test_every_input_is_used_and_every_used_one_is_there() -> None:
    used = set(re.findall(r"inputs\.([a-z-]+)", json.dumps(ACTION["runs"])))

    assert used == set(ACTION["inputs"])


def test_steps_after_a_failure_run_all_the_same() -> None:
    """One run tells everything; a step that was cancelled tells nothing."""
    assert all(step["if"].startswith("${{ !cancelled() && ") for name, step in STEPS.items() if name != INSTALL)


# ---------------------------------------------------------------- as it runs
def test_it_installs_what_stands_beside_it_and_what_is_asked_for(runner: Runner) -> None:
    """So the version of the action is the version of adjudge."""
    said = runner.temp / "said"
    script = f'mkdir -p "$3/bin"; printf \'#!/bin/sh\\necho "$@" > {said}\\n\' > "$3/bin/pip"; chmod +x "$3/bin/pip"'
    runner.command(runner.bin / "python3", script)

    assert runner.step(INSTALL, plugins="adjudge-azure==0.1\n\nadjudge-stdnum").code == 0
    assert said.read_text() == (
        f"install --quiet --disable-pip-version-check --requirement {runner.temp}/adjudge-plugins.txt -- /action\n"
    )
    assert (runner.temp / "adjudge-plugins.txt").read_text() == "adjudge-azure==0.1\n\nadjudge-stdnum\n"


def test_rules_that_hold_pass_every_step(runner: Runner) -> None:
    assert runner.step(LINT) == Ended(0, "", "")
    assert runner.step(TEST).code == 0
    assert runner.step(CHECK, payloads="payload.json").code == 0


def test_a_finding_of_lint_is_an_annotation_at_its_file(runner: Runner) -> None:
    (runner.workspace / "rules" / "bad.yaml").write_text("adjudge: 1\nrules: [{id: a, given: $.a, requird: true}]\n")
    ended = runner.step(LINT)

    assert ended.code == 4
    assert ended.out.startswith("::error title=ADJ003,file=rules/bad.yaml,line=2,col=29::")


def test_in_a_folder_of_the_checkout_annotations_name_it(runner: Runner) -> None:
    """GitHub counts from the root of the checkout."""
    (runner.workspace / "policy").mkdir()
    for name in ("rules", "adjudge.toml"):
        (runner.workspace / name).rename(runner.workspace / "policy" / name)
    (runner.workspace / "policy" / "rules" / "bad.yaml").write_text("adjudge: 1\nrulez: []\n")

    assert ",file=policy/rules/bad.yaml,line=2" in runner.step(LINT, working_directory="policy").out
    assert ",file=policy/rules/bad.yaml,line=2" in runner.step(LINT, working_directory="policy/").out


def test_rules_that_are_not_covered_fail_unless_that_is_not_asked_for(runner: Runner) -> None:
    (runner.workspace / "rules" / "a.yaml").write_text(
        "adjudge: 1\nrules: [{id: a, given: $.a, required: true, tests: [{expect: fail}]}]\n"
    )

    assert runner.step(TEST).code == 1
    assert runner.step(TEST, coverage="").code == 0
    assert runner.step(TEST, rules="rules/document.yaml").code == 0


def test_a_document_that_fails_is_annotated_and_in_the_summary(runner: Runner) -> None:
    (runner.workspace / "bad.json").write_text(json.dumps({"total": "-3", "number": "```\n::error::x"}))
    ended = runner.step(CHECK, payloads="bad.json")

    assert ended.code == 1
    assert "::warning title=rules/document.yaml::amounts-are-not-negative,file=bad.json" in ended.out.replace(
        "%3A", ":"
    )
    assert "$.total is -3.00, expected at least 0" in ended.summary
    assert runner.step(CHECK, payloads="bad.json", fail_on="reject").code == 0


def test_no_payload_is_no_success(runner: Runner) -> None:
    (runner.workspace / "none").mkdir()

    assert runner.step(CHECK, payloads="none").code == 5
    assert runner.step(CHECK, payloads="nowhere").code == 4


@pytest.mark.parametrize("name", [LINT, TEST, CHECK, COMPARE])
@pytest.mark.parametrize("hostile", ["$(touch owned)", '"; touch owned; "', "--help"])
def test_no_input_is_run_or_taken_for_an_option(name: str, hostile: str, runner: Runner) -> None:
    """Inputs can hold what a stranger wrote, the name of a branch for example."""
    ended = runner.step(name, rules=hostile, payloads=hostile, fail_on=hostile, compare_with=hostile, coverage=hostile)

    assert ended.code not in {0, 3}
    assert not list(runner.workspace.rglob("owned"))


# ---------------------------------------------------------------- the comparison
@pytest.fixture
def changed(runner: Runner) -> Runner:
    """A runner whose workspace has a change of rules that lets more pass."""

    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments],
            cwd=runner.workspace,
            check=True,
            capture_output=True,
        )

    (runner.workspace / "payload.json").write_text('{"total": "-3", "number": "A-7"}')
    git("init", "--quiet", "--initial-branch=main")
    git("add", ".")
    git("commit", "--quiet", "--message=a")
    file = runner.workspace / "rules" / "document.yaml"
    file.write_text(file.read_text().replace("range: {min: 0}", "range: {min: -5}"))
    git("commit", "--quiet", "--all", "--message=b")
    return runner


def test_a_change_of_rules_is_told_with_the_documents_it_moves(changed: Runner) -> None:
    ended = changed.step(COMPARE, payloads="payload.json", compare_with="HEAD~1")

    assert (ended.code, "payload.json" in ended.summary) == (0, True)
    assert "accept" in ended.summary


@pytest.mark.parametrize(
    ("own", "call"),
    [
        pytest.param("", "api repos/acme/rules/issues/7/comments --method POST", id="first"),
        pytest.param("42\n43", "api repos/acme/rules/issues/comments/42 --method PATCH", id="again"),
    ],
)
def test_one_comment_is_kept_on_a_pull_request(own: str, call: str, changed: Runner) -> None:
    """A comment a push would drown the discussion."""
    said, body = changed.temp / "said", changed.temp / "adjudge-comment.md"
    changed.command(
        changed.bin / "gh", f'echo "$@" >> {said}\ncase "$*" in *--paginate*) printf "%s" {shlex.quote(own)};; esac'
    )
    assert changed.step(COMPARE, payloads="payload.json", compare_with="HEAD~1").code == 0

    assert changed.step(COMMENT, token="t").code == 0  # noqa: S106  # no secret
    assert said.read_text().splitlines()[-1] == f"{call} --field body=@{body} --silent"
    assert body.read_text().startswith("<!-- adjudge diff -->\n")

    (changed.temp / "adjudge-diff.md").write_text("x" * 70_000)
    assert changed.step(COMMENT, token="t").code == 0  # noqa: S106  # no secret
    assert "too long for a comment" in body.read_text()
