"""Fields are looked up once, read through their type, and never mistake what is absent for what is empty."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from adjudge.model.adapter import Adapter, Shape
from adjudge.model.evidence import evidence_of
from adjudge.model.extraction import Extraction
from adjudge.model.layouts.bare import Bare
from adjudge.model.values import Fault, Missing, Money
from adjudge.ruleset.fields import Document, Field, Listing
from adjudge.ruleset.reading import reader
from adjudge.ruleset.selectors import compile_path

SHAPE = Shape("bare", Bare())
BARE = Adapter("bare", (SHAPE,))


def document(data: Any) -> Document:
    return Document(Extraction(BARE, SHAPE, data))


def field(*paths: str, type_: str | None = None, member: bool = False, **members: Field) -> Field:
    selectors = tuple(compile_path(path, member) for path in paths)
    return Field(paths[0], selectors, type_, reader(type_) if type_ else None, members or None)


def paths(nodes: Any) -> list[str]:
    return [node.path for node in nodes]


@pytest.mark.parametrize(
    ("data", "path"),
    [
        pytest.param({"a": 1, "b": 2}, "$.a", id="the-first-present"),
        pytest.param({"b": 2}, "$.b", id="the-second-where-the-first-is-absent"),
        pytest.param({"a": None, "b": 2}, "$.b", id="present-beats-null"),
        pytest.param({"a": "", "b": 2}, "$.b", id="present-beats-empty"),
        pytest.param({"a": "?", "b": 2}, "$.a", id="no-fall-through-on-what-cannot-be-read"),
        pytest.param({"a": None, "b": ""}, "$.b", id="empty-beats-null"),
        pytest.param({"b": None}, "$.b", id="null-beats-absent"),
        pytest.param({"a": "", "b": []}, "$.a", id="of-two-alike-the-first"),
        pytest.param({}, "$.a", id="none-at-all"),
        pytest.param({"a": 0, "b": 2}, "$.a", id="zero-is-present"),
        pytest.param({"a": False, "b": 2}, "$.a", id="false-is-present"),
    ],
)
def test_the_first_candidate_that_is_present_wins(data: Any, path: str) -> None:
    resolved = document(data).resolve(field("$.a", "$.b", type_="decimal"))

    assert (paths(resolved.nodes), resolved.plural) == ([path], False)


def test_a_plural_candidate_wins_where_one_of_its_nodes_is_present() -> None:
    both = field("$.a[*].x", "$.b[*].x")

    assert paths(document({"a": [{"x": None}], "b": [{"x": 1}]}).resolve(both).nodes) == ["$.b[0].x"]
    assert paths(document({"a": [{"x": None}], "b": []}).resolve(both).nodes) == ["$.a[0].x"]


def test_a_field_is_looked_up_once() -> None:
    """One check asks for the same field again and again."""
    looked_up = document({"a": 1})
    wanted = field("$.a")

    assert looked_up.resolve(wanted) is looked_up.resolve(wanted)


def test_a_member_is_looked_up_from_its_item_and_an_absolute_one_from_the_root() -> None:
    lines = document({"currency": "EUR", "lines": [{"n": 1}, {"n": 2}]})
    items = lines.items(field("$.lines"))
    assert isinstance(items, tuple)

    assert [paths(lines.resolve(field("n", member=True), item).nodes) for item in items] == [
        ["$.lines[0].n"],
        ["$.lines[1].n"],
    ]
    assert paths(lines.resolve(field("$.currency", member=True), items[1]).nodes) == ["$.currency"]


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        ("1.50", Money(Decimal("1.50"))),
        (1.5, Money(Decimal("1.5"))),
        (None, Missing("value_null", "$.x", "$.x is null")),
        ("", Missing("value_empty", "$.x", "$.x is empty")),
        ([], Missing("value_empty", "$.x", "$.x is empty")),
        ("O", Missing("unparsable", "$.x", '$.x cannot be read: "O" is no number: letter O at 1')),
    ],
    ids=str,
)
def test_a_typed_value_is_read_or_says_why_not(value: Any, typed: Any) -> None:
    read = document({"x": value})
    money = field("$.x", type_="money")

    assert read.read(money, read.resolve(money).nodes[0]) == typed


def test_what_is_absent_says_so() -> None:
    read = document({})
    money = field("$.x", type_="money")

    assert read.read(money, read.resolve(money).nodes[0]) == Missing("value_absent", "$.x", "$.x is absent")


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        ("1.50", "1.50"),
        (0.1, Decimal("0.1")),
        (3, Decimal(3)),
        (True, True),
        ({"a": 1}, Fault("type_clash", "$.x is an object, expected a single value")),
        ([1], Fault("type_clash", "$.x is a list, expected a single value")),
    ],
    ids=str,
)
def test_an_untyped_value_is_read_as_delivered(value: Any, typed: Any) -> None:
    read = document({"x": value})

    assert read.read(None, read.extraction["$.x"]) == typed


@pytest.mark.parametrize(
    ("data", "items"),
    [
        ({"x": [1, 2]}, ["$.x[0]", "$.x[1]"]),
        ({"x": (1, 2)}, ["$.x[0]", "$.x[1]"]),
        ({"x": []}, []),
        ({}, Missing("value_absent", "$.x", "$.x is absent")),
        ({"x": None}, Missing("value_null", "$.x", "$.x is null")),
        ({"x": ""}, Missing("value_empty", "$.x", "$.x is empty")),
        ({"x": {"a": 1}}, Fault("type_clash", "$.x is an object, expected a list")),
        ({"x": "a"}, Fault("type_clash", "$.x is a single value, expected a list")),
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["$.x", "$.x[*]"])
def test_an_absent_list_is_told_from_an_empty_one(path: str, data: Any, items: Any) -> None:
    found = document(data).items(field(path))
    if path == "$.x[*]" and data == {"x": {"a": 1}}:
        assert paths(found) == ["$.x.a"]  # [*] goes through the members of an object, too
    else:
        assert (paths(found) if isinstance(found, tuple) else found) == items


@pytest.mark.parametrize(
    ("data", "items"),
    [
        ({"x": [{"y": []}, {"y": []}]}, ()),
        ({"x": [{"y": []}, {}]}, Missing("value_absent", "$.x[1].y", "$.x[1].y is absent")),
        ({"x": [{"y": []}, {"y": 5}]}, Fault("type_clash", "$.x[1].y is a single value, expected a list")),
        ({"x": [{"y": {}}]}, ()),
        ({"x": []}, ()),
    ],
    ids=str,
)
def test_of_lists_within_a_list_each_must_be_there(data: Any, items: Any) -> None:
    assert document(data).items(field("$.x[*].y[*]")) == items


def test_a_deep_path_that_finds_nothing_selected_nothing() -> None:
    assert document({"a": 1}).items(field("$.a..b")) == Missing("nothing_selected", "$.a", "$.a..b selected nothing")


def test_lists_below_each_page_are_one_list() -> None:
    lines = field("$.pages[*].lines", n=field("n", member=True))
    pages = document({"pages": [{"lines": [{"n": 1}]}, {}, {"lines": [{"n": 2}]}]})

    assert paths(pages.items(lines)) == ["$.pages[0].lines[0]", "$.pages[1].lines", "$.pages[2].lines[0]"]


def test_leaves_are_found_once() -> None:
    leaves = document({"a": 1, "b": [2]})

    assert paths(leaves.leaves()) == ["$.a", "$.b[0]"]
    assert leaves.leaves() is leaves.leaves()


def test_a_field_knows_what_kind_of_path_it_has() -> None:
    kinds = {path: field(path) for path in ("$.a", "$.a[*]", "$..a", "$..*")}

    assert [(f.plural, f.descends, f.every_leaf, f.text) for f in kinds.values()] == [
        (False, False, False, "$.a"),
        (True, False, False, "$.a[*]"),
        (True, True, False, "$..a"),
        (True, True, True, "$..*"),
    ]


def test_the_whole_of_a_node_is_itself() -> None:
    root = document({"a": 1})

    assert paths(root.resolve(Field.whole(), root.extraction["$.a"]).nodes) == ["$.a"]


def test_a_list_knows_its_members() -> None:
    assert Listing("l", ("a", Decimal(1))).members == {"a", Decimal("1.0")}


def test_evidence_of_a_node_without_citations() -> None:
    evidence = evidence_of(document({"a": 1}).extraction["$.a"])

    assert (evidence.path, evidence.value, evidence.presence, evidence.page) == ("$.a", 1, "present", None)
