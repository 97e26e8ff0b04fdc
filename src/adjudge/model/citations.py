"""Where on the page a value was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TypeAlias

from adjudge.record import Record

Box: TypeAlias = tuple[float, float, float, float]
"""``(x0, y0, x1, y1)``, origin top left."""

_NO_NUMBERS: Final = (bool, str, type(None))
"""What ``float`` would take for a number, or is no number at all."""


class Citation(Record):
    """One piece of the document that a value rests on.

    ``page`` counts from 1 whatever the vendor counts from; ``box`` and ``page_size`` (width, height)
    are in ``unit``: ``"pt"`` (1/72 inch), ``"px"``, ``"inch"``, ``"ratio"`` (of the page), ``None`` when unknown.
    ``text`` is what the vendor quotes, often markdown of a whole block. ``inherited`` marks a citation
    that an ancestor carries.
    """

    page: int | None = None
    text: str | None = None
    box: Box | None = None
    page_size: tuple[float, float] | None = None
    unit: str | None = None
    block_ids: tuple[str, ...] = ()
    inherited: bool = False


def page_number(value: Any, *, first: int = 1) -> int | None:
    """Read a page number, which may be a float (2.0) or digits, as counted from 1.

    Args:
        value: As delivered.
        first: What the vendor calls the first page, 0 or 1.

    Returns:
        ``None`` for what is no whole number at or above ``first``.
    """
    if type(value) is int:
        return value - first + 1 if value >= first else None
    if isinstance(value, bool):
        return None
    try:
        number = int(value) if isinstance(value, str) and len(value) < 10 else value
        whole = int(number)
    except (TypeError, ValueError, OverflowError):
        return None
    return whole - first + 1 if whole == number and whole >= first else None


def sized_box(x: Any, y: Any, width: Any, height: Any) -> Box | None:
    """Make a box of a corner and a size, ``None`` unless all four are numbers."""
    corner = _floats((x, y, width, height))
    if corner is None:
        return None
    left, top, wide, high = corner
    return left, top, left + wide, top + high


def corner_box(corners: Any) -> Box | None:
    """Make a box of ``[x0, y0, x1, y1]``, ``None`` unless it is four numbers."""
    if not isinstance(corners, list) or len(corners) != 4:
        return None
    box = _floats(corners)
    return (box[0], box[1], box[2], box[3]) if box else None


def polygon_box(polygon: Any) -> Box | None:
    """Give the box around ``[{"x":…, "y":…}, …]``, which may be skewed."""
    if not isinstance(polygon, list) or not polygon:
        return None
    for point in polygon:
        if not isinstance(point, dict):
            return None
    across = _floats([point.get("x") for point in polygon])
    down = _floats([point.get("y") for point in polygon])
    return (min(across), min(down), max(across), max(down)) if across and down else None


def size(width: Any, height: Any) -> tuple[float, float] | None:
    """Make a page size, ``None`` unless both are numbers."""
    both = _floats((width, height))
    return (both[0], both[1]) if both else None


def _floats(numbers: Sequence[Any]) -> tuple[float, ...] | None:
    for number in numbers:
        if isinstance(number, _NO_NUMBERS):
            return None
    try:
        return tuple(map(float, numbers))
    except (TypeError, ValueError, OverflowError):
        return None
