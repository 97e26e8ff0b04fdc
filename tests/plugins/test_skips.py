"""What is skipped stays visible to plugins, and what plugins skip stays visible to users."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import adjudge
from support.payloads import extend

Load = Callable[..., adjudge.Ruleset]


def test_a_check_of_a_plugin_may_leave_items_out(load: Load) -> None:
    """They are counted as skipped; where all of them are, nothing was judged, and nothing is accepted."""

    def judge(item: Any, options: Any) -> Any:
        from adjudge.ruleset.check import PASS, Judgement

        return PASS if item.node.value > 0 else Judgement("skip", "not_applicable")

    class Mine:
        @adjudge.hookimpl
        def adjudge_register_checks(self) -> Iterable[adjudge.Check]:
            yield adjudge.Check("positive", adjudge.CheckOptions, judge)

    ruleset = load("rules: [{id: r, given: '$.a[*]', positive: {}}]", plugins=[Mine()])
    some, none = ruleset.check({"a": [1, 0, 0]}), ruleset.check({"a": [0, 0]})

    assert [(r.outcome, r.items.passed, r.items.skipped) for r in (some.results[0], none.results[0])] == [
        ("pass", 1, 2),
        ("skip", 0, 2),
    ]
    assert (some.decision, none.decision) == ("accept", "review")


def test_a_failed_job_is_told_with_its_skips(load: Load) -> None:
    """Who keeps a journal of results has a line for each rule, though none has seen a document."""
    seen: list[str] = []

    class Mine:
        @adjudge.hookimpl
        def adjudge_result_made(self, result: adjudge.Result, rule: Any) -> None:
            seen.append(f"{rule.id} {result.outcome} {result.cause}")

        @adjudge.hookimpl
        def adjudge_verdict_made(self, verdict: adjudge.Verdict) -> None:
            seen.append(f"{verdict.decision} {', '.join(verdict.decided_by)}")

    text = "rules: [{id: a, given: $.a, required: true}, {id: b, given: $.b, required: true}]"
    load(text, plugins=[Mine()]).check(extend(None, {}) | {"status": "FAILED", "output": None})

    assert seen == ["a skip not_applicable", "b skip not_applicable", "review adjudge::job-failed"]
