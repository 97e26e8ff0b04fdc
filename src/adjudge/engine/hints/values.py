"""Candidates that are one value: some number, misread, would explain everything that it is read by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal, DecimalException
from typing import Final

from adjudge.engine.hints.candidate import Candidate, plain_number
from adjudge.engine.hints.claims import Broken, Claim, Scene, repaired
from adjudge.engine.hints.doubt import Doubt, doubt_of
from adjudge.engine.hints.fitting import Fitting
from adjudge.engine.hints.included import included
from adjudge.engine.hints.misreads import Misread, Range, misreads
from adjudge.engine.hints.solving import solve
from adjudge.engine.hints.whatif import Number, WhatIf, follow, number_of
from adjudge.model.node import Node
from adjudge.model.values import Money
from adjudge.ruleset.reading import show

MAX_TRIED: Final = 12
"""Misreads of one number that are checked; the nearest to what is wanted come first."""


def value_candidates(scene: Scene) -> Iterator[Candidate]:
    """Give the best candidate of each number that an equation which does not hold reads.

    The most doubtful numbers come first: they are looked at even where the budget ends the search.
    """
    places = dict.fromkeys(parts for claim in scene.broken for parts in claim.reads)
    nodes = {parts: follow(scene.document.root, parts) for parts in places}
    doubts = {parts: doubt_of(node) for parts, node in nodes.items()}
    fitting = Fitting(scene)
    for parts in sorted(places, key=lambda parts: -doubts[parts].share):
        if scene.meter.spent:
            return
        try:
            found = _best(scene, fitting, nodes[parts], doubts[parts])
        except DecimalException:  # numbers of a size that no document has
            continue
        if found is not None:
            yield found


def _best(scene: Scene, fitting: Fitting, node: Node, doubt: Doubt) -> Candidate | None:
    """Give the misread nearest to the wanted number under which every claim that reads the place holds."""
    parts = node.parts
    typed = scene.typed(parts)
    seen = number_of(typed)
    readers = scene.readers[parts]

    def with_number(number: Decimal) -> WhatIf:
        return scene.with_numbers({parts: number})

    wanted = _wanted([broken for claim in readers for broken in claim.broken], seen, with_number)
    if wanted is None:
        return None
    found = [*misreads(seen, wanted, money=isinstance(typed, Money)), *included(scene, parts, wanted)]
    found.sort(key=lambda misread: (round(abs(misread.meant - wanted.wanted), 3), -misread.weight))
    for misread in found[:MAX_TRIED]:
        repairs = repaired(readers, with_number(misread.meant))
        if repairs:
            kept = [claim for claim in readers if not claim.broken]
            weight = misread.weight * fitting.gain(node, misread.meant)
            return _candidate(node, typed, replace(misread, weight=weight), doubt, repairs, kept)
    return None


def _wanted(broken: list[Broken], seen: Decimal, with_number: Callable[[Decimal], WhatIf]) -> Range | None:
    """Solve the first equation that depends on the number at all."""
    return next((found for one in broken[:MAX_TRIED] if (found := solve(one, seen, with_number))), None)


def _candidate(
    node: Node, seen: Number, misread: Misread, doubt: Doubt, repairs: list[Claim], keeps: list[Claim]
) -> Candidate:
    meant = Money(misread.meant, seen.currency) if isinstance(seen, Money) else misread.meant
    about = f"{misread.slip}, {doubt.words}" if doubt.words else misread.slip
    return Candidate(
        kind=misread.kind,
        path=node.path,
        delivered=node.value,
        suggested=plain_number(misread.meant),
        condition=f"if {node.path} were {show(meant)} instead of {show(seen)} ({about})",
        # The square root: signals are uncalibrated, and must not outweigh what the digits say.
        weight=misread.weight * doubt.share**0.5,
        repairs=repairs,
        keeps=keeps,
    )
