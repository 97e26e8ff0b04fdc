"""The built-in checks; each module holds one idea, and registers through the same hook as everyone's."""

from __future__ import annotations

from collections.abc import Iterable

from adjudge.checks import cited, issues, labels, presence, signals, unique, values
from adjudge.hookspecs import hookimpl
from adjudge.ruleset.check import Check


@hookimpl
def adjudge_register_checks() -> Iterable[Check]:
    """Give every built-in check."""
    for module in (signals, labels, issues, cited, presence, values, unique):
        yield from module.CHECKS
