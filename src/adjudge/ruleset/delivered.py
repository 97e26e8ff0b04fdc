"""Delivered values that no field gives a type: numbers exactly, texts and booleans as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from adjudge.model.values import Fault, Missing, Typed

MAX_EXPONENT: Final = 30
"""A delivered number beyond 10**30, or finer than 10**-30, is no amount: it is unparsable."""


def read_plain(value: object, path: str) -> Typed:
    """Read a delivered value that no field gives a type: numbers exactly, texts and booleans as they are.

    Also takes what a caller gives as a fact: a date, or a list of values.
    """
    match value:
        case None:
            return Missing("value_null", path, f"{path} is null")
        case str():
            return str(value)
        case datetime():
            return value.date()
        case bool() | date():
            return value
        case int() | float() | Decimal():
            return _exact(value, path)
        case tuple():
            return tuple(read_plain(item, path) for item in value)
        case _:
            return Fault("type_clash", f"{path} is {kind_of_json(value)}, expected a single value")


def _exact(value: float | Decimal, path: str) -> Decimal | Missing:
    """Read a number by its shortest decimal form: a delivered 0.1 is one tenth."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if number.is_finite() and (not number or abs(number.adjusted()) <= MAX_EXPONENT):
        return number
    return Missing("unparsable", path, f"{path} cannot be read: {_short(value)} is out of range")


def _short(value: float | Decimal) -> str:
    """Print the beginning of a number; Python refuses to print an integer of very many digits."""
    if isinstance(value, int) and value.bit_length() > 4 * MAX_EXPONENT:
        return f"an integer of {value.bit_length()} bits"
    return str(value)[:40]


def kind_of_json(value: object) -> str:
    """Name what a value is in JSON, for a sentence: ``an object``."""
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "a list"
    return "a single value"
