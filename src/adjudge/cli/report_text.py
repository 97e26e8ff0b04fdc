"""What ``adjudge report`` prints: text for a terminal, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from adjudge.record import to_plain
from adjudge.reporting.lines import Line, line, plain, wrapped

if TYPE_CHECKING:
    from adjudge.engine.stored.summary import Group, RuleSummary, Summary

_MOST: Final = 10
"""Rows of a table; JSON and the page have more."""


def to_json(summary: Summary) -> str:
    """Give all of it, for programs."""
    return json.dumps(to_plain(summary), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def to_text(summary: Summary, width: int) -> str:
    """Give the report on lines of ``width`` characters."""
    return plain(_rows(summary, width))


def ends_text(ends: Mapping[str, int]) -> str:
    """Give the counts that are not zero: ``173 accept, 427 review``."""
    return ", ".join(f"{count:,} {end}" for end, count in ends.items() if count)


def _rows(summary: Summary, width: int) -> Iterator[Line]:
    yield line(f"{summary.total.documents:,} documents: {ends_text(summary.total.ends)}")
    yield from _group_rows(summary)
    yield from _rule_rows(summary, width)
    yield from _table(
        f"blind rules ({len(summary.blind)}): what they need is not sent",
        [f"{blind.documents:>9,} of {blind.of:,} of {blind.adapter}  {blind.nodeid}" for blind in summary.blind],
    )
    yield from _table(
        "fields most often blamed, in documents",
        [f"{field.effects['reject'] + field.effects['review']:>9,}  {field.path}" for field in summary.blamed],
    )
    yield from _table(
        "slowest rules", [f"{slow.seconds:>9.3f} s in {slow.documents:,}  {slow.nodeid}" for slow in summary.slow]
    )
    yield from _table("rows without a verdict", [f"  {row.place}: {row.error}" for row in summary.errors])


def _group_rows(summary: Summary) -> Iterator[Line]:
    shown = [end for end, count in summary.total.ends.items() if count]
    yield []
    yield line(f"{'documents':>9}  " + "".join(f"{end:>11}" for end in shown) + f"  by {summary.by}")
    for group in summary.groups:
        shares = "".join(f"{share_text(group, end):>11}" for end in shown)
        yield line(f"{group.documents:>9,}  {shares}  {group.name or '(none)'}")


def share_text(group: Group, end: str) -> str:
    """Give the part of a group that ends so, as a percentage."""
    count = group.ends[end]
    return f"{100 * count / group.documents:.1f} %" if count else "-"


def _rule_rows(summary: Summary, width: int) -> Iterator[Line]:
    found = [rule for rule in summary.rules if rule.decides or rule.findings > rule.blind]
    yield []
    yield line(f"rules with findings ({len(found)} of {len(summary.rules)}), in documents; decides: in decided_by")
    yield line(f"{'decides':>9} {'fail':>8} {'error':>8} {'unknown':>8} {'pass':>9}")
    for rule in found[:_MOST]:
        yield line(_counts(rule), "  ", rule.nodeid, " (shadow)" if rule.shadow else "")
        for sample in rule.samples[:1]:
            yield from wrapped(f"{sample.document}: {sample.reason}", indent=11, hanging=13, width=width)
    if len(found) > _MOST:
        yield line(f"  and {len(found) - _MOST} more: --format html or json")


def _counts(rule: RuleSummary) -> str:
    of = rule.outcomes
    return f"{rule.decides:>9,} {of['fail']:>8,} {of['error']:>8,} {of['unknown']:>8,} {of['pass']:>9,}"


def _table(title: str, rows: list[str]) -> Iterator[Line]:
    if not rows:
        return
    yield []
    yield line(title)
    yield from map(line, rows[:_MOST])
    if len(rows) > _MOST:
        yield line(f"  and {len(rows) - _MOST} more")
