"""Take a document apart until what is left is what a rule reads: without it, the rule would say something else.

Nothing is guessed from how the rule is written. A piece is taken away, the rule is judged on the rest, and where it
says the same the piece stays away: so this is right for every check, those of plugins too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from adjudge.engine.smallest.parts import Part

MOST_TRIES: Final = 2_000
"""How often a rule is judged; a document that is larger still is left a little larger than it need be."""

Holds = Callable[[], bool]
"""Whether the rules say of what is left what they are to say."""


@dataclass(slots=True)
class Shrinker:
    """Makes a document smaller in place.

    ``least`` is how many items a list keeps, if it had as many; ``kept`` are the parts (by identity) that stay.
    """

    holds: Holds
    least: int
    kept: frozenset[int]
    tries: int = field(default=0, init=False)

    def shrink(self, part: Part) -> None:
        """Take away every child that is not needed, large chunks first, then look into the others."""
        size = len(part.children)
        while size:
            # From the end, so that the first of many alike is the one that stays.
            for start in reversed(range(0, len(part.children), size)):
                keys = [key for key in list(part.children)[start : start + size] if not self._stays(part.children[key])]
                if not part.is_list or len(part.children) - len(keys) >= self.least:
                    self._without(part.children, keys)
            size = min(size // 2, len(part.children))
        for child in list(part.children.values()):
            self.shrink(child)
        for section, said in list(part.slots.items()):
            for whole in [said] if section == "signals" else said if section == "citations" else []:
                for name in list(whole):
                    self._without(whole, [name])
            self._without(part.slots, [section])

    def _stays(self, part: Part) -> bool:
        return id(part) in self.kept

    def _without(self, whole: dict[Any, Any], keys: list[Any]) -> None:
        """Take entries away, unless the rules need them."""
        if not keys or self.tries >= MOST_TRIES:
            return
        self.tries += 1
        before = dict(whole)
        for key in keys:
            del whole[key]
        if not self.holds():
            whole.clear()
            whole.update(before)
