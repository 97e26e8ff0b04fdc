"""``unique``: no value of the selection stands twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal

from pydantic import Field

from adjudge.model.values import Fault, Missing
from adjudge.ruleset.check import PASS, Check, CheckOptions, Constant, Item, Judgement, error, fail, unknown
from adjudge.ruleset.fields import Field as Target
from adjudge.ruleset.fields import Scope
from adjudge.ruleset.reading import show

_MOST: Final = 10**15


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


def _sure_all(_options: Any, _scope: Scope, field: Target, _constant: Constant) -> str | None:
    """Write the test that no text, or no whole number of a usual size, stands twice."""
    if field.type not in (None, "text", "code", "integer", "decimal", "money"):
        return None
    if field.type in ("text", "code", None):
        alike = "{*map(str.strip, xs)}" if field.type == "code" else "{*xs}"
        texts = f"{{*map(type, xs)}} == {{str}} and '' not in xs and len({alike}) == len(xs)"
        if field.type is not None:
            return texts
    numbers = f"{{*map(type, xs)}} == {{int}} and -{_MOST} < min(xs) and max(xs) < {_MOST} and len({{*xs}}) == len(xs)"
    return numbers if field.type is not None else f"({texts} or {numbers})"


CHECKS = (
    Check(
        name="unique",
        options=Unique,
        judge_all=_judge,
        shorthand=lambda value: {"unique": value},
        sure_all=_sure_all,
        doc="Each value of the selection stands there once; the later ones fail.",
    ),
)
