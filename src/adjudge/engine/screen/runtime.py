"""The operators and functions that generated code calls by name.

They *are* those of the reference evaluator, with a short way for the usual kinds before them. A missing value flows
through them as it does there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from adjudge.engine.screen.known import KEPT_LENGTH, KEPT_TEXTS
from adjudge.engine.screen.raw import MISSING, at_most, item, listed, member, presence, present, tidied
from adjudge.model.values import Fault, Missing, Money
from adjudge.ruleset.expressions.logic import all_of, any_of, negation
from adjudge.ruleset.expressions.operators import COMPARE, EXACT, approx, compare, compute, contains, negate, unknowable
from adjudge.ruleset.expressions.tree import Comparison

_TEXTS: Final = frozenset((str,))
_UNKNOWABLE: Final = frozenset((Missing, Fault))

FAULT: Final = Fault("type_clash", "odd")


def add(left: Any, right: Any) -> Any:
    """Add."""
    return EXACT.add(left, right) if type(left) is type(right) is Decimal else compute("+", left, right)


def subtract(left: Any, right: Any) -> Any:
    """Subtract."""
    return EXACT.subtract(left, right) if type(left) is type(right) is Decimal else compute("-", left, right)


def multiply(left: Any, right: Any) -> Any:
    """Multiply."""
    return EXACT.multiply(left, right) if type(left) is type(right) is Decimal else compute("*", left, right)


def divide(left: Any, right: Any) -> Any:
    """Divide."""
    return compute("/", left, right)


def compared(op: Comparison) -> Callable[[Any, Any], Any]:
    """Make the comparison of two values of one kind."""
    quick = COMPARE[op]
    texts = op in ("==", "!=")

    def comparison(left: Any, right: Any) -> Any:
        one, two = type(left), type(right)
        if one is Money and two is Money and left.currency == right.currency:
            return quick(left.amount, right.amount)
        if one is two and (one is Decimal or (texts and one is str)):
            return quick(left, right)
        if one is Money and two is Decimal:
            return quick(left.amount, right)
        return compare(op, left, right)

    return comparison


def among(members: Any, value: Any) -> Any:
    """Whether a value is one of a list."""
    if type(value) is str and type(members) is tuple and all(type(member) is str for member in members):
        return value in members
    return contains(members, value)


def whether(value: Any) -> bool:
    """Give a truth value; what is neither true nor false is left to the reference path."""
    if type(value) is bool:
        return value
    raise LookupError


def some(values: Iterable[Any]) -> Any:
    """Join by ``or``, as long as each is true or false."""
    return any(map(whether, values))


def every(values: Iterable[Any]) -> Any:
    """Join by ``and``, as long as each is true or false and there is one."""
    seen = False
    for value in values:
        seen = True
        if not whether(value):
            return False
    return whether(seen or MISSING)


def count(values: Iterable[Any]) -> Decimal:
    """Count."""
    return Decimal(sum(1 for _ in values))


def reduced(reduce: Callable[[Sequence[Any]], Any], values: Sequence[Any], *, of_nothing: bool) -> Any:
    """Reduce values to one, as long as none is missing and there is one (or ``of_nothing`` makes sense)."""
    if not values and not of_nothing:
        return MISSING
    if not _UNKNOWABLE.isdisjoint(map(type, values)):
        raise LookupError
    return reduce(values)


def called(call: Callable[..., Any], *arguments: Any) -> Any:
    """Call a function of values; a missing argument is its answer."""
    if unknowable(arguments) is not None:
        return MISSING
    try:
        return call(*arguments)
    except ValueError:
        return FAULT


def are_texts(values: Sequence[Any]) -> Sequence[str]:
    """Give the values, which must be texts and not empty."""
    if not ({*map(type, values)} <= _TEXTS and all(values)):
        raise LookupError
    return values


def date_of(read: Callable[[Any], Any]) -> Callable[[Any], date]:
    """Make the function that reads a date; what is none raises ``LookupError``."""
    kept = lru_cache(maxsize=KEPT_TEXTS)(read)

    def read_date(value: Any) -> date:
        found = kept(value) if type(value) is str and len(value) <= KEPT_LENGTH else None
        if type(found) is not date:
            raise LookupError
        return found

    return read_date


NAMES: Final[dict[str, Any]] = {
    made.__name__: made
    for made in (
        *(add, subtract, multiply, divide, negate, negation, among, all_of, any_of, whether),
        *(some, every, count, reduced, called, approx, present, presence, member, item, listed, at_most, tidied),
    )
}
"""What generated code finds under its own name."""
