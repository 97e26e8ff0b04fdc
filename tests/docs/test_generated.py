"""The pages that are made of the code are as the code is now."""

from __future__ import annotations

from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", ["lint-codes.md", "rule-reference.md", "signals.md"])
def test_the_page_says_what_the_code_does(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """If it does not: ``python docs/tools/tables.py``."""
    monkeypatch.syspath_prepend(DOCS / "tools")
    import tables

    assert (DOCS / name).read_text("utf-8") == tables.PAGES[name]()
