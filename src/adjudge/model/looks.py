"""How the things in a payload look, for layouts and shapes that must tell metadata from data."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

NUMBERS: Final = (int, float, Decimal)


def is_number(value: Any) -> bool:
    """Whether it is a number; true and false are none."""
    return isinstance(value, NUMBERS) and not isinstance(value, bool)


def is_number_or_null(value: Any) -> bool:
    """Whether it fills a number's slot, or leaves it empty."""
    return value is None or is_number(value)


def is_text(value: Any) -> bool:
    """Whether it is a text."""
    return isinstance(value, str)


def is_text_or_null(value: Any) -> bool:
    """Whether it fills a text's slot, or leaves it empty."""
    return value is None or isinstance(value, str)


def is_list_of_text(value: Any) -> bool:
    """Whether it is a list of nothing but texts; an empty one is, too."""
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def is_some_text(value: Any) -> bool:
    """Whether it is a list of nothing but texts, and has one."""
    return bool(value) and is_list_of_text(value)


def has_object(value: Any) -> bool:
    """Whether it is a list that has an object in it."""
    return isinstance(value, list) and dict in map(type, value)


def is_object(value: Any) -> bool:
    """Whether it is an object."""
    return isinstance(value, dict)


def has_any(value: Any, keys: tuple[str, ...]) -> bool:
    """Whether it is an object with at least one of the keys."""
    if isinstance(value, dict):
        # A plain loop: layouts ask this of each value of a document.
        for key in keys:
            if key in value:
                return True
    return False


def any_entry_has(metadata: Any, keys: tuple[str, ...]) -> bool:
    """Whether some entry of an object of entries has at least one of the keys."""
    return isinstance(metadata, dict) and any(has_any(entry, keys) for entry in metadata.values())
