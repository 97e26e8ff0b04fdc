"""The mutants of a corpus, on all cores, in the order of its documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from adjudge.engine.batch.items import Item
from adjudge.engine.batch.pool import Pool, usable_cores
from adjudge.engine.batch.recipe import Recipe
from adjudge.engine.mutate.choosing import Wish
from adjudge.engine.mutate.mutator import Judged, Mutator

_CHUNK: Final = 16
_WORTH_A_POOL: Final = 4_000
"""Fewer mutants are judged sooner than processes are started."""


@dataclass(frozen=True, slots=True)
class MutateJob:
    """What each worker does: the mutants of some documents."""

    recipe: Recipe
    wish: Wish
    adapter: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    def start(self) -> Callable[[list[Item]], list[Judged]]:
        """Load the rules."""
        mutator = Mutator(self.recipe.load(), self.wish, self.facts, self.adapter)
        return lambda items: [mutator.document(item) for item in items]

    def give_up(self, item: Item, reason: str) -> list[Judged]:
        """Name the document that no worker survives."""
        return [Judged(str(item.name), reason=reason, unreadable=True)]


def run(job: MutateJob, items: Sequence[Item], workers: int | None = None) -> Iterator[Judged]:
    """Give what becomes of the mutants of every document, in order.

    Args:
        job: What is done with each.
        items: The documents.
        workers: How many processes; by default one for each core, or none for a corpus that is not worth it.
    """
    if workers is None:
        workers = usable_cores() if len(items) * job.wish.count >= _WORTH_A_POOL else 1
    if workers == 1:
        judge = job.start()
        for item in items:
            yield from judge([item])
        return
    chunks = (list(items[start : start + _CHUNK]) for start in range(0, len(items), _CHUNK))
    with Pool(job, workers) as pool:
        for judged in pool.judge(chunks):
            yield from judged
