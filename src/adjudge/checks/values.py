"""Checks of the value itself: its type, its form, its membership, its range, its length."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from adjudge.checks import surely
from adjudge.checks.options import Bound, PatternText, Words
from adjudge.model.values import Fault, Missing, Money, Typed
from adjudge.ruleset.check import PASS, Check, CheckOptions, Item, Judgement, error, fail, unknown
from adjudge.ruleset.patterns import PatternProblem, compile_pattern
from adjudge.ruleset.reading import Unparsable, reader, show

TypeName = Literal["money", "decimal", "integer", "date", "text", "code", "percent", "boolean"]


# ---------------------------------------------------------------- type
class Type(CheckOptions):
    """The type a value must read as; ``format`` and ``locale`` as for fields."""

    type: TypeName = Field(description="The type that the value must read as.")
    format: Words | None = Field(default=None, description="How dates are printed, as for strptime.")
    locale: str | None = Field(default=None, description="How printed numbers are read, in place of the file's.")


def _judge_type(item: Item, options: Any) -> Judgement:
    gone = _gone(item)
    if gone is not None:
        return gone
    read = reader(options.type, options.locale or item.scope.locale, options.format or ())
    value = read(item.node.value)
    if isinstance(value, Unparsable):
        reason = f"{item.node.path} is no {options.type}: {value.reason}"
        return fail(reason, actual=item.node.value, expected=options.type)
    return PASS


def _gone(item: Item) -> Judgement | None:
    """Tell an absent, null or empty value; nothing when there is one."""
    node = item.node
    if node.presence == "absent":
        return unknown("value_absent", f"{node.path} is absent")
    if node.presence == "null":
        return unknown("value_null", f"{node.path} is null")
    if node.presence == "empty":
        return unknown("value_empty", f"{node.path} is empty")
    return None


# ---------------------------------------------------------------- pattern
class Pattern(CheckOptions):
    """An RE2 pattern that the whole value must match."""

    pattern: PatternText = Field(description="An RE2 pattern that the whole value must match.")


def _judge_pattern(item: Item, options: Any) -> Judgement:
    gone = _gone(item)
    if gone is not None:
        return gone
    value = item.node.value
    if type(value) is int and value.bit_length() < 1000:
        value = str(value)
    if not isinstance(value, str):
        return error("type_clash", f"{item.node.path} is {show(value)}, which is no text to match a pattern")
    try:
        if compile_pattern(options.pattern).fullmatch(value):
            return PASS
    except PatternProblem as problem:
        return error("budget", f"{item.node.path}: {problem}")
    reason = f"{item.node.path} is {show(value)}, expected the form {options.pattern}"
    return fail(reason, actual=item.node.value, expected=options.pattern)


# ---------------------------------------------------------------- one_of
class OneOf(CheckOptions):
    """The values allowed: given here, or a list of the rule file by name."""

    values: tuple[str | int | Decimal, ...] | None = Field(default=None, description="The values that pass.")
    list: str | None = Field(default=None, description="The name of a declared list; its values pass.")

    @field_validator("values", mode="before")
    @classmethod
    def _tuple(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    @model_validator(mode="after")
    def _decides(self) -> OneOf:
        if bool(self.values) == (self.list is not None):
            message = "needs at least one value, or the name of a list, one of the two"
            raise ValueError(message)
        return self


def _judge_one_of(item: Item, options: Any) -> Judgement:
    typed = item.typed
    missing = _not_there(typed)
    if missing is not None:
        return missing
    listing = item.scope.lists[options.list] if options.list is not None else None
    members = listing.values if listing is not None else options.values
    value = typed.amount if isinstance(typed, Money) else typed
    if listing is not None and isinstance(value, str) and value in listing.members:
        return PASS
    if any(_is_same(value, member) for member in members):
        return PASS
    listed = [str(member) for member in members]
    wanted = ", ".join(listed[:8]) + (f" … ({len(listed)} in all)" if len(listed) > 8 else "")
    reason = f"{item.node.path} is {show(item.node.value)}, expected one of {wanted}"
    return fail(reason, actual=item.node.value, expected=wanted)


def _is_same(value: Typed, member: Any) -> bool:
    """Whether two values are equal and of one kind; for Python ``True`` is 1, in a document it is not."""
    return value == member and isinstance(value, str | bool) == isinstance(member, str | bool)


def _not_there(typed: Typed) -> Judgement | None:
    if isinstance(typed, Missing):
        return unknown(typed.cause, typed.reason)
    if isinstance(typed, Fault):
        return error(typed.cause, typed.reason)
    return None


# ---------------------------------------------------------------- range
class Range(CheckOptions):
    """The least and the most, both allowed; numbers or ISO dates."""

    min: Bound | None = Field(default=None, description="The least that passes: a number or a date.")
    max: Bound | None = Field(default=None, description="The most that passes: a number or a date.")

    @model_validator(mode="after")
    def _decides(self) -> Range:
        if self.min is None and self.max is None:
            message = "needs min or max"
            raise ValueError(message)
        if self.min is not None and self.max is not None:
            if isinstance(self.min, date) != isinstance(self.max, date):
                message = "needs min and max to be both numbers or both dates"
                raise ValueError(message)
            if self.min > self.max:  # type: ignore[operator]  # both are of one kind, see above
                message = f"has min {self.min} above max {self.max}"
                raise ValueError(message)
        return self


def _judge_range(item: Item, options: Any) -> Judgement:
    typed = item.typed
    missing = _not_there(typed)
    if missing is not None:
        return missing
    value: Any = typed.amount if isinstance(typed, Money) else typed
    bound = options.min if options.min is not None else options.max
    if isinstance(bound, date) != isinstance(value, date) or not isinstance(value, date | Decimal):
        kind = "a date" if isinstance(bound, date) else "a number"
        return error("type_clash", f"{item.node.path} is {show(item.node.value)}, expected {kind}")
    if options.min is not None and value < options.min:
        reason = f"{item.node.path} is {show(typed)}, expected at least {show(options.min)}"
        return fail(reason, actual=item.node.value, expected=f">= {options.min}")
    if options.max is not None and value > options.max:
        reason = f"{item.node.path} is {show(typed)}, expected at most {show(options.max)}"
        return fail(reason, actual=item.node.value, expected=f"<= {options.max}")
    return PASS


# ---------------------------------------------------------------- length
class Length(CheckOptions):
    """Characters of a text, or members of a list or object; both ends allowed."""

    min: int | None = Field(default=None, ge=0, description="The least number of characters or members.")
    max: int | None = Field(default=None, ge=0, description="The most characters or members.")

    @model_validator(mode="after")
    def _decides(self) -> Length:
        if self.min is None and self.max is None:
            message = "needs min or max"
            raise ValueError(message)
        if self.min is not None and self.max is not None and self.min > self.max:
            message = f"has min {self.min} above max {self.max}"
            raise ValueError(message)
        return self


def _judge_length(item: Item, options: Any) -> Judgement:
    node = item.node
    if node.presence in ("absent", "null"):
        return unknown("value_absent" if node.presence == "absent" else "value_null", f"{node.path} is {node.presence}")
    value = node.value
    if not isinstance(value, str | list | dict):
        return error("type_clash", f"{node.path} is {show(value)}, which has no length")
    count = len(value)
    noun = ("character" if isinstance(value, str) else "member") + ("" if count == 1 else "s")
    if options.min is not None and count < options.min:
        reason = f"{node.path} has {count} {noun}, expected at least {options.min}"
        return fail(reason, actual=count, expected=f">= {options.min}")
    if options.max is not None and count > options.max:
        return fail(
            f"{node.path} has {count} {noun}, expected at most {options.max}",
            actual=count,
            expected=f"<= {options.max}",
        )
    return PASS


def _listed(options: Any) -> frozenset[str]:
    return frozenset() if options.list is None else frozenset((options.list,))


def _one_of_shorthand(value: Any) -> Any:
    return {"list": value} if isinstance(value, str) else {"values": value}


CHECKS = (
    Check(
        "type",
        Type,
        _judge_type,
        shorthand=lambda value: {"type": value},
        sure=surely.sure_type,
        doc="The value reads as this type.",
    ),
    Check(
        "pattern",
        Pattern,
        _judge_pattern,
        shorthand=lambda value: {"pattern": value},
        sure=surely.sure_pattern,
        doc="The whole value matches this RE2 pattern.",
    ),
    Check(
        "one_of",
        OneOf,
        _judge_one_of,
        shorthand=_one_of_shorthand,
        lists=_listed,
        sure=surely.sure_one_of,
        doc="The value is one of these, or of a named list.",
    ),
    Check(
        "range",
        Range,
        _judge_range,
        sure=surely.sure_range,
        doc="The number or date lies between min and max, ends included.",
    ),
    Check(
        "length",
        Length,
        _judge_length,
        judges_missing=True,
        sure=surely.sure_length,
        doc="The number of characters or members lies in min…max.",
    ),
)
