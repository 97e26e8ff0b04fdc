"""Arithmetic and comparison of typed values, exact and strict about kinds.

Every function here takes what an operand may be, ``Missing`` and ``Fault`` included, and gives such a
value back: a fault beats a missing value, which beats an answer. Nothing raises.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal, DecimalException, DivisionByZero, InvalidOperation, Overflow
from functools import reduce
from typing import Any, Final, TypeAlias

from adjudge.model.values import Fault, Missing, Money, Typed
from adjudge.record import Record
from adjudge.ruleset.expressions.tree import Arithmetic, Comparison
from adjudge.ruleset.fields import Listing
from adjudge.ruleset.reading import show

EXACT: Final = Context(
    prec=34,
    Emin=-6143,
    Emax=6144,
    rounding=ROUND_HALF_EVEN,
    traps=[DivisionByZero, InvalidOperation, Overflow],
)
"""IEEE decimal128: 34 digits, so that sums and products of amounts are exact and no number is huge."""


class Band(Record):
    """What ``approx`` gives: everything within ``tolerance`` of ``value``; ``strict`` leaves out the rim."""

    value: Typed
    tolerance: Typed
    strict: bool


Operand: TypeAlias = Typed | Band | Listing
Namer: TypeAlias = Callable[[Any], str]
"""How a fault names its operands: by their values, or by their paths, too."""
Unknowable: TypeAlias = Missing | Fault

_KINDS: Final[tuple[tuple[type, str], ...]] = (
    (bool, "boolean"),
    (Decimal, "number"),
    (Money, "money"),
    (str, "text"),
    (date, "date"),
    (timedelta, "days"),
)
_ARTICLES: Final = {
    "boolean": "true or false",
    "number": "a number",
    "money": "an amount",
    "text": "a text",
    "date": "a date",
    "days": "a number of days",
    "list": "a list",
}
_KIND_OF: Final = dict(_KINDS)
_NUMERIC: Final = (Decimal, Money)
_ORDERED: Final = frozenset({"number", "date", "days"})
COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_COMPUTE: Final[dict[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "+": EXACT.add,
    "-": EXACT.subtract,
    "*": EXACT.multiply,
    "/": EXACT.divide,
}


def kind(value: object) -> str:
    """Name the kind of a typed value: ``number money text boolean date days``, or ``list``."""
    # Values are of just these types, but for what a plugin's function may give.
    return _KIND_OF.get(type(value)) or next((name for cls, name in _KINDS if isinstance(value, cls)), "list")


def named_kind(value: object) -> str:
    """Name the kind of a typed value for a sentence: ``a number``."""
    return _ARTICLES[kind(value)]


def clash(verb: str, *values: Typed, name: Namer = show) -> Fault:
    """Give the fault of operands that do not go together under ``verb``; each is named with its kind."""
    shown = " and ".join(f"{name(value)} ({named_kind(value)})" for value in values)
    return Fault("type_clash", f"{shown} cannot be {verb}")


def unknowable(values: Iterable[object]) -> Unknowable | None:
    """Give the first fault, else the first missing value, among the values."""
    missing: Missing | None = None
    for value in values:
        if isinstance(value, Fault):
            return value
        if isinstance(value, Missing) and missing is None:
            missing = value
    return missing


def compute(op: Arithmetic, left: Typed, right: Typed, name: Namer = show) -> Typed:
    """Compute ``left op right``; money keeps its currency, dates move by days."""
    stopped = unknowable((left, right))
    if stopped is not None:
        return stopped
    try:
        if isinstance(left, _NUMERIC) and isinstance(right, _NUMERIC):
            result = _numbers(op, left, right, name)
        else:
            result = _days(op, left, right)
    except ZeroDivisionError:
        return Fault("type_clash", f"{name(left)} cannot be divided by zero")
    except (DecimalException, OverflowError):
        return Fault("type_clash", f"{name(left)} {op} {name(right)} is out of range")
    return clash(_VERBS[op], left, right, name=name) if result is None else result


_VERBS: Final = {"+": "added", "-": "subtracted", "*": "multiplied", "/": "divided"}


def _numbers(op: Arithmetic, left: Decimal | Money, right: Decimal | Money, name: Namer) -> Typed | None:
    one, two = isinstance(left, Money), isinstance(right, Money)
    if not one and not two:
        return _COMPUTE[op](left, right)  # type: ignore[arg-type]  # neither is money
    if (op == "*" and one and two) or (op == "/" and two and not one):
        return None
    currency = _currency(left, right, name)
    if isinstance(currency, Fault):
        return currency
    result = _COMPUTE[op](_amount(left), _amount(right))
    return result if op == "/" and two else Money(result, currency)


def _days(op: Arithmetic, left: Typed, right: Typed) -> Typed | None:
    match op, left, right:
        case ("+", date(), timedelta()) | ("+", timedelta(), date() | timedelta()):
            total: date | timedelta = left + right  # type: ignore[operator, assignment]  # not two dates
            return total
        case ("-", date(), date() | timedelta()) | ("-", timedelta(), timedelta()):
            rest: date | timedelta = left - right  # type: ignore[operator, assignment]  # nor days minus a date
            return rest
        case _:
            return None


def _amount(value: Decimal | Money) -> Decimal:
    return value.amount if isinstance(value, Money) else value


def _currency(left: object, right: object, name: Namer) -> str | Fault | None:
    """Give the currency that two operands share; a number, and money that states none, take the other's."""
    one = left.currency if isinstance(left, Money) else None
    two = right.currency if isinstance(right, Money) else None
    if one and two and one != two:
        return Fault("type_clash", f"{name(left)} and {name(right)} are in two currencies")
    return one or two


