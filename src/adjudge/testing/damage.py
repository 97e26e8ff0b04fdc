"""Damaged copies of a payload: what a vendor might send one day, and what an attacker might today."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from adjudge.model.paths import Parts, render
from adjudge.model.tree import MAX_DEPTH, keys_of


def _too_deep() -> Any:
    nested: Any = "bottom"
    for _ in range(MAX_DEPTH + 50):
        nested = [nested]
    return nested


_ODD_VALUES: Final[tuple[Any, ...]] = (
    None,
    True,
    False,
    0,
    -1,
    10**30,
    0.5,
    Decimal("1E+30"),
    float("nan"),
    "",
    "text",
    "9" * 5_000,
    "\x00",
    [],
    [None],
    ["text", 1],
    [{"x": None}],
    {},
    {"": {}},
    {"x": [1, {"y": None}]},
    _too_deep(),
)


def damaged(payload: Any, *, count: int, seed: int) -> Iterator[tuple[str, Any]]:
    """Give ``count`` copies with something deleted, doubled or replaced, each with a sentence that says what.

    The payload itself is left as it is; the same seed gives the same damage.
    """
    source = random.Random(seed)  # noqa: S311  # damage needs a seed, not secrecy
    for _ in range(count):
        copy, remarks = payload, []
        for _ in range(source.choice((1, 1, 1, 2, 3))):
            place = _place(source, copy)
            if place:
                copy, remark = _damage(source, copy, place)
                remarks.append(remark)
        yield " and ".join(remarks), copy


def reversed_keys(value: Any) -> Any:
    """Give a copy in which the keys of every object stand the other way round."""
    if isinstance(value, dict):
        return {key: reversed_keys(value[key]) for key in reversed(value)}
    return [reversed_keys(item) for item in value] if isinstance(value, list) else value


def _place(source: random.Random, value: Any) -> Parts:
    """Choose a place by walking down from the top, so that the outer ones are hit as often as the many inner ones."""
    parts: Parts = ()
    while keys := keys_of(value):
        key = source.choice(keys)
        parts, value = (*parts, key), value[key]
        if source.random() < 0.3:
            break
    return parts


def _damage(source: random.Random, payload: Any, place: Parts) -> tuple[Any, str]:
    kind = source.choice(("delete", "double", "replace", "replace", "replace"))
    odd = source.choice(_ODD_VALUES)
    return _changed(payload, place, kind, odd), f"{kind} {render(place)}" + (
        f" by {odd!r:.40}" if kind == "replace" else ""
    )


def _changed(value: Any, place: Parts, kind: str, odd: Any) -> Any:
    """Copy the containers on the way to the place, and nothing else."""
    key: Any
    key, *rest = place
    copy = value.copy()
    if rest:
        copy[key] = _changed(value[key], tuple(rest), kind, odd)
    elif kind == "delete":
        del copy[key]
    elif kind == "replace":
        copy[key] = odd
    elif isinstance(copy, list):
        copy.insert(key, copy[key])
    else:
        copy[f"{key} again"] = copy[key]
    return copy
