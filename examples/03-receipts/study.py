"""How often is the total of a receipt right, by what the rules say of it? ``python study.py [FOLDER]``.

The folder holds ``extractions.jsonl`` (one payload a line, each with an ``id``) and ``truth.jsonl`` (what people read).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import adjudge

HERE = Path(__file__).parent
GROUPS = ("pass", "fail", "cannot be judged")


@dataclass
class Share:
    """How many receipts there are, and how many of them have the right total."""

    receipts: int = 0
    right: int = 0

    def add(self, *, right: bool) -> None:
        """Count one receipt."""
        self.receipts += 1
        self.right += right

    def __str__(self) -> str:
        share = f"{self.right / self.receipts:.3f}" if self.receipts else "    -"
        return f"{self.receipts:9} {self.right:6} {share}"


@dataclass
class Study:
    """Shares by group, by decision, and by rule and outcome."""

    groups: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in GROUPS})
    accepted: Share = field(default_factory=Share)
    rules: dict[tuple[str, str], Share] = field(default_factory=dict)
    without_total: int = 0

    def add(self, verdict: adjudge.Verdict, *, right: bool) -> None:
        """Count the verdict on one receipt."""
        crossing = [result for result in verdict.results if {"equation", "bound"} & set(result.tags)]
        self.groups[group_of(crossing)].add(right=right)
        if verdict.decision == "accept":
            self.accepted.add(right=right)
        for result in crossing:
            self.rules.setdefault((result.rule, result.outcome), Share()).add(right=right)

    def lines(self) -> Iterable[str]:
        """Give the report."""
        every = Share(*(sum(getattr(group, part) for group in self.groups.values()) for part in ("receipts", "right")))
        yield f"{'cross-field rules':<40} receipts  right share"
        yield from (f"{name:<39} {share}" for name, share in self.groups.items())
        yield f"{'all that have a total':<39} {every}"
        yield f"{'accepted by all rules':<39} {self.accepted}"
        yield f"without a total: {self.without_total}"
        yield ""
        for (rule, outcome), share in sorted(self.rules.items()):
            if outcome in ("pass", "fail"):
                yield f"{rule:<34} {outcome} {share}"


def group_of(crossing: Iterable[adjudge.Result]) -> str:
    """Say what the cross-field rules say of a receipt.

    One contradiction is enough to fail. To pass, an equation must hold: that a bound is kept confirms nothing.
    """
    results = list(crossing)
    if any(result.outcome == "fail" for result in results):
        return "fail"
    confirmed = any(result.outcome == "pass" and "equation" in result.tags for result in results)
    return "pass" if confirmed else "cannot be judged"


def amount(text: Any) -> Decimal | None:
    """Read a plain amount; ``None`` for what is none."""
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return None


def read_lines(file: Path) -> list[Mapping[str, Any]]:
    """Read a file of one JSON object a line."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def study(folder: Path) -> Study:
    """Judge every receipt of a folder and compare its total with the truth."""
    rules = adjudge.load_rules(HERE / "rules.yaml")
    truth = {row["id"]: row["value"] for row in read_lines(folder / "truth.jsonl")}
    found = Study()
    for payload in read_lines(folder / "extractions.jsonl"):
        total = amount(payload["output"]["value"].get("total"))
        if total is None:
            found.without_total += 1
        else:
            found.add(rules.check(payload), right=total == amount(truth[payload["id"]]["total"]))
    return found


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "sample"
    sys.stdout.write("\n".join(study(folder).lines()) + "\n")
