"""Whether the metadata of a payload knows no items that its data has not, layout by layout."""

from __future__ import annotations

from collections.abc import Set
from typing import Any, Final

from adjudge.model.tree import MAX_DEPTH, MAX_NODES

_PLAIN_KEYS: Final[set[str]] = set()
_MOST_KEPT: Final = 4096


def tidy_parallel(data: Any, metadata: Any) -> bool:
    """Look at both trees in step: no list of the metadata is longer than the data's."""
    stack = [(data, metadata)]
    left = MAX_NODES
    while stack and left:
        value, carrier = stack.pop()
        left -= 1
        if type(value) is dict and type(carrier) is dict:
            stack.extend([(value[key], below) for key, below in carrier.items() if key in value and below])
        elif type(value) is list and isinstance(carrier, list | tuple):
            if len(carrier) > len(value):
                return False
            stack.extend(zip(value, carrier, strict=False))
    return bool(left)


def tidy_flat(data: Any, metadata: Any) -> bool:
    """Write the path of all that the data holds: every key of the map must be one of these."""
    if type(metadata) is not dict:
        return not metadata
    hits = 0
    stack = [("", data, 0)]
    while stack:
        above, value, depth = stack.pop()
        if depth > MAX_DEPTH:
            return False
        if type(value) is dict:
            prefix = above and above + "."
            pairs = [(prefix + key, below) for key, below in value.items() if is_plain(key)]
            if len(pairs) < len(value):
                return False
        elif type(value) is list:
            pairs = [(f"{above}[{index}]", below) for index, below in enumerate(value)]
        elif type(value) is tuple:
            return False
        else:
            continue
        for written, below in pairs:
            if written in metadata:
                hits += 1
            if type(below) is dict or type(below) is list or type(below) is tuple:
                stack.append((written, below, depth + 1))
    return hits == len(metadata)


def is_plain(key: Any) -> bool:
    """Whether a key cannot be taken for a path of several: it is text without dots and brackets, and not empty."""
    if key in _PLAIN_KEYS:
        return True
    if type(key) is not str or not key or "." in key or "[" in key:
        return False
    if len(_PLAIN_KEYS) < _MOST_KEPT:
        _PLAIN_KEYS.add(key)
    return True


def are_plain(keys: Set[Any]) -> bool:
    """Whether all keys are plain."""
    return keys <= _PLAIN_KEYS or all(map(is_plain, keys))
