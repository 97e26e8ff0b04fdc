"""Styled lines for terminals (the one module that knows rich)."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Final

from rich.console import Console
from rich.text import Text

from adjudge.reporting.lines import Line

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
        text = Text.assemble(*((span.text, _STYLES.get(span.style, "")) for span in row))
        text.rstrip()
        console.print(text, soft_wrap=True)
    return target.getvalue()
