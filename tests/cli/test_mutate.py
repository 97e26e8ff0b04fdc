"""``adjudge mutate``: what counts as a catch, what does not count, and that a run can be repeated."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from adjudge.cli import run

RULES = """\
adjudge: 1
fields:
  net: {at: $.net, type: money}
  tax: {at: $.tax, type: money}
  total: {at: $.total, type: money}
rules:
  - {id: adds-up, assert: "net + tax == approx(total, abs=0.05)"}
  - {id: number-is-there, given: $.number, required: true, on_fail: note}
"""
GOOD = {"number": "A-1", "net": "100.00", "tax": "19.00", "total": "119.00"}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules.yaml").write_text(RULES, "utf-8")
    (tmp_path / "corpus").mkdir()
    return tmp_path


def mutate(capsys: pytest.CaptureFixture[str], *arguments: str, mutants: int = 1000) -> Any:
    """Run it over all mutants there are, and give the report."""
    capsys.readouterr()
    command = ["mutate", "-R", "rules.yaml", "--corpus", "corpus", "--format", "json", "--mutants", str(mutants)]
    run([*command, *arguments])
    return json.loads(capsys.readouterr().out)


def store(project: Path, name: str, payload: Any) -> None:
    (project / "corpus" / f"{name}.json").write_text(json.dumps(payload), "utf-8")


def test_a_change_within_a_tolerance_does_not_count(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One that is no larger than 0.05 in all cannot be told from rounding: no seed makes a survivor of it."""
    store(project, "a", GOOD)
    seen = {"equivalent": 0, "caught": 0}
    for seed in range(40):
        report = mutate(capsys, "--type", "money", "--only", "digit*@$.t*", "--seed", str(seed))
        assert report["caught"] == report["mutants"]
        seen["equivalent"] += report["equivalent"]
        seen["caught"] += report["caught"]

    assert min(seen.values()) > 0


