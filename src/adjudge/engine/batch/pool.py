"""Worker processes that may die: what they held is judged again, one document at a time, and the culprit is named."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any, Final, Generic, Protocol, TypeVar

from adjudge.engine.batch.items import Item
from adjudge.errors import ConfigError

Answer = TypeVar("Answer")
_Answers_co = TypeVar("_Answers_co", covariant=True)

AHEAD: Final = 8
"""Chunks a worker may be ahead of the oldest one that is still judged; bounds what is held in memory."""

_DEATHS: Final = 2
"""Times a document must have been alone with a dying worker; once may be chance."""


class Job(Protocol[_Answers_co]):
    """What workers do; it is pickled to each of them."""

    def start(self) -> Callable[[list[Item]], _Answers_co]:
        """Prepare once for each worker, and give the function that judges a chunk."""

    def give_up(self, item: Item, reason: str) -> _Answers_co:
        """Answer for a document that no worker survives; called in the parent."""


def usable_cores() -> int:
    """Give the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Pool(Generic[Answer]):
    """A fixed number of workers; a context manager that leaves none behind."""

    def __init__(self, job: Job[Answer], workers: int | None = None) -> None:
        self._job = job
        self._size = usable_cores() if workers is None else workers
        self._workers: list[_Worker] = []

    def __enter__(self) -> Pool[Answer]:
        self._workers = [_Worker(self._job) for _ in range(self._size)]
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()

    def judge(self, chunks: Iterable[list[Item]]) -> Iterator[Answer]:
        """Give the answers to all chunks, in their order; a chunk whose worker died gives one for each document.

        Raises:
            ConfigError: Workers cannot start.
        """
        left = iter(chunks)
        done: dict[int, list[Answer]] = {}
        busy: dict[Connection, tuple[int, list[Item], _Worker]] = {}
        idle = list(self._workers)
        submitted = delivered = 0
        more = True
        while more or busy:
            while more and idle and submitted - delivered < AHEAD * self._size:
                chunk = next(left, None)
                if chunk is None:
                    more = False
                    break
                worker = idle.pop()
                worker.send(chunk)
                busy[worker.connection] = (submitted, chunk, worker)
                submitted += 1
            ready = wait(list(busy)) if busy else []
            for connection in [each for each in busy if each in ready]:
                number, chunk, worker = busy.pop(connection)
                done[number], worker = self._receive(worker, chunk)
                idle.append(worker)
            while delivered in done:
                yield from done.pop(delivered)
                delivered += 1

    def _receive(self, worker: _Worker, chunk: list[Item]) -> tuple[list[Answer], _Worker]:
        """Take a worker's answer; where it died, have fresh ones judge its documents one at a time."""
        try:
            return [worker.receive()], worker
        except _Died:
            pass
        answers: list[Answer] = []
        worker = self._replace(worker)
        for item in chunk:
            reasons: list[str] = []
            while len(reasons) < _DEATHS:
                try:
                    worker.send([item])
                    answers.append(worker.receive())
                    break
                except _Died as death:
                    reasons.append(str(death))
                    worker = self._replace(worker)
            else:
                answers.append(self._job.give_up(item, f"judging it ended the worker process twice: {reasons[-1]}"))
        return answers, worker

    def _replace(self, worker: _Worker) -> _Worker:
        fresh = _Worker(self._job)
        self._workers[self._workers.index(worker)] = fresh
        return fresh


class _Died(Exception):
    """A worker ended without an answer; how, in a few words."""


class _Worker:
    """One process and the connection to it."""

    def __init__(self, job: Job[Any]) -> None:
        # Neither method copies this process, whose threads and locks a copy would not survive.
        context: Any = multiprocessing.get_context("spawn" if os.name == "nt" else "forkserver")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, job), daemon=True)
        self._process.start()
        theirs.close()
        self._started = False

    def send(self, chunk: list[Item]) -> None:
        """Hand over a chunk; that the worker is gone is told when the answer is asked for."""
        if not self._started:
            self._wait_for_start()
        with suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send(chunk)

    def receive(self) -> Any:
        """Wait for the answer.

        Raises:
            _Died: There will be none.
        """
        try:
            answer = self.connection.recv()
        except (EOFError, OSError):
            raise _Died(self._how_it_ended()) from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def stop(self) -> None:
        """End the process: it holds nothing that is worth keeping."""
        self.connection.close()
        self._process.terminate()
        self._process.join()

    def _wait_for_start(self) -> None:
        try:
            self.receive()
        except _Died as death:
            raise ConfigError(f"a worker process ended while it loaded the rules: {death}") from None
        self._started = True

    def _how_it_ended(self) -> str:
        self._process.join(5)
        code = self._process.exitcode
        if code is not None and code < 0:
            return f"killed by signal {-code} ({signal.Signals(-code).name})"
        return f"it ended with exit code {code}"


def _serve(connection: Connection, job: Job[Any]) -> None:
    """Answer chunk after chunk until the parent is gone."""
    # Ctrl-C reaches every process of the terminal; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        judge = job.start()
        connection.send(None)
        while True:
            connection.send(judge(connection.recv()))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception as problem:  # noqa: BLE001  # whatever it is, the parent must tell it
        with suppress(BrokenPipeError):
            connection.send(problem)
