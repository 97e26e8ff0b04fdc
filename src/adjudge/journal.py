"""``-p journal``: every result and verdict as a line of Python's ``logging`` (a plugin like any other).

Lines name rules, outcomes, causes and effects, never a value or a reason: what a document says may be personal, and
logs travel. What passed or was skipped is DEBUG, everything else INFO, under the logger ``adjudge.journal``.

Where the lines go is the application's to say. On the command line nobody does, so a table ``journal`` with a
``level`` in the settings sends them to standard error.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final

from adjudge.errors import ConfigError
from adjudge.hookspecs import hookimpl
from adjudge.model.result import Result
from adjudge.model.verdict import Verdict

_LOG: Final = logging.getLogger("adjudge.journal")
_QUIET: Final = frozenset(("pass", "skip"))


@hookimpl
def adjudge_configure(settings: Mapping[str, Any]) -> None:
    """Show lines from ``level`` of the table ``journal`` up, unless the application shows its log already."""
    table = settings.get("journal", {})
    level = table.get("level") if isinstance(table, Mapping) else table
    if level is None:
        return
    if level not in logging.getLevelNamesMapping():
        raise ConfigError("journal: level must be the name of a level of logging, such as INFO or DEBUG")
    logging.basicConfig(format="%(levelname)s %(name)s %(message)s")
    _LOG.setLevel(level)


@hookimpl
def adjudge_result_made(result: Result) -> None:
    """Log a result."""
    level = logging.DEBUG if result.outcome in _QUIET else logging.INFO
    _LOG.log(level, "%s %s cause=%s effect=%s", result.outcome, result.nodeid, result.cause, result.effect)


@hookimpl
def adjudge_verdict_made(verdict: Verdict) -> None:
    """Log a verdict; the document's id is quoted, so that it cannot end the line."""
    counts = " ".join(f"{outcome}={count}" for outcome, count in verdict.counts.items() if count)
    decision = verdict.decision or "partial"
    _LOG.info("%s document=%s adapter=%s %s", decision, ascii(verdict.document), verdict.adapter, counts)
