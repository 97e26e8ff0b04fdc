"""``required``: a value is there. Zero and false are values; absent, null and empty are not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from adjudge.ruleset.check import PASS, Check, CheckOptions, Item, Judgement, fail

_WORDS = {"absent": "is absent", "null": "is null", "empty": "is empty"}


_SCALARS = frozenset((str, int, float, bool, Decimal))


class Required(CheckOptions):
    """``required: true`` is the only way to write it."""

    required: Literal[True] = Field(description="The value must be there; 0 and false are values.")


def _judge(item: Item, options: Any) -> Judgement:  # noqa: ARG001  # there is only one way to require
    node = item.node
    if node.presence == "present":
        return PASS
    return fail(f"{node.path} {_WORDS[node.presence]}, expected a value", actual=node.presence, expected="present")


CHECKS = (
    Check(
        name="required",
        options=Required,
        judge=_judge,
        shorthand=lambda value: {"required": value},
        judges_missing=True,
        sure=lambda _options, _scope, _field, constant: f"type(x) in {constant(_SCALARS)} and x != ''",
        doc="The value is there: fails on absent, null and empty; 0 and false pass.",
    ),
)
