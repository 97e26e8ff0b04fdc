"""Keywords are found by word, whatever the case, width and blanks."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.ruleset.keywords import KeywordProblem, Keywords

words = st.text(st.sampled_from("abcäßé09日"), min_size=1, max_size=6)


@pytest.mark.parametrize(
    "text",
    [
        "date",
        "Due DATE unclear",
        "(date)",
        "date: 5",
        "due_date",
        "due-date",
        "ｄａｔｅ",
        "da\u200bte",
        "\ufeffdate\u00ad",
        "no date's there",
        "updates, date",
    ],
)
def test_a_word_is_found(text: str) -> None:
    assert Keywords(["date"]).find(text) == "date"


@pytest.mark.parametrize("text", ["", "update", "dates", "dated", "date2", "2date", "dаte", "date\u0301", "dat e"])
def test_a_part_of_a_word_or_another_word_is_not_found(text: str) -> None:
    """``date`` in ``update`` once sent every corrected document to review."""
    assert Keywords(["date"]).find(text) is None


@pytest.mark.parametrize("text", ["Multiple  TOTALS", "multiple\n totals.", "multiple_totals", "multiple-totals"])
def test_a_phrase_is_found_across_any_joints(text: str) -> None:
    assert Keywords(["multiple totals"]).find(text) == "multiple totals"
    assert Keywords(["multiple_totals"]).find(text) == "multiple_totals"


@pytest.mark.parametrize("text", ["multiple, totals", "multiple. Totals", "multiple sub totals", "multipletotals"])
def test_a_phrase_is_not_found_across_anything_else(text: str) -> None:
    assert Keywords(["multiple totals"]).find(text) is None


def test_the_first_keyword_is_given_as_it_was_written() -> None:
    keywords = Keywords(["Ambiguous", "multiple totals"])

    assert keywords.find("MULTIPLE TOTALS, ambiguous") == "Ambiguous"
    assert keywords.find("two totals") is None
    assert Keywords([]).find("anything") is None


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("STRASSE", "straße"),
        ("straße", "Strasse"),
        ("é", "e\u0301"),
        ("n/a", "value N/A"),
        ("c++", "in C++ code"),
        ("ﬁeld", "FIELD"),
        ("İ", "i\u0307"),
        ("日付", "支払日付が不明"),
        ("วันที่", "ไม่มีวันที่"),
    ],
)
def test_one_word_in_two_spellings_is_found(keyword: str, text: str) -> None:
    assert Keywords([keyword]).find(text) == keyword


@pytest.mark.parametrize(
    ("keyword", "message"),
    [
        ("", 'the keyword "" has no letter or digit'),
        (" - ", 'the keyword " - " has no letter or digit'),
        ("\u200b", 'the keyword "\ufffd" has no letter or digit'),
        ("a" * 201, "a keyword has at most 200 characters, this one 201"),
    ],
)
def test_a_keyword_that_would_match_anything_or_nothing_is_refused(keyword: str, message: str) -> None:
    with pytest.raises(KeywordProblem) as caught:
        Keywords(["date", keyword])

    assert str(caught.value) == message


def test_a_text_has_ten_thousand_characters_at_most() -> None:
    """A keyword behind the limit must not be a pass."""
    assert Keywords(["date"]).find("x" * 9_995 + " date") == "date"
    with pytest.raises(KeywordProblem) as caught:
        Keywords(["date"]).find("x" * 9_996 + " date")

    assert str(caught.value) == "a text of 10,001 characters is too long for keywords; 10,000 are the most"


@pytest.mark.parametrize(
    "text", ["\u0300" * 5000 + "\u0316" * 5000, "\ufdfa" * 10_000, "a" * 10_000, "_" * 10_000, "\u200b" * 10_000]
)
def test_a_hostile_text_costs_little(text: str) -> None:
    keywords = Keywords(["a" * 199 + "b", "date"])
    start = time.process_time()
    keywords.find(text)

    assert time.process_time() - start < 0.5


@given(st.lists(words, min_size=1, max_size=4), st.sampled_from([" ", "  ", "_", "\n", " - "]), st.booleans())
def test_every_word_and_phrase_of_a_text_is_found_in_it(parts: list[str], joint: str, upper: bool) -> None:
    text = joint.join(parts)
    text = text.upper() if upper else text

    assert Keywords([" ".join(parts)]).find(f"({text})")
    for part in parts:
        assert Keywords([part]).find(text)


@given(st.text(), st.text())
def test_no_text_makes_it_raise_once_the_keyword_is_one(keyword: str, text: str) -> None:
    try:
        keywords = Keywords([keyword])
    except KeywordProblem:
        return
    assert keywords.find(text) in (None, keyword)
