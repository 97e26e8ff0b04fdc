"""One batch from its inputs to its output file, resumable at any moment.

Rows are appended to ``OUT.partial`` in the order of the inputs; ``OUT.progress`` says how many of them are certain. The
next run cuts off what is not, skips as many inputs, and goes on. ``OUT`` itself appears when all is done.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from adjudge.engine.batch.items import chunks
from adjudge.engine.batch.jobs import WriteRows, Written
from adjudge.engine.batch.journal import DURATIONS, Journal, Progress
from adjudge.engine.batch.pool import Pool
from adjudge.engine.batch.sources import name_of, read_files
from adjudge.errors import ConfigError
from adjudge.model.adapter import Adapter

KEEP_EVERY: Final = 1.0
"""Seconds between two notes of the progress: the most that is judged again after ``kill -9``."""


@dataclass(slots=True)
class BatchRun:
    """One batch; ``run`` may be called again in another process until it is done."""

    files: Sequence[Path]
    column: str
    output: Path
    job: WriteRows
    workers: int | None = None
    progress: Progress = field(default_factory=Progress)
    crashes: dict[str, str] = field(default_factory=dict)

    @property
    def partial(self) -> Path:
        """Where rows are collected."""
        return self.output.with_name(self.output.name + ".partial")

    @property
    def durations(self) -> Path:
        """Where the times of rules are written, where they were measured."""
        return self.output.with_name(self.output.name + DURATIONS)

    @property
    def journal(self) -> Journal:
        """The note of the progress."""
        asked = self.job.asked
        adapter = asked.adapter.name if isinstance(asked.adapter, Adapter) else asked.adapter
        inputs = [[name_of(file), file.stat().st_size, file.stat().st_mtime_ns] for file in self.files]
        return Journal(
            self.output.with_name(self.output.name + ".progress"),
            {
                "inputs": inputs,
                "column": self.column,
                "rules": self.job.recipe.fingerprint,
                "facts": dict(asked.facts),
                "options": [adapter, asked.hints, self.job.fail_on],
            },
        )

    def restart(self) -> None:
        """Forget what an earlier run has left."""
        self.journal.remove()
        self.partial.unlink(missing_ok=True)
        self.output.unlink(missing_ok=True)
        self.durations.unlink(missing_ok=True)

    def run(self, tell: Callable[[Written], None]) -> None:
        """Judge what is left and finish the output; ``tell`` is called with each chunk that was written.

        Raises:
            ConfigError: The output is there already, is of another batch, or cannot be written.
        """
        if self.output.exists():
            raise ConfigError(f"{self.output}: is there already; --restart judges everything anew")
        try:
            self._collect(tell)
            self._finish()
        except OSError as problem:
            self._say_what_is_kept(problem)

    def _collect(self, tell: Callable[[Written], None]) -> None:
        journal = self.journal
        self.progress = journal.read()
        with self.partial.open("ab", buffering=0) as out:
            _lock(out, self.output)
            if out.seek(0, os.SEEK_END) < self.progress.size:
                raise ConfigError(f"{self.partial}: rows are missing at its end; --restart begins anew")
            out.truncate(self.progress.size)
            journal.keep(self.progress)
            kept = time.monotonic()
            try:
                for written in self._judged():
                    _write(out, written.data)
                    self._count(written)
                    tell(written)
                    if time.monotonic() - kept >= KEEP_EVERY:
                        _keep(out, journal, self.progress)
                        kept = time.monotonic()
            finally:
                # Also for Ctrl-C and a full disk: what was counted has been written.
                _keep(out, journal, self.progress)

    def _judged(self) -> Iterator[Written]:
        left = islice(read_files(self.files, self.column), self.progress.rows, None)
        with Pool(self.job, self.workers) as pool:
            yield from pool.judge(chunks(left))

    def _count(self, written: Written) -> None:
        progress = self.progress
        progress.rows += written.rows
        progress.size += len(written.data)
        progress.failing += written.failing
        progress.decisions.update(written.decisions)
        progress.hits.update(written.hits)
        for nodeid, (seconds, documents) in written.spent.items():
            before = progress.spent.setdefault(nodeid, [0.0, 0])
            progress.spent[nodeid] = [before[0] + seconds, before[1] + documents]
        self.crashes.update(written.crashes)

    def _finish(self) -> None:
        """Give the output its name, in one step."""
        if self.job.arrow:
            from adjudge.engine.batch.arrow import streams_to_parquet  # noqa: PLC0415  # an extra

            draft = self.output.with_name(self.output.name + ".draft")
            try:
                streams_to_parquet(str(self.partial), str(draft))
                draft.replace(self.output)
            finally:
                draft.unlink(missing_ok=True)
            self.partial.unlink()
        else:
            self.partial.replace(self.output)
        if self.progress.spent:
            self.durations.write_text(
                json.dumps(self.progress.spent, indent=2, sort_keys=True) + "\n", encoding="utf-8"
            )
        self.journal.remove()

    def _say_what_is_kept(self, problem: OSError) -> None:
        why = problem.strerror or str(problem)
        raise ConfigError(
            f"{self.output}: cannot be written: {why}; "
            f"{self.progress.rows:,} rows are kept, the same command goes on from there"
        ) from None


def _write(out: Any, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[out.write(view) :]


def _keep(out: Any, journal: Journal, progress: Progress) -> None:
    os.fsync(out.fileno())
    journal.keep(progress)


def _lock(out: BinaryIO | Any, output: Path) -> None:
    """Keep a second run of the same batch out, for as long as the file is open."""
    try:
        import fcntl  # noqa: PLC0415  # not on Windows
    except ImportError:
        return
    try:
        fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise ConfigError(f"{output}: another run of this batch is at work") from None
