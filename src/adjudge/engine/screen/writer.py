"""Writing generated Python: indented lines, and constants that are named or written in place."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any

_LITERALS = (str, int, bool, type(None))


class Unsure(Exception):
    """There is no sure test for a tree: its rule is judged by the reference path."""


class Writer:
    """Collects the lines of one generated function and the constants that it names."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.constants: dict[str, Any] = {}
        self._names: dict[int, str] = {}
        self._shared: dict[Hashable, Any] = {}
        self._depth = 0
        self._locals = 0

    def line(self, text: str) -> None:
        """Add one line."""
        self.lines.append("    " * self._depth + text)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Add a line that opens a block, and indent what is added within."""
        self.line(head)
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def constant(self, value: Any) -> str:
        """Give the literal of a simple value, else a name that the function finds the value under."""
        if isinstance(value, _LITERALS) or (isinstance(value, float) and math.isfinite(value)):
            return repr(value)
        name = self._names.get(id(value))
        if name is None:
            name = self._names[id(value)] = f"{_word(value)}_{len(self.constants) + 1}"
            self.constants[name] = value
        return name

    def shared(self, key: Hashable, make: Callable[[], Any]) -> str:
        """Name a value that is made once for each key."""
        if key not in self._shared:
            self._shared[key] = make()
        return self.constant(self._shared[key])

    def forget_after(self, count: int) -> None:
        """Take back the lines after the first ``count``."""
        del self.lines[count:]

    def local(self, word: str) -> str:
        """Give a fresh local name."""
        self._locals += 1
        return f"{word}{self._locals}"

    def function(self, name: str) -> Callable[..., Any]:
        """Compile what was written and give the function ``name``."""
        namespace: dict[str, Any] = dict(self.constants)
        exec(compile(self.source, f"<screen {name}>", "exec"), namespace)  # noqa: S102  # our own text, from a validated tree
        made: Callable[..., Any] = namespace[name]
        return made

    @property
    def source(self) -> str:
        """The text written so far."""
        return "\n".join(self.lines) + "\n"


def _word(value: Any) -> str:
    """Give a readable stem for a constant's name: LABELS for a set, READ for a function."""
    if isinstance(value, frozenset | set | tuple | dict):
        return "SET"
    return "READ" if callable(value) else type(value).__name__.upper()
