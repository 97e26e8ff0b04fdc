"""Inline tests of rule files as pytest items."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

pytest_plugins = ["pytester"]

Run = Callable[..., pytest.RunResult]

INLINE = [
    "rules/invoice.yaml::total-is-there::there",
    "rules/invoice.yaml::total-is-there::gone",
    "rules/invoice.yaml::lines-add-up::wrong-total",
]
WRONG = """\
adjudge: 1
fields:
  total: {at: $.total, type: money}
  lines: {at: $.lines, each: {amount: money}}
rules:
  - id: lines-add-up
    assert: sum(lines[*].amount) == approx(total, abs=0.01)
    tests:
      - {id: wrong-total, given: {total: 5, lines: [{amount: 4}]}, expect: pass}
"""


def collected(result: pytest.RunResult) -> list[str]:
    return [line for line in result.outlines if "::" in line and " " not in line]


def test_inline_tests_of_the_configured_rules_are_items(project: pytest.Pytester, run: Run) -> None:
    assert collected(run("--co", "-q", "rules")) == INLINE


@pytest.mark.usefixtures("project")
def test_inline_tests_are_selected_by_node_id_keyword_and_tag(run: Run) -> None:
    run(INLINE[2]).assert_outcomes(passed=1)
    run("rules", "-k", "total-is-there and not gone").assert_outcomes(passed=1, deselected=2)
    run("rules", "-k", "sums").assert_outcomes(passed=1, deselected=2)


def test_without_being_asked_nothing_is_collected(project: pytest.Pytester, run: Run) -> None:
    """Many projects have YAML files that are nobody's tests."""
    (project.path / "pytest.ini").write_text("[pytest]\n", "utf-8")

    assert collected(run("--co", "-q", "rules")) == []
    assert run("--co", "-q", "rules").ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_the_option_collects_rule_files_and_leaves_other_yaml_alone(project: pytest.Pytester, run: Run) -> None:
    (project.path / "pytest.ini").write_text("[pytest]\n", "utf-8")
    (project.path / "rules" / "other.yaml").write_text("name: [compose, file]\n", "utf-8")

    assert collected(run("--co", "-q", "--adjudge", "rules")) == INLINE


def test_a_failure_shows_place_outcome_and_operands_but_no_frames(project: pytest.Pytester, run: Run) -> None:
    (project.path / "rules" / "invoice.yaml").write_text(WRONG, "utf-8")

    result = run("rules")

    result.assert_outcomes(failed=1)
    assert [line.rstrip() for line in result.outlines[result.outlines.index(heading(result)) + 1 :][:5]] == [
        "rules/invoice.yaml:9:9: expected pass, got fail: $.total is 5.00 but the 1 item of lines adds up to 4.00 "
        "(difference 1.00, tolerance 0.01)",
        "    assert: sum(lines[*].amount) == approx(total, abs=0.01)",
        "        $.lines[0].amount  4",
        "        $.total            5",
        "",
    ]
    assert ".py" not in "".join(result.outlines[5:])


def heading(result: pytest.RunResult) -> str:
    return next(line for line in result.outlines if line.startswith("____"))


def test_a_rule_file_with_problems_is_a_collection_error_with_each_of_them(project: pytest.Pytester, run: Run) -> None:
    (project.path / "rules" / "invoice.yaml").write_text("adjudge: 1\nrules: [{id: a, given: $.a}]\n", "utf-8")

    result = run("rules")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["rules/invoice.yaml:2:9: *"])
    result.stdout.no_fnmatch_line("*.py*")


def test_junit_reports_carry_rule_and_outcome(project: pytest.Pytester, run: Run) -> None:
    run("--junitxml=report.xml", INLINE[1])

    properties = ET.parse(project.path / "report.xml").iter("property")  # noqa: S314  # written by this test
    assert [(each.get("name"), each.get("value")) for each in properties] == [
        ("adjudge_rule", "rules/invoice.yaml::total-is-there"),
        ("adjudge_outcome", "fail"),
    ]


@pytest.mark.usefixtures("project")
def test_strict_mode_and_no_terminal_are_fine(run: Run) -> None:
    run("rules", "--strict-markers", "--strict-config", "-W", "error").assert_outcomes(passed=3)
    assert run("rules", "-p", "no:terminal").ret == pytest.ExitCode.OK


@pytest.mark.usefixtures("project")
def test_last_failed_runs_the_inline_test_that_failed(project: pytest.Pytester, run: Run) -> None:
    (project.path / "rules" / "wrong.yaml").write_text(WRONG, "utf-8")
    cached = ("-p", "cacheprovider", "rules")
    run(*cached).assert_outcomes(passed=3, failed=1)

    run(*cached, "--lf").assert_outcomes(failed=1)
