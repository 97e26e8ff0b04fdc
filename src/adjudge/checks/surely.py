"""When values surely pass the checks of ``values.py``: the tests that generated code makes (see ``SureTest``)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from adjudge.ruleset.check import Constant
from adjudge.ruleset.fields import Field as Target
from adjudge.ruleset.fields import Scope
from adjudge.ruleset.patterns import MAX_TEXT, PLAIN_TEXT, compile_pattern, plain_pattern, sought_text
from adjudge.ruleset.reading import Unparsable, reader


def sure_pattern(options: Any, _scope: Scope, _field: Target, constant: Constant) -> str:
    """Write the test that a text is surely of a pattern."""
    test = f"{constant(compile_pattern(options.pattern).fullmatch)}(x)"
    plain, sought = plain_pattern(options.pattern), sought_text(options.pattern)
    if plain is not None:
        test = f"(len(x) <= {PLAIN_TEXT} and {constant(plain.fullmatch)}(x) or {test})"
    if sought is not None:
        text, any_lines = sought
        one_line = "" if any_lines else r" and '\n' not in x"
        test = f"({constant(text)} in x{one_line} and len(x) <= {MAX_TEXT} or {test})"
    return f"type(x) is str and x and {test}"


def sure_one_of(options: Any, scope: Scope, field: Target, constant: Constant) -> str | None:
    """Write the test that a value is surely one of those allowed."""
    values = options.values if options.list is None else scope.lists[options.list].values
    texts = frozenset(value for value in values if isinstance(value, str) and value)
    if field.type == "code":
        # A code is read without the blanks around it, a member is not.
        texts = frozenset(text for text in texts if text == text.strip())
    if field.type in ("text", "code") or (field.type is None and texts):
        return f"type(x) is str and x in {constant(texts)}"
    numbers = [value for value in values if isinstance(value, int | Decimal) and not isinstance(value, bool)]
    floats = frozenset(float(value) for value in numbers if _as_float(value) is not None)
    return f"number in {constant(floats)}" if floats and field.may_be_number else None


def sure_type(options: Any, scope: Scope, _field: Target, constant: Constant) -> str:
    """Write the test that a value surely reads as a type."""
    read = reader(options.type, options.locale or scope.locale, options.format or ())
    if options.type == "boolean":
        return f"(type(x) is bool or type({constant(read)}(x)) is bool)"
    return f"x is not None and x != '' and type({constant(read)}(x)) is not {constant(Unparsable)}"


def sure_range(options: Any, _scope: Scope, field: Target, constant: Constant) -> str | None:
    """Write the test that a number or a date surely lies between two bounds."""
    bounds = [bound for bound in (options.min, options.max) if bound is not None]
    if isinstance(bounds[0], date):
        return _between("day", options.min, options.max, constant) if field.type == "date" else None
    if not field.may_be_number or any(_as_float(bound) is None for bound in bounds):
        return None
    least, most = (None if bound is None else float(bound) for bound in (options.min, options.max))
    return _between("number", least, most, constant)


def _between(name: str, least: Any, most: Any, constant: Constant) -> str:
    low = "" if least is None else f"{constant(least)} <= "
    return f"{low}{name}" + ("" if most is None else f" <= {constant(most)}")


def _as_float(value: int | Decimal) -> float | None:
    """Give the float whose shortest form a number is, so that other such floats compare with it as their numbers do."""
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if abs(number) < 1e15 and Decimal(repr(number)) == value else None


def sure_length(options: Any, _scope: Scope, _field: Target, constant: Constant) -> str:
    """Write the test that a text or a list surely has as many characters or items."""
    return f"type(x) in {constant(frozenset((str, list)))} and {_between('len(x)', options.min, options.max, constant)}"
