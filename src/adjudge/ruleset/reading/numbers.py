"""Numbers: delivered ones as they are, printed ones by the grammar of a locale; exact or unparsable."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from adjudge.ruleset.reading.locales import convention
from adjudge.ruleset.reading.printed import Grammar, Printed
from adjudge.ruleset.reading.show import show
from adjudge.ruleset.reading.unparsable import Unparsable

MAX_MAGNITUDE: Final = 30
"""Powers of ten, either way: what is beyond is no amount, and costs time and memory to compute with."""

MAX_DIGITS: Final = 34
"""Digits that sums and differences keep without rounding."""


def decimal_reader(locale: str | None) -> Callable[[object], Decimal | Unparsable]:
    """Make a reader of numbers."""
    grammar = Grammar(convention(locale) if locale else None)

    def read(value: object) -> Decimal | Unparsable:
        found = read_number(value, grammar)
        return found if isinstance(found, Unparsable) else found.number

    return read


def percent_reader(locale: str | None) -> Callable[[object], Decimal | Unparsable]:
    """Make a reader of percentages: ``19 %``, ``19%`` and 19 are all 19."""
    grammar = Grammar(convention(locale) if locale else None, "%", bare_mark=True)

    def read(value: object) -> Decimal | Unparsable:
        found = read_number(value, grammar)
        if isinstance(found, Unparsable):
            return found
        return found.number if len(found.marks) < 2 else Unparsable(f"{show(value)} is no percentage: it has two signs")

    return read


def integer_reader(locale: str | None) -> Callable[[object], Decimal | Unparsable]:
    """Make a reader of whole numbers; printed decimals are refused, even zeros: ``1.000`` may mean 1000."""
    grammar = Grammar(convention(locale) if locale else None)

    def read(value: object) -> Decimal | Unparsable:
        found = read_number(value, grammar)
        if isinstance(found, Unparsable):
            return found
        number = found.number
        printed_decimals = isinstance(value, str) and number.as_tuple().exponent != 0
        if printed_decimals or number != number.to_integral_value():
            return Unparsable(f"{show(value)} is no whole number")
        return number.to_integral_value()

    return read


def read_number(value: object, grammar: Grammar) -> Printed | Unparsable:
    """Read a delivered number or a printed one, within the limits."""
    if isinstance(value, str):
        found = grammar.read(value)
        if isinstance(found, Unparsable):
            return found
        if len(value) <= MAX_MAGNITUDE:
            return found
        number, marks = found.number, found.marks
    elif isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return Unparsable(f"{show(value)} is no number")
    elif isinstance(value, int) and value.bit_length() > 4 * MAX_DIGITS:
        return _too_long(value)
    else:
        # repr is the shortest text that means this float: what the payload said, not its binary neighbour.
        number, marks = Decimal(repr(value)) if isinstance(value, float) else Decimal(value), ()
    if not number.is_finite():
        return Unparsable(f"{show(value)} is no number")
    # No float has that many digits.
    many = not isinstance(value, float) and len(number.as_tuple().digits) > MAX_DIGITS
    if many or abs(number.adjusted()) > MAX_MAGNITUDE:
        return _too_long(value)
    return Printed(number or number.copy_abs(), marks)


def _too_long(value: object) -> Unparsable:
    return Unparsable(f"{show(value)} is no number to compute with exactly: too many digits")
