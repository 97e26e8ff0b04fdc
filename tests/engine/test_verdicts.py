"""The verdict: its shape as JSON, the view per field, what it records, and that it is the same every time."""

from __future__ import annotations

import copy
import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from documents import INVOICE, METADATA, RULES, as_adapter
from pydantic import BaseModel

import adjudge
from adjudge.model.jsontext import to_json
from adjudge.version import VERSION
from support.payloads import entry, nutrient

Judge = Callable[..., adjudge.Verdict]
Load = Callable[..., adjudge.Ruleset]

RESULT_KEYS = {
    "rule", "nodeid", "title", "tags", "outcome", "cause", "effect", "items", "findings", "location", "shadow",
    "suppressed",
}  # fmt: skip
FINDING_KEYS = {
    "item", "path", "paths", "outcome", "cause", "effect", "reason", "actual", "expected", "evidence",
}  # fmt: skip
VERDICT_KEYS = {
    "schema", "engine", "document", "adapter", "adapter_version", "decision", "partial", "ruleset", "facts", "counts",
    "decided_by", "blind", "fields", "results",
}  # fmt: skip


def wrong() -> Any:
    """Build a document with something wrong of every kind."""
    data, metadata = copy.deepcopy(INVOICE), copy.deepcopy(METADATA)
    data["lines"][0]["amount"] = 60
    data["tax"] = "3O.39"
    data["extra"] = ["naïve \N{SNOWMAN}", {"b": 1, "a": 10**25}]
    metadata["total"]["confidence"] = 0.1
    return as_adapter("nutrient", data, metadata)


# ---------------------------------------------------------------- shape
def test_the_json_has_the_keys_that_programs_rely_on(judge: Judge) -> None:
    """It may gain keys, never lose one."""
    verdict = judge(RULES, wrong(), document="a/1.json").to_dict()

    assert verdict.keys() >= VERDICT_KEYS
    assert verdict["schema"] == 1
    assert verdict["engine"] == f"adjudge {VERSION}"
    assert verdict["document"] == "a/1.json"
    assert verdict["adapter"] == "nutrient"
    assert verdict["ruleset"]["files"] == ["rules.yaml"]
    assert len(verdict["ruleset"]["fingerprint"]) == 64
    for result in verdict["results"]:
        assert result.keys() >= RESULT_KEYS
        assert set(result["items"]) == {"pass", "fail", "unknown", "skip", "error"}
        for finding in result["findings"]:
            assert finding.keys() >= FINDING_KEYS


def test_keys_are_sorted_and_it_is_one_line(judge: Judge) -> None:
    text = judge(RULES, wrong()).to_json()

    assert "\n" not in text
    pairs: list[list[str]] = []
    json.loads(text, object_pairs_hook=lambda found: pairs.append([key for key, _ in found]))
    assert pairs
    assert all(keys == sorted(keys) for keys in pairs)


def test_json_and_plain_data_say_the_same(judge: Judge) -> None:
    """Results without a finding are written once for many documents."""
    for payload in (wrong(), {}, wrong()):
        verdict = judge(RULES, payload)
        assert verdict.to_json() == to_json(verdict.to_dict())


def test_a_node_id_is_the_file_and_the_rule_and_a_finding_has_its_item(judge: Judge) -> None:
    verdict = judge(RULES, wrong())

    assert verdict.fields["$.lines[0].amount"].ids == ("rules.yaml::line-amount[0]",)
    assert verdict.to_dict()["fields"]["$.lines[0].amount"]["findings"] == ["rules.yaml::line-amount[0]"]
    locations = {result.rule: str(result.location) for result in verdict.results}
    assert locations["total-is-sure"].startswith("rules.yaml:")


def test_it_holds_no_absolute_path_and_no_time(judge: Judge, tmp_path: Path) -> None:
    """Two machines, two days: the same bytes."""
    text = judge(RULES, wrong()).to_json()

    assert str(tmp_path) not in text
    assert str(Path.cwd()) not in text
    assert date.today().isoformat() not in text  # noqa: DTZ011  # the machine's day, whatever its zone


