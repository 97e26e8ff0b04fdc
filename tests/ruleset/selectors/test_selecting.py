"""What a path selects: absent nodes are seen, wildcards give what is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from adjudge.errors import PayloadError
from adjudge.ruleset.selectors import compile_path

ABSENT = object()


@dataclass
class Leafy:
    """A stand-in for a node over plain data."""

    value: Any
    parts: tuple[str | int, ...] = ()

    def child(self, key: str | int) -> Leafy:
        if isinstance(self.value, dict):
            return Leafy(self.value.get(key, ABSENT), (*self.parts, key))
        found = isinstance(self.value, list) and isinstance(key, int) and 0 <= key < len(self.value)
        return Leafy(self.value[key] if found else ABSENT, (*self.parts, key))

    def children(self) -> list[Leafy]:
        if isinstance(self.value, dict):
            return [self.child(key) for key in self.value]
        return [self.child(key) for key in range(len(self.value))] if isinstance(self.value, list) else []

    @property
    def is_leaf(self) -> bool:
        return not self.children()


DOCUMENT = Leafy(
    {
        "total": 12,
        "lines": [{"amount": 5, "tax": {"amount": 1}}, {"text": "x"}, {"amount": None}],
        "amount": 7,
        "empty": [],
        "0": "a key that looks like an index",
    }
)


def selected(text: str, start: Leafy = DOCUMENT, relative: bool = False) -> list[tuple[tuple[str | int, ...], Any]]:
    return [(node.parts, node.value) for node in compile_path(text, relative).select(start)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$.total", (("total",), 12)),
        ("$.lines[0].tax.amount", (("lines", 0, "tax", "amount"), 1)),
        ("$.lines[-1].amount", (("lines", 2, "amount"), None)),
        ("$.lines[-3].amount", (("lines", 0, "amount"), 5)),
        ("$.lines[-4]", (("lines", 3), ABSENT)),
        ("$.lines[3]", (("lines", 3), ABSENT)),
        ("$.empty[-1]", (("empty", 0), ABSENT)),
        ("$.nothing.at.all[0]", (("nothing", "at", "all", 0), ABSENT)),
        ("$[0]", ((0,), ABSENT)),
        ("$['0']", (("0",), "a key that looks like an index")),
    ],
)
def test_a_singular_path_selects_one_node_even_if_nothing_is_there(text: str, expected: tuple[Any, Any]) -> None:
    """Nothing selected is what a rule must hear of, not what it runs over."""
    assert selected(text) == [expected]


def test_the_root_is_the_document_itself() -> None:
    assert compile_path("$").select(DOCUMENT) == [DOCUMENT]  # type: ignore[arg-type,comparison-overlap]


def test_a_line_without_the_member_is_selected_as_absent() -> None:
    """A sum over two of three lines would be wrong and look right."""
    assert selected("$.lines[*].amount") == [
        (("lines", 0, "amount"), 5),
        (("lines", 1, "amount"), ABSENT),
        (("lines", 2, "amount"), None),
    ]


@pytest.mark.parametrize(
    "text", ["$.empty[*]", "$.total[*]", "$.nothing.*", "$.nothing..*", "$..nothing", "$.total..*"]
)
def test_a_wildcard_over_nothing_selects_nothing(text: str) -> None:
    assert selected(text) == []


def test_both_wildcards_take_members_and_items() -> None:
    """RFC 9535 has one wildcard with two spellings."""
    for text in ("$.lines[0].*", "$.lines[0][*]"):
        assert selected(text) == [(("lines", 0, "amount"), 5), (("lines", 0, "tax"), {"amount": 1})]
    assert [parts for parts, _ in selected("$.lines.*")] == [("lines", 0), ("lines", 1), ("lines", 2)]


def test_a_name_at_every_depth_is_selected_in_the_order_of_the_document() -> None:
    assert [parts for parts, _ in selected("$..amount")] == [
        ("lines", 0, "amount"),
        ("lines", 0, "tax", "amount"),
        ("lines", 2, "amount"),
        ("amount",),
    ]
    assert [parts for parts, _ in selected("$..[0]")] == [("lines", 0)]


def test_every_leaf_is_selected_and_nothing_else() -> None:
    assert [parts for parts, _ in selected("$..*")] == [
        ("total",),
        ("lines", 0, "amount"),
        ("lines", 0, "tax", "amount"),
        ("lines", 1, "text"),
        ("lines", 2, "amount"),
        ("amount",),
        ("empty",),
        ("0",),
    ]


def test_a_relative_path_selects_below_the_node_given() -> None:
    line = DOCUMENT.child("lines").child(0)

    assert selected("tax.amount", line, relative=True) == [(("lines", 0, "tax", "amount"), 1)]


@pytest.mark.parametrize("depth", [101, 5000])
def test_a_document_that_is_too_deep_is_refused_without_recursion(depth: int) -> None:
    """One that contains itself ends so, too."""
    value: Any = 1
    for _ in range(100):
        value = [value]
    assert len(compile_path("$..*").select(Leafy(value))) == 1  # type: ignore[arg-type]

    for _ in range(depth - 100):
        value = [value]
    with pytest.raises(PayloadError, match="nested deeper than 100 levels"):
        compile_path("$..*").select(Leafy(value))  # type: ignore[arg-type]
