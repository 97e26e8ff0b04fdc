"""What only a terminal is shown: coloured lines, and how far a run has come (the one module that knows rich)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from adjudge.reporting.lines import Line, no_command

_BETWEEN: Final = 0.1
"""Seconds from one drawing of the progress to the next."""
_STYLES: Final = {
    "reject": "bold red",
    "review": "bold yellow",
    "accept": "bold green",
    "partial": "bold cyan",
    "note": "cyan",
    "fail": "red",
    "error": "bold magenta",
    "unknown": "yellow",
    "pass": "green",
    "skip": "bright_black",
    "faint": "bright_black",
}


def coloured(rows: Iterable[Line]) -> str:
    """Write lines with ANSI colours; text is never read as markup, highlighted or wrapped."""
    target = io.StringIO()
    console = Console(
        file=target,
        force_terminal=True,
        color_system="standard",
        no_color=False,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    for row in rows:
        text = Text.assemble(*((span.text, _STYLES.get(span.style, "")) for span in no_command(row)))
        text.rstrip()
        console.print(text, soft_wrap=True)
    return target.getvalue()


@contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """Show on standard error how many documents of ``total`` are done; when all are, nothing of it is left.

    Gives a function to be called after each document. What is written to standard error meanwhile stands above.
    Drawn by whoever calls it, not by a thread: worker processes may be forked meanwhile.
    """
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("documents"), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, auto_refresh=False, transient=True, redirect_stdout=False) as shown:
        task = shown.add_task("", total=total)
        drawn = 0.0

        def step() -> None:
            nonlocal drawn
            shown.advance(task)
            if shown.get_time() - drawn > _BETWEEN:
                shown.refresh()
                drawn = shown.get_time()

        yield step
