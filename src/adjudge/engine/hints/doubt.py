"""How much the extraction itself doubts a value: its signals and its label, as one number to rank by."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from adjudge.model.node import Node
from adjudge.model.signals import SIGNALS
from adjudge.ruleset.reading import show

_NO_WORD: Final = 0.1
"""The doubt of a value about which nothing was sent: neither sure nor suspicious."""

_LEAST: Final = 0.01
_WEAK_LABELS: Final = {"not_found": 0.8, "fuzzy": 0.6, "partial": 0.4}
"""Parts of match labels that say that the text found is not quite the value."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """``share`` is 0 to 1, the more the worse; ``words`` name the weakest signal, or are empty."""

    share: float
    words: str = ""


def doubt_of(node: Node) -> Doubt:
    """Give the doubt of a value: each signal is taken as the chance that its own stage was right.

    The signals are uncalibrated, so that the share may order values and nothing more.
    """
    sureness = {f"{name} {raw}": sure for name, raw in node.signals.items() if (sure := _sure(name, raw)) is not None}
    weak = next((share for part, share in _WEAK_LABELS.items() if node.match and part in node.match), None)
    if weak is not None:
        sureness[f"match {show(node.match)}"] = 1 - weak
    if not sureness:
        return Doubt(_NO_WORD)
    right = 1.0
    for sure in sureness.values():
        right *= sure
    return Doubt(max(1 - right, _LEAST), min(sureness, key=lambda words: (sureness[words], words)))


def _sure(name: str, raw: object) -> float | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        return None
    low, high = (SIGNALS[name].low, SIGNALS[name].high) if name in SIGNALS else (0, 1)
    return (float(raw) - low) / (high - low) if low <= raw <= high else None
