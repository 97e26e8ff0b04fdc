"""Loading is quick enough to be done on every start."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from adjudge.ruleset.loading import load
from adjudge.ruleset.registry import Registry

HEAD = """\
adjudge: 1
locale: en_US
fields:
  total: {at: $.total, type: money}
  lines: {at: $.line_items, each: {quantity: decimal, unit_price: money, amount: money}}
rules:
"""
KINDS = (
    "given: total\n    confidence: {min: 0.9}",
    "given: $..*\n    match: {none_of: [fuzzy_match]}",
    "assert: sum(lines[*].amount) == approx(total, abs=0.0%d)",
    "for: line in lines\n    assert: line.quantity * line.unit_price == approx(line.amount, abs=0.0%d)",
    "given: $.f%d\n    required: true",
)


def test_five_hundred_rules_load_in_a_quarter_of_a_second(write: Callable[..., Path], registry: Registry) -> None:
    """Of processor time, expressions included; four times that is allowed on a busy machine."""
    bodies = [KINDS[n % 5] % n if "%d" in KINDS[n % 5] else KINDS[n % 5] for n in range(500)]
    text = HEAD + "".join(f"  - id: rule-{n}\n    {body}\n" for n, body in enumerate(bodies))
    write({"r.yaml": text, "warm.yaml": HEAD + f"  - id: w\n    {KINDS[0]}\n"})
    load("rules/warm.yaml", registry=registry)
    start = time.process_time()
    assert len(load("rules/r.yaml", registry=registry).rules) == 500
    assert time.process_time() - start < 1.0
