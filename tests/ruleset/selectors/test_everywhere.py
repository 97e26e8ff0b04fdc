"""Paths that look at every depth, found by one walk for all of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.adapters.plain import PLAIN
from adjudge.model.node import Node
from adjudge.model.recognise import normalize
from adjudge.ruleset.everywhere import NodesByName
from adjudge.ruleset.selectors import compile_path

NAMES = st.sampled_from(["a", "b", "c"])
DOCUMENTS = st.dictionaries(
    NAMES,
    st.recursive(
        st.integers() | st.text(max_size=2) | st.none(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
        max_leaves=12,
    ),
    max_size=3,
)
PATHS = ("$..a", "$.b..a", "$..a.c", "$..a[0]", "$..b[*]", "$.a[0]..b", "$..a[*].b")


def root_of(document: dict[str, Any]) -> Node:
    return normalize(document, PLAIN, adapters={}).root


@pytest.mark.parametrize("path", PATHS)
@given(document=DOCUMENTS)
def test_the_walk_for_all_paths_finds_what_each_path_finds(path: str, document: dict[str, Any]) -> None:
    """Speed must not change what a rule sees, nor in which order."""
    selector = compile_path(path)
    root = root_of(document)
    found = NodesByName(root).select(selector)

    assert found is not None
    assert [node.parts for node in found] == [node.parts for node in selector.select(root)]


@pytest.mark.parametrize("path", ["$.a", "$.a[*].b", "$..*", "$..[0]", "$.a[-1]..b", "$.a[*]..b"])
def test_other_paths_are_left_to_themselves(path: str) -> None:
    assert NodesByName(root_of({"a": 1})).select(compile_path(path)) is None
