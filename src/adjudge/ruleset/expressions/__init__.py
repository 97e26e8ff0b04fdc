"""The expression language: a small, terminating subset of Python over typed values.

    text ─grammar→ syntax tree ─lower→ tree (every name resolved) ─evaluate→ value
                                                                  ─explain→  reason, evidence

Everything unknown is refused when rules are loaded; evaluating never raises for anything that a document
holds: what cannot be known is ``Missing``, what makes no sense is a ``Fault``.
"""

from __future__ import annotations

from adjudge.ruleset.expressions.explain import Explanation
from adjudge.ruleset.expressions.expression import Expression, compile_expression
from adjudge.ruleset.expressions.problems import ExpressionProblem

__all__ = ["Explanation", "Expression", "ExpressionProblem", "compile_expression"]
