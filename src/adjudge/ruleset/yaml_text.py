"""Write values as the YAML of rule files: on one line where that is short enough, else key below key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

WIDTH: Final = 120
"""Columns that a line should not go beyond."""

_KEY: Final = re.compile(r"[A-Za-z_$][A-Za-z0-9_.$-]*")
_WORDS: Final = frozenset({"expect", "adapter", "id"})
"""Keys whose values are words, which need no quotes."""


def element_lines(test: dict[str, Any], indent: int) -> list[str]:
    """Give an element of a list that is indented so far, its dash included; the lines have no indentation yet."""
    line = f"- {flow(test)}"
    if indent + len(line) <= WIDTH:
        return [line]
    below = list(_block(test, indent + 2))
    return [f"- {below[0]}", *(f"  {each}" for each in below[1:])]


def flow(value: Any, key: str | None = None) -> str:
    """Write a value on one line; texts are quoted, so that none is read as anything else."""
    match value:
        case dict():
            return "{" + ", ".join(f"{_key(name)}: {flow(inner, key or name)}" for name, inner in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(flow(inner, key) for inner in value) + "]"
        case None | bool():
            return json.dumps(value)
        case float() | Decimal() | int():
            return format(Decimal(str(value)), "f") if Decimal(str(value)).is_finite() else json.dumps(str(value))
        case _:
            text = str(value)
            return text if key in _WORDS and _KEY.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _key(name: str) -> str:
    return name if _KEY.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _block(mapping: dict[str, Any], indent: int) -> Iterator[str]:
    """Write a mapping key below key, without its own indentation."""
    for name, value in mapping.items():
        line = f"{_key(name)}: {flow(value, name)}"
        if indent + len(line) <= WIDTH or not value or not isinstance(value, dict | list):
            yield line
            continue
        yield f"{_key(name)}:"
        if isinstance(value, dict):
            yield from (f"  {each}" for each in _block(value, indent + 2))
            continue
        for item in value:
            lines = element_lines(item, indent + 2) if isinstance(item, dict) else [f"- {flow(item)}"]
            yield from (f"  {each}" for each in lines)
