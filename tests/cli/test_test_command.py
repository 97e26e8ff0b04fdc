"""``adjudge test``; whole runs are in ``tests/scenarios/test-*``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any
from xml.etree import ElementTree

import pytest

from adjudge.cli import run

Write = Callable[[str, str], None]

TOTAL = """\
adjudge: 1
fields: {total: {at: $.total, type: money}}
rules:
  - id: small
    given: total
    range: {max: 100}
    tests:
      - {given: {total: 100}, expect: pass}
      - {given: {total: 100.01}, expect: fail}
      - {id: none, expect: unknown}
"""


@pytest.fixture(autouse=True)
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    monkeypatch.chdir(tmp_path)

    def writes(name: str, text: str) -> None:
        (tmp_path / name).write_text(dedent(text), encoding="utf-8")

    return writes


def described(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    run(["test", "--format", "json", *arguments])
    return json.loads(capsys.readouterr().out)


def test_tests_are_named_by_id_or_place_and_end_as_they_say(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("r.yaml", TOTAL)

    assert run(["test", "-R", "r.yaml"]) == 0
    capsys.readouterr()
    assert [(test["nodeid"], test["end"], test["outcome"]) for test in described(capsys, "-R", "r.yaml")["tests"]] == [
        ("r.yaml::small::0", "passed", "pass"),
        ("r.yaml::small::1", "passed", "fail"),
        ("r.yaml::small::none", "passed", "unknown"),
    ]


def test_the_place_of_a_test_with_an_id_names_it_too(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("r.yaml", TOTAL)

    tests = described(capsys, "-R", "r.yaml", "r.yaml::small::2")["tests"]

    assert [test["nodeid"] for test in tests] == ["r.yaml::small::none"]


def test_every_mismatch_is_told_at_once_with_its_place(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("r.yaml", TOTAL.replace("expect: pass", "expect: skip").replace("expect: unknown", "expect: error"))

    assert run(["test", "-R", "r.yaml", "-q"]) == 1

    out = capsys.readouterr().out
    assert "r.yaml:8:9: expected skip, got pass\n" in out
    assert "r.yaml:10:9: expected error, got unknown: $.total is absent\n" in out
    assert "range: {max: 100} of total\n" in out


def test_x_stops_at_the_first_failure_and_maxfail_after_so_many(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write("r.yaml", TOTAL.replace("expect: pass", "expect: skip").replace("expect: fail", "expect: skip"))

    assert len(described(capsys, "-R", "r.yaml", "-x")["tests"]) == 1
    assert len(described(capsys, "-R", "r.yaml", "--maxfail", "2")["tests"]) == 2
    assert len(described(capsys, "-R", "r.yaml", "--maxfail", "3")["tests"]) == 3


@pytest.mark.parametrize(
    ("changes", "ran", "not_run"),
    [
        pytest.param("range: {max: 50}", [], ["0", "1", "none"], id="an-override-of-the-check"),
        pytest.param("range: {max: 50}\n    tests: [{expect: unknown}]", ["0"], [], id="with-tests-of-its-own"),
        pytest.param("on_fail: reject", ["0", "1", "none"], [], id="of-an-effect-which-no-test-sees"),
    ],
)
def test_inherited_tests_do_not_run_where_an_override_changed_what_they_test(
    write: Write, capsys: pytest.CaptureFixture[str], changes: str, ran: list[str], not_run: list[str]
) -> None:
    """They were written for another rule; that they did not run is said."""
    write("base.yaml", TOTAL)
    write("r.yaml", f"adjudge: 1\nextends: base.yaml\noverride:\n  small:\n    {changes}\n")

    said = described(capsys, "-R", "r.yaml")

    assert [test["nodeid"] for test in said["tests"]] == [f"base.yaml::small::{name}" for name in ran]
    assert said["not_run"] == [f"base.yaml::small::{name}" for name in not_run]


def test_a_run_of_tests_that_all_are_left_out_is_no_success(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("base.yaml", TOTAL)
    write("r.yaml", "adjudge: 1\nextends: base.yaml\noverride: {small: {range: {max: 50}}}\n")

    assert run(["test", "-R", "r.yaml"]) == 5
    assert capsys.readouterr().out.startswith(
        f"{' short summary '.center(80, '=')}\nNOT RUN base.yaml::small - 3 tests of the rule before an override"
    )


def test_a_disabled_rule_is_tested_as_if_it_were_not(write: Write) -> None:
    """What is wrong with it should be known before it is enabled again."""
    write("r.yaml", TOTAL + "disable: {small: too many false alarms}\n")

    assert run(["test", "-R", "r.yaml"]) == 0


def test_a_payload_that_cannot_be_judged_is_an_error_of_its_test(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write("p.json", "{")
    write("r.yaml", TOTAL + "      - {payload: p.json, expect: pass}\n")

    assert run(["test", "-R", "r.yaml", "-q", "-rE"]) == 1
    assert (
        "ERROR   r.yaml::small::3\n      r.yaml:11:9: p.json: the payload is no JSON: it ends too early\n"
        in capsys.readouterr().out
    )


def test_collect_only_lists_the_tests_and_runs_none(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("r.yaml", TOTAL.replace("expect: pass", "expect: skip"))

    assert run(["test", "-R", "r.yaml", "--co", "r.yaml::small::none"]) == 0
    assert capsys.readouterr().out == "r.yaml::small::none\n1 test collected\n"


def test_a_junit_report_tells_failures_and_what_is_expected_to_fail(write: Write) -> None:
    """Hostile text in a reason must not break the report."""
    write("r.yaml", TOTAL.replace("expect: fail", 'expect: pass, reason: "<&>"'))
    write("x.yaml", TOTAL.replace("expect: fail", "expect: pass, xfail: rounding"))

    assert run(["test", "-R", "r.yaml", "-R", "x.yaml", "--junitxml", "out.xml", "-q"]) == 1

    suites = {suite.get("name"): suite for suite in ElementTree.parse("out.xml").getroot()}  # noqa: S314  # our own
    counts = ("tests", "failures", "errors", "skipped")
    assert [[suite.get(name) for name in counts] for suite in suites.values()] == [
        ["3", "1", "0", "0"],
        ["3", "0", "0", "1"],
    ]
    failure = suites["r.yaml"].find("testcase[@name='small::1']/failure")
    assert failure is not None
    assert failure.get("message") == "expected pass, got fail: $.total is 100.01, expected at most 100"
    skipped = suites["x.yaml"].find("testcase[@name='small::1']/skipped")
    assert skipped is not None
    assert skipped.get("message") == "expected to fail: rounding"


# ---------------------------------------------------------------- --lf
def test_lf_runs_what_failed_last_until_it_holds(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    broken = TOTAL.replace("expect: fail", "expect: pass")
    write("r.yaml", broken)
    assert run(["test", "-R", "r.yaml"]) == 1
    capsys.readouterr()

    assert [test["nodeid"] for test in described(capsys, "-R", "r.yaml", "--lf")["tests"]] == ["r.yaml::small::1"]
    write("r.yaml", TOTAL)
    assert [test["nodeid"] for test in described(capsys, "-R", "r.yaml", "--lf")["tests"]] == ["r.yaml::small::1"]
    assert len(described(capsys, "-R", "r.yaml", "--lf")["tests"]) == 3


def test_a_narrowed_run_does_not_forget_what_failed_elsewhere(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("r.yaml", TOTAL.replace("expect: fail", "expect: pass"))
    run(["test", "-R", "r.yaml"])
    run(["test", "-R", "r.yaml", "r.yaml::small::0"])
    capsys.readouterr()

    assert [test["nodeid"] for test in described(capsys, "-R", "r.yaml", "--lf")["tests"]] == ["r.yaml::small::1"]


# ---------------------------------------------------------------- coverage
def coverage_of(capsys: pytest.CaptureFixture[str]) -> Any:
    return described(capsys, "-R", "r.yaml", "--cov")["coverage"]


def test_a_rule_is_covered_when_it_was_seen_to_pass_to_fail_and_to_be_unknown(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write("r.yaml", TOTAL)

    assert coverage_of(capsys) == {
        "percent": 100.0,
        "rules": [{"nodeid": "r.yaml::small", "seen": ["fail", "pass", "unknown"], "missing": [], "without": None}],
    }


def test_what_would_make_a_rule_unknown_is_named(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("r.yaml", TOTAL.replace("      - {id: none, expect: unknown}\n", ""))

    assert coverage_of(capsys) == {
        "percent": 66.7,
        "rules": [
            {"nodeid": "r.yaml::small", "seen": ["fail", "pass"], "missing": ["unknown"], "without": "total"},
        ],
    }


def test_a_rule_that_no_missing_evidence_makes_unknown_need_not_show_it(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write(
        "r.yaml",
        """\
        adjudge: 1
        rules:
          - id: there
            given: $.a
            required: true
            tests: [{given: {$.a: 1}, expect: pass}, {expect: fail}]
        """,
    )

    assert coverage_of(capsys)["percent"] == 100.0


def test_tests_that_do_not_hold_or_are_expected_to_fail_cover_nothing(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    text = TOTAL.replace("{given: {total: 100}, expect: pass}", "{given: {total: 101}, expect: pass, xfail: rounding}")
    write("r.yaml", text.replace("{id: none, expect: unknown}", "{id: none, expect: fail}"))

    (rule,) = coverage_of(capsys)["rules"]
    assert (rule["seen"], rule["missing"]) == (["fail"], ["pass", "unknown"])


def test_rules_without_tests_count_against_the_coverage(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("r.yaml", TOTAL + "  - {id: other, given: $.b, required: true}\n")

    assert coverage_of(capsys)["percent"] == 60.0


def test_rows_of_params_cover_their_rule_together(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        "r.yaml",
        """\
        adjudge: 1
        rules:
          - id: key
            required: true
            params: [{id: a, given: $.a}, {id: b, given: $.b}]
            tests: [{given: {$.a: 1}, expect: {a: pass, b: fail}}]
        """,
    )

    assert coverage_of(capsys)["rules"] == [
        {"nodeid": "r.yaml::key", "seen": ["fail", "pass"], "missing": [], "without": None}
    ]


@pytest.mark.parametrize(("least", "code"), [("66.6", 0), ("66.7", 1)])
def test_the_least_coverage_itself_is_enough(write: Write, least: str, code: int) -> None:
    write("r.yaml", TOTAL.replace("      - {id: none, expect: unknown}\n", ""))

    assert run(["test", "-R", "r.yaml", "--cov-fail-under", least]) == code


def test_exactly_the_least_coverage_is_enough(write: Write) -> None:
    write("r.yaml", TOTAL)

    assert run(["test", "-R", "r.yaml", "--cov-fail-under", "100"]) == 0


@pytest.mark.parametrize(
    "pack", ["recommended", "invoice", "receipt", "en16931", "nutrient", "extend", "datalab", "parsefy", "llamaextract"]
)
def test_the_tests_of_every_shipped_pack_hold(pack: str) -> None:
    assert run(["test", "-q", "-R", f"adjudge:{pack}"]) == 0
