"""Everything that the benchmarks compare does the same work: other numbers would mean nothing."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
PEERS = ("pydantic_by_hand", "jsonschema_rs_rules", "zen_decision", "cel_programs", "jsonpath_simpleeval")
NEEDS = {"jsonschema_rs_rules": "jsonschema_rs", "zen_decision": "zen", "cel_programs": "cel"}
CASES = range(6)
BROKEN = {"invoice": range(6, 160, 10), "lease": range(4, 180, 10)}
"""Which documents are broken, each in another way."""


@pytest.fixture(autouse=True)
def on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """The benchmarks are scripts beside each other, not a package."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))


def module(name: str) -> Any:
    return importlib.import_module(name)


def documents(case: Any) -> list[Any]:
    """One broken in each way, one without signals, some that pass."""
    indexes = [*BROKEN[case.name.partition(",")[0]], 11, 17, *range(3)]
    return [case.make(case.sizes[0] if case.sizes[0] == 2 else 4, index) for index in indexes]


@pytest.mark.parametrize("number", CASES)
def test_adjudge_agrees_with_the_floor(number: int) -> None:
    """On outcomes and paths, for every adapter and both policies."""
    case = module("cases").cases()[number]

    module("speed").must_agree(case, case.judge(), documents(case), case.rules, True)


@pytest.mark.parametrize("number", [0, 1])
def test_the_floor_that_walks_any_tree_agrees_with_the_one_that_knows_the_schema(number: int) -> None:
    case = module("cases").cases()[number]

    module("speed").must_agree(case, case.any_tree, documents(case), case.rules, True)


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_agrees_with_the_floor(name: str) -> None:
    """Where it is installed; on the rules that it can express."""
    pytest.importorskip(NEEDS.get(name, "pydantic"))
    case, peer = module("cases").cases()[0], module(f"peers.{name}")

    module("speed").must_agree(case, peer.make(), documents(case), peer.RULES, peer.KNOWS_SKIP)


@pytest.mark.parametrize("number", CASES)
def test_each_break_of_a_workload_makes_a_document_differ(number: int) -> None:
    """A break that no rule notices would be measured as a document that passes."""
    case = module("cases").cases()[number]
    indexes = BROKEN[case.name.partition(",")[0]]
    outcomes = [[outcome for _, outcome, _ in case.floor(case.make(4, index))] for index in indexes]

    unnoticed = [index for index, found in zip(indexes, outcomes, strict=True) if set(found) == {"pass"}]
    # Labels, issues and verification that other APIs do not have.
    of_other_apis = {"invoice": {56, 126}, "lease": {24, 34}}[case.name.partition(",")[0]]
    expected = set() if "nutrient" in case.name or "datalab" in case.name else of_other_apis
    assert set(unnoticed) == expected


def test_the_same_seed_gives_the_same_documents() -> None:
    """Numbers of two runs are about the same work."""
    for case in module("cases").cases():
        assert case.make(3, 6) == case.make(3, 6)


def test_a_disagreement_names_the_rule_and_both_answers() -> None:
    """The benchmark stops there, and whoever reads it must know where to look."""
    disagreement = module("answers").disagreement
    floor, other = [("R01", "pass", ()), ("R02", "fail", [("total", "x")])], [("R01", "skip", ()), ("R02", "fail", ())]

    assert disagreement(floor, other, rules=("R01", "R02"), knows_skip=False) == (
        "R02: the floor says ('fail', ['total']), this ('fail', [])"
    )
    assert disagreement(floor, other, rules=("R01",), knows_skip=True) == (
        "R01: the floor says ('pass', []), this ('skip', [])"
    )
    assert disagreement(floor, floor, rules=("R01", "R02"), knows_skip=True) == ""


def test_the_two_ways_of_judging_the_whole_pack_agree() -> None:
    """On an invoice that passes and one that fails."""
    pack = module("whole_pack")
    ruleset = importlib.import_module("adjudge").load_rules("adjudge:en16931")
    good, bad = pack.invoice(3), pack.invoice(3)
    bad["totals"]["payable"] = "1.00"

    for payload, decision in ((good, "accept"), (bad, None)):
        verdict = ruleset.check(payload, adapter="plain")
        assert pack.said(verdict.results) == pack.said(pack.by_reference(ruleset, payload))
        assert decision is None or verdict.decision == decision


def test_a_straight_line_has_the_exponent_one() -> None:
    """So that a fit of 1.0 means linear growth."""
    found = module("scaling").fit([(size, size * 2e-6) for size in (10, 20, 40, 80)])

    assert (found["exponent"], found["r squared"], found["microseconds each"]) == (1.0, 1.0, 2.0)
    assert sys.modules["scaling"].fit([(size, size**2 * 1e-6) for size in (10, 20, 40)])["exponent"] == 2.0
