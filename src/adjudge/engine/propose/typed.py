"""Places with their types: what is declared as fields, and what was read there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from adjudge.engine.propose.kinds import Kind, kind_of, number_locale, settle, settled
from adjudge.engine.propose.places import Listing, Value
from adjudge.engine.propose.words import spoken_type
from adjudge.model.values import Money
from adjudge.ruleset.reading import Unparsable, reader


@dataclass(frozen=True, eq=False)
class Typed:
    """A place of single values, its proposed type, and how the file reads numbers."""

    value: Value
    kind: Kind
    file_locale: str | None

    @property
    def name(self) -> str:
        """The field's or the member's name."""
        return self.value.name

    @property
    def type(self) -> str:
        """The proposed type."""
        return self.kind.type

    @property
    def locale(self) -> str | None:
        """How its numbers are printed."""
        return self.kind.locale or self.file_locale

    @cached_property
    def read(self) -> Mapping[int, Any]:
        """What was seen, as the field reads it; money as its amount, what cannot be read is left out."""
        read = reader(self.type, self.locale, self.kind.formats)
        found = {number: read(value) for number, value in self.value.seen.items()}
        return {
            number: value.amount if isinstance(value, Money) else value
            for number, value in found.items()
            if not isinstance(value, Unparsable)
        }

    @property
    def numbers(self) -> Mapping[int, Decimal]:
        """What was read as a number."""
        return {number: value for number, value in self.read.items() if isinstance(value, Decimal)}

    @property
    def dates(self) -> Mapping[int, date]:
        """What was read as a date."""
        return {number: value for number, value in self.read.items() if isinstance(value, date)}


@dataclass(frozen=True, eq=False)
class Group:
    """A document, or a list, with its typed values and lists."""

    listing: Listing
    values: tuple[Typed, ...]
    lists: tuple[Group, ...]

    @property
    def name(self) -> str:
        """The name of the list."""
        return self.listing.name

    def filled(self) -> tuple[Typed, ...]:
        """Give the values that each of the items had."""
        return tuple(each for each in self.values if len(each.value.seen) == len(self.listing.owners))

    def of_type(self, *types: str) -> tuple[Typed, ...]:
        """Give the values of some types."""
        return tuple(each for each in self.values if each.type in types)


def typed(whole: Listing) -> tuple[Group, str | None]:
    """Propose types for everything that was seen, and the locale of the file."""
    texts = [
        value.strip()
        for place in _places(whole)
        if spoken_type(place.name) not in {"code", "date"}
        for value in list(place.seen.values())[:20]
        if isinstance(value, str) and len(value) < 40 and re.search("[0-9]", value)
    ]
    locale = number_locale(texts)
    kinds = {id(place): kind_of(place.name, list(place.seen.values()), locale) for place in _places(whole)}
    proven = settle(kinds.values())
    return _group(whole, {key: settled(kind, proven) for key, kind in kinds.items()}, locale), locale


def _places(whole: Listing) -> Iterator[Value]:
    yield from whole.values.values()
    for listing in whole.lists.values():
        yield from _places(listing)


def _group(listing: Listing, kinds: Mapping[int, Kind], locale: str | None) -> Group:
    return Group(
        listing,
        tuple(Typed(each, kinds[id(each)], locale) for each in listing.values.values()),
        tuple(_group(each, kinds, locale) for each in listing.lists.values()),
    )
