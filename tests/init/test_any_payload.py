"""Whatever a payload holds, what is proposed from it loads, is clean, tested and complete, and tells no value."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adjudge.errors import ConfigError, PayloadError
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


ROOT = Path(__file__).parents[2]
OURS = [
    json.loads(file.read_text("utf-8"))
    for folder in ("examples/04-every-vendor/payloads", "tests/payloads")
    for file in sorted((ROOT / folder).rglob("*.json"))
]
ODD: tuple[Any, ...] = (
    None,
    "",
    0,
    "1.234,56 €",
    "12 %",
    "2024-01-31",
    True,
    [],
    {},
    "not_found",
    [{"a": 1}],
    [[1]],
    -3,
)


def damaged(payload: Any, random: Random) -> Any:
    """Give a copy in which a few things are odd, renamed or gone, in data and metadata alike."""
    payload = copy.deepcopy(payload)
    for _ in range(random.randint(1, 6)):
        container, key = random.choice(list(places(payload)) or [({"x": 1}, "x")])
        change = random.random()
        if change < 0.5:
            container[key] = random.choice(ODD)
        elif change < 0.8 or isinstance(container, list):
            del container[key]
        else:
            container[random.choice(["value", "for", "a b", "Ü", "total", "metadata"])] = container.pop(key)
    return payload


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Give every place of a value: what holds it, and its key or index."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield value, key
        yield from places(inner)


@pytest.mark.parametrize("seed", range(40))
def test_payloads_of_every_vendor_in_any_state_give_rules_that_hold(seed: int) -> None:
    random = Random(seed)
    payloads = [damaged(random.choice(OURS), random) for _ in range(random.choice([1, 1, 2, 3]))]

    with suppress(PayloadError, ConfigError):  # what cannot be read is refused before anything is proposed
        proposed(*payloads)
