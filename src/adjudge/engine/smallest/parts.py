"""A document that can be taken apart: its data with what was said of each value, piece by piece removable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from adjudge.model.looks import is_number_or_null
from adjudge.model.node import Node
from adjudge.model.paths import Parts
from adjudge.model.tree import ABSENT, ARRAYS, CONTAINERS, Key
from adjudge.ruleset.inline_tests import SECTIONS


@dataclass(slots=True)
class Part:
    """One value: a scalar (``ABSENT``: none was sent) or, with ``children``, an object or a list.

    ``slots`` is what a test says of it, by section. Children keep the keys they had in the payload; where they
    stand in what is left, ``walk`` tells.
    """

    value: Any
    children: dict[Key, Part] = field(default_factory=dict)
    slots: dict[str, Any] = field(default_factory=dict)

    @property
    def is_list(self) -> bool:
        """Whether its children have indexes."""
        return isinstance(self.value, list)

    def size(self) -> int:
        """Count the part and all below."""
        return 1 + sum(child.size() for child in self.children.values())

    def plain(self) -> Any:
        """Give the data, as a test gives it."""
        if self.is_list:
            return [None if child.value is ABSENT else child.plain() for child in self.children.values()]
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.children.items() if child.value is not ABSENT}
        return self.value

    def placed(self) -> Iterator[tuple[Key, Part]]:
        """Give the children under the keys that they have in what is left: a list closes its gaps."""
        return enumerate(self.children.values()) if self.is_list else iter(self.children.items())

    def walk(self, parts: Parts = ()) -> Iterator[tuple[Parts, Part]]:
        """Give every part of it with its path, itself first."""
        yield parts, self
        for key, child in self.placed():
            yield from child.walk((*parts, key))


def part_of(node: Node, sections: frozenset[str]) -> Part:
    """Take a node apart, with all below; of signals, only those of ``sections`` (by their own names) are kept."""
    part = Part(ABSENT if node.place.value is ABSENT else node.value, slots=dict(_slots(node, sections)))
    if not node.is_leaf:
        part.children = {child.parts[-1]: part_of(child, sections) for child in node.children()}
    if isinstance(part.value, CONTAINERS):
        part.value = [] if isinstance(part.value, ARRAYS) else {}
    return part


def _slots(node: Node, sections: frozenset[str]) -> Iterator[tuple[str, Any]]:
    sent = node.signals.items()
    signals = {name: number for name, number in sent if name in sections and is_number_or_null(number)}
    if signals:
        yield "signals", signals
    for section in SECTIONS[1:]:
        said = getattr(node, section) if section in sections else None
        if said is not None:
            yield section, _written(section, said)


def _written(section: str, said: Any) -> Any:
    if section == "citations":
        return [{name: each for name in ("page", "text") if (each := getattr(one, name)) is not None} for one in said]
    return list(said) if section == "issues" else said
