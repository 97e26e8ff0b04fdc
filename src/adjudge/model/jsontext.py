"""Writing JSON: sorted, exact, the same bytes whichever way a payload came in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import msgspec

_INT64: Final = 2**63
_DEEPEST: Final = 200
"""Levels that are written; a payload has fewer, unless it is a Python object that contains itself."""

_CUT: Final = "…"
_STEERING: Final = re.compile("[\x80-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""What moves the cursor of a terminal or turns the reading direction; JSON may write it as an escape as well."""


def to_json(data: Any) -> str:
    """Write plain data as one line of JSON with sorted keys.

    A number keeps its value exactly: a ``Decimal`` that a float holds is written as the float is, so
    that a payload read from text and the same one given as a dict make the same bytes. Lone
    surrogates become U+FFFD, NaN and infinity null; of what JSON cannot hold the type is named, and what
    contains itself is cut there.
    """
    try:
        text = _ENCODER.encode(_plain(data)).decode()
    except RecursionError:
        text = _ENCODER.encode(_plain(_cut(data, ()))).decode()
    return text if text.isascii() else _STEERING.sub(_escape, text)


def written(data: Any) -> Any:
    """Give plain data as the JSON that ``to_json`` would make of it, to stand in what it writes later."""
    return msgspec.Raw(to_json(data).encode())


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {str(_plain(key)): _plain(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(member) for member in value]
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, int) and not -_INT64 <= value < _INT64:
        return Decimal(value)
    return value


def _number(value: Decimal) -> Decimal | float | None:
    if not value.is_finite():
        return None
    near = float(value)
    return near if Decimal(repr(near)) == value else value


def _cut(value: Any, above: tuple[int, ...]) -> Any:
    """Copy what is nested too deep for JSON, without the parts that contain themselves."""
    if not isinstance(value, dict | list | tuple):
        return value
    if id(value) in above or len(above) > _DEEPEST:
        return _CUT
    inside = (*above, id(value))
    if isinstance(value, dict):
        return {key: _cut(member, inside) for key, member in value.items()}
    return [_cut(member, inside) for member in value]


def _otherwise(value: Any) -> Any:
    """Give what stands for a value that JSON has no form for; never its address, which is another each time."""
    return _plain(dict(value)) if isinstance(value, Mapping) else f"a value of type {type(value).__name__}"


_ENCODER: Final = msgspec.json.Encoder(order="sorted", decimal_format="number", enc_hook=_otherwise)
