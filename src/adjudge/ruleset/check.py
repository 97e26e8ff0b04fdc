"""What a check is: a closed options model and a pure function from nodes to judgements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from adjudge.model.node import Node
from adjudge.model.result import Evidence
from adjudge.model.values import Typed
from adjudge.model.words import Cause, Effect, Outcome


class CheckOptions(BaseModel):
    """Base of every options model: closed and strict, so that a typo is a load error."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


@dataclass(frozen=True, slots=True)
class Item:
    """One node that a check judges; ``typed`` is its value read through the field's type."""

    node: Node
    index: int | None
    typed: Typed
    list_given: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer of a check on one item; ``PASS`` and ``SKIP`` are shared constants.

    ``effect`` overrides the rule's ``on_fail`` (``reject_below``); ``evidence`` the item's own.
    """

    outcome: Outcome
    cause: Cause | None = None
    reason: str = ""
    actual: Any = None
    expected: Any = None
    effect: Effect | None = None
    evidence: tuple[Evidence, ...] | None = None


PASS: Final = Judgement("pass")
NO_ITEM: Final = Judgement("skip", "not_applicable", "no item")
"""The node is no item of this check: a leaf with neither a value nor the asked signal."""


def fail(reason: str, *, actual: Any = None, expected: Any = None, effect: Effect | None = None,
         evidence: tuple[Evidence, ...] | None = None) -> Judgement:
    """Make a failing judgement."""
    return Judgement("fail", None, reason, actual, expected, effect, evidence)


def unknown(cause: Cause, reason: str) -> Judgement:
    """Make an unknown judgement: the evidence to decide is not there."""
    return Judgement("unknown", cause, reason)


def error(cause: Cause, reason: str) -> Judgement:
    """Make an error judgement: the rule makes no sense for this value."""
    return Judgement("error", cause, reason)


Judge = Callable[[Item, Any], Judgement]
JudgeAll = Callable[[Sequence[Item], Any], Iterable[tuple[Item, Judgement]]]


@dataclass(frozen=True, slots=True)
class Check:
    """A named check, as plugins register it.

    Exactly one of ``judge`` (one item at a time) and ``judge_all`` (the whole selection: uniqueness,
    issues) is given. ``options`` is a closed pydantic model; ``shorthand`` turns a bare YAML value
    (``match: x``, ``pattern: "…"``) into the model's mapping. ``reads`` names the signal, or one of
    ``match verification issues citations``, without which the check is blind; ``None`` for a check
    of values. ``default_given`` is what an absent ``given`` means; ``None``: ``given`` is required.
    ``screen`` gives, for an options model, the source of a fast test (see ``engine/screen.py``).
    """

    name: str
    options: type[BaseModel]
    judge: Judge | None = None
    judge_all: JudgeAll | None = None
    shorthand: Callable[[Any], Any] | None = None
    reads: str | None = None
    default_given: tuple[str, ...] | None = None
    doc: str = ""
    selection: Literal["leaves", "nodes"] = "leaves"
    labels: Callable[[Any], frozenset[str]] | None = field(default=None)
    """For a label check: the labels that an options model names, checked against the adapters' own."""
