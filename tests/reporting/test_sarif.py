"""SARIF 2.1.0: what code scanning views show of a run."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import adjudge
from adjudge.errors import Location
from adjudge.model.result import Evidence, Suppressed
from adjudge.record import replace
from adjudge.reporting import View
from adjudge.reporting.sarif import render_sarif
from adjudge.ruleset.lint import Finding as About

ROOT = Path(__file__).parents[2]
SCHEMA = Path(
    os.environ.get("ADJUDGE_SARIF_SCHEMA", ROOT / "node_modules/@microsoft/sarif-multitool-linux/sarif-2.1.0.json")
)

RULES = """
rules:
  - id: total-is-sure
    title: The total was read with confidence
    why: A wrong total is paid.
    source: Accounting handbook, 4.2
    tags: [signals]
    given: $.total
    range: {min: 10}
    on_fail: reject
"""


@pytest.fixture
def log(make_verdict: Any, make_result: Any, make_finding: Any) -> dict[str, Any]:
    verdict = make_verdict(
        "in/many.jsonl:7", "review", make_result("r"), make_result("line-amount", "fail", make_finding(reason="so"))
    )
    return json.loads(render_sarif([verdict], View()))


def test_a_finding_says_where_in_the_payload_and_in_the_rules(log: dict[str, Any]) -> None:
    (result,) = log["runs"][0]["results"]

    assert result == {
        "ruleId": "rules/invoice.yaml::line-amount",
        "ruleIndex": 1,
        "level": "warning",
        "message": {"text": "so"},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": "in/many.jsonl"}, "region": {"startLine": 7}},
                "logicalLocations": [{"fullyQualifiedName": "$.lines[3].amount"}],
                "properties": {"pages": [1]},
            }
        ],
        "relatedLocations": [
            {
                "id": 1,
                "message": {"text": "the rule"},
                "physicalLocation": {
                    "artifactLocation": {"uri": "rules/invoice.yaml"},
                    "region": {"startLine": 3, "startColumn": 5},
                },
            }
        ],
        "partialFingerprints": {"adjudgeContent/v1": "54f3c19b70d0dd10"},
        "properties": {
            "decision": "review",
            "document": "in/many.jsonl:7",
            "effect": "review",
            "nodeid": "rules/invoice.yaml::line-amount[3]",
            "outcome": "fail",
        },
    }


def test_rules_that_ran_are_described_with_their_help(load: Callable[..., adjudge.Ruleset]) -> None:
    ruleset = load(RULES)
    verdict = ruleset.check({"total": 1}, document="a.json")

    run = json.loads(render_sarif([verdict], View(rules=ruleset.rules)))["runs"][0]

    assert run["tool"]["driver"]["rules"] == [
        {
            "id": "rules.yaml::total-is-sure",
            "name": "total-is-sure",
            "shortDescription": {"text": "The total was read with confidence"},
            "fullDescription": {"text": "A wrong total is paid."},
            "help": {
                "text": "The total was read with confidence\n\nA wrong total is paid.\n\n"
                "Source: Accounting handbook, 4.2"
            },
            "defaultConfiguration": {"level": "error"},
            "properties": {"tags": ["signals"]},
        }
    ]
    assert [result["level"] for result in run["results"]] == ["error"]


def test_a_fingerprint_stays_when_items_move_and_changes_with_the_value(
    make_verdict: Any, make_result: Any, make_finding: Any
) -> None:
    def fingerprint(index: int, value: object, **signals: float) -> str:
        path = f"$.lines[{index}].amount"
        finding = make_finding(item=index, evidence=(Evidence(path, "present", value, signals),), reason=str(index))
        verdict = make_verdict("a.json", "review", make_result("r", "fail", replace(finding, path=path, paths=(path,))))
        log = json.loads(render_sarif([verdict], View()))
        return str(log["runs"][0]["results"][0]["partialFingerprints"]["adjudgeContent/v1"])

    assert fingerprint(1, "9.00") == fingerprint(4, "9.00", ocr=0.5)
    assert fingerprint(1, "9.00") != fingerprint(1, "9.01")


def test_payloads_that_could_not_be_read_make_the_run_unsuccessful() -> None:
    (run,) = json.loads(render_sarif([], View(unreadable=2)))["runs"]

    assert run["results"] == []
    assert run["invocations"] == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [{"level": "error", "message": {"text": "2 payloads could not be read"}}],
        }
    ]


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        pytest.param("[pay](http://x)", r"\[pay](http://x)", id="link"),
        pytest.param("$.lines[3].amount (11.00)", "$.lines[3].amount (11.00)", id="index"),
        pytest.param("a\x1bb\nc", r"a\x1bb\x0ac", id="control-characters"),
    ],
)
def test_no_text_becomes_a_link_or_an_escape(
    make_verdict: Any, make_result: Any, make_finding: Any, reason: str, text: str
) -> None:
    verdict = make_verdict("a.json", "review", make_result("r", "fail", make_finding(reason=reason)))

    assert json.loads(render_sarif([verdict], View()))["runs"][0]["results"][0]["message"] == {"text": text}


@pytest.fixture(scope="module")
def validator() -> Any:
    jsonschema = pytest.importorskip("jsonschema", reason="needs the extra `test`")
    if not SCHEMA.is_file():
        pytest.skip("needs npm's @microsoft/sarif-multitool-linux in node_modules/ (or ADJUDGE_SARIF_SCHEMA)")
    return jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8-sig")))


@pytest.mark.sarif_schema
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(hostile=st.text() | st.sampled_from(["\x00\ud800", "a b%ä.json", "[a](b)", "{0}"]))
def test_whatever_a_document_says_the_log_keeps_the_official_schema(
    validator: Any, make_verdict: Any, make_result: Any, make_finding: Any, hostile: str
) -> None:
    operand = Evidence(hostile, "present", hostile, {hostile: hostile}, hostile, 2)
    finding = make_finding(reason=hostile, evidence=(operand,))
    failed = make_result("r", "fail", finding, tags=(hostile, hostile))
    by = Suppressed(Location(hostile, 3, 5), hostile, hostile, "2026-12-31")
    known = make_result("known", "fail", replace(finding, effect=None, suppressed=by), suppressed=True)
    verdicts = [
        make_verdict(hostile, None, replace(failed, nodeid=f"x{hostile}", title=hostile), adapter=hostile),
        make_verdict(None, "review", make_result("blind", "unknown", cause="blind"), known),
    ]
    overrun = About(Location(hostile, 3, 5), "ADJ503", hostile)

    log = json.loads(render_sarif(verdicts, View(unreadable=1, suppressions=(overrun,))).encode())

    assert [error.message for error in validator.iter_errors(log)] == []
