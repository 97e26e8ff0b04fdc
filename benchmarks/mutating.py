"""The section about mutants: judged by the rules that read what was damaged, and each by every rule.

One corpus, one set of mutants, both cores, in turn. *whole* makes the same mutants in the same workers and judges each
with ``Ruleset.check``; *batch* is ``adjudge batch`` over the same mutants as lines of JSON, which writes every verdict.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import invoices
from cases import HERE

import adjudge
from adjudge.cli import run as command_line
from adjudge.engine.batch.items import Item
from adjudge.engine.batch.pool import Pool, usable_cores
from adjudge.engine.mutate.choosing import Wish
from adjudge.engine.mutate.mutator import Judged, Mutator
from adjudge.engine.mutate.run import MutateJob, run
from adjudge.model.jsontext import to_json

POLICY = HERE / "adjudge_policy.yaml"
LINES = 10
WISH = Wish()
GOAL = 0.4
"""Of the time of judging every mutant by every rule."""


@dataclass(frozen=True)
class CheckEach:
    """What *whole* does in each worker."""

    job: MutateJob

    def start(self) -> Callable[[list[Item]], int]:
        """Load the rules."""
        ruleset = self.job.recipe.load()
        mutator = Mutator(ruleset, self.job.wish, {})

        def judge(items: list[Item]) -> int:
            count = 0
            for item in items:
                original = mutator.read(item)
                ruleset.check(original.payload)
                for made in mutator.mutants(original, str(item.name)):
                    ruleset.check(made.mutant.payload)
                    count += 1
            return count

        return judge

    def give_up(self, item: Item, reason: str) -> int:
        """Stop: nothing ends a worker here."""
        raise RuntimeError(item.name, reason)


def measure_mutants(quick: bool) -> list[dict[str, Any]]:
    """Time all three over the same corpus."""
    documents = 200 if quick else 2_000
    ruleset = adjudge.load_rules(POLICY)
    job = MutateJob(ruleset.recipe, WISH)
    made = (invoices.nutrient(invoices.Invoice(LINES, number)) for number in range(documents))
    items = [Item(f"{number}.json", json.dumps(payload).encode()) for number, payload in enumerate(made)]
    with tempfile.TemporaryDirectory() as name:
        lines = Path(name, "mutants.jsonl")
        mutants = _write(Mutator(ruleset, WISH, {}), items, lines)
        seconds: dict[str, list[float]] = {"mutate": [], "whole": [], "batch": []}
        for _ in range(1 if quick else 3):
            seconds["mutate"].append(_timed(lambda: _mutate(job, items, mutants)))
            seconds["whole"].append(_timed(lambda: _whole(job, items, mutants)))
            seconds["batch"].append(_timed(lambda: _batch(lines)))
    ratios = {
        to: statistics.median(one / other for one, other in zip(seconds["mutate"], seconds[to], strict=True))
        for to in ("whole", "batch")
    }
    return [
        {
            "documents": documents,
            "mutants": mutants,
            "rules": len(ruleset.rules),
            "cores": usable_cores(),
            "seconds": {name: [round(each, 2) for each in taken] for name, taken in seconds.items()},
            **{f"ratio to {to}": round(ratio, 3) for to, ratio in ratios.items()},
            "goal": GOAL,
        }
    ]


def _write(mutator: Mutator, items: Sequence[Item], lines: Path) -> int:
    count = 0
    with lines.open("w", encoding="utf-8") as file:
        for item in items:
            for made in mutator.mutants(mutator.read(item), str(item.name)):
                file.write(f"{to_json(made.mutant.payload)}\n")
                count += 1
    return count


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _mutate(job: MutateJob, items: Sequence[Item], mutants: int) -> None:
    judged: list[Judged] = list(run(job, items, usable_cores()))
    if sum(len(each.fates) for each in judged) != mutants:
        raise ValueError("not the same mutants")


def _whole(job: MutateJob, items: Sequence[Item], mutants: int) -> None:
    chunks = (list(items[start : start + 16]) for start in range(0, len(items), 16))
    with Pool(CheckEach(job), usable_cores()) as pool:
        if sum(pool.judge(chunks)) != mutants:
            raise ValueError("not the same mutants")


def _batch(lines: Path) -> None:
    out = lines.with_name("verdicts.jsonl")
    command_line(["batch", str(lines), "-R", str(POLICY), "-o", str(out), "--restart"])
    out.unlink()
