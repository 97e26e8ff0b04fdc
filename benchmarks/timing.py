"""How implementations are timed: each beside its floor, on the same documents, in turn.

A machine that others share is faster one second and slower the next. So each timing is paired with one of the floor
just before it, and what counts is the median of the ratios; the order is shuffled in every round.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Function = Callable[[Any], object]
FILL = 0.008
"""Seconds that one timing takes at least, by repetition; its fastest pass counts."""


def pass_over(function: Function, documents: Sequence[Any]) -> float:
    """Take the time of one pass over the documents, in seconds."""
    start = time.perf_counter()
    for document in documents:
        function(document)
    return time.perf_counter() - start


def fastest(function: Function, documents: Sequence[Any]) -> float:
    """Take the time of the fastest of as many passes as fill ``FILL``; twenty at most."""
    first = pass_over(function, documents)
    return min([first, *(pass_over(function, documents) for _ in range(min(20, int(FILL / first))))])


@dataclass
class Job:
    """One implementation on some documents, and its floor."""

    names: dict[str, Any]
    """What the row of results says beside the numbers."""
    function: Function
    floor: Function
    documents: Sequence[Any]
    seconds: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Time both once."""
        base = fastest(self.floor, self.documents)
        taken = fastest(self.function, self.documents)
        self.seconds.append(taken / len(self.documents))
        self.ratios.append(taken / base)

    def row(self) -> dict[str, Any]:
        """Give the medians, with the lowest and the highest ratio."""
        return {
            **self.names,
            "microseconds": round(statistics.median(self.seconds) * 1e6, 2),
            "ratio": round(statistics.median(self.ratios), 3),
            "spread": [round(min(self.ratios), 3), round(max(self.ratios), 3)],
            "rounds": len(self.ratios),
            "documents": len(self.documents),
        }


def run_paired(jobs: Sequence[Job], rounds: int) -> list[dict[str, Any]]:
    """Run all jobs in every round, in another order each time; the documents are no garbage to look through."""
    order = list(jobs)
    shuffle = random.Random(1).shuffle  # noqa: S311  # an order, not a secret
    gc.collect()
    gc.freeze()
    for _ in range(rounds):
        shuffle(order)
        for job in order:
            job.run()
    gc.unfreeze()
    return [job.row() for job in jobs]
