"""What ``adjudge diff`` prints: text, JSON, Markdown for a pull request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from adjudge.reporting.lines import Line, line, plain, wrapped
from adjudge.reporting.markdown import cell

if TYPE_CHECKING:
    from adjudge.engine.diff.compare import Comparison, DocumentChange, RuleChange, RuleCount

MARKER: Final = "<!-- adjudge diff -->"
"""First line of the Markdown, by which a workflow finds the comment to edit."""
_DECISIONS: Final = ("accept", "review", "reject")
_MOST_MOVES: Final = 50
"""In a comment; all of them are in the other formats."""


def to_text(comparison: Comparison, width: int) -> str:
    """Give the report for people, on lines of ``width`` characters."""
    return plain(_rows(comparison, width))


def _rows(comparison: Comparison, width: int) -> Iterator[Line]:
    yield line(f"{len(comparison.documents):,} documents, {len(comparison.moves):,} move")
    yield []
    yield from map(line, _matrix(comparison))
    for move in comparison.moves:
        yield []
        yield line(f"{_arrow(move)}  {move.document}")
        for rule in move.rules:
            yield from wrapped(_told(rule), indent=4, hanging=6, width=width)
    if comparison.rules:
        yield []
        yield line("rules that end otherwise, in documents:")
        yield from (line(f"  {nodeid}: {_counted(count)}") for nodeid, count in comparison.rules.items())
    yield from map(line, _label_rows(comparison))


def to_json(comparison: Comparison) -> str:
    """Give the report for programs."""
    return json.dumps(comparison.to_dict(), indent=2, ensure_ascii=False, sort_keys=True, default=str) + "\n"


def to_markdown(comparison: Comparison) -> str:
    """Give the comment for a pull request; nothing when no document moves."""
    moves = comparison.moves
    if not moves:
        return ""
    loosened = len(comparison.loosened)
    rows = [MARKER, f"### adjudge: {len(moves)} of {len(comparison.documents)} documents move", ""]
    rows += [f"**{loosened}** towards accept, **{len(moves) - loosened}** away from it.", ""]
    rows += ["| document | before | after | because |", "| --- | --- | --- | --- |"]
    for move in moves[:_MOST_MOVES]:
        because = "<br>".join(cell(_told(rule)) for rule in move.rules)
        rows.append(f"| {cell(move.document)} | {move.before} | {move.after} | {because} |")
    if len(moves) > _MOST_MOVES:
        rows.append(f"\n... and {len(moves) - _MOST_MOVES} more")
    rows += _label_rows(comparison)
    return "\n".join(rows) + "\n"


def _matrix(comparison: Comparison) -> Iterator[str]:
    yield f"{'before / after':<16}" + "".join(f"{after:>8}" for after in _DECISIONS)
    counts = {(str(before), str(after)): count for (before, after), count in comparison.matrix.items()}
    for before in _DECISIONS:
        yield f"{before:<16}" + "".join(f"{counts.get((before, after), 0):>8}" for after in _DECISIONS)


def _arrow(move: DocumentChange) -> str:
    return f"{'LOOSENED' if move.direction < 0 else 'TIGHTENED':<9} {move.before} -> {move.after}"


def _told(rule: RuleChange) -> str:
    before, after = str(rule.before or "no such rule"), str(rule.after or "no such rule")
    if before == after:  # what it costs is another
        before += f" ({rule.effect_before or 'no effect'})"
        after += f" ({rule.effect_after or 'no effect'})"
    return f"{rule.nodeid}: {before} -> {after}" + (f": {rule.reason}" if rule.reason else "")


def _counted(count: RuleCount) -> str:
    named = [f"{number} {name.replace('_', ' ')}" for name, number in count.to_dict().items() if number]
    return ", ".join(named) or "only passes, skips or errors change"


def _label_rows(comparison: Comparison) -> list[str]:
    if comparison.mistakes is None:
        return []
    before, after = comparison.mistakes
    return [
        "",
        f"labelled documents: {before.labelled} before, {after.labelled} after",
        f"  escaped errors (accepted, but wrong): {before.escaped_errors} -> {after.escaped_errors}",
        f"  needless reviews (right, but not accepted): {before.needless_reviews} -> {after.needless_reviews}",
    ]
