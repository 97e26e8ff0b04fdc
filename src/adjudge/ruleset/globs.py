"""Names with wildcards: ``*`` is any characters, ``?`` is one; brackets are those of node ids and paths."""

from __future__ import annotations

import re
from typing import Final

from adjudge.ruleset.patterns import compile_pattern

_WILD: Final = frozenset("*?")


class Glob:
    """A name with wildcards; immutable.

    Raises:
        PatternProblem: it is too long.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        escaped = re.escape(text).replace(r"\*", ".*").replace(r"\?", ".")
        self._pattern = compile_pattern(f"(?s)(?:.*/)?({escaped})") if self.wild else None

    @property
    def wild(self) -> bool:
        """Whether it may match more than one name."""
        return not _WILD.isdisjoint(self.text)

    def matches(self, name: str) -> bool:
        """Whether it is a whole name, or the end of one from a ``/`` on.

        Example:
            >>> [Glob("in/*.json").matches(name) for name in ("in/a.json", "corpus/in/a.json", "main/a.json")]
            [True, True, False]
        """
        if self._pattern is not None:
            return self._pattern.fullmatch(name)
        return name == self.text or name.endswith(f"/{self.text}")
