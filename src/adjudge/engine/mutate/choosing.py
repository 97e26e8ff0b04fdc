"""Which mutants of a document are made: drawn by a seed, evenly over kinds of damage and over fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

from adjudge.engine.mutate.places import Site, Spot, area_of
from adjudge.reporting.printable import printable

DEFAULT_COUNT = 20


@dataclass(frozen=True)
class Wish:
    """What was asked for.

    ``only`` are ids of mutants, in which ``*`` stands for anything; ``types`` are types of fields.
    """

    seed: int = 0
    count: int = DEFAULT_COUNT
    only: tuple[str, ...] = ()
    types: tuple[str, ...] = ()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        one_of = (".*".join(map(re.escape, each.split("*"))) for each in self.only)
        return re.compile("|".join(one_of), re.DOTALL)

    def wants(self, kind: str, site: Site) -> bool:
        """Whether this damage at a site is one of those that were asked for; a signal has no type of field."""
        if not self.types and not self.only:
            return True
        spot = Spot(kind, site.parts)
        if self.types and (site.type not in self.types or spot.signal is not None):
            return False
        # A report shows ids with escapes in the place of what could act on a terminal; they are ids as well.
        return not self.only or any(self._pattern.fullmatch(name) for name in (spot.id, printable(spot.id)))


def drawn(sites: Iterable[Site], wish: Wish, document: str) -> Iterator[tuple[Spot, str]]:
    """Give spots with their types in the order in which they are tried: each kind in turn, any field, any place."""
    chance = Random(f"{wish.seed} {document}")  # noqa: S311  # a draw that can be repeated, not a secret
    alike: dict[tuple[str, tuple[str, ...]], list[Site]] = {}
    for site in sites:
        alike.setdefault((area_of(site.parts), site.kinds), []).append(site)
    kinds: dict[str, list[Sequence[Site]]] = {}
    for (_, able), places in alike.items():
        shared = tuple(places)
        for kind in able:
            kinds.setdefault(kind, []).append(shared)
    turns = list(kinds.items())
    chance.shuffle(turns)
    while turns:
        for kind, areas in turns:
            taken = _taken(kind, areas, wish, chance)
            if taken is not None:
                yield Spot(kind, taken.parts), taken.type
        turns = [turn for turn in turns if turn[1]]


def _taken(kind: str, areas: list[Sequence[Site]], wish: Wish, chance: Random) -> Site | None:
    """Take one place that is wanted out of what is left of the fields of a kind."""
    while areas:
        at = chance.randrange(len(areas))
        left = areas[at]
        if not isinstance(left, list):
            # What was shared with other kinds becomes this kind's own when it is first drawn from.
            left = areas[at] = [site for site in left if wish.wants(kind, site)]
        site = left.pop(chance.randrange(len(left))) if left else None
        if not left:
            del areas[at]
        if site is not None:
            return site
    return None
