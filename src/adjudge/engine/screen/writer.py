"""Writing generated Python: indented lines, and constants that are named or written in place."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Iterator
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

    def add(self, lines: Iterable[str]) -> None:
        """Add lines."""
        for line in lines:
            self.line(line)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Add a line that opens a block, and indent what is added within."""
        self.line(head)
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def constant(self, value: Any, word: str = "") -> str:
        """Give the literal of a simple value, else a name (from ``word``) that the function finds the value under."""
        if isinstance(value, _LITERALS) or (isinstance(value, float) and math.isfinite(value)):
            return repr(value)
        name = self._names.get(id(value))
        if name is None:
            name = self._names[id(value)] = f"{word.upper() or _word(value)}_{len(self.constants) + 1}"
            self.constants[name] = value
        return name

    def shared(self, key: Hashable, make: Callable[[], Any], word: str = "") -> str:
        """Name a value that is made once for each key."""
        if key not in self._shared:
            self._shared[key] = make()
        return self.constant(self._shared[key], word)

    def tool(self, function: Callable[..., Any]) -> str:
        """Name a function by its own name."""
        self.constants[function.__name__] = function
        return function.__name__

    def insert_before_last(self, word: str, lines: Iterable[str]) -> None:
        """Add lines before the last one that begins with a word, at its own depth."""
        at = max(number for number, line in enumerate(self.lines) if line.lstrip().startswith(word + " "))
        indent = self.lines[at][: -len(self.lines[at].lstrip())]
        self.lines[at:at] = [indent + line for line in lines]

    def forget_after(self, count: int) -> None:
        """Take back the lines after the first ``count``."""
        del self.lines[count:]

    def local(self, word: str) -> str:
        """Give a fresh local name."""
        self._locals += 1
        return f"{word}_{self._locals}"

    def later(self, name: str) -> Callable[..., Any]:
        """Give the function ``name``, which is compiled when it is first called; where it raises, it gives ``None``."""
        made: list[Callable[..., Any]] = []

        def call(*arguments: Any) -> Any:
            if not made:
                made.append(self.function(name))
            try:
                return made[0](*arguments)
            except Exception:  # noqa: BLE001  # an odd payload was too much for it
                return None

        return call

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
    """Give a readable stem for a constant's name: SET for a set, its own name for a function."""
    if isinstance(value, frozenset | set | tuple | dict):
        return "SET"
    return str(getattr(value, "__name__", type(value).__name__)).strip("_<>").upper()
