"""Where payloads have data: the places of values and lists, and what was seen there.

All bounded, whatever a payload holds: so many places, so many rows of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from adjudge.engine.propose.naming import Names, plain_name
from adjudge.model.paths import Parts, overlap, render

MOST_VALUES: Final = 40
"""Single values of a document, or of an item, that become fields."""
MOST_LISTS: Final = 8
MOST_ROWS: Final = 500
MOST_DEPTH: Final = 4
"""Keys of a path: objects within objects that are looked into."""
MOST_NESTED: Final = 3
"""Lists within lists."""
LONGEST_PATH: Final = 150
"""Characters of a path; rule files take 200, and what a rule adds must fit."""

_UNSEEN: Final = re.compile(
    "[\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff0-\uffff]|[^\x00-\uffff]"
)
"""What an editor does not show or the reader of rule files refuses: it is written as an escape."""


@dataclass(slots=True)
class Value:
    """A place of single values: in a document, or in each item of a list.

    ``seen`` has what each document or item has there, by its number; ``at`` are its paths, more than one where
    payloads spell it differently.
    """

    name: str
    at: list[Parts]
    seen: dict[int, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Listing:
    """A list of objects and what its items have; ``owners`` says of each item whose it is, ``sizes`` how many each has.

    ``values`` and ``lists`` are of its items; their paths begin at the item.
    """

    name: str
    at: list[Parts]
    values: dict[str, Value] = field(default_factory=dict)
    lists: dict[str, Listing] = field(default_factory=dict)
    owners: list[int] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    depth: int = 0
    left_out: set[Parts] = field(default_factory=set)
    """Places beyond what is looked at."""

    def items_of(self, owner: int) -> list[int]:
        """Give the numbers of the items that belong to one document."""
        return [number for number, whose in enumerate(self.owners) if whose == owner]


def survey(documents: Sequence[Any]) -> Listing:
    """Look at what documents hold, as if they were the items of one list."""
    whole = Listing("", [()])
    for number, document in enumerate(documents):
        whole.owners.append(number)
        _look(whole, number, document)
    _keep_apart(whole)
    return whole


def _keep_apart(whole: Listing) -> None:
    """Drop places within others: what is a value here and an object or a list there; the first seen stays."""
    kept: list[Parts] = []
    places: list[Value | Listing] = [*whole.values.values(), *whole.lists.values()]
    for place in places:
        place.at[:] = [at for at in place.at if not any(overlap(at, other) for other in kept)]
        kept += place.at
    whole.values = {name: value for name, value in whole.values.items() if value.at}
    whole.lists = {name: listing for name, listing in whole.lists.items() if listing.at}
    for listing in whole.lists.values():
        _keep_apart(listing)


def path_text(parts: Parts, *, relative: bool = False) -> str:
    """Write a path for a rule file: one that every editor shows, and that reads as it was meant."""
    text = "$"
    for part in parts:
        step = render((part,))[1:]
        if isinstance(part, str) and _UNSEEN.search(part):
            quoted = step if step.startswith("[") else f"['{part}']"
            step = _UNSEEN.sub(_escaped, quoted)
        text += step
    return text[1:].removeprefix(".") if relative else text


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _look(whole: Listing, number: int, document: Any) -> None:
    """Note what one document, or one item, has."""
    if isinstance(document, list):
        _note_list(whole, number, (), document)
    elif isinstance(document, dict):
        for parts, value in _members(document, ()):
            if isinstance(value, list):
                _note_list(whole, number, parts, value)
            else:
                _note_value(whole, number, parts, value)


def _members(data: dict[str, Any], before: Parts) -> Iterator[tuple[Parts, Any]]:
    """Give the values and lists of an object and of the objects in it, in their order."""
    for key, value in data.items():
        parts = (*before, key)
        if not _can_be_written(parts):
            continue
        if isinstance(value, dict):
            if len(parts) < MOST_DEPTH:
                yield from _members(value, parts)
        else:
            yield parts, value


def _can_be_written(parts: Parts) -> bool:
    try:
        return len(path_text(parts)) <= LONGEST_PATH
    except UnicodeEncodeError:
        # Half of a surrogate pair is no character: JSON can say it, a rule file cannot.
        return False


def _note_value(whole: Listing, number: int, parts: Parts, value: Any) -> None:
    if value is None or value == "":
        return
    known = next((each for each in whole.values.values() if parts in each.at), None)
    if known is None:
        known = _same_name(whole.values, plain_name(parts), number)
        if known is not None:
            known.at.append(parts)
    if known is None:
        if len(whole.values) >= MOST_VALUES:
            whole.left_out.add(parts)
            return
        name = whole.names.new(parts)
        known = whole.values[name] = Value(name, [parts])
    known.seen.setdefault(number, value)


def _same_name(values: dict[str, Value], name: str, number: int) -> Value | None:
    """Give the value of this name, where it is another spelling: no document has both."""
    found = values.get(name)
    return found if found is not None and number not in found.seen and min(found.seen) < number else None


def _note_list(whole: Listing, number: int, parts: Parts, items: list[Any]) -> None:
    objects = [item for item in items if isinstance(item, dict)]
    if not objects or len(objects) < len(items):
        return
    known = next((each for each in whole.lists.values() if parts in each.at), None)
    if known is None:
        if len(whole.lists) >= MOST_LISTS or whole.depth >= MOST_NESTED:
            whole.left_out.add(parts)
            return
        name = whole.names.new(parts or ("rows",))
        known = whole.lists[name] = Listing(name, [parts], depth=whole.depth + 1)
    for item in objects[:MOST_ROWS]:
        known.owners.append(number)
        _look(known, len(known.owners) - 1, item)
