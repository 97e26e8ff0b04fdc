"""Every node of a document by its name: one walk for all paths that look at every depth (``$..country``)."""

from __future__ import annotations

from collections.abc import Mapping

from adjudge.model.node import Node
from adjudge.ruleset.selectors import Selector, below, follow


class NodesByName:
    """The nodes below a root by their own names, found when they are first asked for."""

    __slots__ = ("_found", "_root")

    def __init__(self, root: Node) -> None:
        self._root = root
        self._found: Mapping[str | int, list[Node]] | None = None

    def select(self, selector: Selector) -> list[Node] | None:
        """Select from the root as ``selector.select`` does; ``None`` for a path that this knows nothing about."""
        deep = selector.deep
        if deep is None or not selector.absolute:
            return None
        before, name, after = deep
        if self._found is None:
            self._found = self._walk()
        size = len(before)
        return follow([node for node in self._found.get(name, ()) if node.parts[:size] == before], after)

    def _walk(self) -> Mapping[str | int, list[Node]]:
        found: dict[str | int, list[Node]] = {}
        for node in below(self._root):
            found.setdefault(node.parts[-1], []).append(node)
        return found
