"""Suppressions over a run: what hit nothing although it could have, and what hit too much."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

import adjudge
from adjudge.engine.suppression_use import SuppressionUse

Load = Callable[..., adjudge.Ruleset]

TODAY = date(2026, 11, 25)
BAD, GOOD = {"total": -1}, {"total": 1}


def ruleset(load: Load, *entries: str) -> adjudge.Ruleset:
    rules = (
        "rules:\n"
        "  - {id: positive, given: $.total, range: {min: 0}}\n"
        "  - {id: protected, given: $.total, range: {min: 0}, suppressible: false}\n"
        "suppressions:\n"
    )
    return load(rules + "".join(f"  - {{{entry}, reason: r}}\n" for entry in entries))


def used(rules: adjudge.Ruleset, documents: dict[str | None, dict[str, int]]) -> SuppressionUse:
    use = SuppressionUse(rules.suppressions)
    for name, payload in documents.items():
        use.see(rules.check(payload, document=name, facts={"today": TODAY}))
    return use


def told(use: SuppressionUse, *, ran: str = "rules.yaml::positive", everywhere: bool = True) -> list[str]:
    """Give the codes, each with its line, of what is told."""
    found = [*use.overrun(), *use.unused(TODAY, {ran}, everywhere=everywhere)]
    return [f"{each.location.line} {each.code}" for each in sorted(found)]


@pytest.mark.parametrize(
    ("entry", "documents", "codes"),
    [
        pytest.param("path: $.total", {"a.json": BAD}, [], id="one-that-hits"),
        pytest.param("path: $.total", {"a.json": GOOD}, ["6 ADJ502"], id="one-that-hits-nothing"),
        pytest.param("document: a.json", {"in/a.json": GOOD}, ["6 ADJ502"], id="its-document-was-judged"),
        pytest.param("document: a.json", {"in/b.json": GOOD}, [], id="its-document-was-not"),
        pytest.param("document: 'in/*'", {"in/b.json": GOOD}, ["6 ADJ502"], id="a-document-of-its-pattern-was"),
        pytest.param("document: 'in/*'", {"out/b.json": GOOD}, [], id="none-of-its-pattern-was"),
        pytest.param("document: a.jsonl", {"a.jsonl:9": GOOD}, ["6 ADJ502"], id="a-line-of-its-file-was"),
        pytest.param("document: a.json", {None: GOOD}, [], id="a-document-without-a-name"),
        pytest.param("path: $.total, until: 2026-11-24", {"a.json": BAD}, [], id="one-that-ended-is-told-as-such"),
        pytest.param("path: $.other, until: 2026-11-25", {"a.json": BAD}, ["6 ADJ502"], id="its-last-day"),
        pytest.param("path: $.total, max_hits: 2", {"a": BAD, "b": BAD}, [], id="as-many-as-it-may"),
        pytest.param("path: $.total, max_hits: 2", {"a": BAD, "b": BAD, "c": BAD}, ["6 ADJ503"], id="one-more"),
    ],
)
def test_what_a_suppression_hit_is_told(
    entry: str, documents: dict[str | None, dict[str, int]], codes: list[str], load: Load
) -> None:
    assert told(used(ruleset(load, f"rule: positive, {entry}"), documents)) == codes


def test_rules_that_did_not_run_leave_their_suppressions_alone(load: Load) -> None:
    """A run of a part of the rules says nothing of the rest."""
    use = used(ruleset(load, "rule: positive, path: $.total"), {"a.json": GOOD})

    assert told(use, ran="rules.yaml::another") == []


def test_those_without_a_document_are_told_only_of_a_whole_corpus(load: Load) -> None:
    """One document says little of a suppression that is about many."""
    use = used(ruleset(load, "rule: positive, path: $.total", "rule: positive, document: a.json"), {"a.json": GOOD})

    assert told(use, everywhere=False) == ["7 ADJ502"]
    assert told(use, everywhere=True) == ["6 ADJ502", "7 ADJ502"]


def test_of_two_that_fit_the_second_hits_nothing(load: Load) -> None:
    """It is not needed, and would not be missed."""
    use = used(ruleset(load, "rule: positive, path: $.total", "rule: positive, path: $..*"), {"a.json": BAD})

    assert told(use) == ["7 ADJ502"]


def test_all_that_is_wrong_comes_in_the_order_of_the_file(load: Load) -> None:
    rules = ruleset(
        load,
        "rule: positive, path: $.total, max_hits: 1",
        "rule: protected, path: $.total",
        "rule: positive, path: $.other",
        "rule: positive, path: $.total, until: 2026-11-24",
    )
    ran = {rule.nodeid for rule in rules.rules}

    found = used(rules, {"a.json": BAD, "b.json": BAD}).findings(TODAY, ran)

    assert [f"{each.location.line} {each.code} {each.message}" for each in found] == [
        '6 ADJ503 the suppression of "positive" hit 2, of 1 at most',
        '7 ADJ504 the suppression of "protected" suppresses nothing: the rule says suppressible: false',
        '8 ADJ502 the suppression of "positive" hit nothing in 2 documents',
        '9 ADJ501 the suppression of "positive" ended on 2026-11-24; it holds no more',
    ]
    stopped = used(rules, {"a.json": BAD}).findings(TODAY, ran, whole=False)
    assert [each.code for each in stopped] == ["ADJ504", "ADJ501"]
