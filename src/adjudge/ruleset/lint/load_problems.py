"""Give problems of loading their codes, by what they say."""

from __future__ import annotations

import re
from typing import Final

from adjudge.errors import Problem

_KINDS: Final = (
    ("ADJ005", re.compile(r"message: nothing is called ")),
    ("ADJ006", re.compile(r'tag "[^"]*" is not among the tags of the file')),
    (
        "ADJ002",
        re.compile(
            r"YAML: |the file is not UTF-8|hidden character|is not read; |^key \"[^\"]*\" is here a second time"
            r"|is no plain number|more than \d+ such problems|nested deeper than|a key is a text|digits; quote it"
        ),
    ),
    ("ADJ003", re.compile(r' has no (key|option|noun) "| has no check; one of | cannot become "|is used by nothing')),
    (
        "ADJ004",
        re.compile(
            r'there is no (field|list|file|rule|pack|adapter|function|signal|params row|label) "|is called "'
            r"|declares no member|has no params row|no adapter declares the label|there is no such file"
        ),
    ),
)


def code_of(problem: Problem) -> str:
    """Give the code of a problem; ADJ001 where it is of no special kind."""
    return next((code for code, pattern in _KINDS if pattern.search(problem.message)), "ADJ001")
