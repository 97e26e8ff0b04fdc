"""Reports for programs."""

from __future__ import annotations

from collections.abc import Sequence

from adjudge.model.verdict import Verdict
from adjudge.reporting.view import View


def render_json(verdicts: Sequence[Verdict], view: View) -> str:  # noqa: ARG001  # the same for every view
    """Give one JSON object with a verdict a line: ``{"verdicts": [...]}``."""
    return '{"verdicts": [' + ",".join(f"\n{verdict.to_json()}" for verdict in verdicts) + "\n]}\n"


def render_jsonl(verdicts: Sequence[Verdict], view: View) -> str:  # noqa: ARG001  # the same for every view
    """Give one verdict a line."""
    return "".join(f"{verdict.to_json()}\n" for verdict in verdicts)
