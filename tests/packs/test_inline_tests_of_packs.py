"""The inline tests of the shipped packs: the examples of a rule are run, and each rule has the ones it needs."""

from __future__ import annotations

from functools import cache

import pytest

from adjudge.engine.inline_tests import run_inline_test
from adjudge.manager import load_plugins
from adjudge.ruleset.loading import load
from adjudge.ruleset.rule import Rule

REGISTRY = load_plugins(()).registry
OURS = sorted(REGISTRY.packs.keys() - {"adjudge:en16931"})
"""Packs whose rules are ours to word; those of the standard are tested on its own cases."""


@cache
def rules_of(pack: str) -> tuple[Rule, ...]:
    return load(pack, registry=REGISTRY).rules


@pytest.mark.parametrize("pack", sorted(REGISTRY.packs))
def test_every_inline_test_of_the_pack_holds(pack: str) -> None:
    """They are shown in the documentation as what the rule means."""
    reports = [run_inline_test(rule, test, REGISTRY) for rule in rules_of(pack) for test in rule.tests]

    assert [f"{report.test.location}: {report.problem}" for report in reports if not report.passed] == []


@pytest.mark.parametrize("pack", OURS)
def test_every_rule_of_the_pack_says_why_and_shows_a_pass_and_a_fail(pack: str) -> None:
    for rule in rules_of(pack):
        expected = {test.spec["expect"] for test in rule.tests}

        assert rule.title, rule.nodeid
        assert rule.why, rule.nodeid
        assert rule.source, rule.nodeid
        assert {"pass", "fail"} <= expected, rule.nodeid


@pytest.mark.parametrize("pack", OURS)
def test_every_rule_of_the_pack_shows_what_missing_evidence_is(pack: str) -> None:
    """Unknown, or skip where its `when` asks for the evidence first; of a value that is required, a fail."""
    for rule in rules_of(pack):
        if rule.check is not None and rule.check.name == "required":
            continue
        assert {"unknown", "skip"} & {test.spec["expect"] for test in rule.tests}, rule.nodeid
