"""Reading payloads: whatever a caller holds, and one clear line where it is nothing to judge."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.errors import PayloadError
from adjudge.model.payload import MAX_BYTES, read_json, read_payload
from support.told import refusal


def test_plain_data_is_given_back_as_it_is() -> None:
    """No copy, no check that costs."""
    for payload in ({"a": 1}, [1]):
        assert read_payload(payload) is payload


@pytest.mark.parametrize(
    "source",
    [
        '{"a": "é"}',
        '{"a": "é"}'.encode(),
        bytearray('{"a": "é"}'.encode()),
        memoryview('{"a": "é"}'.encode()),
        b"\xef\xbb\xbf" + '{"a": "é"}'.encode(),
        '\ufeff{"a": "é"}',
        ' \n{"a": "é"}\t\r\n',
    ],
    ids=["str", "bytes", "bytearray", "memoryview", "bom", "bom-in-str", "blanks"],
)
def test_json_text_is_decoded(source: Any) -> None:
    """A byte order mark is tolerated: Windows writes it."""
    assert read_payload(source) == {"a": "é"}


def test_numbers_are_exact() -> None:
    """Money never passes a float."""
    assert read_payload("[0.1, 1547.50, 1e2, 12345678901234567890123, -0.0]") == [
        Decimal("0.1"),
        Decimal("1547.50"),
        Decimal("1E+2"),
        12345678901234567890123,
        Decimal("-0.0"),
    ]


@pytest.mark.parametrize("text", ["1e30", "1e-30", "9.99e30", "-1e30"])
def test_exponents_up_to_thirty_are_let_in(text: str) -> None:
    """Both ways."""
    assert read_payload(f"[{text}]") == [Decimal(text)]


@pytest.mark.parametrize("text", ["1e31", "-1E31", "1e-31", "0e99", "1e999999999", "1e99999999999999999999"])
def test_exponents_beyond_thirty_are_refused_by_name(text: str) -> None:
    """Printing one would take hundreds of megabytes."""
    assert refusal(f'{{"total": {text}}}') == f"the number {text} is out of bounds: its exponent is beyond 30"


def test_a_long_number_is_cut_in_the_message() -> None:
    """It may be as long as the payload."""
    assert refusal(f"[{'7' * 5_000}.5]") == f"the number {'7' * 37}... is out of bounds: its exponent is beyond 30"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "the payload is empty"),
        (b" \n\t ", "the payload is empty"),
        (b"\xef\xbb\xbf", "the payload is empty"),
        ("null", "the payload is null, not a JSON object or array"),
        ("true", "the payload is true, not a JSON object or array"),
        ("false", "the payload is false, not a JSON object or array"),
        ("5", "the payload is a number, not a JSON object or array"),
        ("0.5", "the payload is a number, not a JSON object or array"),
        ('"text"', "the payload is a text, not a JSON object or array"),
        ('{"a": 1', "the payload is no JSON: it ends too early"),
        ('{"a": "b', "the payload is no JSON: it ends too early"),
        ('{\n "a": 1,\n "é": NaN}', "the payload is no JSON: invalid character at line 3, column 7"),
        ('{"a": Infinity}', "the payload is no JSON: invalid character at line 1, column 7"),
        ("{'a': 1}", "the payload is no JSON: object keys must be strings at line 1, column 2"),
        ("{} {}", "the payload is no JSON: trailing characters at line 1, column 4"),
        ("invoice.json", "the payload is no JSON: invalid character at line 1, column 1"),
        ("[1.]", "the payload is no JSON: invalid number at line 1, column 4"),
        ('{"a": 1}'.encode("utf-16"), "the payload is no JSON: it is UTF-16 text, not UTF-8"),
        (b'{"a": "\xff"}', "the payload is not UTF-8 text (byte 7)"),
        ('{"a": "\ud800"}', "the payload is not UTF-8 text (byte 7)"),
        (f"[{'9' * 5_000}]", "the payload is no JSON: integer value out of range - at `$[0]`"),
    ],
)
def test_what_is_no_json_is_refused_in_one_line(source: Any, reason: str) -> None:
    """What is wrong, and where if known."""
    assert refusal(source) == reason


@pytest.mark.parametrize(
    ("depth", "refused"), [(100, False), (101, True), (900, True), (10_000, True), (1_000_000, True)]
)
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")], ids=["arrays", "objects"])
def test_text_deeper_than_a_hundred_levels_is_refused(opening: str, closing: str, depth: int, refused: bool) -> None:
    """Both sides of the limit, and far beyond."""
    text = opening * depth + "1" + closing * depth

    if refused:
        assert refusal(text) == "the payload is nested deeper than 100 levels"
    else:
        assert read_payload(text)


@given(st.binary(max_size=60))
def test_any_bytes_end_in_data_or_in_one_line(raw: bytes) -> None:
    """Nothing else gets out."""
    try:
        assert isinstance(read_payload(raw), dict | list)
    except PayloadError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either end is right


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x, max_size=4)))
def test_text_of_python_is_read_as_python_reads_it(value: Any) -> None:
    """The decoder agrees with the standard one where both accept."""
    import json

    assert read_json(json.dumps([value])) == [value]


def test_a_file_is_read_by_its_path_object(tmp_path: Path) -> None:
    """A str is never a file name."""
    file = tmp_path / "payload.json"
    file.write_text('{"a": 1}')

    assert read_payload(file) == {"a": 1}
    assert refusal(str(file)).startswith("the payload is no JSON: ")


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """Missing, a folder, a link to nowhere."""
    assert refusal(tmp_path / "no.json") == f"{tmp_path / 'no.json'} cannot be read: no such file or directory"
    assert refusal(tmp_path) == f"{tmp_path} is no regular file"
    (tmp_path / "empty.json").touch()
    assert refusal(tmp_path / "empty.json") == "the payload is empty"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_or_device_cannot_stall_us(tmp_path: Path) -> None:
    """Opening a pipe without writer would wait for ever; /dev/zero never ends."""
    os.mkfifo(tmp_path / "pipe")

    assert refusal(tmp_path / "pipe") == f"{tmp_path / 'pipe'} is no regular file"
    assert refusal(Path("/dev/zero")) == "/dev/zero is no regular file"


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """A sparse file of a terabyte costs nothing."""
    file = tmp_path / "large.json"
    with file.open("wb") as opened:
        opened.truncate(10**12)

    assert refusal(file) == f"{file} is larger than 64 MiB"


def test_large_text_is_refused() -> None:
    """One byte over the limit."""
    assert refusal(b" " * (MAX_BYTES + 1)) == "the payload is larger than 64 MiB"
