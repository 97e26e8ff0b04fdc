"""``match`` and ``verification``: the label that came with a value, in the sender's own words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import Field, model_validator

from adjudge.checks.options import Words
from adjudge.model.node import Node
from adjudge.ruleset.check import PASS, Check, CheckOptions, Constant, Item, Judgement, fail, unknown
from adjudge.ruleset.fields import Field as Target
from adjudge.ruleset.fields import Scope


class Labels(CheckOptions):
    """The labels that are wanted, or those that are not."""

    any_of: Words | None = Field(default=None, description="Labels that pass; any other fails.")
    none_of: Words | None = Field(default=None, description="Labels that fail; any other passes.")

    @model_validator(mode="after")
    def _decides(self) -> Labels:
        if (self.any_of is None) == (self.none_of is None):
            message = "needs any_of or none_of, one of them"
            raise ValueError(message)
        return self


def _named(options: Any) -> frozenset[str]:
    return frozenset(options.any_of or options.none_of)


def _shorthand(value: Any) -> Any:
    return {"any_of": value}


def _sure(options: Any, _scope: Scope, _field: Target, constant: Constant) -> str:
    among = "in" if options.any_of is not None else "not in"
    return f"type(x) is str and x {among} {constant(_named(options))}"


def _check(name: str, noun: str, label_of: Callable[[Node], str | None]) -> Check:
    def judge(item: Item, options: Any) -> Judgement:
        node = item.node
        label = label_of(node)
        if label is None:
            if node.presence == "absent":
                return unknown("value_absent", f"{node.path} is absent")
            return unknown("signal_absent", f"{node.path} carries no {noun}")
        if options.any_of is not None and label not in options.any_of:
            wanted = ", ".join(options.any_of)
            return fail(f"{node.path} has {noun} {label}, expected one of {wanted}", actual=label, expected=wanted)
        if options.none_of is not None and label in options.none_of:
            unwanted = ", ".join(options.none_of)
            return fail(f"{node.path} has {noun} {label}, expected none of {unwanted}", actual=label, expected=unwanted)
        return PASS

    return Check(
        name=name,
        options=Labels,
        judge=judge,
        shorthand=_shorthand,
        reads=name,
        labels=_named,
        sure=_sure,
        doc=f"The {noun} of each node is among any_of, or not among none_of.",
    )


CHECKS = (
    _check("match", "match label", lambda node: node.match),
    _check("verification", "verification status", lambda node: node.verification),
)
