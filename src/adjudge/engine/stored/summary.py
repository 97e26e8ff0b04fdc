"""What stored verdicts come to: decisions by group, what each rule found, what is blamed, what is blind."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from adjudge.engine.batch.journal import DURATIONS
from adjudge.engine.stored.tables import tables
from adjudge.errors import ConfigError, SelectionError
from adjudge.model.words import OUTCOMES
from adjudge.record import Record

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ENDS: Final = ("accept", "review", "reject", "partial", "unreadable", "unread")
"""What a row can be: a decision, a verdict without one, an error row, a line that is no verdict."""
MOST_GROUPS: Final = 40
SAMPLES: Final = 3
MOST_ERRORS: Final = 20

_DAY: Final = re.compile(r"\d{4}(-\d{2}){0,2}")


class Group(Record):
    """Documents of one group, by how they end."""

    name: str
    ends: Mapping[str, int]

    @property
    def documents(self) -> int:
        """How many there are."""
        return sum(self.ends.values())


class Sample(Record):
    """One document in which a rule found something: where it is, and the reason."""

    document: str
    path: str | None
    reason: str


class RowError(Record):
    """A row without a verdict: where it stands, and why; ``unread`` where it is none that this version reads."""

    place: str
    document: str | None
    error: str
    unread: bool


class RuleSummary(Record):
    """One rule over all documents: outcomes, how often it is blind, is suppressed, decides; some of its findings."""

    nodeid: str
    title: str | None
    outcomes: Mapping[str, int]
    blind: int
    suppressed: int
    decides: int
    shadow: bool
    samples: tuple[Sample, ...] = ()

    @property
    def findings(self) -> int:
        """Documents in which it failed, erred or was unknown."""
        return self.outcomes["fail"] + self.outcomes["error"] + self.outcomes["unknown"]


class Blindness(Record):
    """A rule that cannot see what it needs in the payloads of an adapter."""

    nodeid: str
    adapter: str
    documents: int
    of: int


class BlamedField(Record):
    """A field, list places as ``[*]``, and the documents in which its worst effect was each."""

    path: str
    effects: Mapping[str, int]


class Slow(Record):
    """A rule's time in all, in seconds, over the documents in which it was measured."""

    nodeid: str
    seconds: float
    documents: int


class Summary(Record):
    """A report before it is laid out. ``over_time`` tells that groups are days, months or years, in order."""

    files: tuple[str, ...]
    by: str
    total: Group
    groups: tuple[Group, ...]
    over_time: bool
    rules: tuple[RuleSummary, ...]
    blind: tuple[Blindness, ...]
    blamed: tuple[BlamedField, ...]
    slow: tuple[Slow, ...]
    errors: tuple[RowError, ...]


def summarise(files: Sequence[Path], by: str = "adapter") -> Summary:
    """Sum up stored verdicts.

    Args:
        files: JSON lines or Parquet, as ``adjudge batch`` writes them.
        by: What documents are grouped by, one of ``GROUPS``.

    Raises:
        ConfigError: A file cannot be read, or there is no such group.
        SelectionError: There is no verdict in them.
    """
    with tables(files, by) as database:
        groups = _groups(database)
        if not groups:
            raise SelectionError(f"no verdict in {', '.join(map(str, files))}")
        over_time = all(_DAY.fullmatch(group.name) for group in groups if group.name)
        return Summary(
            files=tuple(map(str, files)),
            by=by,
            total=_together("all", groups),
            groups=tuple(_in_time(groups) if over_time else _largest(groups)),
            over_time=over_time,
            rules=tuple(_rules(database)),
            blind=tuple(_blind(database)),
            blamed=tuple(_fields(database)),
            slow=tuple(_slow(files)),
            errors=tuple(_errors(database)),
        )


def _groups(database: DuckDBPyConnection) -> list[Group]:
    rows = database.execute('SELECT "group", decision, count(*) FROM documents GROUP BY ALL').fetchall()
    counts: dict[str, dict[str, int]] = {}
    for name, decision, count in rows:
        counts.setdefault(str(name or ""), dict.fromkeys(ENDS, 0))[str(decision)] += int(count)
    return [Group(name, counted) for name, counted in sorted(counts.items(), key=lambda each: (not each[0], each[0]))]


def _together(name: str, groups: Sequence[Group]) -> Group:
    return Group(name, {end: sum(group.ends[end] for group in groups) for end in ENDS})


def _in_time(groups: Sequence[Group]) -> list[Group]:
    """Give days in order; months or years of them where there would be too many."""
    spans: list[Group] = []
    for length in (10, 7, 4):
        same: dict[str, list[Group]] = {}
        for group in groups:
            same.setdefault(group.name[:length], []).append(group)
        spans = [_together(name, members) for name, members in same.items()]
        if len(spans) <= MOST_GROUPS:
            break
    return spans


def _largest(groups: Sequence[Group]) -> list[Group]:
    """Give the groups with most documents first, and the small ones as one."""
    ordered = sorted(groups, key=lambda group: (-group.documents, group.name))
    if len(ordered) <= MOST_GROUPS:
        return ordered
    shown, rest = ordered[: MOST_GROUPS - 1], ordered[MOST_GROUPS - 1 :]
    return [*shown, _together(f"{len(rest):,} smaller groups", rest)]


