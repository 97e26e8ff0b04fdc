"""Lines of styled text: laid out once, then written plain or in colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from adjudge.reporting.printable import printable


class Span(NamedTuple):
    """A piece of a line; ``style`` is one of our words (see ``colour.py``), or empty."""

    text: str
    style: str = ""


Line = Sequence[Span]


def line(*pieces: str | Span) -> Line:
    """Make a line; whatever would act on a terminal is escaped."""
    spans = (piece if isinstance(piece, Span) else Span(piece) for piece in pieces)
    return [Span(printable(span.text), span.style) for span in spans]


def wrapped(text: str, *, indent: int, width: int) -> list[Line]:
    """Lay out ``text`` on lines of ``width`` characters; a word (a path) is never broken."""
    margin = " " * indent
    rows = textwrap.wrap(
        printable(text),
        max(width, indent + 20),
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [[Span(row)] for row in rows]


def fitted(row: Line, width: int) -> Line:
    """Cut a line to ``width`` characters, with three dots in place of the rest.

    What stands before `` - `` are ids to be pasted back: they are never cut, however narrow the terminal.
    """
    text = "".join(span.text for span in row)
    if len(text) <= width:
        return row
    ids = text.find(" - ")
    room = max(width - 3, ids)
    spans, left = [], room
    for span in row:
        spans.append(Span(span.text[: max(left, 0)], span.style))
        left -= len(span.text)
    return spans if room == ids else [*spans, Span("...")]


def ruled(title: str, width: int, style: str = "") -> Line:
    """Give a line with a title in the middle, as pytest has them."""
    return [Span(f" {title} ".center(width, "="), style)]


def plain(rows: Iterable[Line]) -> str:
    """Write lines without any style."""
    return "".join("".join(span.text for span in row).rstrip() + "\n" for row in rows)
