"""How well a number fits the place where it stands: its column, its type, and the text that is cited for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from adjudge.engine.hints.claims import Scene
from adjudge.engine.hints.whatif import column_of, number_of
from adjudge.model.node import Node
from adjudge.model.values import Money

MAX_COLUMN: Final = 200
_NEGATIVE: Final = 0.2
_FINER: Final = 0.3
_ELSEWHERE: Final = 0.4
_CITED: Final = 4.0
_REACH: Final = 3
"""How far outside its column a number may lie before it looks strange, as a factor."""

_ANY_AMOUNT: Final = (Decimal("1.11"),)
"""An amount that has no column is expected to be no less than 0 and to have two decimals."""

_DIGITS: Final = re.compile(r"\d[\d.,'’\s]*")


def gain(scene: Scene, node: Node, meant: Decimal) -> float:
    """Say how much better (above 1) or worse ``meant`` fits at a node than what was delivered there."""
    parts = node.parts
    typed = scene.typed(parts)
    seen = number_of(typed)
    others = [scene.number(other) for other in scene.columns[column_of(parts)][:MAX_COLUMN] if other != parts]
    if not others and isinstance(typed, Money):
        better = _fit(meant, _ANY_AMOUNT, spread=False) / _fit(seen, _ANY_AMOUNT, spread=False)
    else:
        better = _fit(meant, others) / _fit(seen, others)
    return better * (_CITED if _cites(node, meant) and not _cites(node, seen) else 1)


def _fit(number: Decimal, others: Sequence[Decimal], *, spread: bool = True) -> float:
    """Give 1 for a number like the others of its column, less for one that stands out."""
    if not others:
        return _NEGATIVE if number < 0 else 1.0
    fit = 1.0
    if number < 0 and min(others) >= 0:
        fit *= _NEGATIVE
    if _decimals(number) > max(map(_decimals, others)):
        fit *= _FINER
    sizes = sorted(abs(other) for other in others)
    if spread and not sizes[0] <= abs(number) * _REACH <= sizes[-1] * _REACH**2:
        fit *= _ELSEWHERE
    return fit


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.normalize().as_tuple().exponent))


def _cites(node: Node, number: Decimal) -> bool:
    """Whether a text cited for the node has the number, in whatever way it is printed."""
    plain = f"{abs(number):f}"
    forms = {_bare(plain), _bare(f"{abs(number):.2f}")}
    texts = (citation.text or "" for citation in node.citations or ())
    return any(_bare(found) in forms for text in texts for found in _DIGITS.findall(text[:1000]))


def _bare(text: str) -> str:
    return re.sub(r"\D", "", text)
