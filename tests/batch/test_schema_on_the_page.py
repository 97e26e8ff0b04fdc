"""The Parquet schema is a promise: what the page says is what is written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow", reason="needs the extra batch")

PAGE = Path(__file__).parents[2] / "docs" / "batch.md"
BLOCK = re.compile(r"(<!-- verdict schema -->\n)(?:\n```text\n(.*?)```\n)?", re.DOTALL)


def rows(fields: Any, indent: str = "") -> Iterator[str]:
    """Give each column, and below it the members of what is nested."""
    for field in fields:
        kind, plural = field.type, ""
        if pa.types.is_list(kind):
            kind, plural = kind.value_type, "list of "
        nested = pa.types.is_struct(kind)
        yield f"{indent}{field.name:<{20 - len(indent)}}{plural}{'struct' if nested else kind}"
        if nested:
            yield from rows(kind, indent + "  ")


def test_the_columns_are_those_on_the_page() -> None:
    """With ADJUDGE_ACCEPT=1 the page is written; a column that is gone or of another type breaks what others stored."""
    from adjudge.engine.batch.arrow import VERDICT_SCHEMA

    text = "".join(f"{row}\n" for row in rows(VERDICT_SCHEMA))
    page = PAGE.read_text("utf-8")
    if os.environ.get("ADJUDGE_ACCEPT"):
        PAGE.write_text(BLOCK.sub(lambda found: f"{found[1]}\n```text\n{text}```\n", page), "utf-8")
        page = PAGE.read_text("utf-8")
    found = BLOCK.search(page)
    assert found is not None
    assert found[2] == text
