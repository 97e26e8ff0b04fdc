"""Names of an expression: what each one means in a scope, and what was meant by one that means nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from adjudge.errors import did_you_mean
from adjudge.model.signals import Signal as Scale
from adjudge.model.values import Money, Scalar
from adjudge.record import Record, field
from adjudge.ruleset.expressions.functions import FUNCTIONS, Signature, plugin_signature
from adjudge.ruleset.expressions.tree import Const, Items, Span
from adjudge.ruleset.fields import Field, Scope
from adjudge.ruleset.registry import Registry

RESERVED: Final = ("doc", "extraction", "facts", "true", "false")
"""Names that every expression has; no field, list, parameter or loop variable may be called so."""

CONTEXT: Final = ("adapter", "version", "pages", "flags", "sends")
AGGREGATES: Final = ("sum", "min", "max", "avg", "median", "count", "distinct", "len", "unique", "any", "all")
ABOUT: Final = (
    "exists",
    "presence",
    "match",
    "verification",
    "page",
    "pages",
    "issues",
    "currency",
    "decimals",
    "index",
)
"""Functions of a node: their argument is a path."""

SENDABLE: Final = ("match", "verification", "issues", "citations")
_PYTHON_WORDS: Final[Mapping[str, str]] = {
    "True": 'write "true"',
    "False": 'write "false"',
    "None": "there is no null here; ask exists(x) or presence(x)",
    "null": "there is no null here; ask exists(x) or presence(x)",
}


class Names(Record, dict=True):
    """Everything that names mean in one expression; ``variables`` are loop variables and their fields."""

    scope: Scope
    registry: Registry
    variables: Mapping[str, Field] = field(default_factory=dict)

    def known(self) -> Sequence[str]:
        """Give every name that stands for a value."""
        return [*self.variables, *self.scope.params, *self.scope.fields, *self.scope.lists, *RESERVED]

    def ambiguity(self, name: str) -> str | None:
        """Say that a name is two things at once, where it is."""
        kinds = [
            kind
            for kind, names in (
                ("a loop variable", self.variables),
                ("a parameter", self.scope.params),
                ("a field", self.scope.fields),
                ("a list", self.scope.lists),
                ("a word of the language", RESERVED),
            )
            if name in names
        ]
        return f'"{name}" is {" and ".join(kinds)}; rename one' if len(kinds) > 1 else None

    def unknown(self, name: str) -> str:
        """Say that a name means nothing here, and what may have been meant."""
        if name in _PYTHON_WORDS:
            return _PYTHON_WORDS[name]
        hint = did_you_mean(name, self.known())
        undeclared = f"; undeclared data is doc.{name}" if not hint else ""
        if name in self.functions:
            return f'"{name}" is a function; write {name}(…)'
        return f'no field, list, parameter or loop variable is called "{name}"{hint}{undeclared}'

    @cached_property
    def functions(self) -> Mapping[str, Signature]:
        """Give the functions of values: the built-in ones, then those of plugins."""
        added = {name: plugin_signature(function) for name, function in self.registry.functions.items()}
        return {**added, **FUNCTIONS}

    @cached_property
    def signals(self) -> Mapping[str, Scale]:
        """Give every signal: the built-in ones and those that adapters declare."""
        return self.registry.signals

    def unknown_function(self, name: str) -> str:
        """Say that there is no such function, and which may have been meant."""
        known = [*AGGREGATES, *ABOUT, *self.functions, *self.signals, "approx", "leaves"]
        return f'there is no function "{name}"{did_you_mean(name, known)}'


_DECIMAL: Final = re.compile(r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
MAX_DIGITS: Final = 34
MAX_EXPONENT: Final = 30


def number_literal(text: str) -> Decimal | str:
    """Read a number from its source, exactly; a text says what is wrong with it."""
    if not _DECIMAL.fullmatch(text):
        return f"{text} is no plain decimal number"
    number = Decimal(text)
    if len(number.as_tuple().digits) > MAX_DIGITS or (number and abs(number.adjusted()) > MAX_EXPONENT):
        return f"a number has at most {MAX_DIGITS} digits and an exponent of at most {MAX_EXPONENT}"
    return number


def parameter(value: Any, span: Span) -> Const | Items | None:
    """Make a constant of a parameter, or a list of constants; ``None`` for what is neither."""
    if isinstance(value, list | tuple):
        items = tuple(parameter(item, span) for item in value)
        constants = tuple(item for item in items if isinstance(item, Const))
        return Items(constants, span) if len(constants) == len(items) else None
    scalar = _scalar(value)
    return None if scalar is None else Const(scalar, span)


def _scalar(value: Any) -> Scalar | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value if isinstance(value, Decimal | Money | str | bool | date | timedelta) else None
