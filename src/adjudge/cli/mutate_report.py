"""What ``adjudge mutate`` prints: text, JSON, Markdown for a pull request."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from adjudge.reporting.document import counted
from adjudge.reporting.lines import Line, line, plain, wrapped
from adjudge.reporting.markdown import cell

if TYPE_CHECKING:
    from adjudge.engine.mutate.counts import Group, Report, Survivor, Tally

MARKER: Final = "<!-- adjudge mutate -->"
"""First line of the Markdown, by which a workflow finds the comment to edit."""
_MOST_GROUPS: Final = 20
"""Groups of survivors that are told in text and Markdown; JSON has all."""
_MOST_READERS: Final = 3


class Told(NamedTuple):
    """A group of survivors, the command that shows the first of them, and the rule that would catch it."""

    group: Group
    command: str
    advice: str | None


def to_text(report: Report, told: Sequence[Told], width: int) -> str:
    """Give the report for people, on lines of ``width`` characters."""
    return plain(_rows(report, told, width))


def _rows(report: Report, told: Sequence[Told], width: int) -> Iterator[Line]:
    yield from wrapped(_summary(report), indent=0, hanging=2, width=width)
    for table in (_types(report), _kinds(report)):
        yield []
        yield from map(line, table)
    yield []
    yield from _fields(report, width)
    yield []
    yield from _rules(report, width)
    read = [each for each in told if each.group.survivors[0].readers]
    unread = _unread(told)
    yield from _headed("survivors that rules read:", [_survivors(each, width) for each in read])
    yield from _headed("survivors that no rule reads:", [_blind_spot(*each, width) for each in unread.items()])


def _headed(head: str, paragraphs: Sequence[Iterator[Line]]) -> Iterator[Line]:
    if not paragraphs:
        return
    yield []
    yield line(head)
    for paragraph in paragraphs[:_MOST_GROUPS]:
        yield []
        yield from paragraph
    yield from map(line, _left_out(len(paragraphs)))


def to_json(report: Report, told: Sequence[Told], command: Callable[[Survivor], str]) -> str:
    """Give the report for programs: every survivor with its command."""
    from adjudge.engine.mutate.counts import to_dict

    survivors = [
        {
            "field": each.group.area,
            "kind": each.group.kind,
            "type": each.group.type,
            "would_catch": each.advice,
            "mutants": [
                {
                    "document": survivor.document,
                    "id": survivor.fate.spot.id,
                    "damage": survivor.fate.told,
                    "seen_by": [{"nodeid": nodeid, "ends": ends} for nodeid, ends in survivor.readers],
                    "command": command(survivor),
                }
                for survivor in each.group.survivors
            ],
        }
        for each in told
    ]
    return json.dumps(to_dict(report, survivors), indent=2, ensure_ascii=False) + "\n"


def to_markdown(report: Report, told: Sequence[Told]) -> str:
    """Give the comment for a pull request."""
    rows = [
        MARKER,
        f"### adjudge: {_summary(report)}",
        "",
        "| damage | caught | of | |",
        "| --- | ---: | ---: | ---: |",
    ]
    rows += [f"| {cell(name)} | {t.caught} | {t.total} | {_share(t)} |" for name, t in sorted(report.kinds.items())]
    if told:
        rows += ["", "| survives | caught | because | would catch it |", "| --- | ---: | --- | --- |"]
    for group, _, advice in told[:_MOST_GROUPS]:
        cells = (f"{group.area} {group.kind}", _of(group.tally), _why(group.survivors[0]), advice or "")
        rows.append("| " + " | ".join(map(cell, cells)) + " |")
    rows += _left_out(len(told))
    return "\n".join(rows) + "\n"


def _summary(report: Report) -> str:
    whole = report.whole
    text = f"{counted(report.documents, 'document')}, {counted(whole.total, 'mutant')}: {whole.caught:,} caught"
    if whole.total:
        text += f" ({_share(whole)}), {whole.total - whole.caught:,} survive"
    aside = [f"{report.equivalent:,} that mean what the original means"] if report.equivalent else []
    aside += [f"{report.masked:,} read by a rule that fails on the original, too"] if report.masked else []
    return text + (f"; not counted: {', '.join(aside)}" if aside else "")


def _types(report: Report) -> Iterator[str]:
    """Give the table of values: by the type of their field, changed and gone."""
    names = sorted({*report.changed, *report.gone})
    wide = max([len("values by type"), *(len(name) + 2 for name in names)])
    yield f"{'values by type':<{wide}}{'changed: caught of':>24}{'gone: caught of':>24}"
    for name in names:
        cells = "".join(_columns(tallies.get(name)) for tallies in (report.changed, report.gone))
        yield f"{'  ' + name:<{wide}}{cells}".rstrip()


def _kinds(report: Report) -> Iterator[str]:
    wide = max([len("by damage"), *(len(name) + 2 for name in report.kinds)])
    yield f"{'by damage':<{wide}}{'caught of':>18}"
    for name, tally in sorted(report.kinds.items()):
        yield f"{'  ' + name:<{wide}}{_columns(tally)[6:]}"


def _columns(tally: Tally | None) -> str:
    if tally is None:
        return " " * 24
    return f"{tally.caught:>11,}{tally.total:>7,}{_share(tally):>6}"


def _fields(report: Report, width: int) -> Iterator[Line]:
    """Give a paragraph a field: caught of all for every kind of damage."""
    yield line("by field:")
    by_area: dict[str, list[Group]] = {}
    for group in report.groups:
        by_area.setdefault(group.area, []).append(group)
    for area, groups in by_area.items():
        caught, total = (sum(getattr(group.tally, name) for group in groups) for name in ("caught", "total"))
        yield line(f"  {area} {caught}/{total}")
        kinds = ", ".join(f"{group.kind} {_of(group.tally)}" for group in groups)
        yield from wrapped(kinds, indent=4, hanging=6, width=width)


def _rules(report: Report, width: int) -> Iterator[Line]:
    catching = {nodeid: tally for nodeid, tally in report.rules.items() if tally.caught}
    wide = max([5, *(len(nodeid) + 2 for nodeid in catching)])
    yield line(f"{'rules':<{wide}}{'catch':>9}{'alone':>9}")
    for nodeid, tally in sorted(catching.items(), key=lambda each: (-each[1].alone, -each[1].caught, each[0])):
        yield line(f"{'  ' + nodeid:<{wide}}{tally.caught:>9,}{tally.alone:>9,}")
    for head, nodeids in (("never alone", report.never_alone), ("never", report.never)):
        if nodeids:
            yield from wrapped(f"{head}: {', '.join(nodeids)}", indent=2, hanging=4, width=width)


def _survivors(told: Told, width: int) -> Iterator[Line]:
    group, first = told.group, told.group.survivors[0]
    yield line(f"  {group.area} {group.kind}: {len(group.survivors)} of {group.tally.total} survive")
    yield from wrapped(f"for example {first.document}: {first.fate.told}", indent=4, hanging=6, width=width)
    yield from wrapped(f"read by {_readers(first)}", indent=4, hanging=6, width=width)
    yield from _repeat(told)


def _unread(told: Sequence[Told]) -> dict[str, list[Told]]:
    """Group what no rule reads: values by their field, signals by their name."""
    found: dict[str, list[Told]] = {}
    for each in told:
        first = each.group.survivors[0]
        if not first.readers:
            signal = first.fate.spot.signal
            found.setdefault(each.group.area if signal is None else signal, []).append(each)
    return found


def _blind_spot(name: str, told: Sequence[Told], width: int) -> Iterator[Line]:
    kinds: dict[str, int] = {}
    for each in told:
        kinds[each.group.kind] = kinds.get(each.group.kind, 0) + len(each.group.survivors)
    areas = list(dict.fromkeys(each.group.area for each in told))
    of = "" if areas == [name] else f" of {', '.join(areas)}"
    counts = ", ".join(f"{kind} {count}" for kind, count in kinds.items())
    yield from wrapped(f"{name}{of}: {counts}", indent=2, hanging=4, width=width)
    yield from _repeat(next((each for each in told if each.advice is not None), told[0]))


def _repeat(told: Told) -> Iterator[Line]:
    """Give the rule and the command; neither is wrapped, since both are there to be copied."""
    if told.advice is not None:
        yield line(f"    would be caught by {told.advice}")
    yield line(f"    {told.command}")


def _why(survivor: Survivor) -> str:
    """Say why nothing catches a mutant: who reads what was changed, and how that ends."""
    return f"read by {_readers(survivor)}" if survivor.readers else "no rule reads it"


def _readers(survivor: Survivor) -> str:
    shown = [f"{nodeid} ({ends})" for nodeid, ends in survivor.readers[:_MOST_READERS]]
    more = len(survivor.readers) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _left_out(groups: int) -> list[str]:
    left = groups - _MOST_GROUPS
    return [] if left <= 0 else ["", f"and {left} more; --format json has every survivor"]


def _of(tally: Tally) -> str:
    return f"{tally.caught}/{tally.total}"


def _share(tally: Tally) -> str:
    """Give a share in percent, cut rather than rounded: 100 % means all."""
    return f"{tally.caught * 100 // tally.total} %" if tally.total else ""
