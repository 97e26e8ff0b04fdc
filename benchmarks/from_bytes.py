"""The section about JSON text: from bytes to the verdict, beside what ``json.loads`` alone takes on the same bytes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from cases import Case, cases
from speed import kinds
from timing import Job, run_paired

from adjudge import Ruleset
from adjudge.ruleset.rule import Rule

GOALS = {"named paths": 0.5, "with every leaf": 0.65}
"""For documents that pass, as multiples of ``json.loads``; a finding needs the whole document, exactly."""


def measure_bytes(quick: bool) -> list[dict[str, Any]]:
    """Time the documents of the middle size, as they come and those alone that pass, in every case."""
    rows = []
    for case in cases():
        documents = kinds(case.documents(case.sizes[1]), case)
        jobs = [
            _job(case, rules, ruleset, kind, documents[kind])
            for rules, ruleset in _rulesets(case.ruleset())
            for kind in ("passing", "all")
        ]
        rows += run_paired(jobs, 3 if quick else 9)
    for row in rows:
        row["goal"] = GOALS[row["rules"]] if row["kind"] == "passing" else None
    return rows


def _rulesets(whole: Ruleset) -> list[tuple[str, Ruleset]]:
    named = whole.select(lambda rule: not _reads_every_leaf(rule))
    found = [("named paths", named)]
    return found if len(named.rules) == len(whole.rules) else [*found, ("with every leaf", whole)]


def _reads_every_leaf(rule: Rule) -> bool:
    return any(field.every_leaf for field in rule.given)


def _job(case: Case, rules: str, ruleset: Ruleset, kind: str, documents: Sequence[Any]) -> Job:
    texts = [json.dumps(document, separators=(",", ":")).encode() for document in documents]
    names = {"case": case.name, "size": case.sizes[1], "rules": rules, "kind": kind, "to": "json.loads"}
    return Job(names, lambda text: ruleset.check(text, adapter=case.adapter), json.loads, texts)
