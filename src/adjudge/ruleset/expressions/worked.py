"""Work an expression out in the open: its source, the same with paths, with values, and step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from adjudge.model.node import Node
from adjudge.model.values import Fault, Missing
from adjudge.record import Record
from adjudge.ruleset.expressions.evaluate import Evaluation
from adjudge.ruleset.expressions.expression import Expression
from adjudge.ruleset.expressions.logic import truth
from adjudge.ruleset.expressions.operators import Operand
from adjudge.ruleset.expressions.tree import (
    About,
    Aggregate,
    Binary,
    Bool,
    Call,
    Compare,
    Const,
    Contains,
    Context,
    Fact,
    If,
    Negate,
    Not,
    Ref,
    Signal,
    Tree,
    children,
    walk,
)
from adjudge.ruleset.expressions.wording import Words
from adjudge.ruleset.fields import Document
from adjudge.ruleset.reading import show

_READ: Final = (Ref, Signal, About, Fact, Context, Aggregate)
"""Parts that stand for what was found; a value takes their place."""
_COMPUTED: Final = (Aggregate, Binary, Negate, Call, Compare, Contains, Bool, Not, If)


class Step(Record):
    """One part of an expression: as written, with its values, and what it came to."""

    source: str
    values: str
    result: str


class Worked(Record):
    """An expression with what it read filled in.

    ``paths`` is the source with the paths of single nodes, ``values`` the source with values, ``result``
    what it came to, in words. ``steps`` are the parts that were computed on the way, in that order; a part
    that was not needed (behind an ``and`` that was decided) is none.
    """

    source: str
    paths: str
    values: str
    result: str
    steps: tuple[Step, ...]


def work_out(expression: Expression, document: Document, loop_node: Node | None = None) -> Worked:
    """Evaluate an expression and fill in what it read, whether it holds or not."""
    source = expression.source
    value = expression.evaluate(document, loop_node)
    result = _result(value)
    if isinstance(value, Fault) and value.cause == "budget":
        return Worked(source, source, source, result, ())
    evaluation = expression.evaluation(document, loop_node)
    words = Words(source, evaluation)

    def filled(tree: Tree) -> str:
        return _filled(tree, source, lambda part: _value(part, words))

    steps = tuple(
        Step(words.text(part), filled(part) if not isinstance(part, Aggregate) else "", _result(words.value(part)))
        for part in _needed(expression.tree, evaluation)
        if part is not expression.tree and any(isinstance(below, Ref) for below in walk(part))
    )
    paths = _filled(expression.tree, source, words.leaf_path)
    return Worked(source, paths, filled(expression.tree), result, steps)


def _filled(tree: Tree, source: str, write: Callable[[Tree], str]) -> str:
    """Give the source of a tree with something else in place of each part that reads."""
    at, end = tree.span
    pieces: list[str] = []
    for part in sorted(_reading(tree), key=lambda part: part.span):
        first, last = part.span
        pieces += (source[at:first], write(part))
        at = last
    return "".join((*pieces, source[at:end]))


def _result(value: Operand) -> str:
    """Give what an expression came to; without a value it is unknown, whichever part is the reason."""
    return "unknown" if isinstance(value, Missing) else show(value)


def _reading(tree: Tree) -> Iterator[Tree]:
    """Give the outermost parts that read something; a parameter, which is a constant by name, is one."""
    if isinstance(tree, (*_READ, Const)):
        yield tree
        return
    for child in children(tree):
        yield from _reading(child)


def _value(part: Tree, words: Words) -> str:
    written = words.text(part)
    if isinstance(part, Const) and not written.isidentifier():
        return written
    return words.shown(part)


def _needed(tree: Tree, evaluation: Evaluation) -> Iterator[Tree]:
    """Give the computed parts that decided the outcome, each after those it is made of."""
    match tree:
        case Bool(op, operands):
            for operand in operands:
                yield from _needed(operand, evaluation)
                if truth(evaluation.evaluate(operand)) is (op == "or"):
                    break
        case If(test, then, otherwise):
            yield from _needed(test, evaluation)
            held = truth(evaluation.evaluate(test))
            if isinstance(held, bool):
                yield from _needed(then if held else otherwise, evaluation)
        case Aggregate():
            pass
        case _:
            for child in children(tree):
                yield from _needed(child, evaluation)
    if isinstance(tree, _COMPUTED):
        yield tree
