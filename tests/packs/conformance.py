"""Compare the pack en16931 with the official verdicts: ``python -m tests.packs.conformance [-v]``.

The cases lie beside the checkout (``$ADJUDGE_SHARED/einvoice``) and are no part of the project. A unit case
is about one rule; of a whole invoice the exact set of failed rules must agree. *unknown* and *error* never
agree: the official rules know only pass and fail.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from adjudge.engine.ruleset import Ruleset, load_rules

CASES: Final = Path(os.environ.get("ADJUDGE_SHARED", Path(__file__).parents[3] / "shared")) / "einvoice"
OF_TOTALS: Final = frozenset(
    f"BR-{rule}" for rule in ("12", "13", "14", "15", "CO-10", "CO-11", "CO-12", "CO-13", "CO-16")
)
"""Rules that the official ones do not run where a fragment has no totals at all; see known_gaps.yaml."""


@dataclass(frozen=True)
class Answer:
    """What one rule says about one case, and what the official rules say."""

    case: str
    rule: str
    expected: str
    outcome: str
    reasons: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        return self.outcome == "fail" if self.expected == "fail" else self.outcome in ("pass", "skip")


def read_cases(name: str) -> list[dict[str, Any]]:
    """Read one file of cases; none where it is absent."""
    file = CASES / name
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.is_file() else []


def unit_cases(ruleset: Ruleset) -> Iterator[Answer]:
    """Judge each unit case by its one rule."""
    alone = {rule.id: ruleset.select(lambda each, rule=rule: each is rule) for rule in ruleset.rules}
    for case in read_cases("dev.jsonl"):
        if "rule" in case:
            yield from _answers(alone[case["rule"]], case, {case["rule"]} if case["expect"] == "fail" else set())


def fragments(ruleset: Ruleset) -> Iterator[Answer]:
    """Judge the fragment of each unit case by every rule, though most of an invoice is missing there."""
    for case in read_cases("dev.jsonl"):
        if "rule" in case:
            without = OF_TOTALS if case.get("totals_block") is False else frozenset()
            answers = _answers(ruleset, case, set(case["official_failed"]))
            yield from (answer for answer in answers if answer.rule not in without)


def whole_invoices(ruleset: Ruleset) -> Iterator[Answer]:
    """Judge each whole invoice by every rule."""
    yield from _invoices(ruleset, "dev.jsonl")


def changed_invoices(ruleset: Ruleset) -> Iterator[Answer]:
    """Judge each whole invoice with one change by every rule."""
    yield from _invoices(ruleset, "derived_dev.jsonl")


PARTS: Final[Mapping[str, Callable[[Ruleset], Iterator[Answer]]]] = {
    "unit cases": unit_cases,
    "fragments": fragments,
    "whole invoices": whole_invoices,
    "changed invoices": changed_invoices,
}


def _invoices(ruleset: Ruleset, file: str) -> Iterator[Answer]:
    known = {rule.id for rule in ruleset.rules}
    for case in read_cases(file):
        if "rule" not in case:
            failed = set(case.get("expect_failed", ()))
            yield from (Answer(case["id"], rule, "fail", "no such rule") for rule in sorted(failed - known))
            yield from _answers(ruleset, case, failed)


def _answers(ruleset: Ruleset, case: Mapping[str, Any], failed: Set[str]) -> Iterator[Answer]:
    for result in ruleset.check(case["document"], adapter="plain").results:
        reasons = tuple(f"{finding.path}: {finding.reason}" for finding in result.findings)
        expected = "fail" if result.rule in failed else "pass"
        yield Answer(case["id"], result.rule, expected, result.outcome, reasons)


def family(rule: str) -> str:
    """Name the family of a rule: ``BR-S`` of ``BR-S-08``, ``BR`` of ``BR-17``."""
    return rule.rpartition("-")[0]


def table(answers: Iterable[Answer], key: Any) -> Iterator[str]:
    """Give a line for each key: cases that agree, of all; those officially failed apart."""
    counts: Counter[tuple[str, str]] = Counter()
    for answer in answers:
        name = key(answer.rule)
        for column in ("all", *(["fails"] if answer.expected == "fail" else [])):
            counts[name, column] += 1
            counts[name, f"{column} agree"] += answer.agrees
    for name in sorted({name for name, _ in counts}):
        verdicts, fails = (f"{counts[name, f'{c} agree']:6} of {counts[name, c]:6}" for c in ("all", "fails"))
        yield f"{name:12} {verdicts}   officially failed: {fails}"


def report(ruleset: Ruleset, part: str, *, verbose: bool = False) -> tuple[list[str], list[Answer]]:
    """Give the lines about one part, per family (verbose: per rule), and the answers that disagree."""
    answers = list(PARTS[part](ruleset))
    apart = [answer for answer in answers if not answer.agrees]
    lines = [f"{part}: {len(answers) - len(apart):,} of {len(answers):,} verdicts agree"]
    lines += table(answers, (lambda rule: rule) if verbose else family)
    for answer in apart:
        told = f"{answer.rule} {answer.case}: {answer.outcome}, officially {answer.expected}"
        lines.append(" ".join([f"  {told}", *answer.reasons]))
    return lines, apart


def main(verbose: bool) -> int:
    """Print agreement and every case that disagrees; 1 if any does."""
    ruleset = load_rules("adjudge:en16931")
    reports = [report(ruleset, part, verbose=verbose) for part in PARTS]
    print("\n".join(line for lines, _ in reports for line in lines))  # noqa: T201  # it is a report on the screen
    return 1 if any(apart for _, apart in reports) else 0


if __name__ == "__main__":
    sys.exit(main("-v" in sys.argv[1:]))
