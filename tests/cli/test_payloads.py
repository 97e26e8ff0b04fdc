"""Which payloads a command line names, and how each is called."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from adjudge.cli.payloads import Payload, Unreadable, find_payloads


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def names(*arguments: str) -> list[str]:
    return [payload.name for payload in find_payloads(arguments)]


def piped(monkeypatch: pytest.MonkeyPatch, content: bytes) -> list[Any]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    return list(find_payloads(["-"]))


def test_a_json_file_is_one_payload_read_later(here: Path) -> None:
    (here / "a.json").write_text("{}")

    assert list(find_payloads(["a.json"])) == [Payload("a.json", Path("a.json"))]


def test_a_file_of_another_name_is_taken_for_json(here: Path) -> None:
    (here / "response").write_text("{}")

    assert names("response") == ["response"]


def test_each_line_of_a_jsonl_file_is_a_payload_named_by_its_line(here: Path) -> None:
    """Empty lines are none, and do not shift the numbers."""
    (here / "many.jsonl").write_bytes(b'{"a": 1}\n\n  \r\n{"a": 4}')

    assert list(find_payloads(["many.jsonl"])) == [
        Payload("many.jsonl:1", b'{"a": 1}\n'),
        Payload("many.jsonl:4", b'{"a": 4}'),
    ]


def test_one_line_of_a_jsonl_file_can_be_named_as_reports_print_it(here: Path) -> None:
    (here / "many.ndjson").write_text('{"a": 1}\n{"a": 2}\n')

    assert list(find_payloads(["many.ndjson:2"])) == [Payload("many.ndjson:2", b'{"a": 2}\n')]


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        pytest.param("many.jsonl:3", "the file has no payload on this line", id="past-the-end"),
        pytest.param("many.jsonl:0", "there is no such file or folder", id="lines-count-from-one"),
        pytest.param("a.json:1", "there is no such file or folder", id="no-lines"),
        pytest.param("none.jsonl:1", "there is no such file or folder", id="no-file"),
        pytest.param("none.json", "there is no such file or folder", id="missing"),
    ],
)
def test_what_is_not_there_is_said_to_be(here: Path, argument: str, reason: str) -> None:
    (here / "many.jsonl").write_text('{"a": 1}\n{"a": 2}\n')
    (here / "a.json").write_text("{}")

    assert list(find_payloads([argument])) == [Unreadable(argument, reason)]


def test_a_file_of_lines_without_any_is_unreadable(here: Path) -> None:
    """An export that came out empty must not look like one in which all is well."""
    (here / "many.jsonl").write_text("\n\n")

    assert list(find_payloads(["many.jsonl"])) == [Unreadable("many.jsonl", "the file is empty")]


def test_a_file_of_lines_that_cannot_be_opened_is_unreadable(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "many.jsonl").write_text("{}\n")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)

    assert list(find_payloads(["many.jsonl"])) == [Unreadable("many.jsonl", "Permission denied")]


def test_a_folder_is_searched_to_any_depth_in_the_order_of_names(here: Path) -> None:
    """Stored verdicts and other files are no payloads."""
    for name in ("in/b.json", "in/a/z.json", "in/a/y.jsonl", "in/b.verdict.json", "in/read.me", "in/c.json/d.json"):
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text("{}\n")

    assert names("in") == ["in/a/y.jsonl:1", "in/a/z.json", "in/b.json", "in/c.json/d.json"]
    assert names("./in/") == names("in")
    assert names(str(here / "in")) == names("in")


def test_a_folder_without_payloads_gives_none(here: Path) -> None:
    (here / "in").mkdir()

    assert names("in") == []


def test_names_hold_no_absolute_path(here: Path) -> None:
    """A verdict is the same wherever it was made."""
    (here / "in").mkdir()
    (here / "in" / "a.json").write_text("{}")
    (here.parent / "b.json").write_text("{}")
    (here.parent / "out" / "deep").mkdir(parents=True)
    (here.parent / "out" / "deep" / "c.json").write_text("{}")

    assert names(str(here / "in" / "a.json"), str(here.parent / "b.json"), str(here.parent / "out"), "../b.json") == [
        "in/a.json",
        "b.json",
        "deep/c.json",
        "../b.json",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b'{"a": 1}\n', ["-"], id="one-line"),
        pytest.param(b'{\n  "a": 1\n}\n', ["-"], id="one-over-lines"),
        pytest.param(b"[\n{},\n{}\n]", ["-"], id="a-list-over-lines"),
        pytest.param(b'{"a": 1}\n\n{"a": 2}\n', ["-:1", "-:3"], id="lines"),
        pytest.param(b'{"a": \n{"a": 2}\n', ["-:1", "-:2"], id="lines-with-a-broken-one"),
        pytest.param(b'{\n  "a": 1\n', ["-"], id="broken-over-lines"),
        pytest.param(b"[" * 100_000 + b"\n1", ["-"], id="too-deep"),
        pytest.param(b"\xff\n1\n", ["-"], id="no-utf-8"),
        pytest.param(b"", ["-"], id="nothing"),
    ],
)
def test_standard_input_is_one_payload_or_lines(
    monkeypatch: pytest.MonkeyPatch, content: bytes, expected: list[str]
) -> None:
    """It has no name that tells; only where the whole is no JSON and some line is, lines are meant."""
    assert [payload.name for payload in piped(monkeypatch, content)] == expected
