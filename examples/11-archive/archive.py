"""Judge an archive, keep the verdicts as Parquet, ask it with SQL, and append what matters to a database."""

# ruff: noqa: T201  # a program for the terminal

import sqlite3
import sys
import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

import adjudge

HERE = Path(__file__).parent
COST = """
SELECT r.nodeid, count(*) AS documents
FROM (SELECT unnest(results) AS r FROM read_parquet($file)) WHERE r.effect IN ('review', 'reject')
GROUP BY r.nodeid ORDER BY documents DESC, r.nodeid
"""
BLAMED = """
SELECT document, f.path, f.reason
FROM (SELECT document, unnest(r.findings) AS f
      FROM (SELECT document, unnest(results) AS r FROM read_parquet($file)))
WHERE f.effect = 'reject' ORDER BY document LIMIT 3
"""
# In PostgreSQL the same, with %s for ?, jsonb for the verdict, and psycopg for sqlite3.
TABLE = """
CREATE TABLE IF NOT EXISTS verdicts (
    document TEXT, ruleset TEXT, decision TEXT, error TEXT, decided_by TEXT, PRIMARY KEY (document, ruleset))
"""
APPEND = "INSERT INTO verdicts VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"


def main() -> None:
    """Judge, store, ask."""
    ruleset = adjudge.load_rules(HERE / "rules.yaml")
    payloads = (HERE / "payloads.jsonl").read_text("utf-8").splitlines()
    names = [f"payloads.jsonl:{number}" for number, _ in enumerate(payloads, 1)]
    verdicts = ruleset.check_batch(pa.RecordBatch.from_pydict({"document": names, "payload": payloads}))

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    file = str(folder / "verdicts.parquet")
    pq.write_table(pa.Table.from_batches([verdicts]), file)
    for nodeid, documents in duckdb.execute(COST, {"file": file}).fetchall():
        print(f"{documents:>4}  {nodeid}")
    for document, path, reason in duckdb.execute(BLAMED, {"file": file}).fetchall():
        print(f"{document}  {path}: {reason}")

    with sqlite3.connect(folder / "verdicts.db") as database:
        database.execute(TABLE)
        for row in verdicts.to_pylist():
            decided_by = ", ".join(row["decided_by"] or [])
            key = (row["document"], ruleset.fingerprint)
            database.execute(APPEND, (*key, row["decision"], row["error"], decided_by))
        counted = "SELECT coalesce(decision, 'unreadable'), count(*) FROM verdicts GROUP BY 1 ORDER BY 1"
        print(*(f"{count} {decision}" for decision, count in database.execute(counted)), sep=", ")


if __name__ == "__main__":
    main()
