"""Numbers as floats, one or a column of them: exactly what was delivered or printed, or none at all.

The float of a number is the one whose shortest form it is, so that two of them compare as the numbers do. What has no
such float (too many digits, too large, too small) is left to the reference path, as is what cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from adjudge.engine.screen.known import KEPT_LENGTH, KEPT_TEXTS, Known
from adjudge.model.values import Money
from adjudge.ruleset.delivered import read_plain
from adjudge.ruleset.fields import Field
from adjudge.ruleset.reading.plain import local_currency, plain_form

LEAST: Final = 1e-29
MOST: Final = 1e15
"""A number whose size is between these is in no reader's way; one of zero is, too, but is looked at closely."""

_NAN: Final = float("nan")
_FLOATS: Final = frozenset((float, int))


class Numbers:
    """Reads the numbers of one field; what is none, or is in another currency than those before, is NaN."""

    def __init__(self, field: Field | None) -> None:
        self._field = field
        read = None if field is None else field.read
        self._read: Callable[[Any], Any] = lru_cache(maxsize=KEPT_TEXTS)(read) if read is not None else _untyped
        self._prints = field is not None and field.type in ("money", "decimal")
        self._currency = local_currency(field.locale) if field is not None and field.type == "money" else None
        self.plain = frozenset((int,)) if field is not None and field.type == "integer" else _FLOATS
        """The types of what is a number as it was delivered."""

    def one(self, value: Any, known: Known) -> float:
        """Read a delivered or printed number."""
        kind = type(value)
        if kind in self.plain:
            return float(value) if _is_usual(value) else _NAN
        if kind is str:
            if not value or self._field is None or len(value) > KEPT_LENGTH:
                return _NAN
            numbers = self._plainly((value,), known)
            return self._closely(value, known) if numbers is None else numbers[0]
        return self._closely(value, known) if kind is float or kind is Decimal else _NAN

    def column(self, values: Sequence[Any], known: Known) -> tuple[Sequence[float], float]:
        """Read many, and give the size of the largest.

        Raises:
            LookupError: one of them is none, or of an unusual size.
        """
        kinds = {*map(type, values)}
        numbers: Sequence[float] | None = values if kinds <= self.plain else None
        if kinds == {str} and self._prints:
            numbers = self._plainly(values, known)
        if numbers is None:
            numbers = [self.one(value, known) for value in values]
        if not numbers:
            return numbers, 0.0
        # A NaN compares with nothing: it is refused here if it is the first, else by every test there is of it.
        least, largest = min(numbers), max(numbers)
        if not least > LEAST:
            if not all(map(_is_usual, numbers)):
                raise LookupError
            largest = max(largest, -least)
        if not largest < MOST:
            raise LookupError
        return numbers, largest

    def _plainly(self, texts: Sequence[str], known: Known) -> Sequence[float] | None:
        """Read texts of the plainest form, with a mark of the currency of those before, or else of the locale."""
        if not self._prints or self._field is None:
            return None
        form = plain_form(self._field.locale, known.currency or self._currency)
        numbers = form.read_all(texts)
        if numbers is not None and known.currency is None and self._currency is not None and form.is_marked(texts):
            known.is_in(self._currency)
        return numbers

    def _closely(self, value: Any, known: Known) -> float:
        """Read as the reference path does; the first currency that is met is the only one from then on."""
        typed = self._read(value)
        if type(typed) is Money:
            if typed.currency is not None and not known.is_in(typed.currency):
                return _NAN
            typed = typed.amount
        if type(typed) is not Decimal:
            return _NAN
        number = float(typed)
        return number if _is_usual(number) and Decimal(repr(number)) == typed else _NAN


def _is_usual(number: float) -> bool:
    return number == 0 or LEAST < abs(number) < MOST


def _untyped(value: Any) -> Any:
    return read_plain(value, "")
