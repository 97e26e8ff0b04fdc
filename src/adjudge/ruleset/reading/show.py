"""How values are printed in reasons: exact, short, and harmless to a terminal.

Numbers are never rounded and have no exponent. Text from a document is quoted, cut, and rid of characters
that steer a terminal or turn the reading direction, so that no value can pass for a part of the reason.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Final

from adjudge.model.values import Fault, Missing, Money
from adjudge.model.words import Cause

MAX_SHOWN: Final = 200
"""Characters of a text or a list that are shown."""

_MAX_DIGITS: Final = 60
_MAX_ENTRIES: Final = 20
_MAX_DEPTH: Final = 4
_ESCAPES: Final = {"\n": r"\n", "\r": r"\r", "\t": r"\t", '"': r"\"", "\\": r"\\"}
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MISSING: Final[Mapping[Cause, str]] = {
    "signal_absent": "no signal",
    "signal_null": "a null signal",
    "value_absent": "absent",
    "value_null": "null",
    "value_empty": "empty",
    "unparsable": "unparsable",
    "nothing_selected": "nothing",
    "blind": "a signal that is sent nowhere",
    "when_unknown": "unknown",
}


def show(value: object) -> str:
    """Print a typed or a delivered value for a reason.

    ``Money`` has comma groups, at least two decimals and its currency (``1,547.50 EUR``); any other number
    is printed plainly; text is quoted; lists and objects are JSON-like and cut.
    """
    return _show(value, _MAX_DEPTH)


def show_number(number: Decimal, *, money: bool = False) -> str:
    """Print a number in full: ``1547.5``, as money ``1,547.50``; ``1,547.505`` stays as it is."""
    if not number.is_finite() or abs(number.adjusted()) > _MAX_DIGITS:
        return str(number)
    plain = format(number, ",f" if money else "f")
    if len(plain) > MAX_SHOWN and len(number.as_tuple().digits) > MAX_SHOWN:
        return f"{str(number)[:MAX_SHOWN]}…"
    if not money:
        return plain
    whole, _, decimals = plain.partition(".")
    return f"{whole}.{decimals:0<2}"


def show_text(text: str) -> str:
    r"""Quote a text: cut to 200 characters, line breaks as ``\n``, anything unseen as U+FFFD."""
    shown = "".join(map(_visible, text[:MAX_SHOWN]))
    return f'"{shown}…"' if len(text) > MAX_SHOWN else f'"{shown}"'


def _visible(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return "\N{REPLACEMENT CHARACTER}" if unicodedata.category(character) in _UNSEEN else character


def _show(value: object, depth: int) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return show_text(value)
        case Decimal() | int() | float():
            return _show_delivered(value)
        case Money() | date() | timedelta() | Missing() | Fault():
            return _show_typed(value)
        case Mapping():
            entries = (f"{_show(key, 1)}: {_show(entry, depth - 1)}" for key, entry in value.items())
            return "{" + _joined(entries, len(value), depth) + "}"
        case list() | tuple():
            return "[" + _joined((_show(entry, depth - 1) for entry in value), len(value), depth) + "]"
        case _:
            return _show_typed(value)


def _show_delivered(number: Decimal | float) -> str:
    if isinstance(number, int) and number.bit_length() > 4 * _MAX_DIGITS:
        return f"an integer of {number.bit_length()} bits"
    return show_number(Decimal(repr(number) if isinstance(number, float) else number))


def _show_typed(value: object) -> str:
    match value:
        case Money():
            amount = show_number(value.amount, money=True)
            return f"{amount} {value.currency}" if value.currency else amount
        case date():
            return value.isoformat()
        case timedelta():
            return "1 day" if value.days == 1 else f"{value.days} days"
        case Missing():
            return _MISSING.get(value.cause, "unknown")
        case Fault():
            return value.reason
        case _:
            return f"a value of type {type(value).__name__}"


def _joined(entries: Iterator[str], size: int, depth: int) -> str:
    """Print as many entries as there is room for."""
    if depth <= 0 and size:
        return "…"
    shown = ", ".join(islice(entries, _MAX_ENTRIES))
    if size > _MAX_ENTRIES or len(shown) > MAX_SHOWN:
        return f"{shown[:MAX_SHOWN]}…"
    return shown
