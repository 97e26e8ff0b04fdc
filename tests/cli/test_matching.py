"""Expressions of ``-k`` and ``-m``."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.cli.matching import parse_match
from adjudge.errors import ConfigError


@pytest.mark.parametrize(
    ("text", "held", "expected"),
    [
        pytest.param("a", {"a"}, True, id="name"),
        pytest.param("not a", {"a"}, False, id="not"),
        pytest.param("not not a", {"a"}, True, id="not-twice"),
        pytest.param("a and b", {"a"}, False, id="and-of-one"),
        pytest.param("a and b", {"a", "b"}, True, id="and-of-both"),
        pytest.param("a or b", {"b"}, True, id="or-of-one"),
        pytest.param("a or b", set(), False, id="or-of-none"),
        pytest.param("a or b and c", {"a"}, True, id="and-binds-before-or"),
        pytest.param("(a or b) and c", {"a"}, False, id="parentheses-go-first"),
        pytest.param("not a and b", {"b"}, True, id="not-binds-before-and"),
        pytest.param("line-amount[3]", {"line-amount[3]"}, True, id="a-name-may-hold-brackets"),
        pytest.param("rules/a.yaml::b", {"rules/a.yaml::b"}, True, id="a-node-id-is-a-name"),
        pytest.param("ändern", {"ändern"}, True, id="any-script"),
    ],
)
def test_an_expression_means_what_it_means_in_pytest(text: str, held: set[str], expected: bool) -> None:
    match, _ = parse_match(text)

    assert match(held.__contains__) is expected


def test_the_names_of_an_expression_are_given() -> None:
    assert parse_match("a and not (b or a)")[1] == ("a", "b", "a")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "column 1: expected a name, not or an opening parenthesis, got the end", id="nothing"),
        pytest.param("a and", "column 6: expected a name, not or an opening parenthesis, got the end", id="half"),
        pytest.param("or a", "column 1: expected a name, not or an opening parenthesis, got or", id="no-left-side"),
        pytest.param("a b", "column 3: expected and, or or the end, got b", id="two-names"),
        pytest.param("(a", "column 3: expected a closing parenthesis, got the end", id="open"),
        pytest.param("a)", "column 2: expected and, or or the end, got )", id="closed-only"),
        pytest.param("()", "column 2: expected a name, not or an opening parenthesis, got )", id="empty-parentheses"),
        pytest.param("(" * 51 + "a", "column 51: expected less nesting, got (", id="too-deep"),
    ],
)
def test_what_is_no_expression_is_refused_with_its_column(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_match(text)

    assert str(caught.value) == f'"{text}" cannot be read at {message}'


def test_fifty_levels_of_nesting_are_read() -> None:
    match, _ = parse_match("(" * 49 + "a" + ")" * 49)

    assert match({"a"}.__contains__)


@given(st.lists(st.sampled_from(["a", "b", "and", "or", "not", "(", ")"]), max_size=12), st.sets(st.sampled_from("ab")))
def test_expressions_agree_with_pythons_own(words: list[str], held: set[str]) -> None:
    """Same operators, same precedence; what Python cannot read we do not either."""
    text = " ".join(words)
    try:
        expected = bool(eval(text, {"a": "a" in held, "b": "b" in held}))  # noqa: S307  # made of seven words
    except (SyntaxError, TypeError):
        with pytest.raises(ConfigError):
            parse_match(text)
    else:
        if "( )" not in text:
            assert parse_match(text)[0](held.__contains__) is expected
