"""What every implementation answers, and whether two of them agree.

An answer is ``(rule, "pass" | "fail" | "skip", findings)``, a finding ``(path, reason)``. *Skip* means that nothing
of what the rule asks for was there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

Findings: TypeAlias = Sequence[tuple[str, str]]
Answer: TypeAlias = tuple[str, str, Findings]
Implementation: TypeAlias = Callable[[Any], list[Answer]]


def answer(rule: str, findings: Findings, seen: bool = True) -> Answer:
    """Give the answer of a rule that found these failures among what it has ``seen``."""
    return rule, "fail" if findings else "pass" if seen else "skip", findings


def disagreement(floor: Iterable[Answer], other: Iterable[Answer], *, rules: Sequence[str], knows_skip: bool) -> str:
    """Say where ``other`` differs from the floor in outcome or paths; empty where it does not.

    Args:
        floor: The answers that count.
        other: The answers to compare.
        rules: Those that ``other`` can express; it must answer each.
        knows_skip: Whether it tells *skip* from *pass*; if not, the two count as one.
    """
    expected, found = _by_rule(floor, knows_skip), _by_rule(other, knows_skip)
    for rule in rules:
        if expected.get(rule) != found.get(rule):
            return f"{rule}: the floor says {expected.get(rule)}, this {found.get(rule)}"
    return ""


def _by_rule(answers: Iterable[Answer], knows_skip: bool) -> dict[str, tuple[str, list[str]]]:
    return {
        rule: ("pass" if outcome == "skip" and not knows_skip else outcome, sorted(path for path, _ in findings))
        for rule, outcome, findings in answers
    }
