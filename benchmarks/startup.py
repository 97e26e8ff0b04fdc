"""The section about start-up: whole processes, each beside one that imports pydantic and defines one model."""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cases import cases
from scaling import rules_text

BASE = "from pydantic import BaseModel\nclass Model(BaseModel):\n    number: str\n    total: float\n"
COMPILE = "import sys, adjudge\nadjudge.load_rules(sys.argv[1])\n"
TEN_RULES = """adjudge: 1
fields:
  total: {at: $.total, type: money}
  lines: {at: $.line_items, each: {quantity: decimal, unit_price: money, amount: money}}
rules:
  - {id: number-is-sure, given: $.invoice_number, confidence: {min: 0.8}}
  - {id: total-is-sure, given: $.total, confidence: {min: 0.8}}
  - {id: vendor-is-sure, given: $.vendor_name, confidence: {min: 0.7}}
  - {id: every-value-is-found, given: $..*, match: {none_of: [not_found]}}
  - {id: total-is-there, given: total, required: true}
  - {id: lines-are-there, given: $.line_items, length: {min: 1}}
  - {id: currency-is-known, given: $.currency, one_of: [USD, EUR, GBP, CHF]}
  - {id: number-looks-right, given: $.invoice_number, pattern: "INV-.*"}
  - {id: total-is-positive, assert: total > 0}
  - {id: line-amount, for: line in lines, assert: "line.quantity * line.unit_price == approx(line.amount, abs=0.01)"}
"""
LIMITS = {"import adjudge": 0.4, "compile 500 rules": 1.5, "adjudge check, ten rules": 2.0}
"""The goals, as multiples of the base."""


def measure_startup(quick: bool) -> list[dict[str, Any]]:
    """Time each process beside the base, in turn; wall clock and processor time."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "many.yaml").write_text(rules_text(500), "utf-8")
        (place / "ten.yaml").write_text(TEN_RULES, "utf-8")
        (place / "payload.json").write_text(json.dumps(cases()[0].make(2, 0)), "utf-8")
        check = ["-m", "adjudge", "check", str(place / "payload.json"), "-R", str(place / "ten.yaml")]
        commands = {
            "python alone": ["-c", "pass"],
            "import adjudge": ["-c", "import adjudge"],
            "compile 500 rules": ["-c", COMPILE, str(place / "many.yaml")],
            "adjudge check, ten rules": check,
        }
        return _compare(commands, 5 if quick else 25)


def _compare(commands: dict[str, list[str]], rounds: int) -> list[dict[str, Any]]:
    base = ["-c", BASE]
    for command in (base, *commands.values()):
        _run(command)  # writes the byte code
    pairs: dict[str, list[tuple[tuple[float, float], tuple[float, float]]]] = {name: [] for name in commands}
    order = list(commands)
    for _ in range(rounds):
        random.shuffle(order)
        for name in order:
            pairs[name].append((_run(base), _run(commands[name])))
    return [_row(name, measured) for name, measured in pairs.items()]


def _row(name: str, pairs: Sequence[tuple[tuple[float, float], tuple[float, float]]]) -> dict[str, Any]:
    wall = [own[0] / base[0] for base, own in pairs]
    processor = [own[1] / base[1] for base, own in pairs]
    return {
        "process": name,
        "milliseconds": round(statistics.median(own[0] for _, own in pairs) * 1e3, 1),
        "base milliseconds": round(statistics.median(base[0] for base, _ in pairs) * 1e3, 1),
        "ratio": round(statistics.median(wall), 3),
        "ratio of processor time": round(statistics.median(processor), 3),
        "spread": [round(min(wall), 3), round(max(wall), 3)],
        "goal": LIMITS.get(name),
    }


def _run(arguments: list[str]) -> tuple[float, float]:
    """Run Python; gives seconds of wall clock and of the processor. Byte code is kept, as users keep it."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = _children()
    start = time.perf_counter()
    done = subprocess.run(  # noqa: S603  # our own commands
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    taken = time.perf_counter() - start
    if done.returncode > 1:
        raise RuntimeError(done.stderr)
    return taken, _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
