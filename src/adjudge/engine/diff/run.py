"""Judge every document of a corpus twice, on both cores."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from adjudge.engine.diff.compare import DocumentChange, compare
from adjudge.engine.diff.labels import Labels
from adjudge.engine.ruleset import Ruleset, load_rules
from adjudge.errors import ConfigError, PayloadError
from adjudge.model.extraction import Extraction
from adjudge.model.payload import read_payload
from adjudge.model.verdict import Verdict

_CHUNK: Final = 64
_WORTH_A_POOL: Final = 200
"""Fewer documents are judged sooner than two processes are started."""


class Case(NamedTuple):
    """One document; ``after`` is its second extraction, ``None`` where both sides judge the same one.

    ``document`` is what it is called elsewhere, by which suppressions know it.
    """

    name: str
    before: bytes | Path
    after: bytes | Path | None = None
    document: str | None = None


class Unreadable(NamedTuple):
    """One document that could not be judged, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Side:
    """The rules of one side, as every process loads them."""

    sources: tuple[str, ...]
    root: Path | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is compared, and how; ``day`` is today's for suppressions that have an end, where no fact says another."""

    before: Side
    after: Side
    plugins: tuple[str, ...] = ()
    plugin_autoload: bool = False
    adapter: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    labels: Labels | None = None
    day: date | None = None


def run(plan: Plan, cases: Sequence[Case]) -> Iterator[DocumentChange | Unreadable]:
    """Give what becomes of every document, in order."""
    workers = min(os.cpu_count() or 1, 1 + len(cases) // _WORTH_A_POOL)
    comparer = Comparer(plan)
    if workers == 1:
        yield from map(comparer.compare, cases)
        return
    chunks = [cases[start : start + _CHUNK] for start in range(0, len(cases), _CHUNK)]
    with ProcessPoolExecutor(workers, initializer=_start, initargs=(plan,)) as pool:
        for rows in pool.map(_work, chunks):
            yield from rows


class Comparer:
    """Both rulesets, loaded once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.before = self._load(plan.before)
        self.after = self.before if plan.after == plan.before else self._load(plan.after)

    def compare(self, case: Case) -> DocumentChange | Unreadable:
        """Judge one document twice."""
        try:
            old = read_payload(case.before)
            new = old if case.after is None else read_payload(case.after)
            one, other = self._judge(self.before, old, case), self._judge(self.after, new, case)
            changes = compare(one, other)
            right = self._right(old, case.name)
            later = right if new is old else self._right(new, case.name)
        except (PayloadError, ConfigError) as problem:  # the latter: two adapters claim this payload
            return Unreadable(case.name, str(problem))
        assert one.decision is not None  # noqa: S101  # whole rulesets decide
        assert other.decision is not None  # noqa: S101  # as above
        return DocumentChange(case.name, one.decision, other.decision, changes, right, later)

    def _load(self, side: Side) -> Ruleset:
        plan = self.plan
        return load_rules(side.sources, root=side.root, plugins=plan.plugins, plugin_autoload=plan.plugin_autoload)

    def _judge(self, ruleset: Ruleset, payload: object, case: Case) -> Verdict:
        plan = self.plan
        ends = plan.day is not None and any(each.until for each in ruleset.suppressions)
        facts = {"today": plan.day, **plan.facts} if ends else plan.facts
        return ruleset.check(payload, adapter=plan.adapter, facts=facts, document=case.document or case.name)

    def _right(self, payload: object, name: str) -> bool | None:
        if self.plan.labels is None:
            return None
        extraction: Extraction = self.before.normalize(payload, adapter=self.plan.adapter)
        return self.plan.labels.right(extraction, name)


_comparer: Comparer | None = None


def _start(plan: Plan) -> None:
    global _comparer  # noqa: PLW0603  # what a worker process keeps between its chunks
    _comparer = Comparer(plan)


def _work(cases: Sequence[Case]) -> list[DocumentChange | Unreadable]:
    assert _comparer is not None  # noqa: S101  # the initializer has run
    return [_comparer.compare(case) for case in cases]
