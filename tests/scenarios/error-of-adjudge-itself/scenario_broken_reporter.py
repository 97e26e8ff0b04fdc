"""A plugin whose reporter raises."""

from __future__ import annotations

from collections.abc import Iterable

import adjudge
from adjudge import Reporter


def _render(verdicts: object, view: object) -> str:
    raise ZeroDivisionError("no documents to share among")


@adjudge.hookimpl
def adjudge_register_reporters() -> Iterable[Reporter]:
    """Add the format ``broken``."""
    return [Reporter("broken", _render)]
