"""Layouts: every one shows the data as it is, metadata taken away, and nothing is copied without need."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from adjudge.errors import PayloadError
from adjudge.model.adapter import Adapter, KeyTable, Shape, SignalKey
from adjudge.model.extraction import Extraction
from adjudge.model.layouts import Bare, Flat, Parallel, PathList, Sibling, Walk, Wrapped
from adjudge.model.layouts.sibling import Sidecar
from adjudge.model.looks import has_any, is_number
from adjudge.model.paths import Parts, parse, render
from adjudge.model.tree import ABSENT

KEYS = KeyTable(signals=(SignalKey("confidence", ("sure",)),))


def unwrap(raw: Any) -> tuple[Any, Mapping[str, Any] | None]:
    """Open wrappers `{"is": value, "sure": number}`; one without `is` holds nothing."""
    return (raw.get("is", ABSENT), raw) if has_any(raw, ("sure",)) else (raw, None)


def walk(data: Any) -> tuple[Any, Mapping[Parts, Mapping[str, Any]]]:
    """Read `[[path, value, sure], …]`, a form that no layout fits."""
    values = {name: value for name, value, _ in data}
    return values, {(name,): {"sure": sure} for name, _, sure in data}


LAYOUTS: dict[str, Any] = {
    "bare": Bare(),
    "parallel": Parallel((("sure", is_number),)),
    "sibling": Sibling((Sidecar("_sure", "own", is_number),)),
    "paths": PathList("at"),
    "flat": Flat(),
    "wrapped": Wrapped(unwrap),
}


def extraction(layout: Any, data: Any, meta: Any = ABSENT, keys: KeyTable = KEYS) -> Extraction:
    """Read a response that has its data at `data`, its metadata at `meta`."""
    response = {"data": data} if meta is ABSENT else {"data": data, "meta": meta}
    shape = Shape(layout.name, layout, keys, data=("data",), meta=("meta",))
    return Extraction(Adapter("made", (shape,)), shape, response)


scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3))
# Names as people choose them, with those that could be taken for metadata or for paths.
names = st.sampled_from(["a", "b", "a.b", "0", "list[0]", "", "sure_not", "it's", "$"])
documents = st.recursive(
    scalars, lambda below: st.lists(below, max_size=3) | st.dictionaries(names, below, max_size=3), max_leaves=12
)


def expected_paths(value: Any, parts: Parts = ()) -> dict[str, Any]:
    """Give every path of plain data with its value, the simplest way."""
    found = {render(parts): value}
    for key, below in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        found |= expected_paths(below, (*parts, key))
    return found


@pytest.mark.parametrize("name", LAYOUTS)
@given(data=documents)
def test_without_metadata_every_layout_shows_the_data_as_it_is(name: str, data: Any) -> None:
    """Same paths, the very same values; found by walking and by name; the payload unchanged."""
    assume(name != "sibling" or not isinstance(data, str))
    before = copy.deepcopy(data)
    shown = extraction(LAYOUTS[name], data)
    expected = expected_paths(data)

    assert {node.path: node.value for node in shown.nodes()} == expected
    for path, value in expected.items():
        assert shown[path].value is value or isinstance(data, str)
    assert data == before
    assert shown.unplaced == ()


def mirror(value: Any, sure: Callable[[], float]) -> Any:
    """Make parallel metadata: an entry for every leaf."""
    if isinstance(value, dict):
        return {key: mirror(below, sure) for key, below in value.items()}
    if isinstance(value, list):
        return [mirror(below, sure) for below in value]
    return {"sure": sure()}


def leaves_of(value: Any) -> list[str]:
    """List the paths of scalars, the simplest way."""
    return [path for path, below in expected_paths(value).items() if not isinstance(below, dict | list) and path != "$"]


def written(path: str) -> str:
    """Write a path as a flat map does."""
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in parse(path))
    return text.removeprefix(".")


def given_paths(leaves: list[str]) -> list[dict[str, Any]]:
    """Make a path list: an entry for every leaf, each with another number."""
    return [{"at": path, "sure": number} for number, path in enumerate(leaves)]


@given(data=documents)
def test_the_parallel_entry_of_every_leaf_is_found(data: Any) -> None:
    """Whatever the fields are called."""
    numbers = iter(range(1000))
    shown = extraction(LAYOUTS["parallel"], data, mirror(data, lambda: next(numbers)))

    assert {node.path: node.signal("confidence") for node in shown.leaves() if node.presence != "empty"} == {
        path: number for number, path in enumerate(leaves_of(data)) if shown[path].presence != "empty"
    }


@given(data=documents)
def test_the_listed_entry_of_every_leaf_is_found(data: Any) -> None:
    """The list names paths as RFC 9535 writes them."""
    paths = leaves_of(data)
    shown = extraction(LAYOUTS["paths"], data, given_paths(paths))

    assert [shown[path].signal("confidence") for path in paths] == list(range(len(paths)))
    assert shown.unplaced == ()


@given(data=documents)
def test_the_flat_entry_of_every_leaf_is_found(data: Any) -> None:
    """A map that holds every written path leaves none over."""
    paths = leaves_of(data)
    meta = {written(path): {"sure": 1} for path in paths}
    shown = extraction(LAYOUTS["flat"], data, meta)

    assert all(shown[path].signal("confidence") == 1 for path in paths)
    assert shown.unplaced == ()
    assert [node.path for node in shown.nodes()] == list(expected_paths(data))


def test_a_walk_gives_data_and_entries_by_path() -> None:
    """For payloads that no layout fits."""
    shown = extraction(Walk(walk), [["total", "5", 0.9], ["vat", "1", None]])

    assert shown.root.value == {"total": "5", "vat": "1"}
    assert [node.signal("confidence") for node in shown.leaves()] == [0.9, None]
    assert shown.shape.layout.name == "paths"


def test_a_walk_may_give_entries_without_data() -> None:
    """They are nodes; those below a scalar are reported."""

    def odd(_data: Any) -> tuple[Any, Mapping[Parts, Mapping[str, Any]]]:
        return {"a": 1}, {("b", 0): {"sure": 0.5}, ("a", "x"): {}, (): {"sure": 0.1}}

    shown = extraction(Walk(odd), None)

    assert {node.path: node.signal("confidence") for node in shown.nodes()} == {
        "$": 0.1,
        "$.a": ABSENT,
        "$.b": ABSENT,
        "$.b[0]": 0.5,
    }
    assert shown.unplaced == ("$.a.x",)


def test_every_index_has_the_entry_of_a_star_unless_it_has_its_own() -> None:
    """`[*]` belongs to each element, and to no name."""
    meta = [{"at": "$.rows[*].a", "sure": 0.5}, {"at": "$.rows[1].a", "sure": 0.9}, {"at": "$.one[*]", "sure": 0.1}]
    shown = extraction(LAYOUTS["paths"], {"rows": [{"a": 1}, {"a": 2}], "one": {"[*]": 1}}, meta)

    assert [shown[f"$.rows[{row}].a"].signal("confidence") for row in (0, 1, 2)] == [0.5, 0.9, ABSENT]
    assert shown["$.one['[*]']"].signal("confidence") is ABSENT
    assert shown.unplaced == ("$.one[*]",)


def test_an_index_past_the_end_is_a_node_of_metadata() -> None:
    """A row that only the metadata has, in any of the layouts that can say so."""
    data = {"rows": [1]}
    metas = {
        "parallel": {"rows": [{"sure": 1}, {"sure": 2}]},
        "paths": [{"at": "rows.0", "sure": 1}, {"at": "rows.1", "sure": 2}],
        "flat": {"rows[0]": {"sure": 1}, "rows[1]": {"sure": 2}},
    }
    for name, meta in metas.items():
        shown = extraction(LAYOUTS[name], data, meta)
        assert [(node.path, node.presence, node.signal("confidence")) for node in shown.leaves()] == [
            ("$.rows[0]", "present", 1),
            ("$.rows[1]", "absent", 2),
        ]


def test_a_wrapper_that_holds_nothing_is_an_absent_value() -> None:
    """With its entry; a list keeps its places."""
    shown = extraction(LAYOUTS["wrapped"], {"a": {"sure": 0.2}, "b": [{"sure": 0.3}, {"is": 1, "sure": 0.4}]})

    assert (shown["$.a"].presence, shown["$.a"].signal("confidence")) == ("absent", 0.2)
    assert shown.root.value == {"b": [None, 1]}


def test_a_wrapper_around_an_object_is_its_entry() -> None:
    """And its members may be wrapped in turn."""
    shown = extraction(LAYOUTS["wrapped"], {"a": {"is": {"x": {"is": 1, "sure": 0.1}, "y": 2}, "sure": 0.9}})

    assert {node.path: node.signal("confidence") for node in shown.nodes()} == {
        "$": ABSENT,
        "$.a": 0.9,
        "$.a.x": 0.1,
        "$.a.y": ABSENT,
    }
    assert shown.root.value == {"a": {"x": 1, "y": 2}}


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_plain_value_of_a_deep_tree_is_bounded(name: str) -> None:
    """Taking metadata away walks the value; it must not exhaust the stack."""
    data: Any = {"a": 1, "a_sure": 1}
    for _ in range(5_000):
        data = {"a": data}
    shown = extraction(LAYOUTS[name], data)

    if name in ("sibling", "wrapped"):
        with pytest.raises(PayloadError, match="nested deeper than 100 levels"):
            _ = shown.root.value
    else:
        assert shown.root.value is data


@pytest.mark.parametrize("meta", [None, 5, "x", [], [5, None], {}, {"a": 5}], ids=repr)
@pytest.mark.parametrize("name", LAYOUTS)
def test_odd_metadata_is_no_metadata(name: str, meta: Any) -> None:
    """Whatever stands in its place."""
    shown = extraction(LAYOUTS[name], {"a": 1}, meta)

    assert dict(shown["$.a"].signals) == {}
    assert [node.path for node in shown.nodes()] == ["$", "$.a"]


@pytest.mark.parametrize("data", [None, 5, "x", ABSENT], ids=repr)
@pytest.mark.parametrize("name", [name for name in LAYOUTS if name != "sibling"])
def test_a_document_without_children_is_its_root(name: str, data: Any) -> None:
    """As after a failed job."""
    shown = extraction(LAYOUTS[name], data)

    assert [node.path for node in shown.nodes()] == ["$"]
    assert shown["$.a[0]"].presence == "absent"


def test_what_the_metadata_of_nothing_holds_are_nodes() -> None:
    """The data may be null as a whole."""
    shown = extraction(LAYOUTS["parallel"], None, {"a": {"sure": 0.1}, "b": [{"sure": 0.2}], "c": 5})

    assert {node.path: node.signal("confidence") for node in shown.leaves()} == {"$.a": 0.1, "$.b[0]": 0.2}


def test_tuples_are_lists() -> None:
    """A caller's own objects may hold them."""
    assert [node.path for node in extraction(Bare(), ({"a": (1,)},)).leaves()] == ["$[0].a[0]"]
