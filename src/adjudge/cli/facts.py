"""Facts on the command line: ``--fact today=2026-11-25 --fact limit=500``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from adjudge.errors import ConfigError

if TYPE_CHECKING:
    from adjudge.ruleset.suppressions import Suppression


def read_facts(arguments: Iterable[str]) -> dict[str, Any]:
    """Read ``name=value`` pairs.

    A value that is JSON is that (``500``, ``true``, ``"500"`` is text; numbers stay exact), a date as
    YYYY-MM-DD is a date, anything else is text.

    Raises:
        ConfigError: No ``=``, no name, or a name given twice.
    """
    facts: dict[str, Any] = {}
    for argument in arguments:
        name, equals, text = argument.partition("=")
        if not equals or not name.isidentifier():
            raise ConfigError(f'--fact {argument}: expected NAME=VALUE, as in "today=2026-11-25"')
        if name in facts:
            raise ConfigError(f"--fact {name} is given twice")
        facts[name] = _value(text)
    return facts


def with_day(facts: dict[str, Any], suppressions: Iterable[Suppression]) -> dict[str, Any]:
    """Give the facts with the day of this machine where a suppression has an end, and no other day is given.

    Only the command line does so; the verdict records it, as every fact.
    """
    if "today" in facts or not any(each.until for each in suppressions):
        return facts
    return {**facts, "today": machine_day()}


def machine_day() -> date:
    """Give the day that it is for this machine."""
    return date.today()  # noqa: DTZ011  # an end is a day of the people who work here


def _value(text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=str)
    except (ValueError, RecursionError):
        pass
    try:
        return date.fromisoformat(text) if len(text) == len("YYYY-MM-DD") else text
    except ValueError:
        return text
