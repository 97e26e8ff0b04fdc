"""The experiment: of seeded single misreads of clean documents, how many are named first, and among three."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

import adjudge

from .invoices import SCHEMAS, misread

COUNT = 200


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_the_true_cause_is_first_in_four_of_five_and_among_three_in_nearly_all(
    load: Callable[[str], adjudge.Ruleset], seed: int
) -> None:
    """Without any signal, over three schemas and eight kinds of slips; those that break no equation do not count."""
    rng = random.Random(seed)
    rulesets = {name: load(rules) for name, (rules, _) in SCHEMAS.items()}
    first = three = seen = 0
    while seen < COUNT:
        name = rng.choice(list(SCHEMAS))
        clean = SCHEMAS[name][1](rng)
        wrong = misread(clean, rng)
        if wrong is None:
            continue
        findings = [
            finding for finding in rulesets[name].check(wrong.payload, hints=True).findings if finding.outcome == "fail"
        ]
        if not findings:
            continue
        places = [hint.path for hint in findings[0].hints]
        seen += 1
        first += places[:1] == [wrong.place]
        three += wrong.place in places

    print(f"seed {seed}: first {first / COUNT:.1%}, among three {three / COUNT:.1%}")  # noqa: T201  # the measurement
    assert first / COUNT >= 0.9
    assert three / COUNT >= 0.97


def test_clean_documents_have_no_findings(load: Callable[[str], adjudge.Ruleset]) -> None:
    """The experiment is about misreads only if nothing else is wrong."""
    for rules, make in SCHEMAS.values():
        ruleset = load(rules)
        for seed in range(20):
            clean = make(random.Random(seed))
            assert ruleset.check(clean, hints=True).findings == ()
