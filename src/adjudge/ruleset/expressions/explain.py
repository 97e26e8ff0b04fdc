"""Why an expression is not true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from adjudge.model.evidence import evidence_of
from adjudge.model.result import Evidence
from adjudge.model.values import Fault, Missing, Typed
from adjudge.ruleset.expressions.evaluate import Evaluation
from adjudge.ruleset.expressions.tree import Tree


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an expression is not true: a sentence, two values for programs, and what it read."""

    reason: str
    actual: Any = None
    expected: Any = None
    evidence: tuple[Evidence, ...] = ()
    paths: tuple[str, ...] = ()


def explain(source: str, tree: Tree, value: Typed, evaluation: Evaluation) -> Explanation:
    evaluation.evaluate(tree)
    read = evaluation.trace or {}
    reason = value.reason if isinstance(value, Missing | Fault) else f"`{source}` is false"
    return Explanation(reason, evidence=tuple(map(evidence_of, read.values())), paths=tuple(read))
