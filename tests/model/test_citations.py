"""Citations: pages from 1, boxes as corners, and nothing made of odd values."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from adjudge.model.citations import corner_box, page_number, polygon_box, size, sized_box


@pytest.mark.parametrize(
    ("value", "page"),
    [
        (1, 1),
        (2.0, 2),
        (Decimal("3.0"), 3),
        ("4", 4),
        (0, None),
        (-1, None),
        (1.5, None),
        (True, None),
        (None, None),
        ("x", None),
        ("9" * 5_000, None),
        (float("nan"), None),
        (float("inf"), None),
        ([1], None),
    ],
)
def test_a_page_is_a_whole_number_from_one(value: Any, page: int | None) -> None:
    """Vendors send floats and digits; what is no page is none."""
    assert page_number(value) == page


@pytest.mark.parametrize(("value", "page"), [(0, 1), ("0", 1), (4, 5), (-1, None)])
def test_pages_counted_from_zero_become_pages_from_one(value: Any, page: int | None) -> None:
    """One base everywhere."""
    assert page_number(value, first=0) == page


def test_a_corner_and_a_size_make_a_box() -> None:
    """x0, y0, x1, y1."""
    assert sized_box(Decimal("1.5"), 2, 10, 20) == (1.5, 2.0, 11.5, 22.0)


@pytest.mark.parametrize("odd", [None, "1", True, [], float, 10**400])
def test_a_box_of_odd_values_is_none(odd: Any) -> None:
    """Nothing is guessed, nothing crashes."""
    assert sized_box(odd, 1, 1, 1) is None
    assert corner_box([1, 2, odd, 4]) is None
    assert polygon_box([{"x": 1, "y": odd}]) is None
    assert size(1, odd) is None


@pytest.mark.parametrize("odd", [None, [], {}, "x", [1, 2, 3], ["x"], [None]])
def test_corners_and_polygons_of_another_form_are_none(odd: Any) -> None:
    """A polygon is a list of points, corners are four numbers."""
    assert corner_box(odd) is None
    assert polygon_box(odd) is None


def test_corners_may_be_a_skewed_polygon() -> None:
    """The box around it."""
    assert corner_box([1, 2, 3, 4]) == (1.0, 2.0, 3.0, 4.0)
    assert polygon_box([{"x": 5, "y": 1}, {"x": 9, "y": 2}, {"x": 8, "y": 7}, {"x": 4, "y": 6}]) == (4, 1, 9, 7)
