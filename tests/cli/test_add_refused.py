"""What ``adjudge test --add`` refuses: it says why, and nothing is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adjudge.cli import run
from support.adding import HEAD, INVOICE, LINE_AMOUNT, write
from support.payloads import extend


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("invoice.json", json.dumps(INVOICE))
    return tmp_path


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Give what is said where nothing is written."""
    before = {file: file.read_bytes() for file in Path().glob("*.yaml")}
    assert run(["test", "--add", *arguments]) == 4
    assert {file: file.read_bytes() for file in Path().glob("*.yaml")} == before
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(
            ["invoice.json", "r.yaml::line-amount[0]"],
            "adjudge: r.yaml::line-amount has a test of these values already, at r.yaml:10:7, which expects pass; "
            "nothing is written\n",
            id="the-same-test",
        ),
        pytest.param(
            ["invoice.json", "r.yaml::line-amount[7]"],
            "adjudge: r.yaml::line-amount judged no item 7 of this payload\n",
            id="an-item-that-is-not-there",
        ),
        pytest.param(
            ["invoice.json", "r.yaml::line-amout"],
            'adjudge: no rule "r.yaml::line-amout"; did you mean "r.yaml::line-amount"?\n',
            id="no-such-rule",
        ),
        pytest.param(
            ["no.json", "line-amount"], "adjudge: no.json: there is no such file or folder\n", id="no-payload"
        ),
        pytest.param(
            ["invoice.json"],
            "adjudge: --add writes one test: name the payload, and the one rule that it is for\n",
            id="no-rule",
        ),
        pytest.param(
            ["failed.json", "line-amount"],
            "adjudge: failed.json: the job failed (too blurred), so that no rule judged it\n",
            id="a-failed-job",
        ),
        pytest.param(
            ["hidden.json", "r.yaml::name"],
            "adjudge: the file could not be loaded with the test, so nothing is written: r.yaml:12:74: hidden",
            id="what-no-rule-file-can-hold",
        ),
        pytest.param(
            ["../p.json", "r.yaml::version"],
            "adjudge: r.yaml::version judges what only a whole payload shows (pages, flags, other items, very many "
            "values): keep it as a file of its own inside the rules root, and name the whole rule\n",
            id="what-only-a-file-elsewhere-has",
        ),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_is(
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    (here / "rules").mkdir()
    monkeypatch.chdir(here / "rules")
    rules = LINE_AMOUNT + "    tests:\n    - {given: {lines: [{price: 5, quantity: 2, amount: 10}]}, expect: pass}\n"
    rules += '  - {id: version, assert: extraction.version == "2026-02-09"}\n'
    write("r.yaml", HEAD + rules + "  - {id: name, given: $.name, required: true}\n")
    write("invoice.json", json.dumps(INVOICE))
    write("../p.json", json.dumps(extend({"total": "4.00"}, {})))
    write("hidden.json", json.dumps({"name": "a\u202eb"}))
    write(
        "failed.json",
        json.dumps({"object": "extract_run", "id": "1", "status": "FAILED", "failureMessage": "too blurred"}),
    )

    assert refusal(capsys, *arguments, "-R", "r.yaml").startswith(said)


def test_a_rule_of_a_pack_is_not_the_users_to_change(capsys: pytest.CaptureFixture[str]) -> None:
    said = refusal(capsys, "invoice.json", "every-value-is-confident", "-R", "adjudge:recommended")

    assert said == (
        "adjudge: adjudge:recommended::every-value-is-confident is in the pack adjudge:recommended, which is not yours "
        "to change; put it to a rule of your own\n"
    )


def test_a_file_that_cannot_be_written_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The disk is full, the folder another's: the file is what it was, and no draft is left beside it."""
    write("r.yaml", HEAD + LINE_AMOUNT)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)

    said = refusal(capsys, "invoice.json", "line-amount[0]", "-R", "r.yaml")
    assert said.endswith("r.yaml: cannot be written: No space left on device\n")
    assert sorted(file.name for file in Path().iterdir()) == ["invoice.json", "r.yaml"]
