"""One check per signal: its number against a threshold, on the signal's own scale."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import Field, model_validator

from adjudge.checks.options import Number
from adjudge.model.signals import SIGNALS, Signal
from adjudge.model.tree import ABSENT
from adjudge.model.words import Effect
from adjudge.ruleset.check import PASS, Check, CheckOptions, Constant, Item, Judgement, error, fail, unknown
from adjudge.ruleset.reading import show


def missing_signal(item: Item, name: str) -> Judgement:
    """Say why there is no ``name`` to judge: no value here at all, an empty slot, or nothing sent."""
    node = item.node
    if node.signal(name) is None:
        return unknown("signal_null", f"{node.path} has an empty {name} (null)")
    if node.presence == "absent":
        return unknown("value_absent", f"{node.path} is absent")
    return unknown("signal_absent", f"{node.path} carries no {name}")


def _model(signal: Signal) -> type[CheckOptions]:
    """Make the options model of one signal: thresholds on its own scale only."""

    def number(description: str) -> Any:
        return Field(default=None, ge=signal.low, le=signal.high, description=description)

    class Thresholds(CheckOptions):
        min: Number | None = number("The least that passes; it passes itself.")
        max: Number | None = number("The most that passes; it passes itself.")
        reject_below: Number | None = number("What is below this rejects the document, whatever on_fail says.")

        @model_validator(mode="after")
        def _decides(self) -> Thresholds:
            if self.min is None and self.max is None and self.reject_below is None:
                message = "needs min, max or reject_below"
                raise ValueError(message)
            if self.min is not None and self.max is not None and self.min > self.max:
                message = f"has min {self.min} above max {self.max}"
                raise ValueError(message)
            if self.min is not None and self.reject_below is not None and self.reject_below > self.min:
                message = f"has reject_below {self.reject_below} above min {self.min}"
                raise ValueError(message)
            return self

    Thresholds.__name__ = Thresholds.__qualname__ = f"{signal.name.title()}Thresholds"
    return Thresholds


def signal_check(signal: Signal) -> Check:
    """Make the check of a signal; adapters that declare signals of their own register one for each."""
    name, low, high = signal.name, Decimal(signal.low), Decimal(signal.high)

    def judge(item: Item, options: Any) -> Judgement:
        raw = item.node.signal(name)
        if raw is None or raw is ABSENT:
            return missing_signal(item, name)
        measured = _measured(raw)
        if measured is None or not low <= measured <= high:
            return error("off_scale", f"{item.node.path} has {name} {show(raw)}, which is off its scale {low}–{high}")
        where = f"{item.node.path} has {name} {raw}"
        return _compare(measured, options, where, raw)

    return Check(
        name=name,
        options=_model(signal),
        judge=judge,
        reads=name,
        costs=_costs,
        sure=lambda options, _scope, _field, constant: _sure(options, constant, low, high),
        doc=f"The {name} of each node ({signal.doc}) against thresholds, on its scale {low}–{high}.",
    )


def _measured(raw: Any) -> Decimal | None:
    """Read a delivered number exactly; ``None`` for what is none (a text, a bool, NaN)."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        return None
    number = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    return number if number.is_finite() else None


def _compare(measured: Decimal, options: Any, where: str, raw: Any) -> Judgement:
    if options.reject_below is not None and measured < options.reject_below:
        return fail(
            f"{where}, expected at least {options.reject_below} (rejects below)",
            actual=raw,
            expected=f">= {options.reject_below}",
            effect="reject",
        )
    if options.min is not None and measured < options.min:
        return fail(f"{where}, expected at least {options.min}", actual=raw, expected=f">= {options.min}")
    if options.max is not None and measured > options.max:
        return fail(f"{where}, expected at most {options.max}", actual=raw, expected=f"<= {options.max}")
    return PASS


def _costs(options: Any) -> Effect | None:
    return "reject" if options.reject_below is not None else None


def _sure(options: Any, constant: Constant, low: Decimal, high: Decimal) -> str | None:
    """Write the test of a number against the thresholds.

    A float means its shortest decimal form, and floats are ordered as their decimal forms are, so comparing with
    the float of a threshold is exact wherever that threshold is such a form itself.
    """
    least = max(bound for bound in (low, options.min, options.reject_below) if bound is not None)
    most = min(bound for bound in (high, options.max) if bound is not None)
    if any(Decimal(repr(float(bound))) != bound for bound in (least, most)):
        return None
    return f"(type(x) is float or type(x) is int) and {constant(float(least))} <= x <= {constant(float(most))}"


CHECKS = tuple(signal_check(signal) for signal in SIGNALS.values())
