"""The end of the text report: a short summary whose ids can be pasted back, and the totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from adjudge.model.result import Result
from adjudge.model.verdict import Verdict, finding_id
from adjudge.reporting.document import WORD_WIDTH, counted, document_head, unsuppressed, word
from adjudge.reporting.lines import Line, Span, fitted, folded, line, ruled
from adjudge.reporting.view import View

_DECISIONS = ("reject", "review", "accept", "partial")


def summary_rows(verdicts: Sequence[Verdict], view: View, *, many: bool) -> Iterator[Line]:
    """List what ``-r`` asks for, one line each: ``FAIL  DOCUMENT NODEID - reason``.

    Document and node id are two arguments of ``adjudge check``, in that order. Of ``many`` documents
    those that were not accepted are listed instead, unless ``-r`` asks. Blind rules are always named.
    """
    rows: list[Line] = []
    if many or view.verbosity < 0:
        heads = [document_head(verdict) for verdict in verdicts if verdict.decision != "accept"]
        rows += [row for head in heads for row in folded(head, indent=WORD_WIDTH, width=view.width)]
    for outcome in view.summarised("" if many and view.verbosity <= 0 else "fEu"):
        for verdict in verdicts:
            for result in verdict.results:
                if result.outcome == outcome and result.cause != "blind":
                    rows += _result_rows(verdict, result)
    rows += _blind_rows(verdicts)
    rows += _shadow_rows(verdicts)
    if rows:
        yield ruled("short summary", view.width)
        yield from (fitted(row, view.width) for row in rows)


def _blind_rows(verdicts: Sequence[Verdict]) -> Iterator[Line]:
    """Name each rule that no node could feed once, with the number of documents."""
    seen: dict[str, list[str]] = {}
    for verdict in verdicts:
        for result in verdict.results:
            if result.cause == "blind" and not result.suppressed:
                reason = result.findings[0].reason if result.findings else "no such evidence was sent"
                seen.setdefault(result.nodeid, []).append(reason)
    for nodeid, reasons in seen.items():
        where = "" if len(verdicts) == 1 else f" (in {len(reasons)} of {counted(len(verdicts), 'document')})"
        yield line(Span("BLIND".ljust(WORD_WIDTH), "unknown"), nodeid, f" - {reasons[0]}{where}")


def _shadow_rows(verdicts: Sequence[Verdict]) -> Iterator[Line]:
    """Name each document that the rules in shadow would decide otherwise, and what by; then how many they are.

    A partial verdict decides nothing that could be compared.
    """
    asked = [(verdict, verdict.shadow) for verdict in verdicts if verdict.shadow is not None and not verdict.partial]
    moves = [(verdict, other) for verdict, other in asked if other.decision != verdict.decision]
    for verdict, other in moves:
        why = f" - {', '.join(other.decided_by)}" if other.decided_by else ""
        move = f"{verdict.document or 'document'}: {verdict.decision} -> {other.decision}"
        yield line(Span("SHADOW".ljust(WORD_WIDTH), "note"), move, why)
    if asked:
        others = f"{len(moves)} of {counted(len(asked), 'document')} would be decided otherwise"
        yield line(Span("SHADOW".ljust(WORD_WIDTH), "note"), others)


def closing_row(verdicts: Sequence[Verdict], view: View) -> Line:
    """Give the totals: documents per decision, and payloads that could not be read."""
    decisions: Counter[str] = Counter(verdict.decision or "partial" for verdict in verdicts)
    parts = [f"{decisions[decision]:,} {decision}" for decision in _DECISIONS if decisions[decision]]
    if view.unreadable:
        parts.append(f"{view.unreadable:,} unreadable")
    worst = next((decision for decision in _DECISIONS if decisions[decision]), "")
    return ruled(f"{counted(len(verdicts), 'document')}: {', '.join(parts) or 'none judged'}", view.width, worst)


def _result_rows(verdict: Verdict, result: Result) -> Iterator[Line]:
    document = verdict.document or "document"
    if not result.findings:
        yield line(word(result.outcome), f"{document} {result.nodeid}")
    for finding in unsuppressed(result):
        yield line(word(finding.outcome), f"{document} {finding_id(result, finding)}", f" - {finding.reason}")