def negate(value: Typed) -> Typed:
    """Give minus a number, an amount or a number of days."""
    if isinstance(value, timedelta):
        return -value
    return compute("-", Decimal(0), value)


def magnitude(value: Typed) -> Typed:
    """Give a number, an amount or a number of days without its sign."""
    match value:
        case bool() | str() | date() | tuple():
            return Fault("type_clash", f"{show(value)} ({named_kind(value)}) has no absolute value")
        case Money():
            return Money(abs(value.amount), value.currency)
        case Decimal():
            return value.copy_abs()
        case timedelta():
            return abs(value)
        case _:
            return value


def compare(op: Comparison, left: Operand, right: Operand, name: Namer = show) -> Typed:
    """Compare two values of one kind; numbers and money are one kind here.

    ``==`` and ``!=`` between two kinds are a fault, not false: the rule is wrong, not the document.
    """
    if type(left) is type(right) is Decimal:
        return COMPARE[op](left, right)
    if isinstance(left, Band):
        return _compare_band(op, right, left, name)
    if isinstance(right, Band):
        return _compare_band(op, left, right, name)
    stopped = unknowable((left, right))
    if stopped is not None:
        return stopped
    one, two = _comparable(left), _comparable(right)
    if one is None or two is None or one[0] != two[0]:
        return clash(f"compared with {op}", left, right, name=name)  # type: ignore[arg-type]  # no list stands here
    if op not in ("==", "!=") and one[0] not in _ORDERED:
        return clash(f"ordered with {op}", left, right, name=name)  # type: ignore[arg-type]
    currency = _currency(left, right, name)
    if isinstance(currency, Fault):
        return currency
    return COMPARE[op](one[1], two[1])


def _comparable(value: Operand) -> tuple[str, Any] | None:
    if isinstance(value, Money):
        return "number", value.amount
    name = kind(value)
    return None if name == "list" else (name, value)


def _compare_band(op: Comparison, value: Operand, band: Band, name: Namer) -> Typed:
    distance = magnitude(compute("-", value, band.value, name))  # type: ignore[arg-type]  # no list stands here
    within = compare("<" if band.strict else "<=", distance, band.tolerance, name)
    return not within if op == "!=" and isinstance(within, bool) else within


def approx(value: Typed, abs_: Typed | None, rel: Typed | None, strict: bool) -> Typed | Band:
    """Give the band around ``value``: within ``abs_``, or ``rel`` times its magnitude, whichever is wider."""
    tolerances = [] if abs_ is None else [abs_]
    if rel is not None:
        tolerances.append(compute("*", rel, magnitude(value)))
    stopped = unknowable((value, *tolerances))
    if stopped is not None:
        return stopped
    for tolerance in tolerances:
        zero = timedelta(0) if isinstance(tolerance, timedelta) else Decimal(0)
        sensible = compare(">=", tolerance, zero)
        if sensible is not True:
            return sensible if isinstance(sensible, Fault) else Fault("type_clash", "a tolerance cannot be negative")
    return Band(value, greatest(tolerances), strict)


def greatest(values: Iterable[Typed]) -> Typed:
    """Give the largest of at least one value."""
    return reduce(lambda one, two: _extreme(">=", one, two), values)


def least(values: Iterable[Typed]) -> Typed:
    """Give the smallest of at least one value."""
    return reduce(lambda one, two: _extreme("<=", one, two), values)


def _extreme(op: Comparison, one: Typed, two: Typed) -> Typed:
    kept = compare(op, one, two)
    if isinstance(kept, Missing | Fault):
        return kept
    return one if kept else two


def contains(among: Operand, value: Typed) -> Typed:
    """Whether a value is one of a list: decided by an equal one, unknown by a missing one otherwise."""
    if isinstance(among, Listing):
        if isinstance(value, str | Decimal) and value in among.members:
            return True
        among = among.values
    if isinstance(among, Missing | Fault):
        return among
    if not isinstance(among, tuple):
        return Fault("type_clash", f"{show(among)} is no list to look in")
    stopped = unknowable((value,))
    if stopped is not None:
        return stopped
    answers = [compare("==", value, item) for item in among]
    if True in (answer for answer in answers if isinstance(answer, bool)):
        return True
    return unknowable(answers) or False
