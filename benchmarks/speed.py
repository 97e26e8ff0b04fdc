"""The sections about speed: adjudge beside its floors, other tools beside them, and where adjudge's time goes."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Sequence
from typing import Any

from answers import Implementation, disagreement
from cases import Case, cases
from timing import Job, fastest, run_paired

import adjudge

PEERS = ("pydantic_by_hand", "jsonschema_rs_rules", "zen_decision", "cel_programs", "jsonpath_simpleeval")
SLOWEST = 0.5
"""Seconds that a pass of a slow peer may take; it gets fewer documents."""


def must_agree(case: Case, other: Implementation, documents: Sequence[Any], rules: Sequence[str], skip: bool) -> None:
    """Stop the benchmark where an implementation does not do the same work as the floor.

    Raises:
        ValueError: on some document an outcome or a path differs.
    """
    for index, document in enumerate(documents):
        difference = disagreement(case.floor(document), other(document), rules=rules, knows_skip=skip)
        if difference:
            raise ValueError(f"{case.name}, document {index}: {difference}")


def kinds(documents: Sequence[Any], case: Case) -> dict[str, list[Any]]:
    """Sort documents by what the floor says: every rule passes, or some fails, or some finds nothing to judge."""
    found: dict[str, list[Any]] = {"all": list(documents), "passing": [], "failing": [], "without signals": []}
    for document in documents:
        outcomes = {outcome for _, outcome, _ in case.floor(document)}
        kind = "failing" if "fail" in outcomes else "without signals" if "skip" in outcomes else "passing"
        found[kind].append(document)
    return found


def measure_floors(quick: bool) -> list[dict[str, Any]]:
    """Time adjudge and the floor that walks any tree, over every case and size."""
    rows = []
    for case in cases():
        judge = case.judge()
        for size in case.sizes[:2] if quick else case.sizes:
            rows += _measure_size(case, judge, size, 3 if quick else 9)
    return rows


def _measure_size(case: Case, judge: Implementation, size: int, rounds: int) -> list[dict[str, Any]]:
    """Time one size; the documents as they come, and those alone that pass, that fail, that carry no signals."""
    documents = case.documents(size)
    must_agree(case, judge, documents, case.rules, True)
    jobs = []
    for kind, some in kinds(documents, case).items():
        names = {"case": case.name, "size": size, "kind": kind}
        if some:
            jobs.append(Job({**names, "of": "adjudge", "to": "floor"}, judge, case.floor, some))
        if some and case.any_tree is not None and kind != "without signals":
            must_agree(case, case.any_tree, some, case.rules, True)
            jobs.append(Job({**names, "of": "adjudge", "to": "floor on any tree"}, judge, case.any_tree, some))
    if case.any_tree is not None:
        names = {"case": case.name, "size": size, "kind": "all", "of": "floor on any tree", "to": "floor"}
        jobs.append(Job(names, case.any_tree, case.floor, documents))
    return run_paired(jobs, rounds)


def measure_peers(quick: bool) -> list[dict[str, Any]]:
    """Time other tools on the first case; one that is not installed is a row that says so."""
    case = cases()[0]
    rows: list[dict[str, Any]] = []
    peers: list[tuple[Any, Implementation]] = []
    for name in PEERS:
        try:
            peer = importlib.import_module(f"peers.{name}")
            peers.append((peer, peer.make()))
        except ImportError as missing:
            rows.append({"of": name, "skipped": str(missing)})
    judge = case.judge()
    for size in case.sizes[:2] if quick else case.sizes:
        documents = case.documents(size)
        jobs = [Job({"of": "adjudge", "rules": len(case.rules), "size": size}, judge, case.floor, documents)]
        for peer, function in peers:
            must_agree(case, function, documents[:20], peer.RULES, peer.KNOWS_SKIP)
            some = documents[: _how_many(function, documents[0], len(documents))]
            jobs.append(Job({"of": peer.NAME, "rules": len(peer.RULES), "size": size}, function, case.floor, some))
        rows += run_paired(jobs, 3 if quick else 5)
    return rows


def _how_many(function: Callable[[Any], object], document: Any, most: int) -> int:
    return max(2, min(most, int(SLOWEST / fastest(function, [document]))))


def measure_parts(quick: bool) -> list[dict[str, Any]]:
    """Take the time of each part of a check, on documents that pass: reading, each generated function, the rest."""
    rows = []
    for case in cases():
        for size in case.sizes[:2]:
            documents = kinds(case.documents(size), case)["passing"][: 10 if quick else 40]
            rows += [{"case": case.name, "size": size, **row} for row in _parts(case, documents)]
    return rows


def _parts(case: Case, documents: Sequence[Any]) -> list[dict[str, Any]]:
    """Replace each generated function by one that takes its time, and compare with the whole."""
    ruleset = case.ruleset()
    extraction = ruleset.normalize(documents[0], adapter=case.adapter)
    screen = ruleset._plan.screen_of(extraction.shape)  # noqa: SLF001  # its parts are what this is about
    taken = {"normalize": _seconds(lambda each: ruleset.normalize(each, adapter=case.adapter), documents)}
    whole = _seconds(lambda each: ruleset.check(each, adapter=case.adapter), documents)
    left = [
        rule.id
        for rule, found in zip(ruleset.rules, screen.run(extraction), strict=True)
        if type(found) is not adjudge.Result
    ]
    timers: dict[str, list[float]] = {}

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        spent = timers.setdefault(name, [])

        def run(*roots: Any) -> Any:
            start = time.perf_counter()
            answer = function(*roots)
            spent.append(time.perf_counter() - start)
            return answer

        return run

    screen.functions.update({name: timed(name, function) for name, function in screen.functions.items()})
    for _ in range(5):
        for document in documents:
            ruleset.check(document, adapter=case.adapter)
    for name, spent in timers.items():
        taken[name] = min(sum(spent[n::5]) for n in range(5)) / len(spent) * 5
    taken["judging and the verdict"] = max(0.0, whole - sum(taken.values()))
    parts = [
        {"part": name, "microseconds": round(seconds * 1e6, 2), "share": round(seconds / whole, 3)}
        for name, seconds in taken.items()
    ]
    whole_row = {"part": "whole", "microseconds": round(whole * 1e6, 2), "share": 1.0, "judged by reference": left}
    return [*parts, whole_row]


def _seconds(function: Callable[[Any], object], documents: Sequence[Any]) -> float:
    return min(fastest(function, documents) for _ in range(5)) / len(documents)
