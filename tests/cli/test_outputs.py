"""Formats and files, and writing to whatever is there."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from adjudge.cli.console import complain, wants_colour, width, write
from adjudge.cli.facts import read_facts
from adjudge.cli.outputs import Output, find_reporters, pair_outputs, write_output
from adjudge.errors import ConfigError
from adjudge.ruleset.registry import Reporter

F, O = "formats", "files"  # noqa: E741  # the two options, in the order that they stand on a command line


@pytest.mark.parametrize(
    ("order", "formats", "files", "outputs"),
    [
        pytest.param([], [], [], [Output("text", None)], id="text-by-default"),
        pytest.param([F], ["json"], [], [Output("json", None)], id="one-format"),
        pytest.param([O], [], ["a"], [Output("text", Path("a"))], id="one-file"),
        pytest.param([F, O], ["json"], ["a"], [Output("json", Path("a"))], id="one-each"),
        pytest.param([O, F], ["json"], ["a"], [Output("json", Path("a"))], id="one-each-either-way"),
        pytest.param(
            [F, O, F], ["json", "text"], ["a"], [Output("json", Path("a")), Output("text", None)], id="a-file-and-none"
        ),
        pytest.param(
            [F, F, O], ["text", "json"], ["a"], [Output("text", None), Output("json", Path("a"))], id="none-and-a-file"
        ),
    ],
)
def test_a_file_belongs_to_the_format_before_it(
    order: list[str], formats: list[str], files: list[str], outputs: list[Output]
) -> None:
    assert pair_outputs(order, formats, files) == outputs


@pytest.mark.parametrize(
    ("order", "formats", "files", "message"),
    [
        pytest.param(
            [F, F],
            ["json", "text"],
            [],
            "formats json and text would both go to standard output; add -o FILE after one",
            id="both-on-screen",
        ),
        pytest.param(
            [O, F, F, O], ["json", "text"], ["a", "b"], "-o a follows no --format of its own", id="file-first"
        ),
        pytest.param([F, O, O], ["json"], ["a", "b"], "-o b follows no --format of its own", id="two-files"),
    ],
)
def test_outputs_that_cannot_be_told_apart_are_refused(
    order: list[str], formats: list[str], files: list[str], message: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        pair_outputs(order, formats, files)

    assert str(caught.value) == message


def test_an_unknown_format_is_refused_before_anything_is_read() -> None:
    reporters = {"json": Reporter("json", str), "text": Reporter("text", str)}

    with pytest.raises(ConfigError) as near:
        find_reporters([Output("jso", None)], reporters)
    with pytest.raises(ConfigError) as far:
        find_reporters([Output("xml", None)], reporters)

    assert str(near.value) == 'no format "jso"; did you mean "json"?'
    assert str(far.value) == 'no format "xml" (known: json, text)'


def test_a_file_in_a_folder_that_is_not_there_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        find_reporters([Output("text", tmp_path / "no" / "out")], {"text": Reporter("text", str)})

    assert str(caught.value) == f"{tmp_path / 'no' / 'out'}: its folder is not there"


def test_a_report_goes_to_its_file_as_utf_8(tmp_path: Path) -> None:
    write_output(Output("text", tmp_path / "out"), "Größe \ud800\n")

    assert (tmp_path / "out").read_bytes() == "Größe \\ud800\n".encode()


def test_a_job_summary_is_written_on_and_any_other_file_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All commands of a step have one file for their summaries."""
    summary, other = tmp_path / "summary.md", tmp_path / "other.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    for text in ("# one\n", "# two\n"):
        write_output(Output("markdown", summary), text)
        write_output(Output("markdown", other), text)

    assert (summary.read_text(), other.read_text()) == ("# one\n# two\n", "# two\n")


def test_a_file_that_cannot_be_written_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        write_output(Output("text", tmp_path), "a")

    assert str(caught.value) == f"{tmp_path}: cannot be written: Is a directory"


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        pytest.param("utf-8", "1 € ≤ 合".encode(), id="utf-8"),
        pytest.param("cp1252", b"1 \x80 \\u2264 \\u5408", id="cp1252"),
        pytest.param("ascii", b"1 \\u20ac \\u2264 \\u5408", id="ascii"),
    ],
)
def test_what_a_terminal_cannot_show_is_escaped(encoding: str, written: bytes) -> None:
    raw = io.BytesIO()

    stream = io.TextIOWrapper(raw, encoding=encoding)
    write("1 € ≤ 合", stream)

    assert raw.getvalue() == written


def test_a_line_end_within_a_message_starts_no_message_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    """A document could otherwise forge what adjudge says."""
    complain("a.json: status\nadjudge: all accepted\x1b[2J", "second")

    assert capsys.readouterr().err == ("adjudge: a.json: status\\x0aadjudge: all accepted\\x1b[2J\nadjudge: second\n")


def test_a_reader_that_has_gone_is_no_error() -> None:
    """``adjudge check … | head`` ends quietly."""
    code = "from adjudge.cli.console import write\nfor _ in range(9): write('x' * 100_000)\nprint('end')"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.read(1)
        child.stdout.close()
        complaint = child.stderr.read()

    assert (child.returncode, complaint) == (0, b"")


@pytest.mark.parametrize(("columns", "expected"), [("20", 60), ("60", 60), ("61", 61), ("120", 120), ("121", 120)])
def test_a_report_is_as_wide_as_is_readable(monkeypatch: pytest.MonkeyPatch, columns: str, expected: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    assert width() == expected


@pytest.mark.parametrize(
    ("choice", "terminal", "environment", "expected"),
    [
        pytest.param("auto", True, {}, True, id="terminal"),
        pytest.param("auto", False, {}, False, id="pipe"),
        pytest.param("auto", True, {"NO_COLOR": "1"}, False, id="no-color"),
        pytest.param("auto", True, {"TERM": "dumb"}, False, id="dumb-terminal"),
        pytest.param("yes", False, {"NO_COLOR": "1"}, True, id="asked-for"),
        pytest.param("no", True, {}, False, id="asked-not-to"),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    monkeypatch: pytest.MonkeyPatch, choice: str, terminal: bool, environment: dict[str, str], expected: bool
) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: terminal)
    monkeypatch.setattr("sys.stdout", stream)

    assert wants_colour(choice) is expected


def test_facts_are_json_dates_or_text() -> None:
    given = [
        "limit=500",
        "rate=0.10",
        "on=true",
        'order="500"',
        "today=2026-11-25",
        "day=2026-13-01",
        "who=a=b",
        "none=",
    ]

    assert read_facts(given) == {
        "limit": 500,
        "rate": Decimal("0.10"),
        "on": True,
        "order": "500",
        "today": date(2026, 11, 25),
        "day": "2026-13-01",
        "who": "a=b",
        "none": "",
    }


@pytest.mark.parametrize(
    ("given", "message"),
    [
        pytest.param(["today"], '--fact today: expected NAME=VALUE, as in "today=2026-11-25"', id="no-value"),
        pytest.param(["a-b=1"], '--fact a-b=1: expected NAME=VALUE, as in "today=2026-11-25"', id="no-name"),
        pytest.param(["a=1", "a=2"], "--fact a is given twice", id="twice"),
    ],
)
def test_a_fact_needs_a_name_of_its_own(given: list[str], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_facts(given)

    assert str(caught.value) == message
