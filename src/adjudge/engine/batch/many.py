"""Many payloads from Python: verdicts in order, from all cores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from adjudge.engine.batch.items import Item, chunks
from adjudge.engine.batch.jobs import JudgeObjects, Outcome
from adjudge.engine.batch.pool import Pool
from adjudge.engine.batch.recipe import Recipe
from adjudge.engine.batch.rows import Asked


def check_many(
    recipe: Recipe, payloads: Iterable[object], documents: Iterable[str | None], asked: Asked, workers: int | None
) -> Iterator[Outcome]:
    """Judge payloads in worker processes; see ``Ruleset.check_many``."""
    items = (Item(document, payload) for payload, document in zip(payloads, documents, strict=False))
    with Pool(JudgeObjects(recipe, asked), workers) as pool:
        for outcomes in pool.judge(chunks(items)):
            yield from outcomes
