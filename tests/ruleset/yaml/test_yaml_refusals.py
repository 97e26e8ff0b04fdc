"""What can hide, multiply or repeat content is refused, each with its own message and its place."""

from __future__ import annotations

import sys

import pytest

from adjudge.ruleset.located import Problems
from adjudge.ruleset.yaml_source import MAX_DEPTH, MAX_FILE, MAX_PROBLEMS, MAX_SCALAR, read_yaml


@pytest.fixture(params=["libyaml", "pure"], autouse=True)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parsers of PyYAML must refuse alike."""
    if request.param == "pure":
        monkeypatch.setitem(sys.modules, "yaml._yaml", None)


def problems_of(data: str | bytes) -> list[str]:
    problems = Problems()
    read_yaml(data if isinstance(data, bytes) else data.encode(), "f.yaml", problems)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("a: *x\n", 'f.yaml:1:4: alias "*x" is not read; write the value out', id="alias"),
        pytest.param(
            "a: &x 1\n", 'f.yaml:1:4: anchor "&x" is not read; write the value out where it is used', id="anchor"
        ),
        pytest.param("a: {<<: {b: 1}}\n", 'f.yaml:1:5: merge key "<<" is not read; write the keys out', id="merge"),
        pytest.param("a: !!str 1\n", 'f.yaml:1:4: tag "tag:yaml.org,2002:str" is not read; leave it out', id="tag"),
        pytest.param(
            "a: !!python/name:os.system ''\n",
            'f.yaml:1:4: tag "tag:yaml.org,2002:python/name:os.system" is not read; leave it out',
            id="python-tag",
        ),
        pytest.param(
            "a: 1\nb: 2\na: 3\n", 'f.yaml:3:1: key "a" is here a second time; the first is in line 1', id="duplicate"
        ),
        pytest.param(
            "a: 1\n---\nb: 2\n", "f.yaml:2:1: a second document is not read; write one document a file", id="second"
        ),
        pytest.param("%YAML 1.1\n---\na: 1\n", "f.yaml:1:1: a % directive is not read; leave it out", id="directive"),
        pytest.param("? [a]\n: 1\n", "f.yaml:1:3: a key is a text, not a list or mapping", id="list-as-key"),
        pytest.param(
            'a: "\\e[31m"\n', "f.yaml:1:4: hidden character U+001B is not allowed in a rule file", id="escape"
        ),
        pytest.param(
            '"\\u202e": 1\n', "f.yaml:1:1: hidden character U+202E is not allowed in a rule file", id="bidi-key"
        ),
        pytest.param(
            "a: 1\nb: x\u202ey\n", "f.yaml:2:5: hidden character U+202E is not allowed in a rule file", id="bidi"
        ),
        pytest.param("# x\u2066\n", "f.yaml:1:4: hidden character U+2066 is not allowed in a rule file", id="comment"),
        pytest.param("a: \x00\n", "f.yaml:1:4: hidden character U+0000 is not allowed in a rule file", id="nul"),
        pytest.param(
            "a: x\ufeff\n", "f.yaml:1:5: hidden character U+FEFF is not allowed in a rule file", id="inner-bom"
        ),
    ],
)
def test_each_is_refused_with_its_place(text: str, problem: str) -> None:
    """Rule files are reviewed by people: what they see must be what is read."""
    assert problems_of(text) == [problem]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"a: 1\nb: \xe4\n", "f.yaml:2:4: the file is not UTF-8 (byte 0xe4)"),
        ("a: 1\n".encode("utf-16"), "f.yaml:1:1: the file is not UTF-8 (byte 0xff)"),
        (b"a: 1 #" + b"x" * MAX_FILE, f"f.yaml:1:1: the file has {MAX_FILE + 6:,} bytes; at most 1,048,576 are read"),
    ],
)
def test_a_file_that_is_no_small_utf8_text_is_refused(data: bytes, problem: str) -> None:
    """Guessing an encoding would change names."""
    assert problems_of(data) == [problem]


def test_a_file_of_exactly_the_limit_is_read() -> None:
    """The limit itself is allowed."""
    assert problems_of(b"a: 1 #" + b"x" * (MAX_FILE - 6)) == []


def test_a_text_is_read_up_to_its_limit() -> None:
    """Both sides of 64 KiB."""
    assert problems_of("a: " + "x" * MAX_SCALAR) == []
    assert problems_of("a: " + "x" * (MAX_SCALAR + 1)) == [
        "f.yaml:1:4: a text of 65,537 characters; at most 65,536 are read"
    ]


def test_nesting_is_read_up_to_its_limit() -> None:
    """Both sides of 32 levels."""
    assert problems_of("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    deeper = MAX_DEPTH + 2
    assert problems_of("[" * deeper + "]" * deeper) == [f"f.yaml:1:{deeper}: nested deeper than 32 levels"]


def test_a_broken_file_says_where() -> None:
    """The parser's own words, in our form."""
    (problem,) = problems_of("a: b: c\n")
    assert problem.startswith("f.yaml:1:5: YAML: mapping values are not allowed ")


@pytest.mark.parametrize("escape", ["\\U00110000", "\\ud800", "\\xZZ"])
def test_an_escape_that_is_no_character_is_refused(escape: str) -> None:
    """A lone surrogate would crash whoever prints it."""
    (problem,) = problems_of(f'a: "{escape}"\n')
    assert problem.startswith("f.yaml:1:")


def test_reading_goes_on_after_what_can_be_passed_by() -> None:
    """All problems of a file are said at once."""
    assert problems_of("a: 012\nb: 1\nb: 2\nc: .5\n") == [
        "f.yaml:1:4: 012 is no plain number; write one like 12 or 0.5, or quote it if it is text",
        'f.yaml:3:1: key "b" is here a second time; the first is in line 2',
        "f.yaml:4:4: .5 is no plain number; write one like 12 or 0.5, or quote it if it is text",
    ]


def test_a_file_full_of_problems_is_not_read_to_its_end() -> None:
    """A megabyte of them would drown everyone."""
    problems = problems_of("a:\n" + "- 012\n" * 1000)
    assert len(problems) == MAX_PROBLEMS
    assert problems_of("a:\n" + "- 012\n" * (MAX_PROBLEMS - 1))[-1].startswith("f.yaml:50:3: 012 is no plain number")


def test_a_long_wrong_number_is_not_repeated_in_full() -> None:
    """A message stays one line."""
    assert problems_of("a: 0x" + "f" * 60000) == [
        f"f.yaml:1:4: 0x{'f' * 38}… is no plain number; write one like 12 or 0.5, or quote it if it is text"
    ]
