"""Records: what the frozen values of the house are made of."""

from __future__ import annotations

import copy
import pickle

import pytest

from adjudge.record import Record, field_names, replace


class _Point(Record):
    x: int
    y: int = 0


class _Lone(Record, eq=False):
    x: int


def test_records_of_equal_fields_are_equal_and_one_key_of_a_dict() -> None:
    assert _Point(1) == _Point(1, 0)
    assert _Point(1) != _Point(1, 1)
    assert {_Point(1): "there"}[_Point(1, 0)] == "there"


def test_a_record_declared_without_equality_equals_itself_alone() -> None:
    """Trees of expressions are compared and cached by identity."""
    one = _Lone(1)

    assert one == one  # this is what is tested
    assert one != _Lone(1)
    assert len({one, _Lone(1)}) == 2


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        _Point(1).x = 2  # type: ignore[misc]


def test_a_changed_copy_leaves_the_record_as_it_was() -> None:
    point = _Point(1, 2)

    assert replace(point, y=3) == _Point(1, 3)
    assert point == _Point(1, 2)
    assert field_names(point) == ("x", "y")


def test_records_travel_between_processes() -> None:
    assert pickle.loads(pickle.dumps(_Point(1, 2))) == _Point(1, 2)  # noqa: S301  # our own bytes
    assert copy.deepcopy(_Point(1, 2)) == _Point(1, 2)
