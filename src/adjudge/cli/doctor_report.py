"""What ``adjudge lint --against`` prints: how each rule ended on a corpus, and who is blind for which adapter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Final

from adjudge.reporting.document import counted
from adjudge.reporting.lines import Line, line, wrapped

if TYPE_CHECKING:
    from adjudge.engine.doctor import Doctor, Health

_HEAD: Final = "  pass  fail  unknown  (blind)  skip  error"


def doctor_rows(doctor: Doctor, width: int) -> Iterator[Line]:
    """Give a line per rule with its outcomes; then what is blind where, and what never failed."""
    adapters = f"{counted(doctor.payloads, 'payload')}: {_counts(doctor.adapters)}"
    yield from wrapped(adapters, indent=0, hanging=4, width=width)
    files = [(file, list(group)) for file, group in groupby(doctor.health.values(), key=_file)]
    column = max((len(f"  {_name(each)}") for _, group in files for each in group), default=0)
    for file, group in files:
        if len(file) > column:
            yield line(file)
        yield line(f"{file if len(file) <= column else '':<{column}}{_HEAD}")
        for health in group:
            yield line(f"{f'  {_name(health)}':<{column}}{_numbers(health)}")
    for health in doctor.health.values():
        if health.blind:
            blind = f"blind: {health.rule.nodeid} ({_counts(health.blind)})"
            yield from wrapped(blind, indent=0, hanging=4, width=width)
    for nodeid in doctor.never_failed():
        yield line(f"never failed: {nodeid}")


def _numbers(health: Health) -> str:
    ends = health.ends
    judged = f"  {ends['pass']:>4}  {ends['fail']:>4}  {ends['unknown']:>7}"
    return f"{judged}  {health.blind.total():>7}  {ends['skip']:>4}  {ends['error']:>5}"


def _file(health: Health) -> str:
    return health.rule.nodeid.rpartition("::")[0]


def _name(health: Health) -> str:
    return health.rule.nodeid.rpartition("::")[2]


def _counts(numbers: Mapping[str, int]) -> str:
    ordered = sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{name} {number}" for name, number in ordered)
