"""Standard output and standard error, safe for whatever they are connected to."""

from __future__ import annotations

import os
import re
import shutil
import sys
from typing import Final, TextIO

NARROWEST: Final = 60
WIDEST: Final = 120
"""Longer lines are harder to read; also the width where there is no terminal is 80."""

_COMMAND: Final = re.compile(r"#(?=#\w*\[)")


def write(text: str, stream: TextIO | None = None) -> None:
    """Write text; what the stream's encoding cannot say is escaped, a reader that has gone is no error.

    In JSON a document may hold what a runner of continuous integration obeys wherever it stands in a line of its
    log (``##[add-mask]``): it is written as an escape, which means the same. Text has none left.
    """
    target = sys.stdout if stream is None else stream
    text = _COMMAND.sub(r"\\u0023", text)
    encoding = target.encoding or "utf-8"
    try:
        target.write(text.encode(encoding, "backslashreplace").decode(encoding))
        target.flush()
    except BrokenPipeError:
        # Python flushes once more when it ends; without this it would complain then (`adjudge … | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), target.fileno())


def complain(*lines: str) -> None:
    """Write lines to standard error, each after the program's name.

    A line end within one is escaped: what a document says must not look like a message of ours.
    """
    from adjudge.reporting.printable import printable

    write("".join(f"adjudge: {printable(line)}\n" for line in lines), sys.stderr)


def width() -> int:
    """Give the number of characters a report may use on a line."""
    return min(max(shutil.get_terminal_size((80, 24)).columns, NARROWEST), WIDEST)


def wants_colour(choice: str) -> bool:
    """Whether to colour standard output: ``choice`` is pytest's ``--color`` (yes, no, auto)."""
    if choice != "auto":
        return choice == "yes"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
