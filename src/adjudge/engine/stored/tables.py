"""Stored verdicts as tables of DuckDB: one row a document, one a result, one a blamed field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from adjudge.errors import ConfigError, did_you_mean

try:
    import duckdb
except ImportError:
    raise ConfigError("duckdb is not installed: it comes with adjudge[batch]") from None

SCHEMA: Final = 1
"""The version of verdicts that is read."""

_MAX_LINE: Final = 64 * 1024 * 1024

_LINES: Final = f"""
read_json($file, format = 'newline_delimited', ignore_errors = true, maximum_object_size = {_MAX_LINE}, columns = {{
    schema: 'BIGINT', document: 'VARCHAR', decision: 'VARCHAR', error: 'VARCHAR', adapter: 'VARCHAR', facts: 'JSON',
    decided_by: 'VARCHAR[]', fields: 'MAP(VARCHAR, STRUCT(effect VARCHAR))', results: 'STRUCT(
        nodeid VARCHAR, title VARCHAR, outcome VARCHAR, cause VARCHAR, shadow BOOLEAN, suppressed BOOLEAN,
        findings STRUCT(outcome VARCHAR, path VARCHAR, reason VARCHAR)[])[]'}})
"""
_SOURCES: Final = {
    ".jsonl": (_LINES, "list_transform(map_entries(fields), lambda f: {path: f.key, effect: f.value.effect})"),
    ".parquet": ("read_parquet($file)", "list_transform(fields, lambda f: {path: f.path, effect: f.effect})"),
}
_ENDINGS: Final = re.compile(r"(\.jsonl|\.ndjson)(\.gz|\.zst)?$|(\.parquet)$")

_TABLES: Final = """
CREATE TABLE documents (
    id BIGINT, file VARCHAR, line BIGINT, document VARCHAR, decision VARCHAR, error VARCHAR, adapter VARCHAR,
    "group" VARCHAR, decided_by VARCHAR[]);
CREATE TABLE fields (id BIGINT, path VARCHAR, effect VARCHAR);
CREATE TABLE results (
    id BIGINT, nodeid VARCHAR, title VARCHAR, outcome VARCHAR, cause VARCHAR, shadow BOOLEAN, suppressed BOOLEAN,
    path VARCHAR, reason VARCHAR);
"""
_READ: Final = """
CREATE OR REPLACE TEMP TABLE raw AS
SELECT $before + row_number() OVER () AS id, schema, document, decision, error, adapter, CAST(facts AS JSON) AS facts,
       decided_by, {fields} AS fields, list_transform(results, lambda r: {{
           nodeid: r.nodeid, title: r.title, outcome: r.outcome, cause: r.cause, shadow: r.shadow,
           suppressed: r.suppressed, worst: list_filter(r.findings, lambda f: f.outcome = r.outcome)[1]}}) AS results
FROM {source}
"""
_SPREAD: Final = """
INSERT INTO documents
SELECT id, $file, id - $before, document,
       CASE WHEN schema IS DISTINCT FROM {schema} THEN 'unread' WHEN error IS NOT NULL THEN 'unreadable'
            WHEN decision IS NULL THEN 'partial' WHEN decision IN ('accept', 'review', 'reject') THEN decision
            ELSE 'unread' END,
       error, adapter, {group}, decided_by
FROM raw;
INSERT INTO fields
SELECT id, regexp_replace(f.path, '\\[\\d+\\]', '[*]', 'g'), f.effect
FROM (SELECT id, unnest(fields) AS f FROM raw WHERE schema = {schema});
INSERT INTO results
SELECT id, r.nodeid, r.title, r.outcome, r.cause, coalesce(r.shadow, false), coalesce(r.suppressed, false),
       r.worst.path, r.worst.reason
FROM (SELECT id, unnest(results) AS r FROM raw WHERE schema = {schema})
"""

_GROUPS: Final = {
    "adapter": "adapter",
    "file": "regexp_replace(document, ':[0-9]+$', '')",
    "folder": "coalesce(nullif(regexp_extract(document, '^(.*)/', 1), ''), '.')",
}
GROUPS: Final = (*_GROUPS, "facts.NAME", "document:REGEX")
"""What documents can be grouped by."""


@contextmanager
def tables(files: Sequence[Path], by: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Read stored verdicts into tables ``documents``, ``results`` and ``fields``.

    ``documents.decision`` is a decision, ``partial``, ``unreadable`` (an error row of a batch), or ``unread``: a line
    that is no verdict of this version. None is left out.

    Args:
        files: JSON lines (also ``.gz`` and ``.zst``) or Parquet, as ``adjudge batch`` writes them.
        by: What ``documents.group`` is; one of ``GROUPS``.

    Raises:
        ConfigError: A file is of no such kind or cannot be read, or there is no such group.
    """
    group, asked = _group(by)
    with TemporaryDirectory(prefix="adjudge-report-") as spill, duckdb.connect() as database:
        # What is read is data, for which no extension is fetched; what does not fit in memory spills.
        database.execute("SET autoinstall_known_extensions = false")
        database.execute("SET temp_directory = $spill", {"spill": spill})
        database.execute(_TABLES)
        before = 0
        for file in files:
            before += _read(database, file, before, group, asked)
        yield database


def _read(database: duckdb.DuckDBPyConnection, file: Path, before: int, group: str, asked: str | None) -> int:
    """Add the rows of one file; gives their number."""
    ending = _ENDINGS.search(file.name)
    if ending is None:
        raise ConfigError(f"{file}: verdicts are stored in .jsonl, .jsonl.gz, .jsonl.zst and .parquet files")
    source, fields = _SOURCES[".parquet" if ending[3] else ".jsonl"]
    literal = re.sub(r"[*?\[]", r"[\g<0>]", str(file))
    try:
        database.execute(_READ.format(source=source, fields=fields), {"file": literal, "before": before})
        spread = _SPREAD.format(group=group, schema=SCHEMA)
        for statement in spread.split(";"):
            wanted = {"file": str(file), "before": before, "asked": asked}
            database.execute(statement, {name: value for name, value in wanted.items() if f"${name}" in statement})
    except duckdb.Error as problem:
        raise ConfigError(f"{file}: cannot be read as verdicts: {str(problem).splitlines()[0]}") from None
    (count,) = database.execute("SELECT count(*) FROM raw").fetchall()[0]
    return int(count)


def _group(by: str) -> tuple[str, str | None]:
    """Give the SQL of a group, and what its ``$asked`` is.

    Raises:
        ConfigError: There is no such group.
    """
    kind, dot, name = by.partition(".")
    if kind == "facts" and dot:
        return "facts ->> $asked", "/" + name.replace("~", "~0").replace("/", "~1")
    kind, colon, pattern = by.partition(":")
    if kind == "document" and colon:
        return "nullif(regexp_extract(document, $asked, 1), '')", pattern if "(" in pattern else f"({pattern})"
    if by not in _GROUPS:
        hint = did_you_mean(by, list(_GROUPS)) or f"; groups: {', '.join(GROUPS)}"
        raise ConfigError(f"--by {by}: there is no such group{hint}")
    return _GROUPS[by], None
