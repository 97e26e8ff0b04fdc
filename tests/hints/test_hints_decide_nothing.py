"""Hints are hints: the verdict is the same without them, and they end in bounded time."""

from __future__ import annotations

import random
from collections.abc import Callable
from time import process_time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import adjudge
from adjudge.record import replace

from .invoices import INVOICE, SCHEMAS

numbers = st.one_of(
    st.integers(-(10**6), 10**6),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 2)),
    st.sampled_from([None, "", "12,50", "1e30", 10**29, 1e-29, True, [], {}, 0, -0.0]),
)
documents = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("net", "tax", "rate", "total"), numbers),
        "lines": st.lists(
            st.fixed_dictionaries({}, optional=dict.fromkeys(("quantity", "unit_price", "amount"), numbers)), max_size=4
        ),
    },
)


def bare(result: adjudge.Result) -> adjudge.Result:
    """Take the hints off a result."""
    return replace(result, findings=tuple(replace(finding, hints=()) for finding in result.findings))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payload=documents)
def test_a_verdict_is_the_same_without_hints(load: Callable[[str], adjudge.Ruleset], payload: dict[str, Any]) -> None:
    """Outcomes, causes, effects, reasons and the decision are settled before anything is supposed."""
    ruleset = load(INVOICE)
    with_them = ruleset.check(payload, hints=True)
    without = ruleset.check(payload)

    assert replace(with_them, results=tuple(map(bare, with_them.results))) == without


def test_the_same_document_gets_the_same_hints(load: Callable[[str], adjudge.Ruleset]) -> None:
    """A golden file with hints must not change from run to run."""
    wrong = SCHEMAS["invoice"][1](random.Random(5)) | {"total": 1}

    assert load(INVOICE).check(wrong, hints=True).to_json() == load(INVOICE).check(wrong, hints=True).to_json()


def test_a_shadow_rule_is_hinted_at_and_a_passing_document_is_not(judge: Callable[..., adjudge.Verdict]) -> None:
    """A rule on trial shows what it would have said."""
    rules = "rules: [{id: sum, shadow: true, assert: doc.a + doc.b == doc.c}, {id: has, given: $.a, required: true}]"

    (finding,) = judge(rules, {"a": 10, "b": 20, "c": 3000}).findings

    assert finding.hints[0].reason == (
        "if $.c were 30 instead of 3000 (the decimal point shifted by 2 places), the equation that reads it would hold"
    )
    assert judge(rules, {"a": 10, "b": 20, "c": 30}).findings == ()


def test_a_function_that_raises_for_a_supposed_number_stops_nothing(
    load: Callable[..., adjudge.Ruleset],
) -> None:
    """A plugin's function may not be ready for a number that no document ever held."""

    class Fragile:
        @adjudge.hookimpl
        def adjudge_register_functions(self) -> list[Any]:
            return [adjudge.Function("fragile", lambda number: number if number == 300 else 1 // 0)]

    ruleset = load("rules: [{id: sum, assert: fragile(doc.c) == doc.a}]", plugins=[Fragile()])

    (finding,) = ruleset.check({"a": 30, "c": 300}, hints=True).findings

    assert [hint.path for hint in finding.hints] == ["$.a"]


@pytest.mark.parametrize("size", [300, 3000])
def test_a_document_of_many_wrong_lines_ends_soon(load: Callable[[str], adjudge.Ruleset], size: int) -> None:
    """What may be supposed has a budget, so that a hostile document costs little more than a long one."""
    lines = [{"quantity": 3, "unit_price": 7, "amount": 21 + number} for number in range(1, size + 1)]
    ruleset = load(INVOICE)
    started = process_time()

    verdict = ruleset.check({"net": 1, "tax": 2, "rate": 19, "total": 4, "lines": lines}, hints=True)

    assert verdict.decision == "review"
    assert process_time() - started < 20
