"""What holds for every document: found by looking for a counterexample."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import adjudge
from support.payloads import entry, nutrient

FIELDS = """adjudge: 1
fields:
  total: {at: $.total, type: decimal}
  lines: {at: $.lines, each: {amount: decimal}}
"""
RULES = (
    FIELDS
    + """
rules:
  - {id: total-is-sure, given: $.total, confidence: {min: 0.5}}
  - {id: all-are-sure, given: $..*, confidence: {min: 0.5}}
  - {id: all-are-found, given: $..*, match: {none_of: [not_found]}}
  - {id: adds-up, assert: "sum(lines[*].amount) == total"}
  - {id: positive, for: line in lines, assert: line.amount > 0}
  - {id: amounts, given: "$.lines[*].amount", range: {min: 0, max: 100}}
  - {id: once, given: "$.lines[*].amount", unique: true}
  - {id: either, assert: total > 0 or confidence(total) > 0.9}
"""
)

scores = st.sampled_from([None, 0, 0.25, 0.5, 0.75, 1, 1.5, "high"])
values = st.sampled_from([None, "", 0, 1, 2.5, 40, "x", True])
labels = st.sampled_from(["id_match", "not_found", None])


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a document with a total and some lines; each value with or without a score and a label."""
    amounts = draw(st.lists(values, max_size=4))
    data = {"total": draw(values), "lines": [{"amount": amount} for amount in amounts]}
    metadata = {
        "total": entry(draw(labels), draw(scores)),
        "lines": [{"amount": entry(draw(labels), draw(scores))} for _ in amounts],
    }
    return nutrient(data, metadata)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rules")


@pytest.fixture(scope="module")
def make(folder: Path) -> Callable[[str], adjudge.Ruleset]:
    """Load rules once per module: hypothesis asks often."""

    def load(text: str) -> adjudge.Ruleset:
        file = folder / "rules.yaml"
        file.write_text(text)
        return adjudge.load_rules(file, root=folder)

    return load


@pytest.fixture(scope="module")
def ruleset(make: Callable[[str], adjudge.Ruleset]) -> adjudge.Ruleset:
    return make(RULES)


@pytest.fixture(scope="module")
def thresholds(make: Callable[[str], adjudge.Ruleset]) -> list[adjudge.Ruleset]:
    """The same rules with a rising threshold."""
    return [make(text_at(level)) for level in LEVELS]


LEVELS = ("0", "0.25", "0.5", "0.6", "1")


def text_at(level: str) -> str:
    """Write two rules with that threshold."""
    check = f"confidence: {{min: {level}}}"
    return f"adjudge: 1\nrules: [{{id: a, given: $..*, {check}}}, {{id: b, given: $.total, {check}}}]"


def outcomes(verdict: adjudge.Verdict) -> dict[str, str]:
    """Give the outcome of every rule."""
    return {result.rule: result.outcome for result in verdict.results if not result.nodeid.startswith("adjudge::")}


@given(payload=documents())
@settings(max_examples=60, deadline=None)
def test_raising_a_threshold_never_turns_fail_into_pass(thresholds: list[adjudge.Ruleset], payload: Any) -> None:
    """Strictness is monotone."""
    steps = [outcomes(each.check(payload)) for each in thresholds]
    for lower, higher in pairwise(steps):
        for rule, outcome in lower.items():
            assert outcome == "pass" or higher[rule] != "pass"


@given(payload=documents(), seed=st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_the_order_of_keys_never_matters(ruleset: adjudge.Ruleset, payload: Any, seed: int) -> None:
    chance = random.Random(seed)

    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            keys = list(value)
            chance.shuffle(keys)
            return {key: shuffled(value[key]) for key in keys}
        return [shuffled(member) for member in value] if isinstance(value, list) else value

    one, other = ruleset.check(payload), ruleset.check(shuffled(payload))

    assert one.decision == other.decision
    assert [(r.outcome, r.effect, r.items) for r in one.results] == [
        (r.outcome, r.effect, r.items) for r in other.results
    ]


def removals(payload: dict[str, Any]) -> list[tuple[Any, str]]:
    """Give every place where a score, a label or a value can be taken out."""
    output = payload["output"]
    data = [(output["data"], "total"), *((line, "amount") for line in output["data"]["lines"])]
    metadata = [output["metadata"]["total"], *(line["amount"] for line in output["metadata"]["lines"])]
    return data + [(each, key) for each in metadata for key in each]


@given(payload=documents(), data=st.data())
@settings(max_examples=100, deadline=None)
def test_removing_evidence_never_makes_a_rule_about_it_pass(
    ruleset: adjudge.Ruleset, payload: Any, data: st.DataObject
) -> None:
    """What was not sent can only leave more open; a value that is gone takes its item of ``$..*`` with it."""
    before = outcomes(ruleset.check(payload))
    poorer = copy.deepcopy(payload)
    container, key = data.draw(st.sampled_from(removals(poorer)))
    del container[key]

    after = outcomes(ruleset.check(poorer))

    named = before.keys() - {"all-are-sure", "all-are-found", "once"}
    assert [rule for rule in named if before[rule] != "pass" and after[rule] == "pass"] == []


@given(payload=documents(), value=values)
@settings(max_examples=60, deadline=None)
def test_an_unrelated_field_changes_nothing(ruleset: adjudge.Ruleset, payload: Any, value: Any) -> None:
    """Rules that name their values do not see the others."""
    more = copy.deepcopy(payload)
    more["output"]["data"]["zebra"] = value
    named = ("total-is-sure", "adds-up", "positive", "amounts", "once", "either")

    def said(verdict: adjudge.Verdict) -> list[Any]:
        return [result for result in verdict.to_dict()["results"] if result["rule"] in named]

    assert said(ruleset.check(more)) == said(ruleset.check(payload))


@given(payload=documents())
@settings(max_examples=60, deadline=None)
def test_every_verdict_is_whole(ruleset: adjudge.Ruleset, payload: Any) -> None:
    """A reason for each finding, an effect for each cost, an accept only where something passed."""
    verdict = ruleset.check(payload)

    for result in verdict.results:
        assert bool(result.findings) == (result.outcome in {"fail", "unknown", "error"})
        assert all(finding.reason and finding.path for finding in result.findings)
    costs = [result.effect for result in verdict.results if result.effect in {"reject", "review"}]
    assert (verdict.decision == "accept") == (not costs)
    assert verdict.decision != "accept" or any(result.counts_for_accept for result in verdict.results)
    assert json.loads(verdict.to_json())["decision"] == verdict.decision


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["total", "lines", "amount", "a", ""]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(payload=anything)
@settings(max_examples=100, deadline=None)
def test_whatever_an_object_or_array_holds_ends_in_a_verdict(ruleset: adjudge.Ruleset, payload: Any) -> None:
    if not isinstance(payload, dict | list):
        payload = {"total": payload}

    verdict = ruleset.check(payload)

    assert verdict.decision in {"accept", "review", "reject"}
    assert all(finding.cause != "crashed" for finding in verdict.findings)
