"""What a document says can neither style, move, reorder nor break a report."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.model.result import Evidence
from adjudge.record import replace
from adjudge.reporting import View
from adjudge.reporting.printable import printable, show_value
from adjudge.reporting.text import render_text

HOSTILE = "\x1b[2J\x1b]8;;http://x\x07\x9b31m\u202e\u2066\r\n\ud800[red]x[/red] [/] :smile:"
SHOWN = "\\x1b[2J\\x1b]8;;http://x\\x07\\x9b31m\\u202e\\u2066\\x0d\\x0a\\ud800[red]x[/red] [/] :smile:"
OUR_STYLES = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("documents", [pytest.param(1, id="one"), pytest.param(9, id="many")])
def test_hostile_text_is_shown_as_escapes_everywhere(
    make_verdict: Any, make_result: Any, make_finding: Any, colour: bool, documents: int
) -> None:
    """In names, reasons, values, labels and quoted text alike, with and without colour."""
    operand = Evidence(HOSTILE, "present", HOSTILE, {HOSTILE: HOSTILE}, HOSTILE, 1, text=HOSTILE + "!")
    result = make_result("r", "fail", make_finding(reason=HOSTILE, evidence=(operand,)))
    verdict = make_verdict(HOSTILE, "review", replace(result, nodeid=HOSTILE), adapter=HOSTILE)

    report = render_text([verdict] * documents, View(width=400, colour=colour, sections=(HOSTILE,)))

    assert OUR_STYLES.sub("", report) == render_text([verdict] * documents, View(width=400, sections=(HOSTILE,)))
    assert SHOWN.split("\\x0d", maxsplit=1)[0] in report
    assert not set(OUR_STYLES.sub("", report)) & set("\x1b\x07\x9b\u202e\u2066\r\ud800")


@given(st.text())
def test_printable_text_is_one_line_that_can_be_written(text: str) -> None:
    shown = printable(text)

    assert shown.splitlines() in ([shown], [])
    shown.encode()
    assert printable(shown) == shown


def test_letters_of_every_script_stay_as_they_are() -> None:
    assert printable("Größe 合計 المجموع 👍 क्‍ष") == "Größe 合計 المجموع 👍 क्‍ष"


@pytest.mark.parametrize("code", [0x1F, 0x7F, 0x9F, 0x202A, 0x2069, 0xFEFF, 0xE0041])
def test_each_kind_of_unsafe_character_is_escaped(code: int) -> None:
    assert printable(chr(code)).startswith("\\")


@pytest.mark.parametrize(
    ("value", "presence", "shown"),
    [
        pytest.param(None, "absent", "absent", id="absent"),
        pytest.param(None, "null", "null", id="null"),
        pytest.param("", "empty", '""', id="empty-text"),
        pytest.param("a", "present", '"a"', id="text"),
        pytest.param("x" * 58, "present", '"' + "x" * 58 + '"', id="longest-text"),
        pytest.param("x" * 59, "present", '"' + "x" * 55 + '..."', id="longer-text"),
        pytest.param(True, "present", "true", id="true"),
        pytest.param(False, "present", "false", id="false"),
        pytest.param(12.5, "present", "12.5", id="number"),
        pytest.param({}, "empty", "{0 keys}", id="empty-object"),
        pytest.param({"a": 1}, "present", "{1 key}", id="object"),
        pytest.param([1, 2], "present", "[2 items]", id="list"),
        pytest.param([1], "present", "[1 item]", id="list-of-one"),
        pytest.param(b"\x1b", "present", r"b'\x1b'", id="anything-else"),
    ],
)
def test_a_value_is_shown_on_one_short_line(value: object, presence: str, shown: str) -> None:
    assert show_value(value, presence) == shown
