"""Compare the pack en16931 with the official verdicts: ``python tests/packs/conformance.py [-v]``.

The cases lie beside the checkout (``$ADJUDGE_SHARED/einvoice``) and are no part of the project. A unit case
is about one rule; of a whole invoice the exact set of failed rules must agree. *unknown* and *error* never
agree: the official rules know only pass and fail.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from adjudge.engine.ruleset import Ruleset, load_rules

CASES: Final = Path(os.environ.get("ADJUDGE_SHARED", Path(__file__).parents[3] / "shared")) / "einvoice"
NO_PART: Final = frozenset({"BR-CL-08", "BR-B-01", "BR-B-02", "BR-DEC-13", "BR-DEC-15"})
"""Official rules that never fail on the cases' trees, or that say nothing about them; see known_gaps.yaml."""


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


def unit_answers(ruleset: Ruleset, cases: Iterable[Mapping[str, Any]]) -> Iterator[Answer]:
    """Judge each unit case by its one rule."""
    alone = {rule.id: ruleset.select(lambda each, rule=rule: each is rule) for rule in ruleset.rules}
    for case in cases:
        if "rule" in case:
            yield from _answers(alone[case["rule"]], case, {case["rule"]: case["expect"]})


def invoice_answers(ruleset: Ruleset, cases: Iterable[Mapping[str, Any]]) -> Iterator[Answer]:
    """Judge each whole invoice by every rule."""
    known = {rule.id for rule in ruleset.rules}
    for case in cases:
        if "rule" not in case:
            failed = set(case.get("expect_failed", ())) - NO_PART
            yield from (Answer(case["id"], rule, "fail", "no such rule") for rule in sorted(failed - known))
            yield from _answers(ruleset, case, dict.fromkeys(failed, "fail"))


def _answers(ruleset: Ruleset, case: Mapping[str, Any], expected: Mapping[str, str]) -> Iterator[Answer]:
    for result in ruleset.check(case["document"], adapter="plain").results:
        reasons = tuple(f"{finding.path}: {finding.reason}" for finding in result.findings)
        yield Answer(case["id"], result.rule, expected.get(result.rule, "pass"), result.outcome, reasons)


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


def main(verbose: bool) -> int:
    """Print agreement per family (per rule: verbose) and every case that disagrees; 1 if any does."""
    ruleset = load_rules("adjudge:en16931")
    dev, derived = read_cases("dev.jsonl"), read_cases("derived_dev.jsonl")
    wrong = 0
    for title, answers in (
        ("unit cases", list(unit_answers(ruleset, dev))),
        ("whole invoices", list(invoice_answers(ruleset, dev))),
        ("changed invoices", list(invoice_answers(ruleset, derived))),
    ):
        apart = [answer for answer in answers if not answer.agrees]
        wrong += len(apart)
        print(f"{title}: {len(answers) - len(apart)} of {len(answers)} verdicts agree")  # noqa: T201
        print("\n".join(table(answers, (lambda rule: rule) if verbose else family)))  # noqa: T201
        for answer in apart:
            print(f"  {answer.rule} {answer.case}: {answer.outcome}, officially {answer.expected}", *answer.reasons)  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main("-v" in sys.argv[1:]))
