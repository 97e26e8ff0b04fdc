"""``adjudge explain``: what no scenario shows, or what must hold whatever is explained."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from adjudge.cli import run
from support.payloads import entry, nutrient

RULES = """\
adjudge: 1
fields:
  total: {at: $.total, type: money}
  lines: {at: $.lines, each: {amount: money, rate: percent}}
rules:
  - {id: total-is-sure, given: total, confidence: {min: 0.9}}
  - {id: lines-are-positive, for: line in lines, assert: line.amount > 0}
  - {id: sum, assert: "sum(lines[*].amount) == total"}
  - {id: doubt, when: total > 0, assert: confidence(total) > rating(total)}
"""

Explain = Callable[..., str]


@pytest.fixture
def explain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Explain:
    """Run ``adjudge explain`` over the rules above, and a payload that is stored first."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")

    def explained(*arguments: str, payload: Any = None, columns: int = 100) -> str:
        monkeypatch.setenv("COLUMNS", str(columns))
        named = list(arguments)
        if payload is not None:
            (tmp_path / "doc.json").write_text(json.dumps(payload), encoding="utf-8")
            named.append("doc.json")
        assert run(["explain", *named]) == 0
        return capsys.readouterr().out

    return explained


def many_lines(count: int, wrong: int) -> dict[str, Any]:
    """Build a plain document whose line ``wrong`` is negative."""
    return {"total": 1, "lines": [{"amount": -1 if index == wrong else 1} for index in range(count)]}


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_no_line_of_a_tree_is_wider_than_the_terminal(explain: Explain, columns: int) -> None:
    """Long names, long values and many signals are cut, or get lines of their own."""
    components = {"probabilityScore": 0.5, "marginScore": 0.25, "groundingScore": 0.75, "formatScore": 1}
    data = {"a_name_that_goes_on_and_on_for_quite_a_while": {"inner_name_of_some_length": "word " * 60}, "b": 1}
    metadata = {
        "a_name_that_goes_on_and_on_for_quite_a_while": {
            "inner_name_of_some_length": entry("id_match_multiblock", 0.123456, confidenceComponents=components)
        },
        "b": entry("not_found", 0),
    }

    for options in ((), ("--leaves",), ("-v",)):
        shown = explain(*options, payload=nutrient(data, metadata), columns=columns)
        assert max(map(len, shown.splitlines())) <= columns


def test_the_three_states_of_a_signal_stay_apart(explain: Explain) -> None:
    """Not sent, an empty slot and a measured zero are never the same, in text and in JSON."""
    data = {"zero": 1, "null": 1, "none": 1}
    metadata = {"zero": entry(confidence=0), "null": {"match": "exact", "confidence": None}, "none": {"match": "exact"}}

    rows = [line.split() for line in explain("--leaves", payload=nutrient(data, metadata)).splitlines()]
    told = json.loads(explain("--format", "json", payload=nutrient(data, metadata)))

    assert [row[:3] for row in rows if row and row[0].startswith("$.")] == [
        ["$.zero", "1", "0"],
        ["$.null", "1", "null"],
        ["$.none", "1", "-"],
    ]
    assert {node["path"]: node["signals"] for node in told["nodes"] if node["leaf"]} == {
        "$.zero": {"confidence": 0},
        "$.null": {"confidence": None},
        "$.none": {},
    }


@pytest.mark.parametrize(
    ("depth", "paths", "deeper"),
    [
        ("0", ["$"], 4),
        ("1", ["$", "$.total", "$.lines"], 2),
        ("3", ["$", "$.total", "$.lines", "$.lines[0]", "$.lines[0].amount"], 0),
    ],
)
def test_depth_says_how_many_nodes_it_leaves_out(explain: Explain, depth: str, paths: list[str], deeper: int) -> None:
    """What is not shown is counted, so that it is not taken for absent."""
    told = json.loads(explain("--format", "json", "--depth", depth, payload=many_lines(1, 0)))

    assert [node["path"] for node in told["nodes"]] == paths
    assert told["deeper"] == deeper


@pytest.mark.parametrize(("count", "more"), [(20, False), (21, True)])
def test_a_long_list_is_cut_after_twenty_items_unless_all_are_asked_for(
    explain: Explain, count: int, more: bool
) -> None:
    """The JSON has them all, either way."""
    payload = many_lines(count, -1)

    assert ("... and 1 more (-v)" in explain(payload=payload)) is more
    assert "more (-v)" not in explain("-v", payload=payload)
    assert len(json.loads(explain("--format", "json", payload=payload))["nodes"]) == 3 + 2 * count


