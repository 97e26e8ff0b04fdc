"""Kinds of option values that several checks share."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, BeforeValidator


def _number(value: Any) -> Any:
    """Take a YAML integer for a number too (a bool is none)."""
    return Decimal(value) if type(value) is int else value


Number: TypeAlias = Annotated[Decimal, BeforeValidator(_number)]
"""An exact number."""


def _bound(value: Any) -> Any:
    if type(value) is int:
        return Decimal(value)
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            message = f'"{value}" is neither a number nor a date like 2025-01-31'
            raise ValueError(message) from None
    return value


Bound: TypeAlias = Annotated[Decimal | date, BeforeValidator(_bound)]
"""A number or an ISO date."""


def _some(values: tuple[str, ...]) -> tuple[str, ...]:
    if not values:
        message = "the list is empty, so it can never decide anything"
        raise ValueError(message)
    return values


def _tuple(value: Any) -> Any:
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


Words: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(_tuple), AfterValidator(_some)]
"""One text or a list of at least one."""
