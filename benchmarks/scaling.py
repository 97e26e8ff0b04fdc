"""The sections about growth: time over lines, leaves, rules, documents and cores; memory of a verdict and a ruleset."""

from __future__ import annotations

import gc
import math
import multiprocessing
import os
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import invoices
from cases import Case, cases
from speed import kinds
from timing import fastest

import adjudge

LINES = (25, 50, 100, 200, 400, 800)
FIELDS = (100, 200, 400, 800, 1600)
RULES = (25, 50, 100, 200, 400)
DOCUMENTS = (50, 100, 200, 400)
_worker: Callable[[Any], object] | None = None


def fit(points: Sequence[tuple[int, float]]) -> dict[str, float]:
    """Fit a line through ``(size, seconds)`` and a power: an exponent of 1 is linear growth."""
    sizes, seconds = [size for size, _ in points], [taken for _, taken in points]
    slope, intercept = statistics.linear_regression(sizes, seconds)
    logs = [math.log(size) for size in sizes], [math.log(taken) for taken in seconds]
    return {
        "microseconds each": round(slope * 1e6, 4),
        "microseconds at zero": round(intercept * 1e6, 2),
        "r squared": round(statistics.correlation(sizes, seconds) ** 2, 4),
        "exponent": round(statistics.linear_regression(*logs).slope, 3),
    }


def measure_growth(quick: bool) -> list[dict[str, Any]]:
    """Time adjudge over sizes of one thing at a time, and fit."""
    rounds = 2 if quick else 7
    case = cases()[0]
    judge = case.judge()
    flat = _text_of_rules([f"{{id: all, given: $..*, {_CHECKS[0]}}}", f"{{id: one, given: $.f7, {_CHECKS[0]}}}"])
    by_what: dict[str, tuple[Sequence[int], Callable[[int], Callable[[], object]]]] = {
        "lines": (LINES, lambda size: _once(judge, _passing(case, size))),
        "leaves": (FIELDS, lambda size: _once(flat.check, _flat_payload(size))),
        "rules": (RULES, lambda size: _once(_many_rules(size).check, _flat_payload(50))),
        "documents": (DOCUMENTS, lambda size: _each(judge, case, size)),
    }
    return [_growth(name, sizes, make, rounds) for name, (sizes, make) in by_what.items()]


def _growth(
    name: str, sizes: Sequence[int], make: Callable[[int], Callable[[], object]], rounds: int
) -> dict[str, Any]:
    runs = {size: make(size) for size in sizes}
    taken: dict[int, list[float]] = {size: [] for size in sizes}
    for _ in range(rounds):
        for size, run in runs.items():
            taken[size].append(fastest(_ignoring(run), [None]))
    points = [(size, min(seconds)) for size, seconds in taken.items()]
    return {"over": name, "microseconds": {size: round(s * 1e6, 1) for size, s in points}, **fit(points)}


def _ignoring(run: Callable[[], object]) -> Callable[[Any], object]:
    return lambda _: run()


def _once(function: Callable[[Any], object], document: Any) -> Callable[[], object]:
    return lambda: function(document)


def _each(function: Callable[[Any], object], case: Case, count: int) -> Callable[[], object]:
    documents = [case.make(10, index) for index in range(count)]

    def run() -> None:
        for document in documents:
            function(document)

    return run


def _passing(case: Case, size: int) -> Any:
    return next(found for found in (kinds([case.make(size, i)], case)["passing"] for i in range(20)) if found)[0]


_CHECKS = (
    "confidence: {min: 0.5}",
    "match: {none_of: [not_found]}",
    "required: true",
    "range: {min: 1, max: 5000}",
)
"""What the rules of the growing ruleset check, in turn."""


