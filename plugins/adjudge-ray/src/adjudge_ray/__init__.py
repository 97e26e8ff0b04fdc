"""Judge a Ray dataset of payloads: ``Ruleset.check_batch`` under ``Dataset.map_batches``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from ray.data import Dataset

    from adjudge import Ruleset
    from adjudge.plugin import Adapter

__all__ = ["check"]


def check(
    dataset: Dataset,
    ruleset: Ruleset,
    *,
    column: str = "payload",
    document: str = "document",
    adapter: str | Adapter | None = None,
    facts: Mapping[str, Any] | None = None,
    hints: bool = False,
    batch_size: int = 1024,
) -> Dataset:
    """Give a dataset of verdicts, one row for each row of ``dataset``, as ``adjudge batch`` writes them to Parquet.

    Nothing runs before Ray is asked for rows. The rule files travel with the job; they are compiled once in each
    worker, which needs adjudge, and the plugins the rules were loaded with, in the same versions.

    Args:
        dataset: Payloads in ``column`` (JSON as string or binary, or a struct), ids in ``document`` if it has that.
        ruleset: The rules, as ``adjudge.load_rules`` gives them.
        column: The column of payloads.
        document: The column of ids.
        adapter: As for ``Ruleset.check``.
        facts: As for ``Ruleset.check``.
        hints: As for ``Ruleset.check``.
        batch_size: Rows that one call judges.

    Raises:
        ConfigError: The dataset has no such column, or the ruleset was narrowed by ``select``.
    """
    judge = partial(ruleset.check_batch, column=column, document=document, adapter=adapter, facts=facts, hints=hints)
    # What is wrong with the question is told here, not by a worker.
    schema = judge(pa.RecordBatch.from_pydict({name: pa.nulls(0) for name in dataset.columns() or (column,)})).schema

    def judge_table(table: pa.Table) -> pa.Table:
        return pa.Table.from_batches(map(judge, table.to_batches()), schema)

    return dataset.map_batches(judge_table, batch_format="pyarrow", batch_size=batch_size)
