"""Whatever a payload holds, what is proposed from it loads, is clean, tested and complete, and tells no value."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from support.proposals import proposed

NASTY = (
    "a: b",
    "# x",
    "- a",
    "{",
    "}",
    "'",
    '"',
    "\\",
    "\x00",
    "\x1b[31m",
    "\n",
    "\u202e",
    "\ufeff",
    "::",
    "&a",
    "*",
    "!t",
)
TEXT = st.characters(exclude_categories=["Cs"])
KEYS = st.one_of(
    st.sampled_from(
        [
            "total",
            "Total",
            "net",
            "tax",
            "due_date",
            "issue_date",
            "items",
            "for",
            "class",
            "doc",
            "value",
            "row",
            "",
            " ",
            "$",
            "..",
            "a.b",
        ]
    ),
    st.text(TEXT, max_size=12),
    st.lists(st.sampled_from(NASTY), max_size=3).map("".join),
    st.sampled_from(["Größe", "数量", "naïve café", "x" * 300, "confidence", "metadata", "null", "true", "no"]),
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9).filter(lambda number: number == 0 or abs(number) > 1e-9),
    st.text(TEXT, max_size=20),
    st.sampled_from(NASTY),
    st.sampled_from(
        ["1,234.56", "1.234,56 €", "$5.00", "12 %", "2024-01-31", "31/01/2024", "01/02/2024", "Jan 5, 2024"]
    ),
)
PAYLOADS = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=6)),
    max_leaves=25,
).filter(lambda value: isinstance(value, dict | list))


@settings(max_examples=150, deadline=None)
@given(payloads=st.lists(PAYLOADS, min_size=1, max_size=3))
def test_a_proposal_holds_what_it_promises(payloads: list[Any]) -> None:
    proposed(*payloads)
