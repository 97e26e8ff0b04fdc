"""``adjudge check --add-suppressions``: a repo starts today, and sees only what is new."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from adjudge.cli import run

RULES = """\
adjudge: 1
fields:
  total: {at: $.total, type: money}
  lines: {at: $.lines, each: {sku: text, amount: money}}
rules:
  - {id: line-is-positive, for: line in lines, assert: line.amount > 0, on_fail: reject}
  - {id: has-total, given: total, required: true}
  - {id: has-lines, given: lines, required: true}
"""
GOOD = [{"sku": "A", "amount": "1.00"}]
BAD = [{"sku": "A", "amount": "1.00"}, {"sku": "R", "amount": "-2.00"}]
KEY = "a78cb282eae19c12"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules").mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "rules/r.yaml").write_text(RULES)
    document("a", lines=BAD)
    return tmp_path


FILE = Path("rules/suppressions.yaml")


def document(name: str, **content: Any) -> None:
    Path(f"in/{name}.json").write_text(json.dumps({"total": "9.00", **content}))


def check(*arguments: str) -> int:
    return run(["check", "in", "-R", "rules", "-q", *arguments])


def add(*arguments: str, reason: str = "known") -> int:
    return check("--add-suppressions", "--reason", reason, *arguments)


def new_findings(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Give the findings that are not suppressed, by document and id."""
    capsys.readouterr()
    run(["check", "in", "-R", "rules", "--format", "json"])
    verdicts = json.loads(capsys.readouterr().out)["verdicts"]
    return [
        f"{verdict['document']} {result['nodeid']}[{finding['item']}]"
        for verdict in verdicts
        for result in verdict["results"]
        for finding in result["findings"]
        if finding["suppressed"] is None
    ]


def test_what_is_found_is_known_from_then_on_with_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert check() == 1
    assert add("--owner", "ap", "--until", "2199-12-31") == 0

    assert FILE.read_text() == (
        "adjudge: 1\n"
        "suppressions:\n"
        '  - rule: "r.yaml::line-is-positive"\n'
        '    document: "in/a.json"\n'
        '    path: "$.lines[*].amount"\n'
        f'    key: "{KEY}"\n'
        "    max_hits: 1\n"
        '    reason: "known"\n'
        '    owner: "ap"\n'
        '    until: "2199-12-31"\n'
    )
    assert capsys.readouterr().err.splitlines()[-1] == (
        "adjudge: rules/suppressions.yaml: 1 suppression added, of 1 finding"
    )
    assert check() == 0


