"""What the rules about an extractor's words are made from, and what they have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from adjudge.engine.propose.draft import Spot
from adjudge.engine.propose.evidence import Evidence
from adjudge.engine.propose.naming import free_name
from adjudge.engine.propose.typed import Group
from adjudge.model.adapter import Adapter
from adjudge.model.signals import Signal

ABOUT: Final = "what the extractor says"


@dataclass(frozen=True, slots=True)
class Scene:
    """What some payloads carry, and which fields are declared (``names``).

    Tests speak of ``spot``, a value; ``both`` gives that and another one.
    """

    evidence: Evidence
    document: Group
    spot: Spot
    both: Mapping[str, Any]
    names: frozenset[str]
    adapters: Mapping[str, Adapter]
    signals: Mapping[str, Signal]

    @property
    def value(self) -> str:
        """A name for any value, as a loop variable."""
        return free_name("value", self.names)

    def used(self) -> list[Adapter]:
        """Give the adapters whose payloads these are."""
        return [self.adapters[name] for name in self.evidence.adapters]

    def when(self, adapters: set[str], *, also: str = "") -> tuple[dict[str, str], dict[str, str]]:
        """Say for whose payloads a rule is, where only some send what it needs; and what its tests then say."""
        conditions = [also] if also else []
        adapter = {}
        if adapters != set(self.evidence.adapters):
            conditions.insert(0, f"extraction.adapter in {listed(sorted(adapters))}")
            adapter = {"adapter": min(adapters)}
        return ({"when": " and ".join(conditions)} if conditions else {}), adapter


def listed(words: Sequence[str]) -> str:
    """Write a list for an expression."""
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"
