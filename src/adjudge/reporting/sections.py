"""Labelled sections of an explanation: a word at the left, what it says beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from adjudge.reporting.lines import Line, Span, wrapped

LABEL: Final = 10
"""Width of the labels."""


def section(label: str, texts: Iterable[str], width: int) -> Iterator[Line]:
    """Give a section: each text begins a line, long ones are wrapped; without a text there is none."""
    for number, text in enumerate(texts):
        head = "" if number else label
        rows = wrapped(text, indent=LABEL, width=width) or [[Span("")]]
        for row in rows:
            said = row[0].text
            yield [Span(head.ljust(LABEL), "faint"), Span(said[LABEL:])]
            head = ""


def columns(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Lay texts out in columns; the last one is as long as it is."""
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)][:-1]
    return ["  ".join((*(cell.ljust(size) for cell, size in zip(row, widths, strict=False)), row[-1])) for row in table]
