"""Files made to hang, crash or eat memory: each ends in one line and exit 4, or in a verdict."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Child = Callable[..., Any]

DEPTH = "nested deeper than 100 levels"
REFUSED: dict[str, tuple[bytes, str]] = {
    "truncated": (b'{"total": [1, 2', "the payload is no JSON: it ends too early"),
    "empty": (b"", "the payload is empty"),
    "blank": (b" \n\t ", "the payload is empty"),
    "not-utf-8": (b'{"total": "\xff\xfe"}', "the payload is no"),
    "utf-16": ('{"total": 1}'.encode("utf-16"), "the payload is no JSON: it is UTF-16 text, not UTF-8"),
    "no-json": (b"total: 1", "the payload is no JSON"),
    "two-values": (b"{} {}", "the payload is no JSON"),
    "a-number": (b"5", "the payload is a number, not a JSON object or array"),
    "a-text": (b'"total"', "the payload is a text, not a JSON object or array"),
    "null": (b"null", "the payload is null, not a JSON object or array"),
    "nan": (b'{"total": NaN}', "the payload is no JSON"),
    "infinity": (b'{"total": -Infinity}', "the payload is no JSON"),
    "a-huge-exponent": (b'{"total": 1e999999999}', "the number 1e999999999 is out of bounds"),
    "a-tiny-exponent": (b'{"total": 1e-999999999}', "the number 1e-999999999 is out of bounds"),
    "an-exponent-that-nothing-holds": (b'{"total": 1e' + b"9" * 5000 + b"}", "is out of bounds"),
    "ten-thousand-arrays": (b"[" * 10_000 + b"]" * 10_000, DEPTH),
    "ten-thousand-objects": (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, DEPTH),
    "a-million-brackets": (b"[" * 1_000_000, "the payload"),
    "a-million-digits": (b'{"total": ' + b"9" * 1_000_000 + b"}", "the payload is no JSON: integer value out of range"),
    "half-a-surrogate": (b'{"total": "\\ud800"}', "the payload is no JSON: it ends too early"),
    "just-too-deep": (b"[" * 102 + b"]" * 102, DEPTH),
    "two-million-nodes": (b"[" + b"0," * 2_000_000 + b"0]", "the payload has more than 1,000,000 nodes"),
}
JUDGED: dict[str, bytes] = {
    "of-no-known-vendor": b'{"confidence": {"match": "x"}, "metadata": [], "data": {"pages": 5}}',
    "an-empty-object": b"{}",
    "an-empty-array": b"[]",
    "many-decimals": b'{"total": 0.' + b"1" * 1_000_000 + b"}",
    "hundred-thousand-keys": json.dumps({f"k{n}": n for n in range(100_000)}).encode(),
    "one-long-key": b'{"' + b"k" * 1_000_000 + b'": {"x": 1}}',
    "one-long-text": b'{"text": "' + b"x" * 5_000_000 + b'", "total": 1}',
    "all-empty": b'{"total": "", "lines": [{}, [], null, ""], "text": {}}',
    "numbers-as-texts": b'{"total": "1e9999999", "lines": [{"amount": "9e9999999"}]}',
    "printed-in-other-digits": '{"total": "\u0661\u0662", "day": "\u0662\u0660\u0662\u0665-01-01"}'.encode(),
    "just-deep-enough": b"[" * 99 + b"]" * 99,
}


def checked(child: Child, rules: Path, payload: bytes, *, seconds: int = 3, form: str = "json") -> Any:
    """Check a payload, as a file, by a rule of every kind."""
    file = rules.parent / "payload.json"
    file.write_bytes(payload)
    return child(["-m", "adjudge", "check", file.name, "-R", rules.name, "--format", form], seconds=seconds)


@pytest.mark.parametrize("attack", REFUSED)
def test_it_is_refused_in_one_line(attack: str, child: Child, rules: Path) -> None:
    payload, said = REFUSED[attack]

    ended = checked(child, rules, payload)

    assert ended.returncode == 4, ended.stderr[-2000:]
    (line,) = ended.stderr.decode().splitlines()
    assert line.startswith("adjudge: payload.json: ")
    assert said in line
    assert len(line) < 400


@pytest.mark.parametrize("attack", JUDGED)
def test_it_is_judged_and_not_accepted(attack: str, child: Child, rules: Path) -> None:
    ended = checked(child, rules, JUDGED[attack])

    assert ended.returncode == 1, ended.stderr[-2000:]
    (verdict,) = json.loads(ended.stdout)["verdicts"]
    assert verdict["decision"] == "review"
    assert [result["rule"] for result in verdict["results"] if result["cause"] == "crashed"] == []
    assert ended.stderr == b""


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        pytest.param(b'{"total": 1, "blob": "' + b"x" * 50_000_000 + b'"}', 1, id="one-text"),
        pytest.param(b'{"total": 1, "lines": [' + b'{"amount":1},' * 3_800_000 + b"{}]}", 4, id="many-lines"),
        pytest.param(b" " * 50_000_000 + b"{}", 1, id="blanks"),
    ],
)
def test_fifty_megabytes_stay_within_the_limits(payload: bytes, code: int, child: Child, rules: Path) -> None:
    ended = checked(child, rules, payload, seconds=12)

    assert ended.returncode == code, ended.stderr[-2000:]
    assert len(ended.stderr.splitlines()) == (code == 4)


def test_what_is_larger_than_sixty_four_megabytes_is_not_read(child: Child, rules: Path) -> None:
    file = rules.parent / "large.json"
    with file.open("wb") as sparse:
        sparse.truncate(64 * 2**20 + 1)

    ended = child(["-m", "adjudge", "check", file.name, "-R", rules.name])

    assert (ended.returncode, ended.stderr) == (4, b"adjudge: large.json is larger than 64 MiB\n")


@pytest.mark.parametrize("special", ["/dev/zero", "a-pipe"])
def test_what_is_no_file_is_not_waited_for(special: str, child: Child, rules: Path) -> None:
    if special == "a-pipe":
        os.mkfifo(rules.parent / special)

    ended = child(["-m", "adjudge", "check", special, "-R", rules.name])

    assert ended.returncode == 4
    (line,) = ended.stderr.decode().splitlines()
    assert "is no regular file" in line or "cannot" in line or "no " in line


HOSTILE = "\x1b[31mred\x1b]8;;http://x\x07 \x9b2J \u202eevil \x00 [bold]x[/bold] <script> \r\nFAIL forged"


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_hostile_text_reaches_no_terminal_and_forges_no_line(form: str, child: Child, rules: Path) -> None:
    """In values, keys, labels and issues alike."""
    entry = {"match": HOSTILE, "confidence": HOSTILE}
    data = {"total": HOSTILE, "text": HOSTILE, HOSTILE: 1, "lines": [{"text": HOSTILE, "amount": HOSTILE}] * 2}
    metadata = {"total": entry, "text": entry, HOSTILE: entry, "lines": [{"text": entry, "amount": entry}] * 2}
    payload = {"output": {"data": data, "metadata": metadata, "pages": []}}

    ended = checked(child, rules, json.dumps(payload).encode(), form=form)

    assert ended.returncode == 1, ended.stderr[-2000:]
    printed = ended.stdout.decode("utf-8")
    assert not {character for character in printed if ord(character) < 32 or 127 <= ord(character) < 160} - {"\n"}
    if form == "text":
        assert "\u202e" not in printed
        assert not [line for line in printed.splitlines() if line.startswith("FAIL forged")]
    else:
        verdict = json.loads(printed.splitlines()[0] if form == "jsonl" else printed)
        assert (verdict if form == "jsonl" else verdict["verdicts"][0])["decision"] == "review"
