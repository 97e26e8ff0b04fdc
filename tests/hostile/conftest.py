"""Running things in a child that may use little memory and time."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
MEMORY = 2 * 2**30

RULES = """adjudge: 1
fields:
  total: {at: [$.total, $.total_amount], type: money}
  day: {at: $.day, type: date}
  lines: {at: $.lines, each: {amount: money, text: text}}
rules:
  - {id: total-is-there, given: $.total, required: true}
  - {id: all-are-there, given: $..*, required: true}
  - {id: sure, given: $..*, confidence: {min: 0.9}}
  - {id: found, given: $..*, match: {none_of: [not_found]}}
  - {id: clear, issues: {none_of: [ambiguous]}}
  - {id: total-is-cited, given: $.total, cited: {text: true}}
  - {id: total-is-money, given: $.total, type: money}
  - {id: formed, given: [$.total, $.text], pattern: "[a-z]+"}
  - {id: within, given: $.total, range: {min: 0, max: 100}}
  - {id: known, given: [$.total, $.text], one_of: [EUR, 1]}
  - {id: sized, given: [$.text, $.lines], length: {max: 10}}
  - {id: once, given: "$.lines[*].text", unique: true}
  - {id: adds-up, assert: "sum(lines[*].amount) == approx(total, abs=0.01)"}
  - {id: line, for: line in lines, assert: line.amount > 0 and lower(line.text) == "x"}
  - {id: told, assert: doc.text == "x", message: "The text {reason}"}
  - {id: early, assert: day < date("2025-01-01")}
"""

Ended = subprocess.CompletedProcess[bytes]


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A rule of every kind."""
    file = tmp_path / "rules.yaml"
    file.write_text(RULES)
    return file


def limits(seconds: int) -> Callable[[], None]:
    """Give what a child does before it runs."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    return limit


@pytest.fixture
def child(tmp_path: Path) -> Callable[..., Ended]:
    """Run Python with these arguments in a child of its own; what exceeds the limits is killed."""

    def run(arguments: Sequence[str], *, seconds: int = 3, text: bytes = b"") -> Ended:
        return subprocess.run(
            [sys.executable, *arguments],
            input=text,
            capture_output=True,
            timeout=60,
            check=False,
            cwd=tmp_path,
            env={"PYTHONPATH": str(SOURCE), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            preexec_fn=limits(seconds),  # the test starts no threads
        )

    return run
