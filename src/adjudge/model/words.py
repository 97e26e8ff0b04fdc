"""The words of outcomes, causes, effects and decisions, and their order.

The same five outcomes stand in results, tests and JSON; nothing else is ever used for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, get_args

Outcome = Literal["pass", "fail", "unknown", "skip", "error"]
Effect = Literal["reject", "review", "note"]
Decision = Literal["accept", "review", "reject"]
UnknownCause = Literal[
    "signal_absent",
    "signal_null",
    "value_absent",
    "value_null",
    "value_empty",
    "unparsable",
    "nothing_selected",
    "blind",
    "when_unknown",
]
SkipCause = Literal["not_applicable", "disabled"]
ErrorCause = Literal["type_clash", "off_scale", "crashed", "budget"]
Cause = Literal[UnknownCause, SkipCause, ErrorCause]

OUTCOMES: Final[tuple[Outcome, ...]] = ("error", "fail", "unknown", "pass", "skip")
"""Worst first: the outcome of a result is the worst of its items."""

EFFECTS: Final[tuple[Effect, ...]] = ("reject", "review", "note")
"""Worst first."""

UNKNOWN_CAUSES: Final[tuple[UnknownCause, ...]] = get_args(UnknownCause)
SKIP_CAUSES: Final[tuple[SkipCause, ...]] = get_args(SkipCause)
ERROR_CAUSES: Final[tuple[ErrorCause, ...]] = get_args(ErrorCause)

_OUTCOME_RANK: Final = {outcome: rank for rank, outcome in enumerate(OUTCOMES)}
_EFFECT_RANK: Final = {effect: rank for rank, effect in enumerate(EFFECTS)}


def worst_outcome(outcomes: Iterable[Outcome]) -> Outcome:
    """Give the worst outcome; of none it is ``skip``."""
    return min(outcomes, key=_OUTCOME_RANK.__getitem__, default="skip")


def worst_effect(effects: Iterable[Effect | None]) -> Effect | None:
    """Give the worst effect, ``None`` where there is none."""
    present = [effect for effect in effects if effect is not None]
    return min(present, key=_EFFECT_RANK.__getitem__, default=None)


def at_least(effect: Effect | None, floor: Effect) -> bool:
    """Whether ``effect`` is ``floor`` or worse."""
    return effect is not None and _EFFECT_RANK[effect] <= _EFFECT_RANK[floor]
