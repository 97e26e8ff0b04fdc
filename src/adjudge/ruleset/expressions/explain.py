"""Explain why an expression is not true: one sentence for a person, and the evidence behind it."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

from adjudge.errors import ConfigError
from adjudge.model.paths import render
from adjudge.model.result import Evidence
from adjudge.model.values import Fault, Missing, Typed
from adjudge.record import Record
from adjudge.ruleset.expressions.denials import deny
from adjudge.ruleset.expressions.evaluate import Evaluation
from adjudge.ruleset.expressions.nodes import Trace
from adjudge.ruleset.expressions.tree import Tree
from adjudge.ruleset.expressions.undecided import missing_operands, word_fault, word_missing
from adjudge.ruleset.expressions.wording import Words

MAX_EVIDENCE: Final = 1000
"""Operands whose evidence is kept; a sum of more lines shows its first ones."""


class Explanation(Record):
    """Why an expression is not true.

    ``actual`` and ``expected`` are for programs: delivered values as delivered, computed numbers as decimal
    strings. ``evidence`` is that of every operand that was read, the terms of a sum too, in the order of
    reading; ``paths`` are their paths, all of them.
    """

    reason: str
    actual: Any = None
    expected: Any = None
    evidence: tuple[Evidence, ...] = ()
    paths: tuple[str, ...] = ()


def explain(source: str, tree: Tree, value: Typed, evaluation: Evaluation) -> Explanation:
    """Explain a tree that has been evaluated.

    Args:
        source: The text of the expression.
        tree: The expression.
        value: What it came to.
        evaluation: The evaluation that gave it, used up by this.
    """
    if isinstance(value, Fault) and value.cause == "budget":
        return Explanation(f"`{source}`: {value.reason}")
    read = evaluation.operands
    words = Words(source, evaluation)
    actual = expected = None
    if isinstance(value, Missing):
        missing = missing_operands(tree, words)
        reason = word_missing(missing)
        for operand in missing:
            _add(operand.path, read, evaluation)
    elif isinstance(value, Fault):
        reason = word_fault(tree, value, words)
    elif value is False:
        denial = deny(tree, words)
        reason, actual, expected = denial.reason, denial.actual, denial.expected
    else:
        reason = f"`{source}` holds"
    evidence = tuple(map(evaluation.document.evidence, islice(read.values(), MAX_EVIDENCE)))
    paths = [operand.path for operand in evidence]
    paths += map(render, islice(read, MAX_EVIDENCE, None))
    return Explanation(reason, actual, expected, evidence, tuple(paths))


def _add(path: str, read: Trace, evaluation: Evaluation) -> None:
    """Count a list that is absent as read, though no value of it could be."""
    if path.startswith("$"):
        try:
            node = evaluation.document.extraction[path]
        except ConfigError:  # a path of many nodes: it selected nothing
            return
        read.setdefault(node.parts, node)
