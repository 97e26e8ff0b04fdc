"""``check --shadow``: what other rules would say is recorded, and changes nothing that the rules in force say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import adjudge
from adjudge.cli import run

STRICT = "adjudge: 1\nrules:\n  - {id: total-is-there, given: $.total, required: true, on_fail: reject}\n"
LAX = "adjudge: 1\nrules:\n  - {id: buyer-is-there, given: $.buyer, required: true}\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("strict.yaml").write_text(STRICT, "utf-8")
    Path("lax.yaml").write_text(LAX, "utf-8")
    Path("a.json").write_text('{"total": 5}', "utf-8")


@pytest.mark.parametrize(("rules", "shadow", "code"), [("strict.yaml", "lax.yaml", 0), ("lax.yaml", "strict.yaml", 1)])
def test_the_shadow_is_recorded_and_counts_for_nothing(
    capsys: pytest.CaptureFixture[str], rules: str, shadow: str, code: int
) -> None:
    assert run(["check", "a.json", "-R", rules, "--shadow", shadow, "--format", "jsonl"]) == code
    told = json.loads(capsys.readouterr().out)
    recorded = told.pop("shadow")

    verdicts = {file: adjudge.check(Path("a.json"), file, document="a.json").to_dict() for file in (rules, shadow)}
    assert told == json.loads(json.dumps(verdicts[rules]))
    assert recorded == json.loads(json.dumps(verdicts[shadow]))


def test_without_it_a_verdict_has_no_such_key(capsys: pytest.CaptureFixture[str]) -> None:
    """Stored verdicts and goldens stay as they are."""
    run(["check", "a.json", "-R", "strict.yaml", "--format", "jsonl"])
    assert "shadow" not in json.loads(capsys.readouterr().out)


def test_a_narrowed_run_decides_nothing_that_could_be_compared(capsys: pytest.CaptureFixture[str]) -> None:
    Path("both.yaml").write_text(STRICT + LAX.partition("rules:\n")[2], "utf-8")
    run(["check", "a.json", "-R", "both.yaml", "--shadow", "lax.yaml", "-k", "total"])
    assert "SHADOW" not in capsys.readouterr().out
