"""Take a document apart until what is left is what a rule reads: without it, the rule would say something else.

Nothing is guessed from how the rule is written. A piece is taken away, the rule is judged on the rest, and where it
says the same the piece stays away: so this is right for every check, those of plugins too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from adjudge.engine.smallest.parts import Part
from adjudge.model.tree import Key

MOST_VALUES: Final = 300
"""A test of more values than this nobody reads: a list that is longer is not looked into item by item."""

MOST_WORK: Final = 1_000_000
"""Parts that are judged, over all tries; a document that needs more is left larger than it could be."""

_CHUNKS: Final = 64
"""Into how many pieces a list is cut at most, to take away one of them."""

Holds = Callable[[], bool]
"""Whether the rules say of what is left what they are to say."""


@dataclass(slots=True)
class Shrinker:
    """Makes a document smaller in place.

    ``least`` is how many items a list keeps, if it had as many; ``kept`` are the parts (by identity) that stay.
    """

    root: Part
    holds: Holds
    least: int
    kept: frozenset[int]
    size: int = field(init=False)
    work: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.size = self.root.size()

    def shrink(self, part: Part) -> None:
        """Take away every child that is not needed, large chunks first, then look into the others."""
        size = len(part.children)
        while size > len(part.children) // _CHUNKS:
            # From the end, so that the first of many alike is the one that stays.
            for start in reversed(range(0, len(part.children), size)):
                keys = list(part.children)[start : start + size]
                if not part.is_list or len(part.children) - len(keys) >= self.least:
                    self._without([(part, key) for key in keys])
            size = min(size // 2, len(part.children))
        if part.is_list:
            self._shrink_columns(list(part.children.values()))
        if not part.is_list or len(part.children) <= MOST_VALUES:
            for child in list(part.children.values()):
                self.shrink(child)
        self._shrink_slots(part)

    def _shrink_columns(self, items: list[Part]) -> None:
        """Take away what no item of a list is needed for, from all of them at once."""
        for key in dict.fromkeys(key for item in items for key in item.children):
            self._without([(item, key) for item in items if key in item.children])

    def _shrink_slots(self, part: Part) -> None:
        for section, said in list(part.slots.items()):
            for whole in [said] if section == "signals" else said if section == "citations" else []:
                for name in list(whole):
                    self._try([whole], partial(whole.pop, name), 0)
            self._try([part.slots], partial(part.slots.pop, section), 0)

    def _without(self, places: Iterable[tuple[Part, Key]]) -> None:
        """Take children away, unless the rules need them."""
        places = [(part, key) for part, key in places if id(part.children[key]) not in self.kept]
        gone = sum(part.children[key].size() for part, key in places)

        def take() -> None:
            for part, key in places:
                del part.children[key]

        if places:
            self._try([part.children for part, _ in places], take, gone)

    def _try(self, touched: Iterable[dict[Any, Any]], change: Callable[[], Any], gone: int) -> None:
        """Make a change; undo it where the rules say something else then, or where too much was tried already."""
        if self.work > MOST_WORK:
            return
        before = {id(each): (each, dict(each)) for each in touched}
        change()
        self.work += self.size - gone
        if self.holds():
            self.size -= gone
            return
        for each, entries in before.values():
            each.clear()
            each.update(entries)
