"""How far a run over many documents has come: on a terminal only, as a log would only be filled."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

MANY: Final = 20
"""From so many documents on it is worth showing."""


@contextmanager
def progress(count: Callable[[], int], *, quiet: bool = False) -> Iterator[Callable[[], None]]:
    """Give a function to be called after each document; it does nothing where nobody looks.

    Args:
        count: Counts the documents; not called unless a terminal would show it.
        quiet: Nothing is to be shown.
    """
    total = 0 if quiet or not sys.stderr.isatty() else count()
    if total < MANY:
        yield lambda: None
        return
    from adjudge.reporting.terminal import progress as on_terminal

    with on_terminal(total) as step:
        yield step
