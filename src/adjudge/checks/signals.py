"""One check per signal: its number against a threshold, on the signal's own scale."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import Field, model_validator

from adjudge.checks.options import Number
from adjudge.model.signals import SIGNALS, Scale
from adjudge.model.tree import ABSENT
from adjudge.model.words import Effect
from adjudge.ruleset.check import PASS, Check, CheckOptions, Item, Judgement, error, fail, unknown


def missing_signal(item: Item, name: str) -> Judgement:
    """Say why there is no ``name`` to judge: no value here at all, an empty slot, or nothing sent."""
    node = item.node
    if node.signal(name) is None:
        return unknown("signal_null", f"{node.path} has an empty {name} (null)")
    if node.presence == "absent":
        return unknown("value_absent", f"{node.path} is absent")
    return unknown("signal_absent", f"{node.path} carries no {name}")


def _model(name: str, scale: Scale) -> type[CheckOptions]:
    """Make the options model of one signal: thresholds on its own scale only."""
    number: Any = Field(default=None, ge=scale.low, le=scale.high)

    class Thresholds(CheckOptions):
        min: Number | None = number
        max: Number | None = number
        reject_below: Number | None = number

        @model_validator(mode="after")
        def _decides(self) -> Thresholds:
            if self.min is None and self.max is None and self.reject_below is None:
                message = "needs min, max or reject_below"
                raise ValueError(message)
            if self.min is not None and self.max is not None and self.min > self.max:
                message = f"min {self.min} is above max {self.max}"
                raise ValueError(message)
            if self.min is not None and self.reject_below is not None and self.reject_below > self.min:
                message = f"reject_below {self.reject_below} is above min {self.min}"
                raise ValueError(message)
            return self

    Thresholds.__name__ = Thresholds.__qualname__ = f"{name.title()}Thresholds"
    return Thresholds


def _check(name: str, scale: Scale) -> Check:
    low, high = Decimal(scale.low), Decimal(scale.high)

    def judge(item: Item, options: Any) -> Judgement:
        raw = item.node.signal(name)
        if raw is None or raw is ABSENT:
            return missing_signal(item, name)
        measured = _measured(raw)
        where = f"{item.node.path} has {name} {raw}"
        if measured is None or not low <= measured <= high:
            return error("off_scale", f"{where}, which is off its scale {low}–{high}")
        return _compare(measured, options, where, raw)

    return Check(
        name=name,
        options=_model(name, scale),
        judge=judge,
        reads=name,
        costs=_costs,
        doc=f"The {name} of each node against thresholds, on its scale {low}–{high}.",
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


CHECKS = tuple(_check(name, scale) for name, scale in SIGNALS.items())
