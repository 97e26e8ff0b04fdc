"""Facts on the command line: ``--fact today=2026-11-25 --fact limit=500``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from adjudge.errors import ConfigError


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


def _value(text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=str)
    except (ValueError, RecursionError):
        pass
    try:
        return date.fromisoformat(text) if len(text) == len("YYYY-MM-DD") else text
    except ValueError:
        return text