def _rules(database: DuckDBPyConnection) -> list[RuleSummary]:
    """Give every rule, the ones that decide most documents first, then those with most findings."""
    each = ", ".join(f"count(*) FILTER (WHERE outcome = '{outcome}')" for outcome in OUTCOMES)
    rows = database.execute(
        f"SELECT nodeid, min(title), {each}, "  # noqa: S608  # words of our own
        "count(*) FILTER (WHERE cause = 'blind'), count(*) FILTER (WHERE suppressed), bool_or(shadow) "
        "FROM results WHERE nodeid IS NOT NULL GROUP BY nodeid"
    ).fetchall()
    decides = dict(
        database.execute(
            "SELECT nodeid, count(*) FROM (SELECT unnest(decided_by) AS nodeid FROM documents) GROUP BY nodeid"
        ).fetchall()
    )
    samples = _samples(database)
    rules = [
        RuleSummary(
            nodeid=nodeid,
            title=title,
            outcomes=dict(zip(OUTCOMES, counts, strict=True)),
            blind=blind,
            suppressed=suppressed,
            decides=decides.get(nodeid, 0),
            shadow=shadow,
            samples=tuple(samples.get(nodeid, ())),
        )
        for nodeid, title, *counts, blind, suppressed, shadow in rows
    ]
    return sorted(rules, key=lambda rule: (-rule.decides, -rule.findings, rule.nodeid))


def _samples(database: DuckDBPyConnection) -> dict[str, list[Sample]]:
    """Give a few documents of each rule, scattered over all of them, and the same ones each time."""
    rows = database.execute(
        "SELECT nodeid, document, path, reason FROM ("
        "  SELECT nodeid, coalesce(document, file || ':' || line) AS document, path, reason, row_number() OVER ("
        "    PARTITION BY nodeid ORDER BY outcome = 'unknown', md5(coalesce(document, '')), id) AS place"
        "  FROM results JOIN documents USING (id)"
        "  WHERE outcome IN ('fail', 'error', 'unknown') AND cause IS DISTINCT FROM 'blind' AND reason IS NOT NULL"
        ") WHERE place <= $most ORDER BY nodeid, place",
        {"most": SAMPLES},
    ).fetchall()
    samples: dict[str, list[Sample]] = {}
    for nodeid, document, path, reason in rows:
        samples.setdefault(nodeid, []).append(Sample(document, path, reason))
    return samples


def _blind(database: DuckDBPyConnection) -> list[Blindness]:
    rows = database.execute(
        "SELECT nodeid, coalesce(adapter, ''), count(*) FILTER (WHERE cause = 'blind') AS blind, count(*) "
        "FROM results JOIN documents USING (id) GROUP BY ALL HAVING blind > 0 ORDER BY blind DESC, nodeid, 2"
    ).fetchall()
    return [Blindness(*row) for row in rows]


def _fields(database: DuckDBPyConnection) -> list[BlamedField]:
    """Give the fields, the most blamed first; in each document the worst effect of a field counts, once."""
    rows = database.execute(
        "WITH worst AS (SELECT id, path, min(CASE effect WHEN 'reject' THEN 1 WHEN 'review' THEN 2 WHEN 'note' THEN 3 "
        "END) AS worst FROM fields GROUP BY ALL) "
        "SELECT path, count(*) FILTER (WHERE worst = 1) AS reject, count(*) FILTER (WHERE worst = 2) AS review, "
        "count(*) FILTER (WHERE worst = 3) AS note FROM worst "
        "WHERE worst IS NOT NULL GROUP BY path ORDER BY reject + review DESC, note DESC, path"
    ).fetchall()
    return [
        BlamedField(path, {"reject": reject, "review": review, "note": note}) for path, reject, review, note in rows
    ]


def _errors(database: DuckDBPyConnection) -> list[RowError]:
    """Give some of the rows without a verdict; those that the report itself could not read first."""
    rows = database.execute(
        "SELECT file || ':' || line, document, coalesce(error, 'this line is no verdict that this version reads'), "
        "decision = 'unread' AS unread "
        "FROM documents WHERE decision IN ('unreadable', 'unread') ORDER BY unread DESC, id LIMIT $most",
        {"most": MOST_ERRORS},
    ).fetchall()
    return [RowError(*row) for row in rows]


def _slow(files: Sequence[Path]) -> list[Slow]:
    """Read what batches noted of their rules' times, where they were asked to."""
    spent: dict[str, tuple[float, int]] = {}
    for file in files:
        noted = file.with_name(file.name + DURATIONS)
        if not noted.is_file():
            continue
        try:
            for nodeid, (seconds, documents) in json.loads(noted.read_bytes()).items():
                before, times = spent.get(nodeid, (0.0, 0))
                spent[nodeid] = before + float(seconds), times + int(documents)
        except (ValueError, TypeError, AttributeError, OSError) as problem:
            raise ConfigError(f"{noted}: cannot be read: {problem}") from None
    return sorted(
        (Slow(nodeid, *each) for nodeid, each in spent.items()), key=lambda slow: (-slow.seconds, slow.nodeid)
    )
