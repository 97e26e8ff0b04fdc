"""A local Spark gives the same verdicts as the local pool, byte for byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import adjudge

pytest.importorskip("pyspark", reason="needs pyspark: pip install 'adjudge-spark[local]'")
pytestmark = [
    pytest.mark.spark,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not (shutil.which("java") or os.environ.get("JAVA_HOME")), reason="needs Java 17 or newer"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),  # Spark's own
]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable  # workers would take the system's Python
    settings = {"spark.ui.enabled": "false", "spark.sql.execution.arrow.maxRecordsPerBatch": "100"}
    builder = SparkSession.builder.master("local[2]").appName("adjudge")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def test_every_verdict_is_that_of_the_local_pool_byte_for_byte(
    spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pyarrow.parquet as pq

    import adjudge_spark
    from support.cluster import as_text, lay_out

    monkeypatch.chdir(tmp_path)
    ruleset = lay_out(tmp_path, documents=1_000)
    frame = spark.read.parquet(str(tmp_path / "documents.parquet")).repartition(4)
    verdicts = adjudge_spark.check(frame, ruleset)
    assert as_text(verdicts.toArrow()) == as_text(pq.read_table("local.parquet"))

    verdicts.write.parquet(str(tmp_path / "spark"))
    assert as_text(pq.read_table(tmp_path / "spark")) == as_text(pq.read_table("local.parquet"))


def test_a_column_of_structs_is_judged_as_the_json_it_stands_for(spark: Any, tmp_path: Path) -> None:
    import adjudge_spark

    (tmp_path / "rules.yaml").write_text("adjudge: 1\nrules: [{id: total-is-there, given: $.total, required: true}]\n")
    frame = spark.createDataFrame([((1,), "a"), ((None,), "b")], "answer struct<total: int>, id string")
    ruleset = adjudge.load_rules(tmp_path / "rules.yaml")
    rows = adjudge_spark.check(frame, ruleset, column="answer", document="id").select("document", "decision").collect()
    assert sorted(map(tuple, rows)) == [("a", "accept"), ("b", "review")]


def test_a_column_that_is_not_there_is_told_before_a_job_runs(spark: Any, tmp_path: Path) -> None:
    import adjudge_spark

    (tmp_path / "rules.yaml").write_text("adjudge: 1\nrules: [{id: total-is-there, given: $.total, required: true}]\n")
    frame = spark.createDataFrame([("{}",)], "answer string")
    with pytest.raises(adjudge.ConfigError) as told:
        adjudge_spark.check(frame, adjudge.load_rules(tmp_path / "rules.yaml"))
    assert str(told.value) == "the record batch has no column payload (it has answer)"


def test_the_example_prints_what_its_readme_says(tmp_path: Path) -> None:
    example = Path(__file__).parents[1] / "example"
    done = subprocess.run(
        [sys.executable, example / "judge.py"], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.stdout == (example / "expected.txt").read_text("utf-8"), done.stderr
