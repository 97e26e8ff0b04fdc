"""Operands below a reason: path, value, then what was sent about it; in columns where they fit, else below each other.

A path is never cut, nor broken but at blanks; a value of up to 40 characters that has a digit is neither: they are
what a reviewer looks up and compares. Whatever else is too long is cut, with three dots in place of the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from adjudge.reporting.lines import Line, Span, line, packed, wrapped
from adjudge.reporting.printable import cut, printable, show_value

SHORTEST_VALUE: Final = 16
LONGEST_LABEL: Final = 40
_LONGEST_NUMBER: Final = 40
_GAP: Final = "  "


class Operand(NamedTuple):
    """One value to show; ``notes`` are page, signals and label, ``cited`` is the text that was read there."""

    path: str
    value: Any
    presence: str
    notes: Sequence[str] = ()
    cited: str | None = None


def notes_about(page: int | None, signals: Mapping[str, Any], match: str | None, *, inherited: bool) -> list[str]:
    """Say where a value was read, and what was sent about it; a signal that is ``None`` is null."""
    notes = [f"page {page}{' (of its parent)' if inherited else ''}"] if page else []
    notes += [f"{name} {'null' if number is None else number}" for name, number in signals.items()]
    if match:
        notes.append(cut(printable(match), LONGEST_LABEL))
    return notes


def operand_rows(operands: Sequence[Operand], *, indent: int, width: int) -> Iterator[list[Line]]:
    """Give the lines of each operand; all of them have the same layout."""
    shown = [operand._replace(path=printable(operand.path)) for operand in operands]
    paths = max((len(operand.path) for operand in shown), default=0)
    notes = max((len(_GAP.join(operand.notes)) for operand in shown), default=0)
    least = max(map(_least, shown), default=0)
    beside = width - indent - paths - len(_GAP)
    room = beside - notes - len(_GAP) if notes else beside
    below = room < least
    if below:
        room = beside if beside >= least else width - indent - 2
    values = [show_value(operand.value, operand.presence, room) for operand in shown]
    column = max(map(len, values), default=0)
    for operand, value in zip(shown, values, strict=True):
        if below:
            start = [line(" " * indent, operand.path.ljust(paths), _GAP, value)]
            if beside < least:
                start = [*wrapped(operand.path, indent=indent, width=width), line(" " * indent, _GAP, value)]
            cited = _cited(operand, width - indent - 2)
            notes_below = filter(None, (*operand.notes, cited))
            yield [*start, *packed(notes_below, indent=indent + 2, width=width, style="faint")]
            continue
        start_of_notes = f"{' ' * indent}{operand.path.ljust(paths)}{_GAP}{value.ljust(column)}{_GAP}"
        said = _GAP.join(operand.notes)
        cited = _cited(operand, width - len(start_of_notes) - len(said) - len(_GAP))
        yield [line(start_of_notes, Span(_GAP.join(filter(None, (said, cited))), "faint"))]


def _least(operand: Operand) -> int:
    """Say how many characters the value needs at least."""
    whole = show_value(operand.value, operand.presence, _LONGEST_NUMBER + 1)
    if len(whole) <= _LONGEST_NUMBER and any(map(str.isdigit, whole)):
        return len(whole)
    return min(len(whole), SHORTEST_VALUE)


def _cited(operand: Operand, room: int) -> str:
    """Give the cited text, cut to the room; nothing where too little of it would be left."""
    if operand.cited is None:
        return ""
    lead = "reads "
    text = lead + show_value(operand.cited, "present", max(room - len(lead), SHORTEST_VALUE))
    return text if len(text) <= room else ""
