"""``--durations N`` (or ``-p durations``): which rules take the time (a plugin like any other).

To time a rule alone it is judged alone, so that a run with this plugin is slower than one without, where rules share
one walk over the document. The order of the list is what it is for.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Mapping
from time import perf_counter
from typing import Any, Final

from adjudge.errors import ConfigError
from adjudge.hookspecs import hookimpl
from adjudge.model.result import Result
from adjudge.ruleset.rule import Rule

_MOST: Final = 10


class Durations:
    """Adds up the time of every rule, and lists the slowest at the end of the report."""

    def __init__(self) -> None:
        self._most = _MOST
        self._spent: dict[str, tuple[float, int]] = {}
        self._lock = threading.Lock()

    @hookimpl
    def adjudge_configure(self, settings: Mapping[str, Any]) -> None:
        """Take ``most`` from the table ``durations``: how many rules are listed, 0 for all."""
        table = settings.get("durations", {})
        most = table.get("most", _MOST) if isinstance(table, Mapping) else None
        if not isinstance(most, int) or isinstance(most, bool) or most < 0:
            raise ConfigError("durations: most must be a number of rules, 0 for all")
        self._most = most

    @hookimpl(wrapper=True)
    def adjudge_evaluate_rule(self, rule: Rule) -> Generator[None, Result, Result]:
        """Take the time of whoever judges the rule."""
        start = perf_counter()
        try:
            return (yield)
        finally:
            seconds = perf_counter() - start
            with self._lock:
                spent, documents = self._spent.get(rule.nodeid, (0.0, 0))
                self._spent[rule.nodeid] = spent + seconds, documents + 1

    def take(self) -> dict[str, tuple[float, int]]:
        """Give what was added up, seconds and times by node id, and begin anew."""
        with self._lock:
            spent, self._spent = self._spent, {}
        return spent

    @hookimpl
    def adjudge_report(self) -> str | None:
        """List the slowest rules: time in all, times judged, node id."""
        slowest = sorted(self._spent.items(), key=lambda entry: (-entry[1][0], entry[0]))
        if not slowest:
            return None
        shown = slowest[: self._most or None]
        rows = [f"{spent * 1000:10.3f} ms in {times:,}  {nodeid}" for nodeid, (spent, times) in shown]
        return "\n".join([f"slowest rules ({len(shown)} of {len(slowest)})", *rows])
