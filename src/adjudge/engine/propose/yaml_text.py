"""Rule files as people write them: short things on one line, long ones by key, texts quoted where they must be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from textwrap import wrap
from typing import Any, Final

WIDTH: Final = 100

_PLAIN: Final = re.compile(r"(?:[^\W\d]|\$)(?:[\w$.*/()+=<>;' -]|,(?= )|:(?=\w))*")
_FLOW_STOPS: Final = re.compile(r"[,\[\]{}:]")
_BLOCK: Final = re.compile(r"[^\W\d$](?:[\w$.*/()+=<>;'\"\[\], -]|:(?=\w))*|\$[\w.*]*")
_RESERVED: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def entry(key: str, value: Any, indent: int) -> Iterator[str]:
    """Write a key and its value, at an indent; on one line where it fits."""
    margin, name = " " * indent, scalar(key, flow=False)
    if isinstance(value, str):
        yield from _text(f"{margin}{name}:", value, indent)
        return
    line = f"{margin}{name}: {flow(value)}"
    if len(line) <= WIDTH or not isinstance(value, dict | list) or not value:
        yield line
        return
    yield f"{margin}{name}:"
    if isinstance(value, dict):
        for inner, what in value.items():
            yield from entry(inner, what, indent + 2)
    else:
        for each in value:
            yield from element(each, indent + 2)


def element(value: Any, indent: int) -> Iterator[str]:
    """Write an element of a list, at an indent."""
    line = f"{' ' * indent}- {flow(value)}"
    if len(line) <= WIDTH or not isinstance(value, dict) or not value:
        yield line
        return
    first = f"{' ' * indent}- "
    for key, inner in value.items():
        lines = list(entry(key, inner, indent + 2))
        yield first + lines[0].lstrip() if first else lines[0]
        yield from lines[1:]
        first = ""


def flow(value: Any) -> str:
    """Write a value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key, flow=True)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value, flow=True)


def scalar(value: Any, *, flow: bool) -> str:
    """Write a single value; a text that could be read as anything else is quoted."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int | Decimal):
        return str(value)
    text = str(value)
    pattern = _PLAIN if flow else _BLOCK
    plain = pattern.fullmatch(text) and text == text.strip() and text.lower() not in _RESERVED
    if plain and not (flow and _FLOW_STOPS.search(text)) and not text.startswith(("...", "---")):
        return text
    return json.dumps(text, ensure_ascii=False)


def _text(before: str, text: str, indent: int) -> Iterator[str]:
    written = scalar(text, flow=False)
    if len(before) + 1 + len(written) <= WIDTH or " " not in text:
        yield f"{before} {written}"
        return
    yield f"{before} >-"
    for line in wrap(text, WIDTH - indent - 2, break_long_words=False, break_on_hyphens=False):
        yield f"{' ' * (indent + 2)}{line}"
