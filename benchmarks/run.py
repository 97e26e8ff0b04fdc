"""Run the benchmarks: ``python benchmarks/run.py [--quick] [--only floors,peers,…]``.

Prints tables; writes ``results.json`` and, where peers were measured, ``peers.svg``. Sections that do not run keep
what ``results.json`` says of them. Each section runs in a process of its own, so that none is slowed by what another
has loaded.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib import metadata
from pathlib import Path
from typing import Any

import batches
import from_bytes
import mutating
import plot
import report
import scaling
import speed
import startup
import whole_pack

HERE = Path(__file__).parent
SECTIONS: dict[str, Callable[[bool], list[dict[str, Any]]]] = {
    "floors": speed.measure_floors,
    "peers": speed.measure_peers,
    "parts": speed.measure_parts,
    "bytes": from_bytes.measure_bytes,
    "growth": scaling.measure_growth,
    "cores": scaling.measure_cores,
    "batch": batches.measure_batches,
    "memory": scaling.measure_memory,
    "startup": startup.measure_startup,
    "pack": whole_pack.measure_pack,
    "mutants": mutating.measure_mutants,
}
PACKAGES = ("pydantic", "jsonschema_rs", "zen-engine", "common-expression-language", "jsonpath-ng", "simpleeval")


def machine() -> dict[str, Any]:
    """Say what this was measured on."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": [round(load, 2) for load in os.getloadavg()],
        "versions": {name: _version(name) for name in PACKAGES},
    }


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def run_section(name: str, quick: bool) -> list[dict[str, Any]]:
    """Measure one section in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(SECTIONS[name], quick).result()


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, no documents of 500 lines")
    parser.add_argument("--only", default=",".join(SECTIONS), help="sections, with commas between: %(default)s")
    parser.add_argument("-o", "--output", type=Path, default=HERE / "results.json")
    options = parser.parse_args()
    wanted = options.only.split(",")
    if unknown := set(wanted) - set(SECTIONS):
        parser.error(f"no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    before = json.loads(options.output.read_text("utf-8")) if options.output.exists() else {"sections": {}}
    sections: dict[str, Any] = {}
    for name in wanted:
        start = time.perf_counter()
        sections[name] = run_section(name, options.quick)
        sys.stderr.write(f"{name}: {time.perf_counter() - start:.0f} s\n")
    sys.stdout.write(report.whole(sections, machine()))
    merged = {name: sections.get(name, before["sections"].get(name)) for name in SECTIONS}
    kept = {name: rows for name, rows in merged.items() if rows is not None}
    options.output.write_text(json.dumps({"machine": machine(), "sections": kept}, indent=1) + "\n", "utf-8")
    if "peers" in sections:
        title = "Time for 20 rules on one invoice, as a multiple of hand-written Python"
        rows = [row for row in sections["peers"] if "ratio" in row]
        options.output.with_name("peers.svg").write_text(plot.plot(rows, title), "utf-8")


if __name__ == "__main__":
    main()
