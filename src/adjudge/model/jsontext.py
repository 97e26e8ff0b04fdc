"""Writing JSON: sorted, exact, the same bytes whichever way a payload came in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

_INT64 = 2**63
_ENCODER = msgspec.json.Encoder(order="sorted", decimal_format="number", enc_hook=str)


def to_json(data: Any) -> str:
    """Write plain data as one line of JSON with sorted keys.

    A number keeps its value exactly: a ``Decimal`` that a float holds is written as the float is, so
    that a payload read from text and the same one given as a dict make the same bytes. Lone
    surrogates become U+FFFD; what JSON cannot hold is written as its text.
    """
    return _ENCODER.encode(_plain(data)).decode()


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if kind is dict:
        return {str(_plain(key)): _plain(member) for key, member in value.items()}
    if kind is list or kind is tuple:
        return [_plain(member) for member in value]
    if kind is Decimal:
        return _number(value)
    if kind is int and not -_INT64 <= value < _INT64:
        return Decimal(value)
    return value


def _number(value: Decimal) -> Decimal | float | int:
    if not value.is_finite():
        return float(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else value
