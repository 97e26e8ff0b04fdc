"""Lines of styled text: laid out once, then written plain or in colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from adjudge.reporting.printable import DOTS, cut, printable


class Span(NamedTuple):
    """A piece of a line; ``style`` is one of our words (see ``terminal.py``), or empty."""

    text: str
    style: str = ""


Line = Sequence[Span]


def line(*pieces: str | Span) -> Line:
    """Make a line; whatever would act on a terminal is escaped."""
    spans = (piece if isinstance(piece, Span) else Span(piece) for piece in pieces)
    return [Span(printable(span.text), span.style) for span in spans]


def wrapped(text: str, *, indent: int, width: int, hanging: int | None = None) -> list[Line]:
    """Lay out ``text`` on lines of ``width`` characters; a word (a path) is never broken.

    ``hanging`` is the indent of the lines after the first, where it is another.
    """
    rows = textwrap.wrap(
        printable(text),
        max(width, indent + 20),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent if hanging is None else hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [[Span(row)] for row in rows]


def packed(pieces: Iterable[str], *, indent: int, width: int, style: str = "") -> Iterator[Line]:
    """Lay short texts out side by side, two blanks apart, on as many lines as they need; each stays whole."""
    row = ""
    for piece in pieces:
        if row and indent + len(row) + 2 + len(piece) > width:
            yield [Span(" " * indent), Span(row, style)]
            row = ""
        row += f"  {piece}" if row else piece
    if row:
        yield [Span(" " * indent), Span(row, style)]


def folded(row: Line, *, indent: int, width: int) -> Iterator[Line]:
    """Break a line of more than ``width`` characters before pieces that begin with a blank; no piece is broken."""
    kept: list[Span] = []
    used = 0
    for span in row:
        text = span.text
        if kept and text.startswith(" ") and used + len(text) > width:
            yield kept
            kept, used, text = [Span(" " * indent)], indent, text.lstrip(" ")
        kept.append(Span(text, span.style))
        used += len(text)
    yield kept


def fitted(row: Line, width: int) -> Line:
    """Cut a line to ``width`` characters, with three dots in place of the rest.

    Only the last piece gives way: what stands before it are ids to be pasted back, whatever the width.
    """
    *ids, rest = row
    room = width - sum(len(span.text) for span in ids)
    if len(rest.text) <= room:
        return row
    return [*ids, Span(cut(rest.text, room), rest.style)] if room > len(DOTS) else ids


def ruled(title: str, width: int, style: str = "") -> Line:
    """Give a line with a title in the middle, as pytest has them."""
    return [Span(f" {title} ".center(width, "="), style)]


def plain(rows: Iterable[Line]) -> str:
    """Write lines without any style."""
    return "".join("".join(span.text for span in no_command(row)).rstrip() + "\n" for row in rows)


def shown(rows: Iterable[Line], *, colour: bool) -> str:
    """Write lines as a terminal is to show them: with ANSI colours, or plain."""
    if not colour:
        return plain(rows)
    from adjudge.reporting.terminal import coloured  # noqa: PLC0415  # rich is loaded for terminals only

    return coloured(rows)


def no_command(row: Line) -> Line:
    """Give a line that no runner takes for a command, whatever text of a document stands first in it.

    GitHub's obeys a line of its log that begins, after any blanks, with ``::``.
    """
    text = "".join(span.text for span in row)
    shown = printable(text)
    if shown.lstrip().startswith("::"):
        shown = shown.replace(":", "\\x3a", 1)
    return row if shown == text else [Span(shown)]
