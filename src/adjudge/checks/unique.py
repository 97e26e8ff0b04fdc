"""``unique``: no value of the selection stands twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from pydantic import Field

from adjudge.model.values import Fault, Missing
from adjudge.ruleset.check import PASS, Check, CheckOptions, Item, Judgement, error, fail, unknown
from adjudge.ruleset.reading import show


class Unique(CheckOptions):
    """``unique: true`` is the only way to write it."""

    unique: Literal[True] = Field(description="No value of the selection may stand there twice.")


def _judge(items: Sequence[Item], options: Any) -> Iterator[tuple[Item, Judgement]]:  # noqa: ARG001  # nothing to set
    first: dict[tuple[str, Any], str] = {}
    for item in items:
        typed = item.typed
        if isinstance(typed, Missing):
            yield item, unknown(typed.cause, typed.reason)
        elif isinstance(typed, Fault):
            yield item, error(typed.cause, typed.reason)
        else:
            key = (type(typed).__name__, typed)
            earlier = first.setdefault(key, item.node.path)
            if earlier == item.node.path:
                yield item, PASS
            else:
                reason = f"{item.node.path} is {show(typed)}, which {earlier} is already"
                yield item, fail(reason, actual=item.node.value, expected="a value of its own")


CHECKS = (
    Check(
        name="unique",
        options=Unique,
        judge_all=_judge,
        shorthand=lambda value: {"unique": value},
        doc="Each value of the selection stands there once; the later ones fail.",
    ),
)
