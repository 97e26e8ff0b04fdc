"""Judge a file of payloads on a Ray of this machine, and count decisions by supplier."""

# ruff: noqa: T201  # a program for the terminal

import json
import os
from collections import Counter
from pathlib import Path

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # Ray reads it when it is imported

import ray

import adjudge
import adjudge_ray

HERE = Path(__file__).parent
ray.init(num_cpus=2, include_dashboard=False, object_store_memory=200_000_000, log_to_driver=False)
ray.data.DataContext.get_current().enable_progress_bars = False


def supplier(line: str) -> str:
    """Give what to call a document by."""
    try:
        return json.loads(line)["supplier"]
    except ValueError:
        return "(no supplier)"


lines = (HERE / "payloads.jsonl").read_text("utf-8").splitlines()
dataset = ray.data.from_items([{"payload": line, "document": supplier(line)} for line in lines])
verdicts = adjudge_ray.check(dataset, adjudge.load_rules(HERE / "rules.yaml"))
counts = Counter((row["document"], row["decision"] or "unreadable") for row in verdicts.iter_rows())
for (document, decision), count in sorted(counts.items()):
    print(f"{document:<15} {decision:<11} {count}")
ray.shutdown()
