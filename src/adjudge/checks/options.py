"""Kinds of option values that several checks share."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field

from adjudge.ruleset.keywords import Keywords
from adjudge.ruleset.patterns import PatternProblem, compile_pattern


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
        message = "is an empty list, so it can never decide anything"
        raise ValueError(message)
    return values


def _tuple(value: Any) -> Any:
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


def _compiling(text: str) -> str:
    try:
        compile_pattern(text)
    except PatternProblem as problem:
        raise ValueError(str(problem).removeprefix("the pattern ")) from None
    return text


def _findable(words: tuple[str, ...]) -> tuple[str, ...]:
    Keywords(words)
    return words


Words: TypeAlias = Annotated[
    tuple[str, ...],
    BeforeValidator(_tuple, json_schema_input_type=str | Annotated[list[str], Field(min_length=1)]),
    AfterValidator(_some),
]
"""One text or a list of at least one."""

KeyWords: TypeAlias = Annotated[Words, AfterValidator(_findable)]
"""Words to be looked for: each has a letter or a digit."""

PatternText: TypeAlias = Annotated[str, AfterValidator(_compiling)]
"""An RE2 pattern that compiles."""