def _flat_payload(fields: int) -> Any:
    box = {"x": 1, "y": 2, "width": 3, "height": 4}
    entry = {"match": "id_match", "confidence": 0.97, "pageNumber": 1, "bbox": box}
    data = {f"f{number}": number + 1 for number in range(fields)}
    return {"output": {"data": data, "metadata": {name: dict(entry) for name in data}, "pages": [{"page": 1}]}}


def rules_text(count: int) -> str:
    """Write a rule file of so many rules: signals, labels, values and arithmetic, in turn."""
    lines = ["adjudge: 1", "rules:"]
    for number in range(count):
        field = f"f{number % 50}"
        if number % 5 == 4:
            other = f"f{(number + 1) % 50}"
            lines.append(f"  - {{id: rule-{number}, assert: doc.{field} + doc.{other} > 0}}")
        else:
            lines.append(f'  - {{id: rule-{number}, given: "$.{field}", {_CHECKS[number % 5]}}}')
    return "\n".join(lines) + "\n"


def _many_rules(count: int) -> adjudge.Ruleset:
    return _load(rules_text(count))


def _text_of_rules(rules: Sequence[str]) -> adjudge.Ruleset:
    return _load("adjudge: 1\nrules:\n" + "".join(f"  - {rule}\n" for rule in rules))


def _load(text: str) -> adjudge.Ruleset:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rules.yaml"
        file.write_text(text, "utf-8")
        return adjudge.load_rules(file)


def _start_worker() -> None:
    global _worker  # noqa: PLW0603  # what a process of the pool keeps for all its documents
    _worker = cases()[0].judge()


def _judge_some(numbers: range) -> int:
    """Make and judge some invoices; only the judging is timed by what the caller compares it with."""
    assert _worker is not None  # noqa: S101  # the pool starts each process with it
    documents = [invoices.nutrient(invoices.Invoice(50, number)) for number in numbers]
    for _ in range(40):
        for document in documents:
            _worker(document)
    return len(documents) * 40


def measure_cores(quick: bool) -> list[dict[str, Any]]:
    """Judge the same documents by one process and by as many as there are cores."""
    parts = [range(start, start + 5) for start in range(0, 40, 5)]
    rows: list[dict[str, Any]] = []
    for processes in range(1, (os.cpu_count() or 1) + 1):
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, mp_context=context, initializer=_start_worker) as pool:
            list(pool.map(_judge_some, parts[:processes]))
            seconds = []
            for _ in range(2 if quick else 5):
                start = time.perf_counter()
                judged = sum(pool.map(_judge_some, parts))
                seconds.append(time.perf_counter() - start)
        rows.append({"processes": processes, "documents a second": round(judged / min(seconds))})
    return [{**row, "speed-up": round(row["documents a second"] / rows[0]["documents a second"], 2)} for row in rows]


def measure_memory(quick: bool) -> list[dict[str, Any]]:
    """Take what a verdict and a ruleset keep, in bytes; what documents share is counted once, before."""
    rows = []
    for case in cases():
        ruleset = case.ruleset()
        for kind, documents in kinds(case.documents(case.sizes[1]), case).items():
            if kind != "all" and documents:
                bytes_each = _kept(partial(ruleset.check, adapter=case.adapter), documents)
                rows.append(
                    {"what": "verdict", "case": case.name, "size": case.sizes[1], "kind": kind, "bytes": bytes_each}
                )
    counts = (20, 100) if quick else (20, 100, 500)
    return rows + [{"what": f"ruleset of {count} rules", "bytes": _kept(_checked_once, [count])} for count in counts]


def _checked_once(count: int) -> adjudge.Ruleset:
    """Give a ruleset with the code that its first document makes it generate."""
    ruleset = _many_rules(count)
    ruleset.check(_flat_payload(50))
    return ruleset


def _kept(make: Callable[[Any], object], arguments: Sequence[Any]) -> int:
    """Measure what one result keeps, on average."""
    for argument in arguments:
        make(argument)
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    kept = [make(argument) for argument in arguments]
    gc.collect()
    taken = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return taken // len(kept)