def test_a_field_has_the_worst_effect_of_the_findings_that_blame_it(judge: Judge) -> None:
    text = """
    fields: {net: {at: $.net, type: money}, tax: {at: $.tax, type: money}}
    rules:
      - {id: a, given: $.net, confidence: {min: 0.9}, on_fail: note}
      - {id: b, assert: net + tax == 5, on_fail: reject}
      - {id: c, given: $.tax, required: true}
      - {id: d, given: $.tax, confidence: {min: 0.9}}
      - {id: e, given: $.net, confidence: {min: 0.9}, shadow: true}
    """

    verdict = judge(text, nutrient({"net": 1, "tax": 2}, {"net": entry(confidence=0.1), "tax": entry()}))

    assert {path: (view.effect, view.ids) for path, view in verdict.fields.items()} == {
        "$.net": ("reject", ("rules.yaml::a", "rules.yaml::b", "rules.yaml::e")),
        "$.tax": ("reject", ("rules.yaml::b",)),
    }
    assert "$.gone" not in verdict.fields


def test_facts_are_recorded_as_they_were_given(judge: Judge) -> None:
    text = "rules: [{id: r, assert: facts.today > date('2025-01-01') and facts.tenant == 'a' and facts.limit > 1}]"
    facts = {"today": date(2025, 6, 1), "tenant": "a", "limit": Decimal("1.50")}

    verdict = judge(text, {}, facts=facts)

    assert verdict.decision == "accept"
    assert verdict.to_dict()["facts"] == {"today": "2025-06-01", "tenant": "a", "limit": Decimal("1.50")}
    assert '"facts":{"limit":1.5,"tenant":"a","today":"2025-06-01"}' in verdict.to_json()


def test_a_fact_that_nobody_gave_is_unknown(judge: Judge) -> None:
    (finding,) = judge("rules: [{id: r, assert: facts.tenant == 'a'}]", {}).results[0].findings

    assert (finding.outcome, finding.cause) == ("unknown", "value_absent")
    assert "facts.tenant" in finding.reason


def test_a_fact_must_be_a_plain_value(judge: Judge) -> None:
    with pytest.raises(adjudge.ConfigError) as caught:
        judge("rules: [{id: r, assert: 1 > 0}]", {}, facts={"now": object()})

    assert str(caught.value) == 'fact "now" is of type object; facts are texts, numbers, dates, lists and objects'


def test_print_shows_the_decision_and_each_finding(judge: Judge) -> None:
    text = "rules: [{id: there, given: $.a, required: true}]"

    assert str(judge(text, {}, document="x.json")) == (
        "review  x.json  (plain)\n  fail  rules.yaml::there  $.a is absent, expected a value"
    )


# ---------------------------------------------------------------- delivered values
@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1500.0, "1500.0"),
        (1500, "1500"),
        (10**25, "10000000000000000000000000"),
        (0.1, "0.1"),
        (Decimal("0.1"), "0.1"),
        (Decimal("1547.50"), "1547.5"),
        (Decimal("0.1000000000000000055511151231257827"), "0.1000000000000000055511151231257827"),
        ("1,5", '"1,5"'),
        ("", '""'),
        (False, "false"),
        (None, "null"),
        ([1.0, "x"], '[1.0,"x"]'),
        ("\ud800", '"\N{REPLACEMENT CHARACTER}"'),
        ("a\x1b[31m\x00", '"a\\u001b[31m\\u0000"'),
    ],
)
def test_a_delivered_value_is_written_as_it_was_delivered(value: Any, written: str, judge: Judge) -> None:
    verdict = judge("rules: [{id: r, given: $.a, ocr: {min: 1}}, {id: s, given: $.a, pattern: x}]", {"a": value})
    evidence = json.loads(verdict.to_json(), parse_float=Decimal)["results"][1]["findings"][0]["evidence"][0]

    assert evidence["path"] == "$.a"
    assert f'"value":{written}' in verdict.to_json()


def test_computed_numbers_are_decimal_strings(judge: Judge) -> None:
    (finding,) = judge("rules: [{id: r, assert: doc.a + doc.b == 1}]", {"a": 0.1, "b": 0.2}).results[0].findings

    assert (finding.actual, finding.expected) == ("0.3", "1")


