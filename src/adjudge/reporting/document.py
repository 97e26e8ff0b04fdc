"""One document in the text report: its decision, then each result that a person should read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from adjudge.model.result import Evidence, Finding, Result
from adjudge.model.verdict import Verdict, finding_id
from adjudge.model.words import Effect
from adjudge.reporting.lines import Line, Span, fitted, folded, line, wrapped
from adjudge.reporting.operands import Operand, notes_about, operand_rows
from adjudge.reporting.view import View

MOST_FINDINGS = 10
"""Findings of one result that are shown unless all are asked for; the JSON report has them all."""
MOST_OPERANDS = 8
OPERAND_INDENT = 8
WORD_WIDTH = 8
"""Room for the longest of the words that begin a line (``accept``, ``unknown``)."""


def word(text: str) -> Span:
    """Give an outcome or a decision as the first word of a line."""
    return Span(text.upper().ljust(WORD_WIDTH), text)


def counted(number: int, noun: str) -> str:
    """Give ``1 document``, ``2 documents``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def counts_text(counts: Mapping[str, int]) -> str:
    """Give the counts of results that are not zero, worst first: ``1 fail, 9 pass``."""
    return ", ".join(f"{number} {outcome}" for outcome, number in counts.items() if number) or "no rule"


def document_head(verdict: Verdict) -> Line:
    """Give the line of a document: decision, name, adapter, counts; it may be broken before each but the name."""
    adapter = verdict.adapter if verdict.recognised else f"{verdict.adapter}: no adapter knows this shape"
    return line(
        word(verdict.decision or "partial"),
        Span(verdict.document or "document", "name"),
        f" ({adapter}):",
        *re.split("(?<=,)", f" {counts_text(verdict.counts)}{_known(verdict)}"),
    )


def suppressed_in(verdict: Verdict) -> int:
    """Count the findings that are suppressed."""
    return sum(finding.suppressed is not None for result in verdict.results for finding in result.findings)


def _known(verdict: Verdict) -> str:
    known = suppressed_in(verdict)
    return f"; {counted(known, 'finding')} suppressed" if known else ""


def document_rows(verdict: Verdict, view: View) -> Iterator[Line]:
    """Give the line of a document and below it what was found; every result when verbose."""
    yield from folded(document_head(verdict), indent=WORD_WIDTH, width=view.width)
    for result in verdict.results:
        if result.outcome in {"fail", "unknown", "error"}:
            yield from _finding_rows(result, view)
        elif view.verbosity > 0:
            yield fitted(line("  ", word(result.outcome), result.nodeid, _passing_note(result)), view.width)


def _finding_rows(result: Result, view: View) -> Iterator[Line]:
    found = shown_findings(result, view)
    most = len(found) if view.verbosity > 0 else MOST_FINDINGS
    if not result.findings:
        yield line("  ", word(result.outcome), result.nodeid, *_effect(result, result.effect))
    for finding in found[:most]:
        yield line("  ", word(finding.outcome), finding_id(result, finding), *_effect(result, finding.effect, finding))
        yield from wrapped(finding.reason, indent=6, width=view.width)
        if finding.suppressed is not None:
            by = finding.suppressed
            yield from wrapped(f"suppressed by {by.location}: {by.reason}", indent=6, width=view.width)
        yield from finding_operand_rows(finding, view)
        if finding.hints:
            yield from wrapped(f"hint: {finding.hints[0].reason}", indent=6, width=view.width)
    if len(found) > most:
        yield line("  ", Span(f"... and {counted(len(found) - most, 'more finding')} (-v)", "faint"))


def shown_findings(result: Result, view: View) -> tuple[Finding, ...]:
    """Give the findings to show: those that are suppressed only where everything is."""
    return result.findings if view.verbosity > 0 else unsuppressed(result)


def unsuppressed(result: Result) -> tuple[Finding, ...]:
    """Give the findings of a result that nobody has let stand."""
    return tuple(finding for finding in result.findings if finding.suppressed is None)


def _effect(result: Result, effect: Effect | None, finding: Finding | None = None) -> tuple[str | Span, ...]:
    if finding is not None and finding.suppressed is not None:
        return (" (suppressed)",)
    for state in ("shadow", "suppressed"):
        if getattr(result, state):
            return (f" ({state})",)
    return (" -> ", Span(effect, effect)) if effect else ()


def finding_operand_rows(finding: Finding, view: View) -> Iterator[Line]:
    """Give the operands of a finding: path, value, then page, signals, label and cited text."""
    most = len(finding.evidence) if view.verbosity > 0 else MOST_OPERANDS
    operands = [_operand(evidence) for evidence in finding.evidence[:most]]
    for rows in operand_rows(operands, indent=OPERAND_INDENT, width=view.width):
        yield from rows
    if len(finding.evidence) > most:
        more = counted(len(finding.evidence) - most, "more operand")
        yield line(" " * OPERAND_INDENT, Span(f"... and {more} (-v)", "faint"))


def _operand(evidence: Evidence) -> Operand:
    # The cited text is worth its place where it says more than the value; a parent's is about other values too.
    cited = None if evidence.inherited or evidence.text == evidence.value else evidence.text
    signals = {name: value for name, value in evidence.signals.items() if value is not None}
    notes = notes_about(evidence.page, signals, evidence.match, inherited=evidence.inherited)
    return Operand(evidence.path, evidence.value, evidence.presence, notes, cited)


def _passing_note(result: Result) -> str:
    if result.cause:
        return f" ({result.cause})"
    items = sum(result.items.to_dict().values())
    return f" ({items} items)" if items > 1 else ""