def test_a_note_is_no_catch(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store(project, "a", GOOD)

    report = mutate(capsys, "--only", "dropped@$.number")

    (group,) = report["survivors"]
    assert report["caught"] == 0
    assert group["mutants"][0]["seen_by"] == [{"nodeid": "rules.yaml::number-is-there", "ends": "note"}]
    assert group["would_catch"] == '{id: number-is-there, given: "$.number", required: true}'


def test_a_document_in_review_still_shows_a_catch(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The other rule finds something it did not find before; the verdict is a review both times."""
    rules = RULES + "  - {id: seller-is-there, given: $.seller, required: true}\n"
    (project / "rules.yaml").write_text(rules, "utf-8")
    store(project, "in-review", {**GOOD, "total": "120.00", "seller": "Nordlys"})

    report = mutate(capsys, "--only", "dropped@$.seller")

    assert (report["caught"], report["mutants"]) == (1, 1)
    assert report["rules"]["rules.yaml::seller-is-there"] == {"caught": 1, "alone": 1}


def test_what_a_failing_rule_reads_does_not_count(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It fails with the damage and without it: that it noticed cannot be told, nor that it did not."""
    store(project, "wrong", {**GOOD, "total": "120.00"})

    report = mutate(capsys, "--only", "decimal-shifted@$.total")

    assert (report["mutants"], report["masked"]) == (0, 1)


def test_an_accept_that_is_lost_because_nothing_was_evaluated_is_a_catch(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = "adjudge: 1\nrules: [{id: positive, when: exists(doc.total), assert: doc.total > 0}]\n"
    (project / "rules.yaml").write_text(rule, "utf-8")
    store(project, "a", {"total": 5})

    report = mutate(capsys, "--only", "dropped@$.total")

    assert report["rules"]["adjudge::nothing-evaluated"] == {"caught": 1, "alone": 1}


def test_every_survivor_has_a_command_that_prints_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stored = {"corpus/it's odd.json": {**GOOD, "note $x": "7 days"}, "corpus/many.jsonl:1": {**GOOD, "number": "A-9"}}
    store(project, "it's odd", stored["corpus/it's odd.json"])
    (project / "corpus" / "many.jsonl").write_text(json.dumps(stored["corpus/many.jsonl:1"]) + "\n", "utf-8")

    report = mutate(capsys, "--seed", "3")

    survivors = [mutant for group in report["survivors"] for mutant in group["mutants"]]
    assert stored.keys() == {each["document"] for each in survivors}
    for each in survivors:
        program, *arguments = shlex.split(each["command"])
        assert (program, run(arguments)) == ("adjudge", 0)
        shown = capsys.readouterr()
        assert shown.out.count("\n") == 1
        assert json.loads(shown.out) != stored[each["document"]]
        assert f"{each['id']}: {each['damage']}\n" in shown.err


def test_the_report_is_the_same_with_any_number_of_workers(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(40):
        store(project, f"{number:02}", {**GOOD, "number": f"A-{number}"})

    reports = [
        mutate(capsys, *more, mutants=6) for more in ((), ("--workers", "2"), ("--workers", "3"), ("--seed", "1"))
    ]

    assert reports[0] == reports[1] == reports[2]
    assert reports[0] != reports[3]


@pytest.mark.parametrize(("under", "code"), [("0", 0), ("66", 0), ("67", 1), ("100", 1)])
def test_fail_under_is_the_least_share_that_must_be_caught(project: Path, under: str, code: int) -> None:
    """Two of three are caught: the note of the third is none."""
    store(project, "a", GOOD)
    only = [word for name in ("number", "net", "total") for word in ("--only", f"dropped@$.{name}")]

    assert run(["mutate", "-R", "rules.yaml", "--corpus", "corpus", *only, "--fail-under", under]) == code


@pytest.mark.parametrize(
    ("payload", "spot", "advice"),
    [
        (
            {"lines": [{"n": 2, "p": 5, "a": 10}, {"n": 3, "p": 4, "a": 12}]},
            "decimal-shifted@$.lines[1].p",
            "all(line.n * line.p == approx(line.a, abs=0.01) for line in doc.lines)",
        ),
        (
            {"lines": [{"a": 10}, {"a": 12}], "sum": 22},
            "line-doubled@$.lines[0]",
            "sum(doc.lines[*].a) == approx(doc.sum, abs=0.01)",
        ),
        ({"a b": 7, "b": 5, "c": 12}, "sign-changed@$['a b']", 'doc["a b"] + doc.b == approx(doc.c, abs=0.01)'),
    ],
)
def test_a_relation_that_holds_of_the_document_is_proposed(
    project: Path, capsys: pytest.CaptureFixture[str], payload: Any, spot: str, advice: str
) -> None:
    """It is one that the mutant breaks: the proposal alone catches it."""
    (project / "rules.yaml").write_text("adjudge: 1\nrules: [{id: any, assert: 1 == 1}]\n", "utf-8")
    store(project, "a", payload)

    (group,) = mutate(capsys, "--only", spot)["survivors"]

    assert json.dumps(advice) in group["would_catch"]
    (project / "rules.yaml").write_text(f"adjudge: 1\nrules:\n  - {group['would_catch']}\n", "utf-8")
    assert mutate(capsys, "--only", spot)["caught"] == 1


def test_a_job_that_failed_has_nothing_to_damage(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store(project, "failed", {"status": "failed", "success": False, "error": "page is blank"})

    assert run(["mutate", "-R", "rules.yaml", "--corpus", "corpus"]) == 5
    assert "failed.json: the extraction failed: page is blank" in capsys.readouterr().err


def test_a_known_finding_is_no_catch(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is suppressed costs nothing, so nobody would look at the mutant."""
    rules = RULES + (
        "  - {id: net-is-there, given: net, required: true}\n"
        'suppressions:\n  - {rule: adds-up, document: "corpus/old-*.json", reason: they were scanned by hand}\n'
    )
    (project / "rules.yaml").write_text(rules, "utf-8")
    store(project, "old-1", GOOD)
    store(project, "new-1", GOOD)

    report = mutate(capsys, "--only", "sign-changed@$.total")

    assert (report["caught"], report["mutants"]) == (1, 2)
    (group,) = report["survivors"]
    assert [each["document"] for each in group["mutants"]] == ["corpus/old-1.json"]
