"""``required``: a value is there. Zero and false are values; absent, null and empty are not."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from adjudge.model.tree import SCALARS
from adjudge.ruleset.check import PASS, Check, CheckOptions, Constant, Item, Judgement, fail
from adjudge.ruleset.fields import Field as Target
from adjudge.ruleset.fields import Scope

_WORDS = {"absent": "is absent", "null": "is null", "empty": "is empty"}
_CONTAINERS = frozenset((dict, list))


class Required(CheckOptions):
    """``required: true`` is the only way to write it."""

    required: Literal[True] = Field(description="The value must be there; 0 and false are values.")


def _judge(item: Item, options: Any) -> Judgement:  # noqa: ARG001  # there is only one way to require
    node = item.node
    if node.presence == "present":
        return PASS
    return fail(f"{node.path} {_WORDS[node.presence]}, expected a value", actual=node.presence, expected="present")


def _sure(_options: Any, _scope: Scope, _field: Target, constant: Constant) -> str:
    """Write the test of a value that is there: a scalar, or an object or a list that is not empty."""
    return f"(x != '' if type(x) in {constant(SCALARS)} else x and type(x) in {constant(_CONTAINERS)})"


CHECKS = (
    Check(
        name="required",
        options=Required,
        judge=_judge,
        shorthand=lambda value: {"required": value},
        judges_missing=True,
        sure=_sure,
        doc="The value is there: fails on absent, null and empty; 0 and false pass.",
    ),
)
