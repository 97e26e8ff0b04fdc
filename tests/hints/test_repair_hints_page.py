"""The page about repair hints: its example says what it shows, and its table has every kind."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import adjudge
from adjudge.model.result import HintKind

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "repair-hints.md").read_text("utf-8")


def block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def test_the_example_says_what_is_shown(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(block("yaml"))
    verdict = adjudge.load_rules(tmp_path / "rules.yaml", root=tmp_path).check(block("json"), hints=True)

    assert "".join(f"{hint.reason}\n" for hint in verdict.findings[0].hints) == block("text")


def test_every_kind_is_in_the_table() -> None:
    """Whoever routes by kind must know them all."""
    rows = PAGE.partition("| kind |")[2].partition("\n\n")[0]

    assert tuple(re.findall(r"^\| `(\w+)` \|", rows, re.MULTILINE)) == get_args(HintKind)
