"""Functions of values: what they take, and what they give.

Each gets typed values, never ``Missing`` or ``Fault`` (``default`` excepted), and raises ``ValueError``
with a sentence for a value that it makes no sense for; that is outcome *error*.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from adjudge.model.values import Fault, Missing, Money, Scalar, Typed
from adjudge.record import Record
from adjudge.ruleset.expressions.operators import Operand, greatest, least, magnitude, named_kind
from adjudge.ruleset.fields import Listing
from adjudge.ruleset.keywords import Keywords
from adjudge.ruleset.patterns import compile_pattern
from adjudge.ruleset.reading import Unparsable, reader, show
from adjudge.ruleset.registry import Function

MAX_DAYS: Final = 4_000_000
"""More than there are between the first date and the last."""

MAX_PREFIX: Final = 10_000


class Signature(Record):
    """How a function may be called; ``lists`` are the argument positions where a list may stand."""

    call: Callable[..., Any]
    arity: tuple[int, int]
    takes_missing: bool = False
    lists: tuple[int, ...] = ()


def plugin_signature(function: Function) -> Signature:
    """Give the signature of a function that a plugin adds."""

    def call(*args: Typed) -> Typed:
        try:
            return _checked(function.name, function.call(*args))
        except Exception as reason:
            reason.add_note(f'function {function.name} of plugin "{function.plugin}"')
            raise

    return Signature(call, function.arity)


def _checked(name: str, value: Any) -> Typed:
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, Decimal | Money | str | bool | date | timedelta | Missing | Fault | tuple):
        return value
    return Fault("crashed", f"{name} gave a {type(value).__name__}, which is no value of a rule")


def _round(value: Typed, digits: Typed = Decimal(0), mode: Typed = "half_up") -> Typed:
    if not isinstance(digits, Decimal) or digits != int(digits) or abs(digits) > 20:
        raise ValueError(f"round takes a whole number of decimals up to 20, not {show(digits)}")
    if isinstance(value, Money):
        return Money(round_number(value.amount, int(digits), str(mode)), value.currency)
    if not isinstance(value, Decimal):
        raise ValueError(f"{show(value)} ({named_kind(value)}) cannot be rounded")
    return round_number(value, int(digits), str(mode))


ROUNDING: Final[Mapping[str, str]] = {
    "half_up": decimal.ROUND_HALF_UP,
    "half_even": decimal.ROUND_HALF_EVEN,
    "half_down": decimal.ROUND_HALF_DOWN,
    "half_ceiling": "half towards +infinity, as XPath rounds",
    "up": decimal.ROUND_UP,
    "down": decimal.ROUND_DOWN,
    "ceiling": decimal.ROUND_CEILING,
    "floor": decimal.ROUND_FLOOR,
}
"""The modes of ``round``; ``half_up`` rounds a half away from zero."""

_WIDE: Final = decimal.Context(prec=200, traps=[decimal.InvalidOperation])


def round_number(number: Decimal, digits: int, mode: str) -> Decimal:
    """Round to a number of decimals (negative: tens, hundreds…).

    Raises:
        ValueError: there is no such mode.
    """
    if mode not in ROUNDING:
        raise ValueError(f'there is no rounding "{mode}"; there are {", ".join(ROUNDING)}')
    if mode == "half_ceiling":
        mode = "half_up" if number > 0 else "half_down"
    rounded = number.quantize(Decimal(1).scaleb(-digits), rounding=ROUNDING[mode], context=_WIDE)
    return rounded if digits >= 0 else rounded.quantize(Decimal(1))


def _abs(value: Typed) -> Typed:
    return magnitude(value)


def _number(value: Typed) -> Typed:
    if isinstance(value, Money):
        return value.amount
    return value if isinstance(value, Decimal) else _read("decimal", value, ())


def _date(value: Typed, *formats: Typed) -> Typed:
    return value if isinstance(value, date) else _read("date", value, tuple(str(text) for text in formats))


def _read(kind: str, value: Typed, formats: tuple[str, ...]) -> Typed:
    if not isinstance(value, str):
        raise ValueError(f"{show(value)} ({named_kind(value)}) is not read as a {kind}")
    typed: Scalar | Unparsable = _reader(kind, formats)(value)
    return Missing("unparsable", "", typed.reason) if isinstance(typed, Unparsable) else typed


@lru_cache(maxsize=256)
def _reader(kind: str, formats: tuple[str, ...]) -> Callable[[object], Scalar | Unparsable]:
    return reader(kind, formats=formats)


def _days(value: Typed) -> Typed:
    if not isinstance(value, Decimal) or value != value.to_integral_value() or abs(value) > MAX_DAYS:
        raise ValueError(f"days takes a whole number, not {show(value)}")
    return timedelta(days=int(value))


def _text(value: Typed, what: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{show(value)} ({named_kind(value)}) {what}")
    return value


def _lower(value: Typed) -> Typed:
    return _text(value, "has no lower case").lower()


def _upper(value: Typed) -> Typed:
    return _text(value, "has no upper case").upper()


def _prefix(value: Typed, count: Typed) -> Typed:
    if not isinstance(count, Decimal) or count != count.to_integral_value() or not 0 <= count <= MAX_PREFIX:
        raise ValueError(f"prefix takes a whole number of characters up to {MAX_PREFIX:,}, not {show(count)}")
    return _text(value, "has no first characters")[: int(count)]


def _strip(value: Typed) -> Typed:
    return _text(value, "has no blanks to strip").strip()


def _pattern(value: Typed, pattern: Typed) -> Typed:
    return compiled_pattern(str(pattern)).fullmatch(_text(value, "matches no pattern"))


compiled_pattern = lru_cache(maxsize=512)(compile_pattern)
"""Compile the text of a pattern once; raises ``PatternProblem``."""


def _has_any(value: Typed, words: Operand) -> Typed:
    texts = value if isinstance(value, tuple) else (value,)
    wanted = keywords(words_of(words))
    return any(wanted.find(_text(text, "has no words")) is not None for text in texts)


def words_of(words: Operand) -> tuple[str, ...]:
    """Give the words of a list, or a single one."""
    values = words.values if isinstance(words, Listing) else words if isinstance(words, tuple) else (words,)
    return tuple(_text(word, "is no word to look for") for word in values)  # type: ignore[arg-type]


@lru_cache(maxsize=512)
def keywords(words: tuple[str, ...]) -> Keywords:
    """Make the keywords of some words, once; raises ``ValueError`` for a word that is none."""
    return Keywords(words)


def _lookup(table: Operand, key: Typed, column: Typed | None = None) -> Typed:
    assert isinstance(table, Listing)  # noqa: S101  # the loader lets nothing else stand there
    nothing = Missing("nothing_selected", "", f"{table.name} has no row {show(key)}")
    if column is None:
        return key if key in table.members else nothing
    row = (table.rows or {}).get(key)  # type: ignore[arg-type]
    if row is None:
        return nothing
    value = row.get(str(column), "")
    return value if value != "" else Missing("value_empty", "", f"{table.name} has no {column} for {show(key)}")


def _default(value: Operand, otherwise: Operand) -> Operand:
    return otherwise if isinstance(value, Missing) else value


def is_there(value: Operand) -> Operand:
    """Whether a computed value is there at all."""
    return value if isinstance(value, Fault) else not isinstance(value, Missing)


def length(value: Operand) -> Operand:
    """Give the number of characters of a text, or of entries of a list."""
    if not isinstance(value, str | tuple):
        raise ValueError(f"{show(value)} has no length")
    return Decimal(len(value))


def _least(*values: Typed) -> Typed:
    return least(values)


def _greatest(*values: Typed) -> Typed:
    return greatest(values)


FUNCTIONS: Final[Mapping[str, Signature]] = {
    "abs": Signature(_abs, (1, 1)),
    "round": Signature(_round, (1, 3)),
    "number": Signature(_number, (1, 1)),
    "date": Signature(_date, (1, 4)),
    "days": Signature(_days, (1, 1)),
    "lower": Signature(_lower, (1, 1)),
    "upper": Signature(_upper, (1, 1)),
    "strip": Signature(_strip, (1, 1)),
    "prefix": Signature(_prefix, (2, 2)),
    "pattern": Signature(_pattern, (2, 2)),
    "has_any": Signature(_has_any, (2, 2), lists=(1,)),
    "lookup": Signature(_lookup, (2, 3), lists=(0,)),
    "default": Signature(_default, (2, 2), takes_missing=True),
    "min": Signature(_least, (2, 20)),
    "max": Signature(_greatest, (2, 20)),
}
"""The built-in functions of values. ``min`` and ``max`` of one list are aggregates instead."""