# ---------------------------------------------------------------- the same every time
class Model(BaseModel):
    """Stands in for an SDK's result."""

    status: int
    output: dict[str, Any]


@dataclass
class Plain:
    """Stands in for another SDK's result."""

    status: int
    output: dict[str, Any]


def reordered(value: Any) -> Any:
    """Give the same data with the keys of every object turned round."""
    if isinstance(value, dict):
        return {key: reordered(member) for key, member in reversed(value.items())}
    return [reordered(member) for member in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(copy.deepcopy, id="a-copy"),
        pytest.param(json.dumps, id="text"),
        pytest.param(lambda payload: json.dumps(payload, indent=4).encode(), id="bytes"),
        pytest.param(lambda payload: b"\xef\xbb\xbf" + json.dumps(payload).encode(), id="bytes-with-a-mark"),
        pytest.param(lambda payload: Model(**payload), id="a-pydantic-model"),
        pytest.param(lambda payload: Plain(**payload), id="a-dataclass"),
    ],
)
def test_the_bytes_are_the_same_however_the_payload_comes(form: Callable[[Any], Any], load: Load) -> None:
    ruleset = load(RULES)

    assert ruleset.check(form(wrong())).to_json() == ruleset.check(wrong()).to_json()


def test_a_file_gives_the_same_bytes(load: Load, tmp_path: Path) -> None:
    file = tmp_path / "payload.json"
    file.write_text(json.dumps(wrong()))
    ruleset = load(RULES)

    assert ruleset.check(file).to_json() == ruleset.check(wrong()).to_json()


def test_the_order_of_keys_changes_no_decision_outcome_or_reason(load: Load) -> None:
    """The order of findings follows the document; what they say does not depend on it."""
    ruleset = load(RULES)
    one, other = ruleset.check(wrong()), ruleset.check(reordered(wrong()))

    def said(verdict: adjudge.Verdict) -> Any:
        return [
            (r.nodeid, r.outcome, r.effect, r.items, sorted((f.path, f.reason) for f in r.findings))
            for r in verdict.results
        ]

    assert (one.decision, one.counts, one.decided_by) == (other.decision, other.counts, other.decided_by)
    assert said(one) == said(other)


@pytest.mark.parametrize("adapter", ["nutrient", "llamaextract", "extend", "datalab", "parsefy", "plain"])
def test_the_payload_is_never_changed(adapter: str, load: Load) -> None:
    data = copy.deepcopy(INVOICE)
    data["lines"][0]["amount"] = "x"
    payload = as_adapter(adapter, data, copy.deepcopy(METADATA))
    before = copy.deepcopy(payload)

    verdict = load(RULES).check(payload)
    verdict.to_json()
    str(verdict)

    assert payload == before
    assert json.dumps(payload) == json.dumps(before)


def test_rules_that_were_loaded_twice_give_the_same_bytes(load: Load) -> None:
    assert load(RULES).check(wrong()).to_json() == load(RULES).check(wrong()).to_json()


def test_eight_threads_give_the_same_bytes_as_one(load: Load) -> None:
    """One ruleset, any number of threads: also where its plan is made for the first time."""
    documents = []
    for number in range(60):
        data, metadata = copy.deepcopy(INVOICE), copy.deepcopy(METADATA)
        data["lines"][number % 2]["amount"] = number
        adapter = ("nutrient", "llamaextract", "extend", "datalab", "parsefy", "plain")[number % 6]
        documents.append(as_adapter(adapter, data, metadata))
    expected = [load(RULES).check(payload).to_json() for payload in documents]
    ruleset, start = load(RULES), threading.Barrier(8)

    def judge_all(_: int) -> list[str]:
        start.wait()
        return [ruleset.check(payload).to_json() for payload in documents]

    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(judge_all, range(8)):
            assert found == expected


def test_a_ruleset_cannot_be_changed_by_what_it_judged(load: Load) -> None:
    ruleset = load(RULES)
    first = ruleset.check(wrong()).to_json()
    for payload in ({}, [], {"lines": 3}, as_adapter("plain", INVOICE, METADATA)):
        ruleset.check(payload)

    assert ruleset.check(wrong()).to_json() == first
