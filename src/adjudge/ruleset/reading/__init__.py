"""Reading printed values into typed ones, and showing values in reasons.

``reader(type, locale, formats)`` is made once, when rules are loaded; what it makes is a pure function from a
present value, as delivered, to a typed value or ``Unparsable``. Exact or unparsable, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from adjudge.errors import did_you_mean
from adjudge.model.values import Scalar
from adjudge.ruleset.reading.dates import date_reader
from adjudge.ruleset.reading.locales import convention
from adjudge.ruleset.reading.money import money_reader
from adjudge.ruleset.reading.numbers import decimal_reader, integer_reader, percent_reader
from adjudge.ruleset.reading.scalars import read_boolean, read_code, read_text
from adjudge.ruleset.reading.show import show, show_number
from adjudge.ruleset.reading.unparsable import ReadingProblem, Unparsable

__all__ = ["NUMBER_TYPES", "TYPES", "Reader", "ReadingProblem", "Unparsable", "reader", "show", "show_number"]

Reader = Callable[[object], Scalar | Unparsable]

_BY_LOCALE: Final[dict[str, Callable[[str | None], Reader]]] = {
    "money": money_reader,
    "decimal": decimal_reader,
    "integer": integer_reader,
    "percent": percent_reader,
}
_AS_DELIVERED: Final[dict[str, Reader]] = {"text": read_text, "code": read_code, "boolean": read_boolean}

NUMBER_TYPES: Final = frozenset(_BY_LOCALE)
"""The types of fields that are read as numbers."""

TYPES: Final = (*_BY_LOCALE, "date", *_AS_DELIVERED)
"""The types of fields, by name."""


def reader(type: str, locale: str | None = None, formats: Sequence[str] = ()) -> Reader:  # noqa: A002
    """Make the reader of a type.

    Args:
        type: One of ``TYPES``.
        locale: How numbers are printed (``en_US``, ``de-CH``); ``None``: only plain numbers are read.
        formats: ``strptime`` formats of a date; none: ISO.

    Returns:
        A pure function, which never raises. Money is read as ``Money``, other numbers as ``Decimal``.

    Raises:
        ReadingProblem: no such type or locale, a bad date format, or formats for what is no date.

    Example:
        >>> reader("money", "de_DE")("1.234,56 €")
        Money(amount=Decimal('1234.56'), currency='EUR')
        >>> reader("decimal")("O.50").reason
        '"O.50" is no number: letter O at 1'
    """
    if type not in TYPES:
        raise ReadingProblem(f'no type is called "{type}"{did_you_mean(type, TYPES)}')
    if locale is not None:
        convention(locale)
    if type == "date":
        return date_reader(formats)
    if formats:
        raise ReadingProblem(f"only a date has a format, not a {type}")
    return _BY_LOCALE[type](locale) if type in _BY_LOCALE else _AS_DELIVERED[type]