@pytest.mark.parametrize(
    ("folder", "payloads", "rules"),
    [
        pytest.param(".", "in", "rules", id="from-where-it-was-written"),
        pytest.param("rules", "../in", ".", id="from-within"),
        pytest.param("/", "{here}/in", "{here}/rules", id="from-anywhere"),
    ],
)
def test_a_baseline_holds_from_wherever_it_is_loaded(
    folder: str, payloads: str, rules: str, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names of rules and documents are longer or shorter then; what is known stays known."""
    add()

    monkeypatch.chdir(here / folder)
    assert run(["check", payloads.format(here=here), "-R", rules.format(here=here), "-q"]) == 0


def test_a_baseline_holds_in_diff(capsys: pytest.CaptureFixture[str]) -> None:
    """Which names rules and documents from within their folders."""
    shutil.copytree("rules", "before")
    add("--until", "2199-12-31")
    capsys.readouterr()

    run(["diff", "before", "rules", "--corpus", "in", "--format", "json"])
    (row,) = json.loads(capsys.readouterr().out)["moves"]
    assert (row["document"], row["before"], row["after"]) == ("a.json", "reject", "accept")


def test_a_second_time_there_is_nothing_to_add(capsys: pytest.CaptureFixture[str]) -> None:
    add()
    before = FILE.read_bytes()

    assert add(reason="another") == 0
    assert FILE.read_bytes() == before
    assert "0 suppressions added, of 0 findings" in capsys.readouterr().err


def test_nothing_is_written_where_nothing_is_found() -> None:
    document("a", lines=GOOD)

    assert add() == 0
    assert not FILE.exists()


def test_only_what_is_new_is_seen(capsys: pytest.CaptureFixture[str]) -> None:
    """Lines that moved are known; another value, another document and another rule are not."""
    add()
    document("a", lines=[BAD[1], {"sku": "S", "amount": "-3.00"}, BAD[0]])
    document("b", lines=BAD)
    document("c", total=None, lines=GOOD)

    assert new_findings(capsys) == [
        "in/a.json rules/r.yaml::line-is-positive[1]",
        "in/b.json rules/r.yaml::line-is-positive[1]",
        "in/c.json rules/r.yaml::has-total[None]",
    ]


def test_the_same_finding_once_more_is_over_the_budget(capsys: pytest.CaptureFixture[str]) -> None:
    """Two findings with the same content cannot be told apart, but they can be counted."""
    add()
    document("a", lines=[*BAD, BAD[1]])

    assert check() == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        'adjudge: rules/suppressions.yaml:3:5: ADJ503 the suppression of "r.yaml::line-is-positive" hit 2, of 1 at most'
    )


def test_lines_of_a_file_of_json_lines_are_counted_not_numbered(capsys: pytest.CaptureFixture[str]) -> None:
    """A line that moves takes its findings with it."""
    rows = [json.dumps({"total": total, "lines": GOOD}) + "\n" for total in ("1.00", None, "3.00", None)]
    Path("in/a.json").unlink()
    Path("in/many.jsonl").write_text("".join(rows))
    add()

    assert [row.strip() for row in FILE.read_text().splitlines() if "document" in row or "max" in row] == [
        'document: "in/many.jsonl"',
        "max_hits: 2",
    ]
    Path("in/many.jsonl").write_text("".join([rows[1], rows[0], rows[3]]))
    assert new_findings(capsys) == []


@pytest.mark.parametrize(
    ("file", "options", "said"),
    [
        pytest.param(None, [], "--add-suppressions needs --reason: why the findings may stand", id="no-reason"),
        pytest.param(
            None, ["--reason", " "], "--add-suppressions needs --reason: why the findings may stand", id="a-blank-one"
        ),
        pytest.param(
            None,
            ["--reason", "r", "--until", "tomorrow"],
            '--until is "tomorrow", must be a date as 2026-12-31',
            id="no-date",
        ),
        pytest.param(
            None, ["--reason", "r", "-x"], "--add-suppressions writes all that is found; leave -x and --maxfail out",
            id="a-run-that-stops",
        ),
        pytest.param(
            None, ["--reason", "r", "-"],
            "--add-suppressions names documents, and what comes through standard input has no name",
            id="standard-input",
        ),
        pytest.param(
            "adjudge: 1\nsuppressions: [{rule: has-lines, path: $, reason: r}]\n", ["--reason", "r"],
            "rules/suppressions.yaml:2:15: suppressions stand in brackets; write each below a dash, then add more",
            id="a-list-in-brackets",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    file: str | None, options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if file is not None:
        FILE.write_text(file)

    assert check("--add-suppressions", *options) == 4
    assert capsys.readouterr().err == f"adjudge: {said}\n"
    assert (FILE.read_text() if FILE.exists() else None) == file
    assert sorted(path.name for path in Path("rules").iterdir()) == ["r.yaml"] + (["suppressions.yaml"] if file else [])


def test_a_reason_without_the_option_is_no_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--reason", "r") == 4
    assert capsys.readouterr().err == "adjudge: --reason, --owner and --until go with --add-suppressions\n"


def test_rules_without_a_folder_have_no_place_for_suppressions(capsys: pytest.CaptureFixture[str]) -> None:
    """A file beside the one that is named would not be read."""
    assert run(["check", "in", "-R", "rules/r.yaml", "-q", "--add-suppressions", "--reason", "r"]) == 4
    assert capsys.readouterr().err.startswith("adjudge: --add-suppressions writes suppressions.yaml of a rules folder")

    FILE.write_text("adjudge: 1\n")
    named = ["check", "in", "-R", "rules/r.yaml", "-R", "rules/suppressions.yaml", "-q"]
    assert run([*named, "--add-suppressions", "--reason", "r"]) == 0
    assert run(named) == 0


def test_what_cannot_be_suppressed_stays_and_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """Errors, and rules that say so: the command still fails by them."""
    Path("rules/r.yaml").write_text(
        RULES
        + "  - {id: adds-up, assert: lines[*].amount > 1}\n".replace("lines[*].amount", "doc.total")
        + "  - {id: never, given: $.gone, required: true, suppressible: false}\n"
    )

    assert add() == 1
    assert capsys.readouterr().err.splitlines()[-2:] == [
        "adjudge: rules/suppressions.yaml: 1 suppression added, of 3 findings",
        "adjudge: 2 findings left: errors, and those of rules that say suppressible: false",
    ]


def test_only_what_reaches_fail_on_is_written() -> None:
    """A note costs nothing, so that nothing is to be waived."""
    Path("rules/r.yaml").write_text(RULES.replace("on_fail: reject", "on_fail: note"))

    assert add() == 0
    assert not FILE.exists()


def test_a_part_of_the_rules_can_be_written() -> None:
    document("a", total=None, lines=BAD)

    add("-k", "has-total")
    assert [row for row in FILE.read_text().splitlines() if "rule:" in row] == ['  - rule: "r.yaml::has-total"']


def test_hostile_names_cannot_break_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    """File names and keys of documents can hold anything; the file loads, and knows them again."""
    Path("rules/r.yaml").write_text(RULES + "  - {id: leaves-are-short, given: $..*, length: {max: 9}}\n")
    name = 'x" \\ # : \u202e\x1b[31m\n- rule'
    content = {"a\u202eb": "long enough", "q\"'\\\n": "long enough", "é €": "long enough", "[0]": "long enough"}
    Path(f"in/{name}.json").write_text(json.dumps({"total": "1.00", "lines": GOOD, **content}))

    assert add() == 0
    assert new_findings(capsys) == []
    assert len([row for row in FILE.read_text().splitlines() if row.strip().startswith("key:")]) == 5


def test_a_file_that_cannot_be_written_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A full disk leaves the old file, and no half of a new one."""
    FILE.write_text("adjudge: 1\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert add() == 4
    assert capsys.readouterr().err.endswith("rules/suppressions.yaml: cannot be written: No space left on device\n")
    assert FILE.read_text() == "adjudge: 1\n"
    assert sorted(path.name for path in Path("rules").iterdir()) == ["r.yaml", "suppressions.yaml"]
