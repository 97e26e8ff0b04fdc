"""A plugin whose observer raises."""

from __future__ import annotations

import adjudge
from adjudge import Verdict


@adjudge.hookimpl
def adjudge_verdict_made(verdict: Verdict) -> None:
    """Raise, as an observer may that looks at something which is not always there."""
    raise LookupError(f"nothing known about {verdict.document}")
