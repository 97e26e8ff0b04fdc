"""What is wrong in the text of an expression, and where."""

from __future__ import annotations

from collections.abc import Iterable

from adjudge.errors import AdjudgeError


class ExpressionProblem(AdjudgeError):
    """One or more problems in an expression; found when rules are loaded, never later.

    ``message`` and ``offset`` (in characters, from 0) are those of the first problem; ``problems``
    holds each of them, this one included.
    """

    def __init__(self, message: str, offset: int = 0, others: Iterable[ExpressionProblem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.problems: tuple[ExpressionProblem, ...] = (self, *others)


def together(problems: list[ExpressionProblem]) -> ExpressionProblem:
    """Join problems, found independently, into one that carries them all."""
    first, *others = [single for problem in problems for single in problem.problems]
    return ExpressionProblem(first.message, first.offset, others)
