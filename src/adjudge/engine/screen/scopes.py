"""The names of what generated code reads of the items of a list: the local of one, the column of all."""

from __future__ import annotations

from typing import NamedTuple

from adjudge.engine.screen.reach import BESIDE, ROW
from adjudge.ruleset.fields import Field


class Scope(NamedTuple):
    """A list whose items are gone through: its local, that of one item, and whether all of them are read at once.

    ``place`` is the local of the place of an item in its list, where that is told.
    """

    rows: str
    row: str
    beside: str
    at_once: bool
    place: str | None = None


def checked(name: str, way: str, wrong: str | None) -> list[str]:
    """Write the reading of a local, which stays unset where it is wrong, so that whoever shares it raises, too."""
    return [f"x = {way}", f"if {wrong}: raise LookupError", f"{name} = x"] if wrong else [f"{name} = {way}"]


def over(line: str, scope: Scope, name: str) -> str:
    """Turn the reading of one value into that of a column."""
    way = line.removeprefix(f"{name} = ")
    return f"{column(name)} = [{way} for {ROW} in {scope.rows}]"


def column(name: str) -> str:
    """Name the column of the local of an item."""
    word, number = name.rsplit("_", 1)
    return f"{word}s_{number}" if word != "entry" else f"entries_{number}"


def size_of(name: str) -> str:
    """Name the size of the largest number of a column."""
    return "largest_" + name.rsplit("_", 1)[1]


def beside_of(rows: str) -> str:
    """Name the local of what the metadata has beside rows."""
    return rows.replace("rows", BESIDE)


def singular_keys(field: Field, *, relative: bool = False) -> tuple[str | int, ...] | None:
    """Give the keys to follow to a field that has one plain place, ``None`` for any other."""
    if len(field.at) != 1 or field.at[0].keys is None or (relative and field.at[0].absolute):
        return None
    return field.at[0].keys
