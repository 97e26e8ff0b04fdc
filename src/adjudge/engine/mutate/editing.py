"""Change a payload at one place: what is on the way there is copied, the rest is shared, the original stays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeAlias

from adjudge.model.json_reader import read_json
from adjudge.model.jsontext import to_json
from adjudge.model.tree import ABSENT, Key

Change: TypeAlias = Callable[[Any], Any]


def changed(value: Any, path: Sequence[Key], change: Change) -> Any:
    """Give ``value`` with ``change`` applied to what stands at ``path``; JSON within a text stays a text."""
    if not path:
        return change(value)
    if isinstance(value, str):
        return opening(lambda inside: changed(inside, path, change))(value)
    key, *rest = path
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[key] = changed(value[key], rest, change)
    return copy


def put(value: Any, path: Sequence[Key], new: Any) -> Any:
    """Give ``value`` with ``new`` at a path whose last key may be new; ``ABSENT`` takes the member away."""
    *way, last = path

    def place(container: Any) -> Any:
        copy: Any = dict(container) if isinstance(container, dict) else list(container)
        if new is ABSENT:
            del copy[last]
        else:
            copy[last] = new
        return copy

    return changed(value, way, opening(place))


def opening(change: Change) -> Change:
    """Make a change of a container one of a text, too, that holds the container as JSON."""
    return lambda value: to_json(change(read_json(value))) if isinstance(value, str) else change(value)


def without(members: Any, keys: Collection[Key]) -> Any:
    """Give an object without some of its members; anything else stays."""
    if not isinstance(members, dict):
        return members
    return {key: value for key, value in members.items() if key not in keys}


def arranged(items: Sequence[Any], order: Sequence[int], size: int) -> list[Any]:
    """Give items by their old indexes; ``items`` may be fewer or more than the ``size`` that the order is over."""
    present = [items[index] if index < len(items) else ABSENT for index in order]
    while present and present[-1] is ABSENT:
        present.pop()
    return [{} if item is ABSENT else item for item in present] + list(items[size:])


def moved(index: int, order: Sequence[int], size: int) -> list[int]:
    """Give the new indexes of an item; what is only said, beyond the ``size`` of the list, moves with its end."""
    if index >= size:
        return [index + len(order) - size]
    return [new for new, old in enumerate(order) if old == index]
