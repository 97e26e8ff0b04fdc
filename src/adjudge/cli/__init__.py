"""The command line: ``adjudge check``, ``rules``, ``plugins`` (floor 7).

Subcommands are imported when they are called; what a subcommand needs is imported when it runs.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import NoReturn

from adjudge.cli.group import run

__all__ = ["main", "run"]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command and leave with its exit code (see ``exits.py``)."""
    # Nothing made at start-up is garbage, and looking for some takes a fifth of it; ``load_project`` turns it on again.
    gc.disable()
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))
