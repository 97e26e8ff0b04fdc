"""The two jobs of workers: verdicts as objects, and verdicts as the bytes of an output file."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from adjudge.durations import Durations
from adjudge.engine.batch.items import Item
from adjudge.engine.batch.recipe import Recipe
from adjudge.engine.batch.rows import Asked, judge_item, line_of, row_of
from adjudge.engine.suppression_use import hits_of
from adjudge.errors import PayloadError
from adjudge.model.verdict import Verdict
from adjudge.model.words import Effect, at_least
from adjudge.record import replace

if TYPE_CHECKING:
    from adjudge.engine.ruleset import Ruleset

Outcome = Verdict | PayloadError


def _load(recipe: Recipe) -> Ruleset:
    ruleset = recipe.load()
    # What was loaded lives as long as the process: the collector need not look at it again.
    gc.collect()
    gc.freeze()
    return ruleset


@dataclass(frozen=True, slots=True)
class JudgeObjects:
    """Judge chunks into verdicts."""

    recipe: Recipe
    asked: Asked

    def start(self) -> Callable[[list[Item]], list[Outcome]]:
        """Load the rules."""
        ruleset = _load(self.recipe)
        return lambda items: [judge_item(ruleset, item, self.asked) for item in items]

    def give_up(self, item: Item, reason: str) -> list[Outcome]:  # noqa: ARG002  # the pool's signature
        """Give the error in the verdict's place."""
        return [PayloadError(reason)]


@dataclass(slots=True)
class Written:
    """A chunk as bytes of the output, and what is in it."""

    data: bytes = b""
    rows: int = 0
    decisions: Counter[str] = field(default_factory=Counter)
    """Documents by decision; unreadable ones as ``unreadable``."""
    failing: int = 0
    """Documents with an effect that reaches ``fail_on``."""
    hits: Counter[str] = field(default_factory=Counter)
    """Suppressed findings by the place of their suppression."""
    errors: list[tuple[str, str]] = field(default_factory=list)
    crashes: dict[str, str] = field(default_factory=dict)
    spent: dict[str, tuple[float, int]] = field(default_factory=dict)
    """Seconds and documents by rule, where they are measured."""
    read: int = 0

    def add(self, item: Item, outcome: Outcome, fail_on: Effect) -> None:
        """Count one document."""
        self.rows += 1
        self.read = item.read
        if isinstance(outcome, Verdict):
            self.decisions[str(outcome.decision)] += 1
            self.hits.update(hits_of(outcome))
            reached = at_least(outcome.effect, fail_on)
            decided = outcome.decision is not None and outcome.decision != "accept"
            self.failing += reached or (decided and at_least(outcome.decision, fail_on))  # type: ignore[arg-type]
        else:
            self.decisions["unreadable"] += 1
            self.errors.append((str(item.name), str(outcome)))


@dataclass(frozen=True, slots=True)
class WriteRows:
    """Judge chunks into rows of a JSONL file, or of an Arrow stream that becomes a Parquet file."""

    recipe: Recipe
    asked: Asked
    fail_on: Effect
    arrow: bool
    timed: bool = False
    """Whether the time of each rule is measured, which makes the batch slower."""

    def start(self) -> Callable[[list[Item]], Written]:
        """Load the rules."""
        durations = Durations()
        plugins = (*self.recipe.plugins, durations) if self.timed else self.recipe.plugins
        ruleset = _load(replace(self.recipe, plugins=plugins))

        def judge(items: list[Item]) -> Written:
            written = self._write([(item, judge_item(ruleset, item, self.asked)) for item in items])
            written.crashes.update(ruleset.crashed_observers)
            written.spent = durations.take()
            return written

        return judge

    def give_up(self, item: Item, reason: str) -> Written:
        """Give an error row."""
        return self._write([(item, PayloadError(reason))])

    def _write(self, judged: list[tuple[Item, Outcome]]) -> Written:
        written = Written()
        for item, outcome in judged:
            written.add(item, outcome, self.fail_on)
        if self.arrow:
            from adjudge.engine.batch.arrow import stream_of  # noqa: PLC0415  # an extra

            written.data = stream_of([row_of(item, outcome) for item, outcome in judged])
        else:
            written.data = "".join(f"{line_of(item, outcome)}\n" for item, outcome in judged).encode()
        return written
