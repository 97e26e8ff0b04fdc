"""A candidate: one misread that would explain equations that do not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from adjudge.engine.hints.claims import Claim
from adjudge.engine.hints.whatif import Number, number_of
from adjudge.model.result import Hint, HintKind
from adjudge.model.values import Money
from adjudge.ruleset.reading import show


@dataclass(frozen=True, slots=True)
class Candidate:
    """One misread, the claims that it was checked against, and how likely it is.

    ``condition`` is the hint up to its consequence: ``if $.net were 100.00 instead of 700.00 (…)``. ``repairs``
    are the claims that would hold then, ``keeps`` the equations beside them that hold all the same.
    """

    kind: HintKind
    path: str
    delivered: Any
    suggested: str | None
    condition: str
    weight: float
    repairs: Sequence[Claim]
    keeps: Sequence[Claim] = ()
    about_value: bool = True
    """Whether it is about a place that equations read, not about the equation itself."""

    @property
    def rank(self) -> tuple[int, float, str, str]:
        """What candidates of one finding are ordered by: a single cause for all before the likelier kind."""
        return -len(self.repairs), -round(self.weight, 9), self.path, self.kind

    def hint(self, rank: int) -> Hint:
        """Make the hint."""
        held = (claim for claim in self.keeps if claim.is_equation)
        equations = sorted((*self.repairs, *held), key=lambda claim: claim.place)
        return Hint(
            kind=self.kind,
            path=self.path,
            delivered=self.delivered,
            suggested=self.suggested,
            reason=f"{self.condition}, {_holding(len(equations)) if self.about_value else 'the equation'} would hold",
            equations=tuple(claim.id for claim in equations),
            rank=rank,
        )


def _holding(count: int) -> str:
    if count == 1:
        return "the equation that reads it"
    return f"{'both' if count == 2 else f'all {count}'} equations that read it"


def plain_number(number: Decimal) -> str:
    """Write a computed number as JSON has it: plainly, without zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def show_like(seen: Number, meant: Decimal) -> str:
    """Print a number as the kind that it stands for; with the decimals that it needs, and up to two that that has."""
    needed, delivered = (int(number.as_tuple().exponent) for number in (meant.normalize(), number_of(seen)))
    fine = meant.quantize(Decimal(1).scaleb(min(needed, max(delivered, -2), 0)))
    return show(Money(fine, seen.currency) if isinstance(seen, Money) else fine)
