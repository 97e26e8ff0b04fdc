"""The section about batches: a file of documents to a file of verdicts, by one core and by all, beside rules by hand.

The hand-written rules read each line with orjson, judge it by the floor that knows the schema, and write a line with
the decision and all twenty answers, from as many processes. ``adjudge batch`` writes whole verdicts.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

import impl_adjudge
import invoice_floors
from cases import cases

from adjudge.engine.batch.pool import usable_cores

try:
    from orjson import dumps, loads
except ImportError:  # as with every other tool, what is not there is left out: the standard library is slower
    loads = json.loads

    def dumps(value: Any) -> bytes:
        """Write JSON as orjson does."""
        return json.dumps(value).encode()


SIZE, DOCUMENTS, QUICKLY, DISTINCT = 10, 200_000, 8_000, 400
CHUNK = 200
EVERY = 0.25


def measure_batches(quick: bool) -> list[dict[str, Any]]:
    """Time whole processes over one file of documents of ten lines."""
    documents = QUICKLY if quick else DOCUMENTS
    cores = usable_cores()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_documents(folder / "in.jsonl", documents)
        shutil.copy(impl_adjudge.POLICY, folder / "rules.yaml")
        runs: list[tuple[str, int, Callable[[], object]]] = [
            ("adjudge", 1, lambda: batch(folder, 1)),
            ("adjudge", cores, lambda: batch(folder, cores)),
            ("by hand", cores, lambda: by_hand(folder, cores)),
        ]
        taken = [(of, workers, *watched(run)) for of, workers, run in runs]
    one, many, hand = (seconds for _, _, seconds, _ in taken)
    ratios = {"to one worker": one / many, "throughput to rules by hand": hand / many}
    return [
        *(
            {"of": of, "workers": workers, "documents": documents, "a second": documents / seconds, "PSS MB": most}
            for of, workers, seconds, most in taken
        ),
        *({"of": "adjudge", "workers": cores, "ratio": ratio, "goal": goal, "what": what}
          for (what, ratio), goal in zip(ratios.items(), (1.7, 0.6), strict=True)),
    ]  # fmt: skip


def write_documents(file: Path, count: int) -> None:
    """Write so many documents, of which a few hundred differ."""
    case = cases()[0]
    lines = [json.dumps(case.make(SIZE, index)) + "\n" for index in range(DISTINCT)]
    with file.open("w", encoding="utf-8") as out:
        for index in range(count):
            out.write(lines[index % DISTINCT])


def batch(folder: Path, workers: int) -> None:
    """Run ``adjudge batch``."""
    command = [sys.executable, "-m", "adjudge", "batch", "in.jsonl", "-R", "rules.yaml", "-o", "out.jsonl"]
    command += ["--workers", str(workers), "--restart", "-p", "nutrient_issues", "--adapter", "nutrient-issues"]
    paths = [str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run(  # noqa: S603  # ourselves
        command, cwd=folder, env=environment, check=False, stdout=subprocess.DEVNULL
    )
    assert done.returncode == 1, "some documents are to be reviewed, and nothing else is wrong"  # noqa: S101


def by_hand(folder: Path, workers: int) -> None:
    """Judge the file in a pool, as one would by hand."""
    context = multiprocessing.get_context("fork")
    with (
        (folder / "in.jsonl").open("rb") as lines,
        (folder / "hand.jsonl").open("wb") as out,
        ProcessPoolExecutor(workers, mp_context=context) as pool,
    ):
        pending = []
        for chunk in _chunks(lines):
            pending.append(pool.submit(judge_by_hand, chunk))
            while len(pending) > 8 * workers:
                out.write(pending.pop(0).result())
        for future in pending:
            out.write(future.result())


def _chunks(lines: Any) -> Iterator[list[tuple[int, bytes]]]:
    numbered = enumerate(lines, 1)
    while chunk := list(islice(numbered, CHUNK)):
        yield chunk


def judge_by_hand(chunk: list[tuple[int, bytes]]) -> bytes:
    """Judge lines by the floor, and write a line for each."""
    rows = []
    for number, line in chunk:
        answers = invoice_floors.floor(loads(line))
        failed = any(outcome == "fail" for _, outcome, _ in answers)
        rows.append(dumps({"document": f"in.jsonl:{number}", "review": failed, "answers": answers}))
    return b"\n".join(rows) + b"\n"


def watched(run: Callable[[], object]) -> tuple[float, float]:
    """Give the seconds that it takes, and the most memory that its processes held together, as PSS in MB."""
    most, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(EVERY):
            most[0] = max(most[0], sum(map(_pss, _descendants(os.getpid()))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.perf_counter()
    try:
        run()
    finally:
        done.set()
        watcher.join()
    seconds = time.perf_counter() - start
    return seconds, round(most[0] / 1024, 1)


def _descendants(process: int) -> Iterator[int]:
    for file in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = file.read_text().split()
        except OSError:
            continue
        for child in map(int, children):
            yield child
            yield from _descendants(child)


def _pss(process: int) -> float:
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return sum(float(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))
