"""Values of a rule file that remember where they stand, and the list of problems found there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

from adjudge.errors import Location, Problem, did_you_mean

Atom: TypeAlias = str | int | Decimal | bool | None

PLAIN, QUOTED, LITERAL, FOLDED = "", "quoted", "literal", "folded"
"""How a scalar is written; tells where inside it an offset stands."""


@dataclass(slots=True, eq=False)
class Located:
    """A scalar, list or mapping of a rule file; never changed once it is read.

    ``value`` is an atom, a list of ``Located`` or a dict of ``Located``; ``keys`` says where each key
    of a mapping stands. ``line`` and ``column`` count from 1. ``end`` is the line and column behind the last
    character, for whoever edits the file; ``None`` for what was put together from several places.
    """

    value: Atom | list[Located] | dict[str, Located]
    file: str
    line: int
    column: int
    style: str = PLAIN
    keys: Mapping[str, Location] = field(default_factory=dict)
    end: tuple[int, int] | None = None

    @property
    def where(self) -> Location:
        """Where the value begins."""
        return Location(self.file, self.line, self.column)

    def at(self, offset: int) -> Location:
        """Give the place of the character ``offset`` of a text; exact for one-line scalars.

        In a literal block (``|``) the line is exact; in a folded one it is the first line of the text.
        """
        if self.style == LITERAL:
            return Location(self.file, self.line + 1 + str(self.value).count("\n", 0, offset), 1)
        if self.style == FOLDED:
            return Location(self.file, self.line + 1, 1)
        return Location(self.file, self.line, self.column + offset + (self.style == QUOTED))

    @property
    def entries(self) -> dict[str, Located]:
        """The entries of a mapping; of anything else, none."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def elements(self) -> list[Located]:
        """The elements of a list; anything else is a list of one."""
        return self.value if isinstance(self.value, list) else [self]

    @property
    def text(self) -> str | None:
        """The value when it is a text."""
        return self.value if isinstance(self.value, str) else None

    def key(self, name: str) -> Location:
        """Where the key ``name`` of this mapping stands, else where the mapping does."""
        return self.keys.get(name, self.where)

    def plain(self) -> Any:
        """Give the value without locations: atoms, lists and dicts."""
        if isinstance(self.value, dict):
            return {key: value.plain() for key, value in self.value.items()}
        if isinstance(self.value, list):
            return [value.plain() for value in self.value]
        return self.value

    def with_entries(self, entries: Mapping[str, Located], keys: Mapping[str, Location]) -> Located:
        """Give this mapping with further entries, which win over its own."""
        return Located(
            {**self.entries, **entries}, self.file, self.line, self.column, self.style, {**self.keys, **keys}
        )

    def without(self, *names: str) -> Located:
        """Give this mapping without some of its keys."""
        kept = {key: value for key, value in self.entries.items() if key not in names}
        return Located(kept, self.file, self.line, self.column, self.style, self.keys)


@dataclass(slots=True)
class Problems:
    """Collects everything that is wrong in a ruleset, so that it is said at once.

    A value that was refused when it was read (``spoiled``) gives no second problem downstream.
    """

    found: list[Problem] = field(default_factory=list)
    spoiled: set[Location] = field(default_factory=set)

    def add(self, where: Location, message: str) -> None:
        """Note one problem."""
        if where not in self.spoiled:
            self.found.append(Problem(where, message))

    def spoil(self, where: Location, message: str) -> None:
        """Note a value that cannot be read, and keep silent about it from now on."""
        self.add(where, message)
        self.spoiled.add(where)

    def unknown_key(self, mapping: Located, key: str, subject: str, known: Sequence[str], noun: str = "key") -> None:
        """Note a key that ``subject`` ("the file", 'check "match"') does not have."""
        hint = did_you_mean(key, known) or (f"; it has {', '.join(known)}" if known else "")
        self.add(mapping.key(key), f'{subject} has no {noun} "{key}"{hint}')

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)
