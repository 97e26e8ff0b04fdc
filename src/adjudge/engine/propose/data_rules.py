"""Rules about the data: what must be there, what is plausible, what adds up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from adjudge.engine.propose.draft import (
    AMOUNT,
    DAY,
    Draft,
    day,
    id_of,
    item,
    number,
    over,
    row_name,
    sample,
    when_there,
)
from adjudge.engine.propose.equation_rules import equation_rules
from adjudge.engine.propose.relations import Order, orders
from adjudge.engine.propose.typed import Group, Typed
from adjudge.engine.propose.words import spoken_type

MOST_FIELDS: Final = 10
"""Fields that one rule is about."""
MOST_MEMBERS: Final = 5

_PRESENCE: Final = "what must be there"
_PLAUSIBLE: Final = "what cannot be right"


def data_rules(document: Group) -> Iterator[Draft]:
    """Propose rules about the data of payloads."""
    yield from _key_fields(document)
    for group in document.lists:
        yield from _rows(document, group)
    equations = tuple(equation_rules(document))
    yield from _plausible(document)
    for group in document.lists:
        if not any(group.name in str(each.keys) for each in equations):
            yield from _row_amounts(document, group)
    for order in orders(document):
        yield _order(order)
    yield from equations


def _key_fields(document: Group) -> Iterator[Draft]:
    filled = sorted(document.filled(), key=lambda each: not spoken_type(each.name))[:MOST_FIELDS]
    values = [each for each in document.values if each in filled]
    everywhere = range(len(document.listing.owners))
    lists = [each for each in document.lists if all(each.listing.items_of(owner) for owner in everywhere)]
    given = {each.name: sample(each) for each in values} | {each.name: [item(each)] for each in lists}
    if not given:
        return
    first = next(iter(given))
    fewer = {"given": {first: given[first]}} if len(given) > 1 else {}
    yield Draft(
        "key-fields-are-there",
        "The key fields have a value",
        "Every payload that was looked at has these. Take out what your documents may lack.",
        {"given": list(given) if len(given) > 1 else first, "required": True},
        [
            {"given": given, "expect": "pass"},
            {**fewer, "expect": "fail"},
        ],
        _PRESENCE,
    )


def _rows(document: Group, group: Group) -> Iterator[Draft]:
    members = sorted(group.filled(), key=lambda each: not spoken_type(each.name))[:MOST_MEMBERS]
    members = [each for each in group.values if each in members]
    if not members:
        return
    row = row_name(document, group)
    going = over(document, group)
    full = {each.name: sample(each) for each in members}
    short = dict(list(full.items())[:-1])
    yield Draft(
        f"{id_of(group.name)}-are-complete",
        f"No item of {group.name} lacks a value",
        "A cell that was not read is easily overlooked among others.",
        {
            "for": going.pop("for"),
            "assert": " and ".join(f"exists({row}.{each.name})" for each in members),
            **going,
        },
        [
            {"given": {group.name: [full]}, "expect": "pass"},
            {"given": {group.name: [full, short]}, "expect": "fail"},
            {"expect": "skip" if going else "unknown"},
        ],
        _PRESENCE,
    )


def _plausible(document: Group) -> Iterator[Draft]:
    amounts = [each for each in document.of_type("money") if all(value >= 0 for value in each.numbers.values())]
    rates = [each for each in document.of_type("percent") if all(0 <= value <= 100 for value in each.numbers.values())]
    low, high = Decimal("-0.01"), Decimal("100.01")
    if amounts := amounts[:MOST_FIELDS]:
        yield _range(
            "amounts-are-not-negative",
            "No amount is below zero",
            "A minus that was misread, or a credit note, which goes another way. What cannot be read is unknown.",
            amounts,
            {"min": 0},
            [number(amounts[0], low)],
        )
    if rates := rates[:MOST_FIELDS]:
        yield _range(
            "rates-are-percentages",
            "No rate is below 0 or above 100 percent",
            "A decimal point that was lost makes a rate a hundred times as high.",
            rates,
            {"min": 0, "max": 100},
            [number(rates[0], low), number(rates[0], high)],
        )
    if dates := document.of_type("date")[:MOST_FIELDS]:
        first, last = DAY.replace(year=1990, month=1, day=1), DAY.replace(year=2068, month=12, day=31)
        outside = [first - timedelta(1), last + timedelta(1)]
        yield _range(
            "dates-are-plausible",
            "Every date can be read and is of our time",
            "A year far off is a misread digit. Narrow it to what your documents can have.",
            list(dates),
            {"min": first.isoformat(), "max": last.isoformat()},
            [day(dates[0], each) for each in outside if _is_written(dates[0], each)],
        )


def _row_amounts(document: Group, group: Group) -> Iterator[Draft]:
    """Look at an amount of a list in which nothing adds up."""
    amounts = [each for each in group.of_type("money") if all(value >= 0 for value in each.numbers.values())]
    for amount in amounts[:1]:
        row = row_name(document, group)
        going = over(document, group)
        skips = "on_empty" in going
        optional = [] if amount in group.filled() else [f"{row}.{amount.name}"]
        yield Draft(
            f"{id_of(group.name)}-{id_of(amount.name)}-is-not-negative",
            f"{amount.name} of {group.name} is not below zero",
            "A minus that was misread, or a line that takes something back.",
            {
                "for": going.pop("for"),
                **when_there(optional),
                "assert": f"{row}.{amount.name} >= 0",
                **going,
            },
            [
                {"given": {group.name: [{amount.name: number(amount, AMOUNT)}]}, "expect": "pass"},
                {"given": {group.name: [{amount.name: number(amount, Decimal("-0.01"))}]}, "expect": "fail"},
                {"given": {group.name: [{}]}, "expect": "skip" if optional else "unknown"},
                *([{"expect": "unknown"}] if optional and not skips else []),
            ],
            _PLAUSIBLE,
        )


def _is_written(place: Typed, wanted: Any) -> bool:
    """Whether a date comes out as it went in: two digits of a year are of 1969 to 2068."""
    formats = place.kind.formats
    return not formats or "%y" not in formats[0] or 1969 <= wanted.year <= 2068


def _range(id_: str, title: str, why: str, places: list[Typed], bounds: dict[str, Any], outside: list[Any]) -> Draft:
    given = {each.name: sample(each) for each in places}
    first = places[0].name
    return Draft(
        id_,
        title,
        why,
        {
            "given": list(given) if len(given) > 1 else first,
            "range": bounds,
            "on_unknown": {"value_absent": "note", "value_null": "note", "value_empty": "note"},
        },
        [
            {"given": given, "expect": "pass"},
            *({"given": {first: value}, "expect": "fail"} for value in outside),
            {"expect": "unknown"},
        ],
        _PLAUSIBLE,
    )


def _order(order: Order) -> Draft:
    early, late = order.early, order.late
    return Draft(
        f"{id_of(late.name)}-is-not-before-{id_of(early.name)}",
        f"{late.name} is not before {early.name}",
        "Day and month are easily swapped, and dates of two kinds mistaken for each other.",
        {"when": f"exists({late.name})", "assert": f"{early.name} <= {late.name}"},
        [
            {"given": {early.name: day(early, DAY), late.name: day(late, DAY)}, "expect": "pass"},
            {"given": {early.name: day(early, DAY), late.name: day(late, DAY - timedelta(1))}, "expect": "fail"},
            {"given": {late.name: day(late, DAY)}, "expect": "unknown"},
            {"given": {early.name: day(early, DAY)}, "expect": "skip"},
        ],
        _PLAUSIBLE,
    )
