"""Judge a Spark DataFrame of payloads: ``Ruleset.check_batch`` under ``DataFrame.mapInArrow``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyspark.sql.pandas.types import from_arrow_schema

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from adjudge import Ruleset
    from adjudge.plugin import Adapter

__all__ = ["check"]


def check(
    frame: DataFrame,
    ruleset: Ruleset,
    *,
    column: str = "payload",
    document: str = "document",
    adapter: str | Adapter | None = None,
    facts: Mapping[str, Any] | None = None,
    hints: bool = False,
) -> DataFrame:
    """Give a DataFrame of verdicts, one row for each row of ``frame``, as ``adjudge batch`` writes them to Parquet.

    Nothing runs before Spark is asked for rows. The rule files travel with the job; they are compiled once in each
    Python worker, which needs adjudge, and the plugins the rules were loaded with, in the same versions.

    Args:
        frame: Payloads in ``column`` (JSON as string or binary, or a struct), ids in ``document`` if it has that.
        ruleset: The rules, as ``adjudge.load_rules`` gives them.
        column: The column of payloads.
        document: The column of ids.
        adapter: As for ``Ruleset.check``.
        facts: As for ``Ruleset.check``.
        hints: As for ``Ruleset.check``.

    Raises:
        ConfigError: The frame has no such column, or the ruleset was narrowed by ``select``.
    """
    judge = partial(ruleset.check_batch, column=column, document=document, adapter=adapter, facts=facts, hints=hints)
    nothing = pa.RecordBatch.from_pydict({name: pa.nulls(0) for name in frame.columns})
    schema = from_arrow_schema(judge(nothing).schema)
    wanted = [name for name in (column, document) if name in frame.columns]

    def judge_partition(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return map(judge, batches)

    return frame.select(*wanted).mapInArrow(judge_partition, schema)
