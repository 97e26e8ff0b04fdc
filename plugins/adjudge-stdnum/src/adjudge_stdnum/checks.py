"""A check and an expression function for each kind of number."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, Literal

from pydantic import Field, field_validator

from adjudge.plugin import (
    PASS,
    Check,
    CheckOptions,
    Fault,
    Function,
    Item,
    Judgement,
    Missing,
    error,
    fail,
    show,
    unknown,
)
from adjudge_stdnum.kinds import KINDS, MAX_LENGTH, Kind


class Plain(CheckOptions):
    """``lei: true`` is the only way to write it."""

    on: Literal[True]


def _options(kind: Kind) -> type[CheckOptions]:
    """Make the options of a kind that knows countries: ``iban: true``, ``iban: DE``, ``iban: {country: DE}``."""
    if kind.knows is None:
        return Plain

    class ByCountry(CheckOptions):
        country: str | None = Field(default=None, validate_default=True)

        @field_validator("country")
        @classmethod
        def _is_known(cls, country: str | None) -> str | None:
            if country is None and kind.needs_country:
                message = "needs a country"
                raise ValueError(message)
            if country is not None and not kind.is_known(country):
                message = f'"{country}" is no country whose numbers are known (two capital letters: DE)'
                raise ValueError(message)
            return country

    ByCountry.__name__ = ByCountry.__qualname__ = f"{kind.name.title()}Options"
    return ByCountry


def _shorthand(kind: Kind) -> Callable[[Any], Any]:
    if kind.knows is None:
        return lambda value: {"on": value}
    return lambda value: {"country": None if value is True else value}


def _check(kind: Kind) -> Check:
    def judge(item: Item, options: Any) -> Judgement:
        typed = item.typed
        if isinstance(typed, Missing):
            return unknown(typed.cause, typed.reason)
        if isinstance(typed, Fault):
            return error(typed.cause, typed.reason)
        text = _text(typed)
        if text is None:
            return error("type_clash", f"{item.node.path} is {show(typed)}, which is no text")
        country = getattr(options, "country", None)
        problem = kind.find(text, country)
        if problem is None:
            return PASS
        expected = kind.called if country is None else f"{kind.called} of {country}"
        reason = f"{item.node.path} is {show(item.node.value)}, expected {expected} ({problem})"
        return fail(reason, actual=item.node.value, expected=expected)

    return Check(kind.name, _options(kind), judge, shorthand=_shorthand(kind), doc=f"The value is {kind.called}.")


def _function(kind: Kind) -> Function:
    def call(value: Any, country: Any = None) -> bool:
        text = _text(value)
        if text is None:
            raise ValueError(f"{show(value)} is no text, so it cannot be {kind.called}")
        if country is not None and not kind.is_known(country):
            raise ValueError(f"{show(country)} is no country whose numbers are known")
        return kind.find(text, country) is None

    least, most = (2 if kind.needs_country else 1), (1 if kind.knows is None else 2)
    return Function(kind.name, call, (least, most), doc=f"Whether the value is {kind.called}.")


def _text(value: Any) -> str | None:
    """Take a text, or a whole number, which is how some extractors deliver one."""
    if isinstance(value, Decimal) and value == value.to_integral_value() and value.adjusted() < MAX_LENGTH:
        return str(int(value))
    return value if isinstance(value, str) else None


CHECKS: Final = tuple(_check(kind) for kind in KINDS)
FUNCTIONS: Final = tuple(_function(kind) for kind in KINDS)