def test_metadata_that_fits_no_data_is_named(explain: Explain) -> None:
    """A misspelt path in a payload's metadata would else be lost without a word."""
    payload = {
        "object": "extract_run",
        "id": "exr_1",
        "status": "PROCESSED",
        "output": {"value": {"total": 1}, "metadata": {"total.[": {"ocrConfidence": 0.5}}},
    }

    told = json.loads(explain("--format", "json", payload=payload))

    assert told["unplaced"] == ["total.["]
    assert "unplaced  total.[" in explain(payload=payload)


def test_what_failed_is_shown_before_what_passed_where_not_all_fits(explain: Explain) -> None:
    """A list of 30 items of which the last is wrong must show that one."""
    shown = explain("lines-are-positive", "-R", "rules.yaml", payload=many_lines(30, 29))

    assert "FAIL    [29] $.lines[29]" in shown
    assert "PASS    [18]" in shown
    assert "PASS    [19]" not in shown
    assert "... and 10 more items (-v)" in shown
    assert "[28]" in explain("-v", "lines-are-positive", "-R", "rules.yaml", payload=many_lines(30, 29))


def test_operands_beyond_twenty_are_counted(explain: Explain) -> None:
    """The result of a long sum is shown in a few lines; all its terms with -v."""
    payload = many_lines(30, -1)

    assert "... and 11 more operands (-v)" in explain("sum", "-R", "rules.yaml", payload=payload)
    assert "$.lines[29].amount" in explain("sum", "-R", "rules.yaml", "-v", payload=payload)


def test_the_outcome_and_reason_are_those_of_the_verdict(explain: Explain) -> None:
    """An explanation that disagreed with ``check`` would be worse than none."""
    payload = nutrient({"total": 5, "lines": []}, {"total": entry(confidence=0.5), "lines": []})
    Path("doc.json").write_text(json.dumps(payload), encoding="utf-8")

    for rule in ("total-is-sure", "sum"):
        told = json.loads(explain("--format", "json", rule, "-R", "rules.yaml", payload=payload))
        assert run(["check", "doc.json", f"rules.yaml::{rule}", "-R", "rules.yaml", "--format", "json", "-o", "v"]) == 1
        result = json.loads(Path("v").read_text(encoding="utf-8"))["verdicts"][0]["results"][0]
        (finding,), (judged,) = result["findings"], told["judged"]
        assert (told["outcome"], told["effect"], told["items"]) == (
            result["outcome"],
            result["effect"],
            result["items"],
        )
        assert {key: judged[key] for key in ("outcome", "reason", "effect", "cause")} == {
            key: finding[key] for key in ("outcome", "reason", "effect", "cause")
        }
        assert judged["operands"] == finding["evidence"]


def test_a_blind_expression_says_what_the_payload_does_send(explain: Explain) -> None:
    """The one finding is about the rule; the item below shows where the number would stand."""
    shown = explain("doubt", "-R", "rules.yaml", payload=nutrient({"total": 5}, {"total": entry(confidence=0.5)}))

    assert "UNKNOWN rules.yaml::doubt -> review (blind)" in shown
    assert "nutrient sends no rating here -> review" in shown
    assert "what it sends: confidence, match" in shown
    assert "0.5 > no signal  is unknown" in shown


def test_a_failed_job_is_not_worked_out(explain: Explain) -> None:
    """There is no document to explain the rule on."""
    payload = {"object": "extract_run", "id": "exr_1", "status": "FAILED", "failureMessage": "out of paper"}

    shown = explain("sum", "-R", "rules.yaml", payload=payload)

    assert shown.startswith("SKIP    rules.yaml::sum (not_applicable)\n")
    assert "failed    out of paper" in shown
    assert "assert" not in shown


def test_colour_changes_no_character(explain: Explain) -> None:
    """Escape sequences around words, nothing else."""
    arguments = ("lines-are-positive", "-R", "rules.yaml")
    coloured = explain(*arguments, "--color", "yes", payload=many_lines(2, 1))

    assert "\x1b[31mFAIL" in coloured
    bare = "".join(part.partition("m")[2] if number else part for number, part in enumerate(coloured.split("\x1b[")))
    assert bare == explain(*arguments, payload=many_lines(2, 1))


def test_a_code_of_lint_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """A finding names its code, and the code what to do."""
    assert run(["explain", "adj301"]) == 0
    text = capsys.readouterr().out

    assert text.startswith("ADJ301  ")
    assert run(["explain", "ADJ301", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["code"] == "ADJ301"
    assert run(["explain", "ADJ999"]) == 4
