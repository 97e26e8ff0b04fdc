"""Patterns of rules are RE2's: linear, and clear about what they are not."""

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.ruleset.patterns import (
    MAX_TEXT,
    PatternProblem,
    compile_pattern,
    plain_pattern,
    sought_text,
)


def test_a_pattern_matches_the_whole_or_a_part() -> None:
    pattern = compile_pattern(r"[A-Z]{2}\d+")

    assert pattern.fullmatch("DE123")
    assert not pattern.fullmatch("DE123 ")
    assert pattern.search("VAT DE123.")
    assert not pattern.search("de123")


def test_digits_are_ascii_and_flags_stand_inside() -> None:
    assert not compile_pattern(r"\d").fullmatch("٣")
    assert compile_pattern("(?i)straße").fullmatch("STRAßE")
    assert compile_pattern(".").fullmatch("ä")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("(?=a)b", "look-around is not supported: write two rules, or a when"),
        ("(?<!a)b", "look-around is not supported: write two rules, or a when"),
        (r"(a)\1", "back-references are not supported"),
        ("(?P<x>a)(?P=x)", "back-references are not supported"),
        (r"a\Z", r"write \z for the end of the text; a pattern matches the whole value anyway"),
        ("(?ix)a", "the flag x is not supported"),
        ("a++", "possessive and atomic groups are not needed: matching is linear"),
        ("(?>a)", "possessive and atomic groups are not needed: matching is linear"),
        ("a{1001}", "a repetition counts to 1000 at most"),
        ("a{1,1001}", "a repetition counts to 1000 at most"),
        ("(", "missing ): ("),
        ("a**", "bad repetition operator: **"),
        ("(a{100}){100}{100}", "invalid repetition size: {100}"),
        (r"\y", r"invalid escape sequence: \y"),
    ],
)
def test_a_pattern_that_cannot_be_used_says_why(text: str, why: str) -> None:
    with pytest.raises(PatternProblem) as caught:
        compile_pattern(text)

    shown = text.replace("\\", "\\\\")
    assert str(caught.value) == f'the pattern "{shown}" cannot be used: {why}'


def test_half_a_surrogate_pair_is_refused_in_a_pattern_and_harmless_in_a_text() -> None:
    """JSON can say it; UTF-8 cannot."""
    with pytest.raises(PatternProblem) as caught:
        compile_pattern("\ud800")

    assert str(caught.value) == 'the pattern "\ufffd" cannot be used: half a surrogate pair is no character'
    assert compile_pattern("a.").fullmatch("a\ud800")


def test_a_pattern_has_500_characters_at_most() -> None:
    assert compile_pattern("a" * 500).fullmatch("a" * 500)
    with pytest.raises(PatternProblem) as caught:
        compile_pattern("a" * 501)

    assert str(caught.value) == "a pattern has at most 500 characters, this one 501"


def test_a_text_has_a_million_characters_at_most() -> None:
    """What is not searched must not pass."""
    pattern = compile_pattern("(a+)+$")
    start = time.process_time()

    assert pattern.search("a" * MAX_TEXT)
    assert time.process_time() - start < 0.5
    for match in (pattern.search, pattern.fullmatch):
        with pytest.raises(PatternProblem) as caught:
            match("a" * (MAX_TEXT + 1))
        assert str(caught.value) == "a text of 1,000,001 characters is too long for a pattern; 1,000,000 are the most"


def test_a_pattern_is_a_value_with_the_text_that_was_written() -> None:
    assert compile_pattern("a+") == compile_pattern("a+")
    assert repr(compile_pattern("a+")) == "Pattern(text='a+')"
    assert len({compile_pattern("a+"), compile_pattern("a+")}) == 1


def test_re2_is_imported_by_the_first_pattern_and_says_nothing_on_its_own() -> None:
    """Start-up is paid by everyone, also by those without a pattern; a log line would break JSON output."""
    code = (
        "import sys; from adjudge.ruleset.patterns import compile_pattern; assert 're2' not in sys.modules\n"
        "try: compile_pattern('(')\n"
        "except ValueError: print('re2' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert (done.stdout, done.stderr) == ("True\n", "")


@given(st.text(max_size=60) | st.text(st.sampled_from("()[]{}*+?|\\^$.ab01,<>=!:PiZ"), max_size=20), st.text())
def test_a_text_is_a_pattern_or_a_problem(pattern: str, text: str) -> None:
    try:
        compiled = compile_pattern(pattern)
    except PatternProblem:
        return
    assert compiled.fullmatch(text) <= compiled.search(text)


ATOMS = st.sampled_from(
    ["a", "B", "0", "-", " ", "/", r"\.", r"\d", r"\-", "[0-9]", "[A-Z]", "[a-z0-9 ]", "[.a]", "[z-a]"]
)
LENGTHS = st.sampled_from(["", "", "", "?", "+", "*", "{2}", "{1,3}", "{0}", "{3,1}"])


@given(
    parts=st.lists(st.tuples(ATOMS, LENGTHS), min_size=1, max_size=5),
    text=st.text("aBb0129-. /\n\u0663", max_size=8),
)
def test_a_plain_pattern_means_to_re_what_it_means_to_re2(parts: list[tuple[str, str]], text: str) -> None:
    """Where another library is asked first, because it answers ten times as fast, it must answer the same."""
    pattern = "".join(atom + length for atom, length in parts)
    plain = plain_pattern(pattern)

    if plain is not None:
        assert (plain.fullmatch(text) is not None) is compile_pattern(pattern).fullmatch(text)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a|b)",
        "a.c",
        "^a$",
        "[^a]",
        r"\w",
        r"\bx",
        "a+?",
        "(?i)a",
        "[a&&b]",
        "[[:alpha:]]",
        "a+b+c+",
        "ä",
        r"\x41",
        "a{100}",
    ],
)
def test_what_may_mean_two_things_or_take_long_is_no_plain_pattern(pattern: str) -> None:
    """Groups, anchors, dots, classes by name, other scripts: these are RE2's alone."""
    assert plain_pattern(pattern) is None


@given(text=st.text("tx e\n", max_size=8), any_lines=st.booleans())
def test_a_text_that_is_looked_for_is_found_as_the_pattern_finds_it(text: str, any_lines: bool) -> None:
    """``.*te.*`` holds for texts of one line, ``(?s).*te.*`` for any."""
    pattern = "(?s).*te.*" if any_lines else ".*te.*"

    assert sought_text(pattern) == ("te", any_lines)
    assert ("te" in text and (any_lines or "\n" not in text)) is compile_pattern(pattern).fullmatch(text)


@pytest.mark.parametrize("pattern", [".*", ".*.*", ".*a", "a.*", "(?i).*a.*", ".*a+.*", ".*a.*b.*", ".*ä.*"])
def test_other_patterns_look_for_no_text(pattern: str) -> None:
    """What stands between must be nothing but letters, digits and blanks."""
    assert sought_text(pattern) is None
