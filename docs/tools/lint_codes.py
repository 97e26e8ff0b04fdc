"""Make the page of the linter's codes, from the code that finds them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from adjudge.ruleset.lint import CODES

HEAD = """\
# The codes of lint

<!-- Made by docs/tools/tables.py of the codes themselves; change those, not this page. -->

A code is never given to another thing. `adjudge explain ADJ101` says the same on the command line; [linting](lint.md)
has how to fix, to let stand and to select them.
"""
GROUPS = {
    "ADJ0": "What keeps the rules from loading",
    "ADJ1": "Conditions and checks",
    "ADJ2": "What is declared and not used",
    "ADJ3": "What a rule should have",
    "ADJ4": "What a corpus shows",
    "ADJ5": "Suppressions",
}


def codes_page() -> str:
    """Give the whole page."""
    return "\n".join([HEAD, *_sections()])


def _sections() -> Iterator[str]:
    for beginning, group in groupby(CODES.values(), key=lambda each: each.code[:4]):
        yield from (f"## {GROUPS[beginning]}", "")
        for each in group:
            fixed = " `adjudge lint --fix` does it." if each.fixable else ""
            yield from (f"### {each.code}: {each.title}", "", f"{each.why} {each.remedy}{fixed}", "")
