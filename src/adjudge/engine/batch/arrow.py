"""Verdicts as Arrow: one schema for Parquet files, for record batches, and on every engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from adjudge.engine.batch.items import Item
from adjudge.engine.batch.rows import Asked, judge_item, row_of
from adjudge.engine.batch.sources import missing_extra, to_bytes
from adjudge.errors import ConfigError
from adjudge.model.jsontext import to_json

if TYPE_CHECKING:
    from adjudge.engine.ruleset import Ruleset

try:
    import pyarrow as pa
except ImportError:
    raise missing_extra("pyarrow") from None

_TEXT: Final = pa.string()
_TEXTS: Final = pa.list_(pa.string())


def _record(**members: Any) -> Any:
    return pa.struct(list(members.items()))


_FINDING: Final = _record(
    item=pa.int64(), path=_TEXT, paths=_TEXTS, outcome=_TEXT, cause=_TEXT, effect=_TEXT, reason=_TEXT,
    actual=_TEXT, expected=_TEXT, evidence=_TEXT, hints=_TEXT, suppressed=_TEXT,
)  # fmt: skip
_COUNTS: Final = pa.struct([(word, pa.int64()) for word in ("pass", "fail", "unknown", "skip", "error")])
_RESULT: Final = _record(
    rule=_TEXT, nodeid=_TEXT, title=_TEXT, tags=_TEXTS, outcome=_TEXT, cause=_TEXT, effect=_TEXT,
    items=_COUNTS, findings=pa.list_(_FINDING), location=_TEXT, shadow=pa.bool_(), suppressed=pa.bool_(),
)  # fmt: skip
VERDICT_SCHEMA: Final = pa.schema(
    {
        "schema": pa.int64(),
        "document": _TEXT,
        "source": _TEXT,
        "decision": _TEXT,
        "error": _TEXT,
        "partial": pa.bool_(),
        "engine": _TEXT,
        "adapter": _TEXT,
        "adapter_version": _TEXT,
        "recognised": pa.bool_(),
        "ruleset": _record(fingerprint=_TEXT, files=_TEXTS),
        "facts": _TEXT,
        "counts": _COUNTS,
        "decided_by": _TEXTS,
        "blind": _TEXTS,
        "fields": pa.list_(_record(path=_TEXT, effect=_TEXT, findings=_TEXTS)),
        "results": pa.list_(_RESULT),
    }
)
"""One row a verdict, as in its JSON; what JSON leaves open (facts; of findings `_OPEN`) is JSON text."""

_ROW_GROUP_BYTES: Final = 32 * 1024 * 1024
_OPEN: Final = ("actual", "expected", "evidence", "hints", "suppressed")


def check_batch(ruleset: Ruleset, batch: Any, *, column: str, document: str, asked: Asked) -> Any:
    """Judge each row of a record batch; see ``Ruleset.check_batch``."""
    names = batch.schema.names
    if column not in names:
        raise ConfigError(f"the record batch has no column {column} (it has {', '.join(names)})")
    ids = batch.column(document).to_pylist() if document in names else [None] * batch.num_rows
    items = [
        Item(None if name is None else str(name), to_bytes(cell), "the row is null" if cell is None else None)
        for name, cell in zip(ids, batch.column(column).to_pylist(), strict=True)
    ]
    return batch_of([row_of(item, judge_item(ruleset, item, asked)) for item in items])


def batch_of(rows: Sequence[Mapping[str, Any]]) -> Any:
    """Give rows as one record batch."""
    flat = [_flat(row) for row in rows]
    try:
        return pa.RecordBatch.from_pylist(flat, schema=VERDICT_SCHEMA)
    except UnicodeEncodeError:
        # A document may hold half a surrogate pair, which JSON can escape and no Arrow text can hold.
        return pa.RecordBatch.from_pylist(_sound(flat), schema=VERDICT_SCHEMA)


def stream_of(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Give rows as the bytes of one Arrow stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, VERDICT_SCHEMA) as writer:
        writer.write_batch(batch_of(rows))
    return bytes(sink.getvalue())


def streams_to_parquet(source: str, target: str) -> None:
    """Write a file of Arrow streams, one after the other, as one Parquet file; flat in memory."""
    import pyarrow.parquet as pq  # noqa: PLC0415  # record batches alone need it not

    with pa.OSFile(source) as file, pq.ParquetWriter(target, VERDICT_SCHEMA, compression="zstd") as writer:
        held: list[Any] = []
        size, length = 0, file.size()
        while file.tell() < length:
            for batch in pa.ipc.open_stream(file):
                held.append(batch)
                size += batch.nbytes
            if size >= _ROW_GROUP_BYTES:
                writer.write_table(pa.Table.from_batches(held))
                held, size = [], 0
        writer.write_table(pa.Table.from_batches(held, VERDICT_SCHEMA))


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Write what the schema leaves open as JSON text, and an object of fields as a list."""
    if "error" in row:
        return dict(row)
    fields = [{"path": path, **view} for path, view in row["fields"].items()]
    results = [
        {**result, "findings": [_flat_finding(finding) for finding in result["findings"]]} for result in row["results"]
    ]
    return {**row, "facts": to_json(row["facts"]), "fields": fields, "results": results}


def _flat_finding(finding: Mapping[str, Any]) -> dict[str, Any]:
    opened = {name: None if finding[name] is None else to_json(finding[name]) for name in _OPEN}
    return {**finding, **opened}


def _sound(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {key: _sound(member) for key, member in value.items()}
    return [_sound(member) for member in value] if isinstance(value, list) else value
