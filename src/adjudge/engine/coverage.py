"""Coverage by outcome: has each rule been seen to pass, to fail and, where evidence can be missing, to be unknown?

Whether evidence can be missing is not guessed from the rule: what its tests give is taken away, one piece at a
time, until the rule turns out unknown. So what is asked for can be shown, and is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from adjudge.engine.inline_tests import InlineReport, run_inline_test
from adjudge.model.words import Outcome
from adjudge.ruleset.inline_tests import SECTIONS
from adjudge.ruleset.registry import Registry
from adjudge.ruleset.rule import InlineTest, Rule

MOST_TRIES: Final = 40
"""Pieces of one test that are taken away."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How one rule (all rows of its params together) was seen to end.

    ``without`` is what makes the rule unknown where it is taken away; ``None`` where nothing was found to.
    """

    nodeid: str
    seen: frozenset[Outcome]
    needed: tuple[Outcome, ...]
    without: str | None = None

    @property
    def missing(self) -> tuple[Outcome, ...]:
        """The outcomes that no test shows."""
        return tuple(outcome for outcome in self.needed if outcome not in self.seen)


def measure_coverage(rules: Sequence[Rule], reports: Sequence[InlineReport], registry: Registry) -> list[Coverage]:
    """Say of each rule what its tests have shown; only tests that hold, and are not expected to fail, show anything.

    Args:
        rules: The rules that are to be covered; disabled ones are left out.
        reports: The tests that were run.
        registry: What the rules were loaded with.
    """
    seen: dict[str, set[Outcome]] = {}
    for report in reports:
        if report.passed and not report.test.spec.get("xfail"):
            seen.setdefault(report.rule.base_nodeid, set()).add(report.result.outcome)
    rows: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.disabled is None:
            rows.setdefault(rule.base_nodeid, []).append(rule)
    return [_coverage(nodeid, each, frozenset(seen.get(nodeid, ())), registry) for nodeid, each in rows.items()]


def total(coverages: Sequence[Coverage]) -> float:
    """Give the part of what is needed that was seen, in percent; of no rule all is seen."""
    needed = sum(len(each.needed) for each in coverages)
    return 100 * (1 - sum(len(each.missing) for each in coverages) / needed) if needed else 100.0


def _coverage(nodeid: str, rows: Sequence[Rule], seen: frozenset[Outcome], registry: Registry) -> Coverage:
    if "unknown" in seen:
        return Coverage(nodeid, seen, ("pass", "fail", "unknown"))
    without = next((what for rule in rows if (what := _unknown_without(rule, registry)) is not None), None)
    needed: tuple[Outcome, ...] = ("pass", "fail") if without is None else ("pass", "fail", "unknown")
    return Coverage(nodeid, seen, needed, without)


def _unknown_without(rule: Rule, registry: Registry) -> str | None:
    """Find a piece of a test without which the rule is unknown."""
    for test in rule.tests:
        if test.spec["expect"] not in ("pass", "fail"):
            continue
        for what, spec in islice(_lacking(test.spec), MOST_TRIES):
            if run_inline_test(rule, InlineTest(test.location, spec), registry).result.outcome == "unknown":
                return what
    nothing = InlineTest(rule.location, {"expect": "unknown"})
    return "anything given" if run_inline_test(rule, nothing, registry).passed else None


def _lacking(spec: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give a test again and again, each time without one thing that it gives."""
    for section in ("given", *SECTIONS):
        for place, rest in _each_gone(spec.get(section, {})):
            name = place if section == "given" else f"{section} of {place}"
            yield name, {**spec, section: rest}


def _each_gone(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            here = f"{place}.{key}" if place else str(key)
            yield here, {name: other for name, other in value.items() if name != key}
            for what, rest in _each_gone(inner, here):
                yield what, {**value, key: rest}
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            for what, rest in _each_gone(inner, f"{place}[{index}]"):
                yield what, [*value[:index], rest, *value[index + 1 :]]
