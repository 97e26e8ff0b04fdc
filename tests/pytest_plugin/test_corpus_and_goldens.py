"""Documents of a corpus as test cases, and their golden verdicts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

pytest_plugins = ["pytester"]

Run = Callable[..., pytest.RunResult]


def snapshot(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.verdict.json"))}


def loosen(project: pytest.Pytester) -> None:
    """Widen the tolerance so that the document whose sum is off by 2 is accepted."""
    rules = project.path / "rules" / "invoice.yaml"
    rules.write_text(rules.read_text("utf-8").replace("abs=0.01", "abs=2"), "utf-8")


def test_a_test_runs_once_per_document_in_order_of_names(project: pytest.Pytester, run: Run) -> None:
    (project.path / "corpus" / "a.json").write_text("{}", "utf-8")

    result = run("--co", "-q", "test_documents.py")

    assert [line for line in result.outlines if "::" in line] == [
        "test_documents.py::test_golden[a]",
        "test_documents.py::test_golden[good]",
        "test_documents.py::test_golden[many-1]",
    ]


def test_a_missing_golden_fails_and_is_written_when_asked_for(project: pytest.Pytester, run: Run) -> None:
    result = run()
    result.assert_outcomes(failed=2, passed=3)
    result.stdout.fnmatch_lines(
        ["*corpus/good.verdict.json does not exist (the decision is accept): --adjudge-update=new writes it"]
    )

    run("--adjudge-update=new").assert_outcomes(passed=5)
    run().assert_outcomes(passed=5)

    assert json.loads(snapshot(project.path / "corpus")["many-1.verdict.json"]) == {
        "schema": 1,
        "decision": "review",
        "results": {"rules/invoice.yaml::total-is-there": "pass", "rules/invoice.yaml::lines-add-up": "fail"},
        "findings": {
            "rules/invoice.yaml::lines-add-up $.lines[0].amount": {
                "outcome": "fail",
                "cause": None,
                "effect": "review",
                "reason": "$.total is 7.00 but the 1 item of lines adds up to 5.00 (difference 2.00, tolerance 0.01)",
            }
        },
    }


def test_a_changed_verdict_is_told_by_decision_rule_and_reason(project: pytest.Pytester, run: Run) -> None:
    """A reader must understand the change without opening a file."""
    run("--adjudge-update=new")
    loosen(project)

    result = run("test_documents.py")

    result.assert_outcomes(failed=1, passed=1)
    told = [line for line in result.outlines if line.startswith("E ")]
    assert told == [
        "E       assert corpus/many-1.verdict.json: the decision was review, is now accept",
        "E           rules/invoice.yaml::lines-add-up: was fail, is now pass",
        "E             - fail (review): $.total is 7.00 but the 1 item of lines adds up to 5.00 "
        "(difference 2.00, tolerance 0.01)",
    ]


def test_a_move_towards_accept_is_written_only_when_allowed(project: pytest.Pytester, run: Run) -> None:
    run("--adjudge-update=new")
    loosen(project)
    before = snapshot(project.path / "corpus")

    refused = run("--adjudge-update=changed", "test_documents.py")
    refused.assert_outcomes(failed=1, passed=1)
    refused.stdout.fnmatch_lines(["*it moves towards accept: --adjudge-allow-loosen lets the update write it"])
    assert snapshot(project.path / "corpus") == before

    run("--adjudge-update=changed", "--adjudge-allow-loosen", "test_documents.py").assert_outcomes(passed=2)
    assert json.loads(snapshot(project.path / "corpus")["many-1.verdict.json"])["decision"] == "accept"


def test_a_move_away_from_accept_is_written_by_changed_but_not_by_new(project: pytest.Pytester, run: Run) -> None:
    loosen(project)
    run("--adjudge-update=new")
    rules = project.path / "rules" / "invoice.yaml"
    rules.write_text(rules.read_text("utf-8").replace("abs=2", "abs=1"), "utf-8")

    run("--adjudge-update=new", "test_documents.py").assert_outcomes(failed=1, passed=1)
    run("--adjudge-update=changed", "test_documents.py").assert_outcomes(passed=2)


@pytest.mark.parametrize(("ci", "code"), [("true", 4), ("1", 4), ("false", 0), ("", 0)])
def test_updates_are_refused_in_ci(
    project: pytest.Pytester, run: Run, monkeypatch: pytest.MonkeyPatch, ci: str, code: int
) -> None:
    monkeypatch.setenv("CI", ci)

    assert run("--adjudge-update=all").ret == code
    assert bool(snapshot(project.path / "corpus")) == (code == 0)


def test_goldens_without_a_document_are_told_and_deleted_when_asked(project: pytest.Pytester, run: Run) -> None:
    run("--adjudge-update=new")
    (project.path / "corpus" / "good.json").unlink()

    told = run()
    told.stdout.fnmatch_lines(
        ["*adjudge: goldens without a document*", "corpus/good.verdict.json", "--adjudge-update=unused deletes them"]
    )
    told.assert_outcomes(passed=4)

    run("--adjudge-update=unused")
    assert list(snapshot(project.path / "corpus")) == ["many-1.verdict.json"]


def test_a_sidecar_gives_marks_adapter_and_facts(project: pytest.Pytester, run: Run) -> None:
    (project.path / "corpus" / "good.toml").write_text('xfail = "known gap"\nmarks = ["slow"]\n', "utf-8")
    (project.path / "pytest.ini").write_text("[pytest]\nadjudge_rules = rules\nmarkers = slow: takes long\n", "utf-8")

    run("-m", "slow").assert_outcomes(xfailed=1, deselected=4)


def test_a_sidecar_with_a_typo_is_an_error(project: pytest.Pytester, run: Run) -> None:
    (project.path / "corpus" / "good.toml").write_text("mark = ['slow']\n", "utf-8")

    result = run("test_documents.py")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(['*good.toml: unknown key "mark"; did you mean "marks"?'])


def test_an_empty_corpus_is_an_error_and_no_pass(project: pytest.Pytester, run: Run) -> None:
    for path in (project.path / "corpus").iterdir():
        path.unlink()

    result = run("test_documents.py")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*no document in the corpus *: it is searched for *.json and *.jsonl"])


def test_the_ruleset_can_be_overridden(project: pytest.Pytester, run: Run) -> None:
    project.makeconftest(
        """
        import pytest

        @pytest.fixture(scope="session")
        def ruleset(adjudge):
            return adjudge.load_rules("adjudge:recommended")
        """
    )
    project.makepyfile(
        test_documents="""
        def test_verdict(verdict, extraction):
            assert [result.nodeid.split("::")[0] for result in verdict.results][0] == "adjudge:recommended"
            assert extraction["$.total"].value in (5, 7)
        """
    )

    run("test_documents.py").assert_outcomes(passed=2)


def test_junit_reports_carry_the_decision_and_the_rules(project: pytest.Pytester, run: Run) -> None:
    run("--adjudge-update=new", "--junitxml=report.xml", "test_documents.py")

    properties = ET.parse(project.path / "report.xml").iter("property")  # noqa: S314  # written by this test
    found = [(each.get("name"), each.get("value")) for each in properties]
    assert [pair for pair in found if pair[0] == "adjudge_decision"] == [
        ("adjudge_decision", "accept"),
        ("adjudge_decision", "review"),
    ]
    fingerprints = {value for name, value in found if name == "adjudge_ruleset"}
    assert [len(value or "") for value in fingerprints] == [64]


@pytest.mark.usefixtures("project")
def test_two_workers_update_and_agree(run: Run) -> None:
    pytest.importorskip("xdist")
    workers = ("-p", "xdist", "-n", "2")

    run(*workers, "--adjudge-update=all").assert_outcomes(passed=5)
    run(*workers).assert_outcomes(passed=5)
    run().assert_outcomes(passed=5)
