"""What a batch reads and writes beside plain lines: compressed lines, Parquet of text and of structs."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from adjudge.cli import run
from support.payloads import entry, nutrient

RULES = "adjudge: 1\nrules:\n  - {id: sure, given: $.total, confidence: {min: 0.9}}\n"
PAYLOAD = nutrient({"total": 5}, {"total": entry()})
LINES = "".join(json.dumps(PAYLOAD) + "\n" for _ in range(5)).encode()


def batch(folder: Path, name: str, out: str = "out.jsonl") -> list[dict[str, Any]]:
    """Judge one file of the folder; give the rows that were written."""
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    arguments = ["batch", str(folder / name), "-R", str(folder / "rules.yaml"), "-o", str(folder / out)]
    assert run([*arguments, "--workers", "1"]) == 0
    if out.endswith(".parquet"):
        rows: list[dict[str, Any]] = pytest.importorskip("pyarrow.parquet").read_table(folder / out).to_pylist()
        return rows
    return [json.loads(line) for line in (folder / out).read_text(encoding="utf-8").splitlines()]


def test_gzip_is_read(tmp_path: Path) -> None:
    """Archives are compressed."""
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(LINES))

    assert [row["decision"] for row in batch(tmp_path, "a.jsonl.gz")] == ["accept"] * 5


def test_zstd_is_read_over_its_frames(tmp_path: Path) -> None:
    """Tools append frames; all of them are one stream."""
    zstandard = pytest.importorskip("zstandard")
    compress = zstandard.ZstdCompressor().compress
    half = LINES.find(b"\n") + 1
    (tmp_path / "a.jsonl.zst").write_bytes(compress(LINES[:half]) + compress(LINES[half:]))

    assert [row["decision"] for row in batch(tmp_path, "a.jsonl.zst")] == ["accept"] * 5


@pytest.mark.parametrize("payload", [PAYLOAD, json.dumps(PAYLOAD)], ids=["struct", "text"])
def test_parquet_is_read_and_written(tmp_path: Path, payload: Any) -> None:
    """A column of JSON text, or of structs; a row for each."""
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pa.table({"payload": [payload] * 3}), tmp_path / "a.parquet")

    rows = batch(tmp_path, "a.parquet", "out.parquet")

    assert [row["decision"] for row in rows] == ["accept"] * 3
