"""The rules that rules/README.md shows are those of the pack."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import indent

ROOT = Path(__file__).parents[2]


def test_the_rules_shown_stand_in_the_pack_as_they_are_shown() -> None:
    """A page that shows what no longer runs teaches the wrong language."""
    page = (ROOT / "rules/README.md").read_text(encoding="utf-8")
    pack = "\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "rules/en16931").glob("*.yaml")))
    shown = re.findall(r"```text\n(- id: BR-.*?)\n```", page, re.DOTALL)

    assert len(shown) == 3
    assert [rule for rule in shown if indent(rule, "  ") not in pack] == []
