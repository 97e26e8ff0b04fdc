"""A proposed rule, and the invented values of its tests: of the right type, never those of a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from adjudge.engine.propose.naming import singular
from adjudge.engine.propose.places import path_text
from adjudge.engine.propose.typed import Group, Typed
from adjudge.engine.propose.words import Role, says
from adjudge.ruleset.reading.locales import convention

DAY: Final = date(2025, 1, 31)
PLAIN: Final[Mapping[str, Any]] = {"text": "Example", "code": "A-100", "boolean": True, "integer": 3, "decimal": 2}
AMOUNT: Final = Decimal("120.00")
AMOUNTS: Final[Mapping[Role, Decimal]] = {
    "less": Decimal("5.00"),
    "net": Decimal("100.00"),
    "tax": Decimal("20.00"),
    "price": Decimal("60.00"),
}
"""By what a name says, so that what stands together looks like one invoice; the first that fits."""
RATE: Final = Decimal(20)


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule: its keys beside id, title, why and source, in order; and its tests."""

    id: str
    title: str
    why: str
    keys: Mapping[str, Any]
    tests: Sequence[Mapping[str, Any]]
    about: str = ""
    """The part of the file that it stands in."""


def sample(place: Typed) -> Any:
    """Invent a value of a place, as it would be delivered."""
    if place.type == "date":
        return day(place, DAY)
    if place.type == "money":
        return number(place, next((amount for role, amount in AMOUNTS.items() if says(place.name, role)), AMOUNT))
    if place.type == "percent":
        return number(place, RATE)
    if place.type in {"integer", "decimal"}:
        return number(place, Decimal(PLAIN[place.type]))
    if place.type == "text" and "currency" in place.name:
        return "EUR"
    value = PLAIN[place.type]
    return str(value).lower() if isinstance(value, bool) and place.kind.as_text else value


def number(place: Typed, wanted: Decimal) -> Any:
    """Write a number as the payload delivers those of this place: as a number, or as printed text."""
    if not place.kind.as_text:
        return wanted
    text = f"{wanted:f}"
    if place.locale is not None:
        text = text.replace(".", convention(place.locale).decimals[0])
    return f"{text}%" if place.type == "percent" else text


def day(place: Typed, wanted: date) -> str:
    """Write a date as it is printed at this place; month names are English, as they are read."""
    if not place.kind.formats:
        return wanted.isoformat()
    return wanted.strftime(place.kind.formats[0].replace("%z", "Z"))


def item(group: Group) -> dict[str, Any]:
    """Invent an item of a list: two of its members, or a list in it."""
    if group.values:
        return {each.name: sample(each) for each in (group.filled() or group.values)[:2]}
    return {each.name: [item(each)] for each in group.lists[:1]} or {"any": 1}


@dataclass(frozen=True, slots=True)
class Spot:
    """A value that a test can say something of: how the test gives it, and how it names it."""

    given: Mapping[str, Any]
    place: str


def spots(document: Group, declared: frozenset[str]) -> tuple[Spot, Mapping[str, Any]]:
    """Find a value for tests about any value, and give it together with another; invented ones where no field does."""
    fields = [each for each in document.values if each.name in declared]
    lists = [each for each in document.lists if each.name in declared and each.values]
    if fields:
        first = fields[0]
        other = {fields[1].name: sample(fields[1])} if len(fields) > 1 else {"$.other": "Example"}
        return Spot({first.name: sample(first)}, first.name), {first.name: sample(first), **other}
    if lists:
        member = lists[0].values[0]
        one = {member.name: sample(member)}
        return Spot({lists[0].name: [one]}, f"{lists[0].name}[0].{member.name}"), {lists[0].name: [one, one]}
    return Spot({"$.one": "Example"}, "$.one"), {"$.one": "Example", "$.other": "Example"}


def field_of(place: Typed, *, relative: bool = False) -> Any:
    """Describe a field, or a member; a member that has its own name is its type alone."""
    at = [path_text(parts, relative=relative) for parts in place.value.at]
    said: dict[str, Any] = {"at": at[0] if len(at) == 1 else at, "type": place.type}
    if place.kind.locale is not None:
        said["locale"] = place.kind.locale
    if place.kind.formats:
        said["format"] = place.kind.formats[0]
    if relative and at == [place.name]:
        del said["at"]
    return said["type"] if list(said) == ["type"] else said


def list_of(group: Group, *, relative: bool = False) -> dict[str, Any]:
    """Describe a list and what its items have."""
    at = [path_text(parts, relative=relative) for parts in group.listing.at]
    members: dict[str, Any] = {each.name: field_of(each, relative=True) for each in group.values}
    members |= {each.name: list_of(each, relative=True) for each in group.lists}
    said: dict[str, Any] = {"at": at[0] if len(at) == 1 else at}
    if relative and at == [group.name]:
        del said["at"]
    return {**said, "each": members} if members else said


def when_there(optional: list[str]) -> dict[str, str]:
    """Ask for what not every payload, or not every item, has."""
    return {"when": " and ".join(f"exists({name})" for name in optional)} if optional else {}


def is_optional(document: Group, group: Group) -> bool:
    """Whether some document has no such list, or an empty one."""
    return set(group.listing.owners) < set(document.listing.owners)


def over(document: Group, group: Group) -> dict[str, Any]:
    """Say what a rule with ``for`` goes over; that not every document has it is no reason for a review."""
    return {"for": f"{row_name(document, group)} in {group.name}"} | (
        {"on_empty": "skip"} if is_optional(document, group) else {}
    )


def row_name(document: Group, group: Group) -> str:
    """Give the loop variable for the items of a list."""
    return singular(group.name, {each.name for each in document.values} | {each.name for each in document.lists})


def id_of(name: str) -> str:
    """Spell a name as rule ids are."""
    return name.strip("_").replace("_", "-")
