"""What a check is: a closed options model, and a pure function from items to judgements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from adjudge.model.node import Node
from adjudge.model.result import Evidence
from adjudge.model.values import Typed
from adjudge.model.words import Cause, Effect, Outcome
from adjudge.record import Record
from adjudge.ruleset.fields import Document, Field, Scope


class CheckOptions(BaseModel):
    """Base of every options model: closed and strict, so that a typo is a load error."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class Item(Record):
    """One node that a check judges.

    ``index`` is its place in the rule's list, ``None`` without one; ``field`` is the target it was
    selected by, whose type reads it.
    """

    node: Node
    index: int | None
    field: Field
    document: Document
    scope: Scope

    @property
    def typed(self) -> Typed:
        """The value, read through the field's type; ``Missing`` with its cause where there is none."""
        return self.document.read(self.field, self.node)


class Judgement(Record):
    """The answer of a check on one item.

    ``effect`` stands in for the rule's ``on_fail`` (``reject_below``), ``evidence`` for the item's own.
    """

    outcome: Outcome
    cause: Cause | None = None
    reason: str = ""
    actual: Any = None
    expected: Any = None
    effect: Effect | None = None
    evidence: tuple[Evidence, ...] | None = None


PASS: Final = Judgement("pass")


def fail(reason: str, *, actual: Any = None, expected: Any = None, effect: Effect | None = None) -> Judgement:
    """Make a failing judgement; ``reason`` says what was found, what was expected and where."""
    return Judgement("fail", None, reason, actual, expected, effect)


def unknown(cause: Cause, reason: str) -> Judgement:
    """Make an unknown judgement: the evidence to decide is not there."""
    return Judgement("unknown", cause, reason)


def error(cause: Cause, reason: str) -> Judgement:
    """Make an error judgement: the rule makes no sense for this value."""
    return Judgement("error", cause, reason)


Judge = Callable[[Item, Any], Judgement]
JudgeAll = Callable[[Sequence[Item], Any], Iterable[tuple[Item, Judgement]]]


Constant = Callable[[Any], str]
"""Gives a name, or a literal, for a value that generated code needs."""

SureTest = Callable[[Any, Scope, Field, Constant], str | None]
"""From options, the rule's scope, the target and ``constant`` to a test's source; ``None`` where there is none.

The test is a Python expression over ``x``: the raw signal, label or value, one issue, or all citations. It may name
``value`` (the raw value that the signal is of), ``number`` and ``day`` (the value, read by its field as a float or a
date), and ``filled`` (whether there is a citation at all).
"""


@dataclass(frozen=True, slots=True)
class Check:
    """A named check, as plugins register it.

    Exactly one of ``judge`` (one item at a time) and ``judge_all`` (the whole selection, as uniqueness
    needs it; it answers for each item) is given. ``options`` is a closed pydantic model; ``shorthand`` turns a bare
    YAML value (``pattern: "…"``) into that model's mapping.

    ``reads`` names what a node must carry to be judged: a signal, or one of ``match``, ``verification``,
    ``issues``, ``citations``; a payload without any is *blind* to the rule. ``None``: the check judges values.
    ``judges_missing``: a leaf without a value is an item of ``$..*`` too (``required``).
    ``given_anywhere``: without ``given`` the check judges every node that carries what it reads.
    ``labels`` gives the labels that options name (each must be some adapter's own), ``lists`` the names of the lists
    they use, ``costs`` the effect that a failure may have beyond the rule's ``on_fail``.
    ``plugin`` is set when a plugin registers the check, so that a crash can name it.
    ``sure`` lets the engine pass items without judging them: it writes a Python expression that is true only where the
    check would pass (see ``SureTest``); items it leaves are judged. ``sure_all`` writes one over ``xs``, all items of
    a selection together.
    """

    name: str
    options: type[BaseModel]
    judge: Judge | None = None
    judge_all: JudgeAll | None = None
    shorthand: Callable[[Any], Any] | None = None
    reads: str | None = None
    judges_missing: bool = False
    given_anywhere: bool = False
    labels: Callable[[Any], frozenset[str]] | None = None
    lists: Callable[[Any], frozenset[str]] | None = None
    costs: Callable[[Any], Effect | None] | None = None
    sure: SureTest | None = None
    sure_all: SureTest | None = None
    doc: str = ""
    plugin: str = ""
