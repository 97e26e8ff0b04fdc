"""Taking a document apart: what is left is what is needed, and few tries find it."""

from __future__ import annotations

from typing import Any

from adjudge.engine.smallest.naming import spec_of
from adjudge.engine.smallest.parts import Part
from adjudge.engine.smallest.shrink import Shrinker


def part(value: Any) -> Part:
    """Make a part of plain data."""
    if isinstance(value, dict):
        return Part({}, {key: part(each) for key, each in value.items()})
    if isinstance(value, list):
        return Part([], dict(enumerate(map(part, value))))
    return Part(value)


def left(data: Any, needs: Any, *, least: int = 0) -> tuple[Any, int]:
    """Take data apart as long as ``needs`` finds what it needs; give what is left, and how often it was asked."""
    root, tries = part(data), 0

    def holds() -> bool:
        nonlocal tries
        tries += 1
        return bool(needs(root.plain()))

    Shrinker(root, holds, least, frozenset()).shrink(root)
    return root.plain(), tries


LINES = [{"a": index + 1, "b": 1, "c": 2, "d": 3, "e": 4, "f": 5} for index in range(200)]


def test_one_item_among_many_is_found_in_few_tries() -> None:
    """Halves, quarters and so on: not one by one."""
    data = {"lines": LINES, "other": LINES}

    rest, tries = left(data, lambda seen: any(line.get("a") == 137 for line in seen.get("lines", [])))

    assert rest == {"lines": [{"a": 137}]}
    assert tries < 40


def test_what_no_item_needs_is_taken_from_all_of_them_at_once() -> None:
    rest, tries = left(LINES, lambda seen: sum(line.get("a", 0) for line in seen) == sum(range(201)))

    assert rest == [{"a": index + 1} for index in range(200)]
    assert tries < 2 * 200, "one for each item that stays, not one for each of its keys"


def test_a_list_keeps_as_many_as_it_must_the_first_ones() -> None:
    assert left([3, 1, 2, 4], lambda seen: len(seen) == len(set(seen)), least=2)[0] == [3, 1]


def test_data_that_no_field_names_is_given_as_deep_as_it_stands_alone() -> None:
    data = {"supplier": {"address": {"city": "Oslo", "zip": "0150"}}, "a b": [1, None], "none": {}}

    assert spec_of(part(data)) == {
        "given": {
            "$.supplier.address": {"city": "Oslo", "zip": "0150"},
            "$['a b']": [1, None],
            "$.none": {},
        }
    }
