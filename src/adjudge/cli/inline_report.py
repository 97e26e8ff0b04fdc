"""What ``adjudge test`` prints: progress, failures with their operands, coverage, summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from adjudge.reporting.document import counted, finding_operand_rows
from adjudge.reporting.lines import Line, Span, fitted, line, ruled, wrapped
from adjudge.reporting.view import View

if TYPE_CHECKING:
    from adjudge.cli.inline_cases import Case, Ran
    from adjudge.engine.coverage import Coverage
    from adjudge.ruleset.rule import Rule

_LETTERS: Final = {"passed": ".", "failed": "F", "error": "E", "xfailed": "x"}
_STYLES: Final = {"passed": "pass", "failed": "fail", "error": "error", "xfailed": "unknown"}
SUMMARISED: Final[dict[str, tuple[str, ...]]] = {
    "f": ("failed",),
    "E": ("error",),
    "x": ("xfailed",),
    "p": ("passed",),
    "a": ("failed", "error", "xfailed"),
    "A": ("failed", "error", "xfailed", "passed"),
    "N": (),
}
"""What ``-r`` takes: failed, Error, xfailed, passed, all but passed, All, None."""

_OUTCOMES: Final = ("pass", "fail", "unknown")


def progress_rows(ran: Sequence[Ran], view: View) -> Iterator[Line]:
    """Give a line per file with a letter per test; when verbose a line per test."""
    if view.verbosity < 0:
        return
    for file, group in groupby(ran, key=lambda each: each.case.file):
        tests = list(group)
        if view.verbosity > 0:
            for each in tests:
                yield line(f"{each.case.nodeid} ", Span(each.end.upper(), _STYLES[each.end]))
            continue
        room = max(view.width - len(file) - 1, 20)
        letters = "".join(_LETTERS[each.end] for each in tests)
        for start in range(0, len(letters), room):
            yield line(f"{file if not start else ' ' * len(file)} {letters[start : start + room]}")


def failure_rows(ran: Sequence[Ran], view: View) -> Iterator[Line]:
    """Tell every test that does not hold: where it stands, what was expected, what came, and of which operands."""
    failed = [each for each in ran if each.failed]
    if not failed:
        return
    yield ruled("failures", view.width)
    for each in failed:
        yield line(Span(each.end.upper().ljust(8), _STYLES[each.end]), Span(each.case.nodeid, "name"))
        yield from wrapped(f"{each.case.test.location}: {each.problem}", indent=6, width=view.width)
        yield from wrapped(checked(each.case.rule), indent=8, width=view.width)
        for finding in each.report.result.findings if each.report is not None else ():
            yield from finding_operand_rows(finding, view)


def checked(rule: Rule) -> str:
    """Give the check of a rule as it is written: ``assert: …``, or its name and its options."""
    if rule.condition is not None:
        return f"assert: {rule.condition.source}"
    assert rule.check is not None  # noqa: S101  # the loader gives each rule a check or a condition
    assert rule.options is not None  # noqa: S101  # as above
    options = rule.options.model_dump(exclude_unset=True)
    said = ", ".join(f"{name}: {_option(value)}" for name, value in options.items())
    return f"{rule.check.name}: {{{said}}} of {', '.join(rule.given_text) or 'every node'}"


def _option(value: Any) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list | tuple) else str(value)


def coverage_rows(coverages: Sequence[Coverage], percent: float, view: View) -> Iterator[Line]:
    """Give a line per rule: how it was seen to end, and what no test shows."""
    yield ruled("coverage by outcome", view.width)
    column = max((len(each.nodeid) for each in coverages), default=0)
    for each in coverages:
        marks = [_mark(each, outcome) for outcome in _OUTCOMES]
        missing = f"  missing: {', '.join(each.missing)}" if each.missing else ""
        if "unknown" in each.missing:
            missing += f" (without {each.without})"
        yield line(f"{each.nodeid.ljust(column)}  {'  '.join(marks)}", Span(missing, "unknown"))
    yield line(f"{'total'.ljust(column)}  {shown_percent(percent)}")


def _mark(coverage: Coverage, outcome: Any) -> str:
    """Give the outcome where it was seen; blanks where it is not needed, dashes where it is missing."""
    if outcome in coverage.seen:
        return outcome  # type: ignore[no-any-return]  # one of three words
    return ("-" if outcome in coverage.needed else " ") * len(outcome)


def shown_percent(percent: float) -> str:
    """Write a percentage, never rounded up."""
    # 99.96 is not all of it, whatever rounding says.
    return f"{int(percent * 10) / 10:g}%"


def duration_rows(ran: Sequence[Ran], most: int, view: View) -> Iterator[Line]:
    """List the slowest tests; ``most`` 0 lists all."""
    slowest = sorted(ran, key=lambda each: -each.seconds)
    shown = slowest[: most or None]
    spent = sum(each.seconds for each in ran)
    yield ruled(f"slowest tests ({len(shown)} of {len(slowest)}, all took {spent:.2f} s)", view.width)
    for each in shown:
        yield line(f"{each.seconds * 1000:10.3f} ms  {each.case.nodeid}")


def summary_rows(ran: Sequence[Ran], left_out: Sequence[Case], view: View) -> Iterator[Line]:
    """List the tests that ``-r`` asks for, each with an id that can be pasted back, and those that did not run."""
    rows: list[Line] = []
    for end in dict.fromkeys(end for letter in view.summary or "fE" for end in SUMMARISED[letter]):
        for each in ran:
            if each.end == end:
                why = f" - {each.problem or each.case.test.spec.get('xfail') or ''}".removesuffix(" - ")
                said = "" if why == " - True" else why
                rows.append(line(Span(end.upper().ljust(8), _STYLES[end]), each.case.nodeid, said))
    for rule, group in groupby(left_out, key=lambda case: case.rule.base_nodeid):
        tests = counted(len(list(group)), "test")
        rows.append(line(Span("NOT RUN ", "skip"), rule, f" - {tests} of the rule before an override changed it"))
    if rows:
        yield ruled("short summary", view.width)
        yield from (fitted(row, view.width) for row in rows)


def closing_row(ran: Sequence[Ran], left_out: Sequence[Case], deselected: int, view: View) -> Line:
    """Give the totals."""
    ends = Counter(each.end for each in ran)
    parts = [f"{ends[end]:,} {end}" for end in ("failed", "error", "passed", "xfailed") if ends[end]]
    if left_out:
        parts.append(f"{len(left_out):,} not run")
    if deselected:
        parts.append(f"{deselected:,} deselected")
    worst = next((end for end in ("error", "failed", "passed") if ends[end]), "xfailed")
    return ruled(", ".join(parts), view.width, _STYLES[worst])
