"""Paths as text: one notation, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.errors import ConfigError
from adjudge.model.paths import parse, render

names = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
parts = st.lists(st.one_of(names, st.integers(0, 10**17)), max_size=6).map(tuple)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), "$"),
        (("total",), "$.total"),
        (("line_items", 0, "amount"), "$.line_items[0].amount"),
        (("Größe", "円"), "$.Größe.円"),
        (("a.b", "c d", "2nd", ""), "$['a.b']['c d']['2nd']['']"),
        (("it's", "back\\slash"), "$['it\\'s']['back\\\\slash']"),
        (("tab\t", "nul\x00"), "$['tab\\t']['nul\\u0000']"),
    ],
)
def test_paths_are_written_as_rfc_9535_does(path: tuple[str | int, ...], text: str) -> None:
    """The shorthand where there is one, else quoted."""
    assert render(path) == text
    assert parse(text) == path


@given(parts)
def test_every_path_comes_back(path: tuple[str | int, ...]) -> None:
    """Any name works, whatever it holds."""
    assert parse(render(path)) == path


def test_double_quotes_are_read_too() -> None:
    """RFC 9535 allows both."""
    assert parse('$["a.b"]["\\"q\\"\\u00e9"]') == ("a.b", '"q"é')


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("total", '"total" is no path of one node: it does not begin with "$"'),
        ("", '"" is no path of one node: it does not begin with "$"'),
        ("$.", '"$." is no path of one node: cannot read "."'),
        ("$..total", '"$..total" is no path of one node: cannot read "..total"'),
        ("$.lines[*].amount", '"$.lines[*].amount" is no path of one node: cannot read "[*].amount"'),
        ("$.lines[-1]", '"$.lines[-1]" is no path of one node: cannot read "[-1]"'),
        ("$.lines[01]", '"$.lines[01]" is no path of one node: cannot read "[01]"'),
        ("$.a b", '"$.a b" is no path of one node: cannot read " b"'),
        ("$['a", '"$[\'a" is no path of one node: cannot read "[\'a"'),
        ("$['\\x']", '"$[\'\\x\']" is no path of one node: "\\x" is no escape'),
    ],
)
def test_what_is_no_path_of_one_node_is_refused(text: str, reason: str) -> None:
    """The caller learns where it stops being one."""
    with pytest.raises(ConfigError) as caught:
        parse(text)

    assert str(caught.value) == reason
