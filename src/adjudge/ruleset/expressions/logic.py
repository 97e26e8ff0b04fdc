"""Three-valued logic after Kleene: true, false, and a missing value or fault that stands for either."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from adjudge.model.values import Fault, Missing
from adjudge.ruleset.expressions.operators import Unknowable, named_kind, unknowable
from adjudge.ruleset.reading import show


def truth(value: Any) -> bool | Unknowable:
    """Give a truth value as it is; anything that is none is a fault, never truthy or falsy."""
    if isinstance(value, bool | Missing | Fault):
        return value
    return Fault("type_clash", f"{show(value)} ({named_kind(value)}) is neither true nor false")


def negation(value: Any) -> bool | Unknowable:
    """Give ``not value``."""
    held = truth(value)
    return not held if isinstance(held, bool) else held


def all_of(values: Iterable[Any]) -> bool | Unknowable:
    """Join by ``and``, from left to right: the first false decides; else a fault beats a missing value."""
    return _decided(values, by=False)


def any_of(values: Iterable[Any]) -> bool | Unknowable:
    """Join by ``or``, from left to right: the first true decides; else a fault beats a missing value."""
    return _decided(values, by=True)


def _decided(values: Iterable[Any], by: bool) -> bool | Unknowable:
    undecided: list[Unknowable] = []
    for value in values:
        held = truth(value)
        if held is by:
            return by
        if not isinstance(held, bool):
            undecided.append(held)
    stopped = unknowable(undecided)
    return (not by) if stopped is None else stopped
