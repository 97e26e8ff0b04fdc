"""What a scalar of a rule file means: text, unless it is beyond doubt a number, true, false or null."""

from __future__ import annotations

import sys
from decimal import Decimal

import pytest

from adjudge.errors import Location
from adjudge.ruleset.located import Located, Problems
from adjudge.ruleset.yaml_source import read_yaml


def read(text: str) -> tuple[Located | None, list[str]]:
    problems = Problems()
    tree = read_yaml(text.encode(), "f.yaml", problems)
    return tree, [str(problem) for problem in problems]


@pytest.fixture(params=["libyaml", "pure"], autouse=True)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parsers of PyYAML must read alike: which one is there depends on how it was built."""
    if request.param == "pure":
        monkeypatch.setitem(sys.modules, "yaml._yaml", None)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("0", 0),
        ("-3", -3),
        ("999999999999999999", 999999999999999999),
        ("0.10", Decimal("0.10")),
        ("-0.5", Decimal("-0.5")),
    ],
)
def test_only_plain_words_and_numbers_are_more_than_text(written: str, value: object) -> None:
    """A float would already have lost the amount that was written."""
    tree, problems = read(f"a: {written}\n")
    assert problems == []
    assert tree is not None
    assert tree.plain() == {"a": value}
    assert type(tree.plain()["a"]) is type(value)


@pytest.mark.parametrize(
    "written",
    ["no", "NO", "on", "yes", "True", "NULL", "~", "12:30", "2024-01-31", "1.2.3", "DE123", "- 1", "1-2", "٣", "nan"],
)
def test_what_yaml_1_1_would_convert_stays_text(written: str) -> None:
    """NO is Norway, and a date is read by its field's format."""
    tree, problems = read(f"a: [{written!r}]\nb: {written}\n" if written != "- 1" else 'b: "- 1"\n')
    assert problems == []
    assert tree is not None
    assert tree.plain()["b"] == written


@pytest.mark.parametrize("written", ['"012"', "'012'", '"true"', '"0.5"', '"null"', '"1e3"'])
def test_quotes_make_anything_a_text(written: str) -> None:
    """Codes with a leading zero are written so."""
    tree, problems = read(f"a: {written}\n")
    assert problems == []
    assert tree is not None
    assert tree.plain() == {"a": written[1:-1]}


@pytest.mark.parametrize(
    "written",
    ["012", "00", "0x1F", "0o17", "0b11", "1_000", "1e3", "1.5E-3", ".5", "5.", "+47", ".inf", "-.Inf", ".NaN"],
)
def test_what_only_some_readers_take_for_a_number_is_refused(written: str) -> None:
    """It would be a number for one reader of the repository, and a text for another."""
    _, problems = read(f"a: {written}\n")
    assert problems == [
        f"f.yaml:1:4: {written} is no plain number; write one like 12 or 0.5, or quote it if it is text"
    ]


def test_a_number_of_more_than_18_digits_is_refused() -> None:
    """An account number is a text."""
    _, problems = read("a: 1234567890123456789\n")
    assert problems == ["f.yaml:1:4: a number of more than 18 digits; quote it if it is text"]


def test_keys_are_always_text() -> None:
    """A params row or a given value may be called 2024 or 012."""
    tree, problems = read("2024: a\n012: b\ntrue: c\n")
    assert problems == []
    assert tree is not None
    assert tree.plain() == {"2024": "a", "012": "b", "true": "c"}


def test_every_key_and_item_knows_its_line_and_column() -> None:
    """A message must lead to the character."""
    tree, _ = read("a:\n  - x\n  - {b: 1}\n")
    assert tree is not None
    second = tree.entries["a"].elements[1]
    assert tree.key("a") == Location("f.yaml", 1, 1)
    assert tree.key("not there") == Location("f.yaml", 1, 1)
    assert tree.entries["a"].elements[0].where == Location("f.yaml", 2, 5)
    assert second.key("b") == Location("f.yaml", 3, 6)
    assert second.entries["b"].where == Location("f.yaml", 3, 9)


@pytest.mark.parametrize(
    ("text", "offset", "where"),
    [
        ("a: abc\n", 2, Location("f.yaml", 1, 6)),
        ('a: "abc"\n', 2, Location("f.yaml", 1, 7)),
        ("a: |\n  one\n  two\n", 5, Location("f.yaml", 3, 1)),
        ("a: >-\n  one\n  two\n", 5, Location("f.yaml", 2, 1)),
    ],
)
def test_an_offset_in_a_text_becomes_a_place(text: str, offset: int, where: Location) -> None:
    """A mistake in an expression is shown where it stands in the file."""
    tree, _ = read(text)
    assert tree is not None
    assert tree.entries["a"].at(offset) == where


def test_a_byte_order_mark_is_no_content() -> None:
    """Editors on Windows write one."""
    problems = Problems()
    tree = read_yaml(b"\xef\xbb\xbfa: 1\n", "f.yaml", problems)
    assert tree is not None
    assert tree.plain() == {"a": 1}
    assert tree.key("a") == Location("f.yaml", 1, 1)


def test_an_empty_file_is_no_problem_of_yaml() -> None:
    """Whoever needs content says so."""
    assert read("") == (None, [])
    assert read("# nothing but a comment\n") == (None, [])
