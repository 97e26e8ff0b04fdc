"""Candidates that are one value: some number, misread, would explain everything that it is read by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import DecimalException
from typing import Final

from adjudge.engine.hints.candidate import Candidate, plain_number, show_like
from adjudge.engine.hints.claims import Claim, Scene, repaired
from adjudge.engine.hints.doubt import Doubt, doubt_of
from adjudge.engine.hints.fitting import gain
from adjudge.engine.hints.included import included
from adjudge.engine.hints.misreads import Misread, misreads
from adjudge.engine.hints.solving import Solver
from adjudge.engine.hints.whatif import Number, number_of
from adjudge.model.extraction import follow
from adjudge.model.node import Node
from adjudge.model.values import Money
from adjudge.ruleset.reading import show

MAX_TRIED: Final = 12
"""Misreads of one number that are checked; the nearest to what is wanted come first."""


def value_candidates(scene: Scene) -> Iterator[Candidate]:
    """Give the best candidate of each number that an equation which does not hold reads.

    The most doubtful numbers come first: they are looked at even where the budget ends the search.
    """
    solver = Solver(scene)
    places = dict.fromkeys(parts for claim in scene.broken for parts in claim.reads)
    nodes = [follow(scene.document.root, parts) for parts in places]
    doubted = [(node, doubt_of(node)) for node in nodes]
    for node, doubt in sorted(doubted, key=lambda pair: -pair[1].share):
        if scene.meter.spent:
            return
        try:
            found = _best(scene, solver, node, doubt)
        except DecimalException:  # numbers of a size that no document has
            continue
        if found is not None:
            yield found


def _best(scene: Scene, solver: Solver, node: Node, doubt: Doubt) -> Candidate | None:
    """Give the misread nearest to the wanted number under which every claim that reads the place holds."""
    typed, readers = scene.typed(node.parts), scene.readers[node.parts]
    broken = [one for claim in readers for one in claim.broken][:MAX_TRIED]
    # The first equation that depends on the number says what is wanted; the others are asked below.
    wanted = next((found for one in broken if (found := solver.wanted(one, node.parts))), None)
    if wanted is None:
        return None
    slips = [
        *misreads(number_of(typed), wanted, money=isinstance(typed, Money)),
        *included(scene, node.parts, wanted),
    ]
    slips.sort(key=lambda slip: (round(abs(slip.meant - wanted.wanted), 3), -slip.weight))
    for slip in slips[:MAX_TRIED]:
        repairs = repaired(readers, scene.with_numbers({node.parts: slip.meant}))
        if repairs:
            fitted = replace(slip, weight=slip.weight * gain(scene, node, slip.meant))
            keeps = [claim for claim in readers if not claim.broken]
            return _candidate(node, typed, fitted, doubt, repairs, keeps)
    return None


def _candidate(
    node: Node, seen: Number, slip: Misread, doubt: Doubt, repairs: list[Claim], keeps: list[Claim]
) -> Candidate:
    about = f"{slip.slip}, {doubt.words}" if doubt.words else slip.slip
    return Candidate(
        kind=slip.kind,
        path=node.path,
        delivered=node.value,
        suggested=plain_number(slip.meant),
        condition=f"if {node.path} were {show_like(seen, slip.meant)} instead of {show(seen)} ({about})",
        # The square root: signals are uncalibrated, and must not outweigh what the digits say.
        weight=slip.weight * doubt.share**0.5,
        repairs=repairs,
        keeps=keeps,
    )
