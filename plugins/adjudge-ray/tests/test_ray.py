"""A local Ray gives the same verdicts as the local pool, byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import adjudge

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # Ray reads it when it is imported
pytest.importorskip("ray.data", reason="needs ray: pip install 'adjudge-ray[local]'")
pytestmark = [
    pytest.mark.ray,
    pytest.mark.timeout(300),
    pytest.mark.filterwarnings("ignore"),  # Ray's own
]


@pytest.fixture(scope="module")
def ray() -> Iterator[Any]:
    import ray

    ray.init(num_cpus=2, include_dashboard=False, object_store_memory=200_000_000, log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield ray
    ray.shutdown()


def test_every_verdict_is_that_of_the_local_pool_byte_for_byte(
    ray: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    import adjudge_ray
    from support.cluster import as_text, lay_out

    monkeypatch.chdir(tmp_path)
    ruleset = lay_out(tmp_path, documents=1_000)
    dataset = ray.data.read_parquet(str(tmp_path / "documents.parquet")).repartition(4)
    verdicts = adjudge_ray.check(dataset, ruleset, batch_size=100)
    there = pa.concat_tables(ray.get(verdicts.to_arrow_refs()))
    assert as_text(there) == as_text(pq.read_table("local.parquet"))


def test_a_column_of_structs_is_judged_as_the_json_it_stands_for(ray: Any, tmp_path: Path) -> None:
    import adjudge_ray

    (tmp_path / "rules.yaml").write_text("adjudge: 1\nrules: [{id: total-is-there, given: $.total, required: true}]\n")
    dataset = ray.data.from_items([{"answer": {"total": 1}, "id": "a"}, {"answer": {"total": None}, "id": "b"}])
    ruleset = adjudge.load_rules(tmp_path / "rules.yaml")
    rows = adjudge_ray.check(dataset, ruleset, column="answer", document="id").take_all()
    assert sorted((row["document"], row["decision"]) for row in rows) == [("a", "accept"), ("b", "review")]


def test_a_column_that_is_not_there_is_told_before_a_job_runs(ray: Any, tmp_path: Path) -> None:
    import adjudge_ray

    (tmp_path / "rules.yaml").write_text("adjudge: 1\nrules: [{id: total-is-there, given: $.total, required: true}]\n")
    dataset = ray.data.from_items([{"answer": "{}"}])
    with pytest.raises(adjudge.ConfigError) as told:
        adjudge_ray.check(dataset, adjudge.load_rules(tmp_path / "rules.yaml"))
    assert str(told.value) == "the record batch has no column payload (it has answer)"


def test_the_example_prints_what_its_readme_says(tmp_path: Path) -> None:
    example = Path(__file__).parents[1] / "example"
    done = subprocess.run(
        [sys.executable, example / "judge.py"], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.stdout == (example / "expected.txt").read_text("utf-8"), done.stderr
