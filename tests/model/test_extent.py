"""What the bytes of a JSON text prove: that it is nested no deeper than a payload may be, whatever its texts hold."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.model.extent import fits
from adjudge.model.payload import read_json
from adjudge.model.tree import MAX_DEPTH, MAX_NODES
from support.told import refusal

NOISE = st.text(st.sampled_from('[]{}"\\,:ab é\n'), max_size=8)
SHALLOW = st.recursive(
    NOISE | st.integers() | st.none(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NOISE, inner)
)


def nested(depth: int, texts: list[str]) -> Any:
    """Give lists and objects in each other, with texts before and behind what is nested."""
    value: Any = []
    for level in range(depth - 1):
        text = texts[level % len(texts)]
        value = [text, value, text] if level % 2 else {text: text, text + "nested": value, text + "last": text}
    return value


@given(SHALLOW, st.booleans())
def test_a_shallow_text_is_proven_to_be_so(value: Any, ascii_only: bool) -> None:
    """Brackets and quotes in texts prevent no proof: such texts are common, and the slow way is slow."""
    assert fits(json.dumps(value, ensure_ascii=ascii_only).encode())


@given(st.lists(NOISE, min_size=1, max_size=5), st.integers(MAX_DEPTH - 2, MAX_DEPTH + 60), st.booleans())
def test_no_text_within_hides_how_deep_it_is(texts: list[str], depth: int, ascii_only: bool) -> None:
    """A closing bracket in a text must not stand for one outside."""
    raw = json.dumps(nested(depth, texts), ensure_ascii=ascii_only).encode()

    if depth <= MAX_DEPTH:
        read_json(raw)
    else:
        assert not fits(raw)
        assert refusal(raw) == "the payload is nested deeper than 100 levels"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        pytest.param('["]",', ',"["]', id="brackets-in-texts-that-close-those-outside"),
        pytest.param('{"}": ', ', "{": 0}', id="braces-in-names"),
        pytest.param(r'["\"]\"",', r',"\"["]', id="behind-an-escaped-quote"),
        pytest.param(r'["\\","]",', r',"[\\"]', id="behind-an-escaped-backslash"),
    ],
)
def test_depth_that_texts_would_hide_is_refused(opening: str, closing: str) -> None:
    deep = f"{opening * 101}0{closing * 101}".encode()
    fine = f"{opening * 100}0{closing * 100}".encode()
    json.loads(deep)

    assert refusal(deep) == "the payload is nested deeper than 100 levels"
    read_json(fine)


def test_as_many_values_as_a_payload_may_hold_are_counted_one_by_one() -> None:
    """The shortest value takes two bytes; only a text of more bytes can hold too many."""
    most = f"[{','.join('0' * MAX_NODES)}]".encode()

    assert not fits(most)
    assert len(read_json(most)) == MAX_NODES
    assert refusal(f"[{','.join('0' * (MAX_NODES + 1))}]") == "the payload has more than 1,000,000 nodes"
