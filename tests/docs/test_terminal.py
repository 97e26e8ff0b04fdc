"""The pictures of the terminal show what is printed now."""

from __future__ import annotations

from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def test_the_readme_shows_every_picture() -> None:
    text = (DOCS.parent / "README.md").read_text("utf-8")

    assert [
        path.name for path in sorted((DOCS / "terminal").iterdir()) if f"(docs/terminal/{path.name})" not in text
    ] == []


def test_each_picture_is_of_a_real_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """If one is not: ``python docs/tools/terminal.py``."""
    monkeypatch.syspath_prepend(DOCS / "tools")
    import terminal

    drawn = {f"{name}.svg": terminal.picture(*run) for name, run in terminal.RUNS.items()}

    assert {path.name: path.read_text("utf-8") for path in (DOCS / "terminal").iterdir()} == drawn
