"""A plugin with a format and a section of the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import adjudge
from adjudge import Reporter, Verdict


@adjudge.hookimpl
def adjudge_register_reporters() -> Iterable[Reporter]:
    """Add the format ``pages``."""
    return [Reporter("pages", lambda verdicts, view: f"{len(verdicts)} document, {len(view.sections)} section\n")]


@adjudge.hookimpl
def adjudge_report(verdicts: Sequence[Verdict]) -> str:
    """Add a line to the report."""
    return f"judged: {len(verdicts)}"
