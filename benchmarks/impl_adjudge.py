"""The benchmark's policy, judged by adjudge.

Maps adjudge's outcomes to the benchmark's, in the open: any failing item is ``fail``, else any passing one
``pass``, else ``skip``; the parts of R16 are one rule; a root issue is reported as ``issues[i]``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import adjudge
from adjudge.adapters import ADAPTERS

NAME, KIND, EXACT = "adjudge", "doc", True
RULES = tuple(f"R{number:02d}" for number in range(1, 21))
NOTE = f"adjudge {adjudge.__version__}, the policy as YAML"

POLICY = Path(__file__).with_name("adjudge_policy.yaml")
Answer = tuple[str, str, Sequence[tuple[str, str]]]


def nutrient_with_issues() -> adjudge.Adapter:
    """Give the Nutrient adapter with this benchmark's own ``output.issues``."""
    nutrient = next(adapter for adapter in ADAPTERS if adapter.name == "nutrient")
    return nutrient.with_document(issues=("output", "issues"))


def findings_of(result: adjudge.Result) -> list[tuple[str, str]]:
    """Give path and reason of each failing item, and of each issue told of, as the benchmark writes paths."""
    found = []
    for finding in result.findings:
        if finding.outcome == "fail":
            issues = [evidence.issue for evidence in finding.evidence if evidence.issue is not None]
            paths = [f"issues[{issue}]" for issue in issues] or [finding.path[2:]]
            found += [(path, finding.reason) for path in paths]
    return found


def answer_of(rule: str, results: Sequence[adjudge.Result]) -> Answer:
    """Merge the results of one policy rule."""
    findings: Sequence[tuple[str, str]] = ()
    passed = False
    for result in results:
        if result.outcome == "pass":
            passed = True
            continue
        if result.items.failed:
            findings = [*findings, *findings_of(result)]
        passed = passed or result.items.passed > 0
    return rule, "fail" if findings else "pass" if passed else "skip", findings


def judge_with(
    ruleset: adjudge.Ruleset, adapter: adjudge.Adapter | str, rules: Sequence[str] = RULES
) -> Callable[[Any], list[Answer]]:
    """Make the callable that the benchmark times; the first three letters of an id say to which rule it belongs."""
    groups: dict[str, list[int]] = {}
    for index, rule in enumerate(ruleset.rules):
        groups.setdefault(rule.id[:3], []).append(index)
    plan = [(rule, groups[rule], groups[rule][0] if len(groups[rule]) == 1 else None) for rule in rules]
    passes = {rule: (rule, "pass", ()) for rule in rules}

    def judge(payload: Any) -> list[Answer]:
        results = ruleset.check(payload, adapter=adapter).results
        return [
            passes[rule]
            if only is not None and results[only].outcome == "pass"
            else answer_of(rule, [results[index] for index in indexes])
            for rule, indexes, only in plan
        ]

    return judge


def variants() -> dict[str, Callable[[Any], list[Answer]]]:
    """Give the callables by name."""
    return {"adjudge": judge_with(adjudge.load_rules(POLICY), nutrient_with_issues())}
