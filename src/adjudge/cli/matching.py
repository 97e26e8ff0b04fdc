"""Expressions of ``-k`` and ``-m``, with pytest's meaning: names, ``and``, ``or``, ``not``, parentheses."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from adjudge.errors import ConfigError

Known = Callable[[str], bool]
"""Whether a name holds for one rule."""
Match = Callable[[Known], bool]

_TOKEN: Final = re.compile(r"\s*([()]|[^\s()]+)")
_DEEPEST: Final = 50


@dataclass(slots=True)
class _Parser:
    """One recursive descent over the tokens: ``or`` of ``and`` of ``not`` of names."""

    text: str
    tokens: list[tuple[str, int]]
    names: list[str] = field(default_factory=list)
    depth: int = 0

    def either(self) -> Match:
        left = self.both()
        while self.accept("or"):
            left = _either(left, self.both())
        return left

    def both(self) -> Match:
        left = self.negated()
        while self.accept("and"):
            left = _both(left, self.negated())
        return left

    def negated(self) -> Match:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.problem("less nesting")
        match = self.negation() if self.accept("not") else self.group() if self.accept("(") else self.name()
        self.depth -= 1
        return match

    def negation(self) -> Match:
        inner = self.negated()
        return lambda known: not inner(known)

    def group(self) -> Match:
        inner = self.either()
        if not self.accept(")"):
            raise self.problem("a closing parenthesis")
        return inner

    def name(self) -> Match:
        word = self.tokens[0][0] if self.tokens else ""
        if word in {"", "(", ")", "and", "or", "not"}:
            raise self.problem("a name, not or an opening parenthesis")
        self.tokens.pop(0)
        self.names.append(word)
        return lambda known: known(word)

    def accept(self, word: str) -> bool:
        if self.tokens and self.tokens[0][0] == word:
            self.tokens.pop(0)
            return True
        return False

    def problem(self, expected: str) -> ConfigError:
        word, column = self.tokens[0] if self.tokens else ("the end", len(self.text) + 1)
        return ConfigError(f'"{self.text}" cannot be read at column {column}: expected {expected}, got {word}')


def parse_match(text: str) -> tuple[Match, tuple[str, ...]]:
    """Read an expression; give its test and the names in it.

    Raises:
        ConfigError: It is no such expression; says at which column (from 1).
    """
    tokens = [(found[1], found.start(1) + 1) for found in _TOKEN.finditer(text)]
    parser = _Parser(text, tokens)
    match = parser.either()
    if parser.tokens:
        raise parser.problem("and, or or the end")
    return match, tuple(parser.names)


def _either(left: Match, right: Match) -> Match:
    return lambda known: left(known) or right(known)


def _both(left: Match, right: Match) -> Match:
    return lambda known: left(known) and right(known)
