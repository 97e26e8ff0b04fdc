"""All leaves of a document, found quickly, are those that the tree of its layout has, in one order."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.engine.screen.entries import Leaves, flat_leaves, parallel_leaves
from adjudge.engine.screen.known import Known
from adjudge.engine.screen.rows import told_by_paths
from adjudge.model.layouts.flat import FlatTree
from adjudge.model.layouts.parallel import ParallelTree
from adjudge.model.tree import SCALARS, Place, Tree

NAMES = st.sampled_from(["a", "b", "c", "confidence"])
SCALAR = st.one_of(st.none(), st.integers(0, 3), st.text("xy", max_size=2), st.booleans())
ROWS = st.lists(st.dictionaries(NAMES, SCALAR, min_size=1, max_size=3), max_size=3)
DATA = st.dictionaries(
    NAMES,
    st.recursive(
        SCALAR | ROWS,
        lambda inner: st.dictionaries(NAMES, inner, max_size=3) | st.lists(inner, max_size=3),
        max_leaves=12,
    ),
    max_size=4,
)


def entries_of(value: Any, written: str = "") -> Any:
    """Make metadata of the same nesting: an entry for each leaf that says where it stands; members in reverse order."""
    if isinstance(value, dict) and value:
        inner = {key: entries_of(member, f"{written}.{key}" if written else key) for key, member in value.items()}
        return dict(reversed(inner.items()))
    if isinstance(value, list) and value:
        return [entries_of(member, f"{written}[{index}]") for index, member in enumerate(value)]
    return {"confidence": 0.5, "at": written}


def flat_entries(metadata: Any) -> dict[str, Any]:
    """Make the map of written paths of the same entries."""
    if isinstance(metadata, dict) and "at" in metadata:
        return {metadata["at"]: metadata}
    below = metadata.values() if isinstance(metadata, dict) else metadata
    return {at: entry for member in below for at, entry in flat_entries(member).items()}


def leaves_of(tree: Tree) -> dict[Any, Place]:
    """Give the leaves of a tree by their paths."""
    found, stack = {}, [tree.root]
    while stack:
        place = stack.pop()
        children = [] if type(place.value) in SCALARS else tree.child_keys(place)
        stack.extend(tree.child(place, key) for key in children)
        if not children and place.parts:
            found[place.parts] = place
    return found


def must_be(leaves: Leaves, tree: Tree) -> None:
    """Compare what was found with the tree."""
    expected = leaves_of(tree)
    scalars = {parts: place for parts, place in expected.items() if type(place.value) in SCALARS}
    numbers = range(len(leaves.entries))
    paths = leaves.paths(numbers)[len(leaves.paths(())) :]

    assert {*paths} == {*scalars}
    assert len(paths) == len(scalars)
    for path, entry, value in zip(paths, leaves.entries, leaves.values, strict=True):
        assert entry == scalars[path].entry
        assert value == scalars[path].value
    assert {*leaves.paths(())} == {*expected} - {*scalars}
    assert leaves.has_odd is (expected.keys() != scalars.keys())


@given(data=DATA)
def test_leaves_beside_a_parallel_tree_are_those_of_the_layout(data: dict[str, Any]) -> None:
    """Rows are gone through together, members stand in any order: entry, value and path still belong together."""
    metadata = entries_of(data) if data else {}
    nothing: Any = SimpleNamespace()

    must_be(parallel_leaves(data, metadata, nothing, nothing), ParallelTree(data, metadata, ()))


@given(data=DATA)
def test_leaves_of_a_flat_map_are_those_of_the_layout(data: dict[str, Any]) -> None:
    """The same for written paths."""
    metadata = flat_entries(entries_of(data)) if data else {}
    nothing: Any = SimpleNamespace()

    leaves = flat_leaves(data, metadata, nothing, Known(data, metadata, None))

    must_be(leaves, FlatTree(data, metadata, frozenset(), frozenset()))


@given(data=DATA, extra=st.sampled_from(["z", "a.z", "b[7]", "a[0].z"]))
def test_a_written_path_that_the_data_has_not_is_refused(data: dict[str, Any], extra: str) -> None:
    """It would be a leaf that nobody sees."""
    metadata = {**(flat_entries(entries_of(data)) if data else {}), extra: {"confidence": 0.1}}
    nothing: Any = SimpleNamespace()

    if extra not in flat_entries(entries_of(data) if data else []):
        with pytest.raises(LookupError):
            flat_leaves(data, metadata, nothing, Known(data, metadata, None))


def test_written_paths_tell_how_many_items_each_list_has() -> None:
    """The last item of a list, at every depth; a path may be longer than those that are kept."""
    long = "x" * 300
    paths = ["total", "lines[0].amount", "lines[3].amount", "lines[3].parts[1].name", f"{long}[2].y", "[4].z", "odd]"]

    told = told_by_paths({path: {} for path in paths})

    assert told == {"lines": 4, "lines[3].parts": 2, long: 3, "": 5}
