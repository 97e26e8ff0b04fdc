"""The reference evaluator: simpleeval over our own tree. The only module that imports simpleeval.

It runs the programs that ``program`` makes of trees. A placeholder is looked up when it is reached, so that ``and``,
``or`` and ``if`` stop early.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, TypeVar

from simpleeval import FeatureNotAvailable, SimpleEval

from adjudge.model.values import Fault, Missing, Money, Typed
from adjudge.ruleset.expressions.aggregates import Term, aggregate, terms
from adjudge.ruleset.expressions.logic import all_of, any_of, negation, truth
from adjudge.ruleset.expressions.nodes import Bindings, Found, Reader, Trace
from adjudge.ruleset.expressions.operators import Band, Operand, compare, compute, contains, negate
from adjudge.ruleset.expressions.program import BINARY, COMPARISONS, Program, program_of
from adjudge.ruleset.expressions.tree import (
    About,
    Aggregate,
    Context,
    Fact,
    NamedList,
    Ref,
    Signal,
    Tree,
)
from adjudge.ruleset.fields import Document, Listing

T = TypeVar("T")

_SAFE: Final = frozenset({Decimal, Money, str, bool, date, timedelta, tuple, Missing, Fault, Band, Listing})
"""The types a value can have; anything else in the evaluator's hands is a defect and stops it."""


def _computing(op: Any) -> Callable[[Any, Any], Any]:
    return lambda left, right: compute(op, left, right)


def _comparing(op: Any) -> Callable[[Any, Any], Any]:
    return lambda left, right: compare(op, left, right)


_OPERATORS: Final[Mapping[type[ast.AST], Callable[..., Any]]] = {
    **{node: _computing(op) for op, node in BINARY.items()},
    **{node: _comparing(op) for op, node in COMPARISONS.items()},
    ast.In: lambda value, among: contains(among, value),
    ast.NotIn: lambda value, among: negation(contains(among, value)),
    ast.USub: negate,
    ast.Not: negation,
}


class Evaluation(Reader):
    """Evaluates trees over one document with one set of bindings; made for one call, so shared by none."""

    def __init__(self, document: Document, bindings: Bindings) -> None:
        super().__init__(document, bindings)
        self.bound: Final = len(self.bindings)
        """How many variables are bound outside of generators."""
        self.operands: Final[Trace] = {}
        self._simple = _Evaluator(self)
        self._kept: dict[Tree, Operand] = {}
        self._terms: dict[Tree, list[Term]] = {}
        self._selected: dict[Tree, Sequence[Found]] = {}

    def evaluate(self, tree: Tree) -> Operand:
        """Give the value of a tree; never raises for anything that a document holds."""
        return self.once(tree, self.evaluator(tree))

    def once(self, tree: Tree, work: Callable[[], Operand]) -> Operand:
        """Give the value of a tree, by ``work`` where it is not kept."""
        return self._once(tree, self._kept, work)

    def traced(self, tree: Tree) -> Operand:
        """Evaluate a tree and remember in ``operands`` every node that was read for it, in that order."""
        self.trace = self.operands
        try:
            return self.evaluate(tree)
        finally:
            self.trace = None

    def select(self, ref: Ref) -> Sequence[Found]:
        """Give what a path selects, in the order of the document; a singular one gives exactly one."""
        return self._once(ref, self._selected, lambda: super(Evaluation, self).select(ref))

    def terms(self, tree: Aggregate) -> list[Term]:
        """Give the terms of an aggregate, all of them."""
        return self._once(tree, self._terms, lambda: list(terms(tree, self)))

    def evaluator(self, tree: Tree) -> Callable[[], Operand]:
        """Prepare a tree that is evaluated many times while the bindings change."""
        program = program_of(tree)
        return lambda: self._simple.run(program)

    def look_up(self, tree: Tree) -> Operand:
        """Give the value that a placeholder stands for."""
        return self.once(tree, lambda: self._look_up(tree))

    def _once(self, tree: Tree, kept: dict[Tree, T], work: Callable[[], T]) -> T:
        """Do the work, and keep what it gives where no generator's variable can change that."""
        if len(self.bindings) > self.bound:
            return work()
        if tree not in kept:
            kept[tree] = work()
        return kept[tree]

    def _look_up(self, tree: Tree) -> Operand:
        match tree:
            case Ref():
                return self._values(tree) if tree.plural else self.value(tree)
            case Signal():
                return self.signal(tree)
            case About():
                return self.about(tree)
            case Fact():
                return self.fact(tree)
            case Context():
                return self.context(tree)
            case NamedList():
                return tree.listing
            case Aggregate():
                return aggregate(tree, self)
        raise FeatureNotAvailable(type(tree).__name__)  # pragma: no cover  # no other tree gets a placeholder

    def _values(self, ref: Ref) -> Typed:
        return tuple(self.read(found, ref.field) for found in self.select(ref))


class _Evaluator(SimpleEval):  # type: ignore[misc]  # simpleeval ships no types
    """simpleeval with our operators, three-valued logic, and no node type beyond those we make."""

    def __init__(self, evaluation: Evaluation) -> None:
        # Not super().__init__(): it fiddles with the process's warning filters, which threads share.
        self.expr = ""
        self.allowed_attrs: dict[type, set[str]] = {}
        self.operators = _OPERATORS
        self.functions: Mapping[str, Callable[..., Any]] = {}
        self.names: Mapping[str, Tree] = {}
        self._trees: Mapping[ast.expr, Tree] = {}
        self._evaluation = evaluation
        self.nodes = {
            ast.Constant: self._eval_constant,
            ast.Name: self._placeholder,
            ast.Call: lambda node: self._kept(node, self._eval_call),
            ast.UnaryOp: lambda node: self._kept(node, self._eval_unaryop),
            ast.BinOp: lambda node: self._kept(node, self._eval_binop),
            ast.Tuple: lambda node: tuple(self._eval(item) for item in node.elts),
            ast.BoolOp: self._bool,
            ast.Compare: self._chain,
            ast.IfExp: self._branch,
        }

    def run(self, program: Program) -> Any:
        outer = self.functions, self.names, self._trees
        self.functions, self.names, self._trees = program.functions, program.names, program.trees
        try:
            return self._eval(program.syntax)
        finally:
            self.functions, self.names, self._trees = outer

    def _check_disallowed_items(self, item: object) -> None:
        # simpleeval would walk containers after every node; ours are made of the listed types only.
        if type(item) not in _SAFE:
            raise FeatureNotAvailable(f"a {type(item).__name__} is no value of an expression")

    def _kept(self, node: ast.expr, handler: Callable[[Any], Any]) -> Any:
        # What a part came to is asked again where a reason is worded.
        return self._evaluation.once(self._trees[node], lambda: handler(node))

    def _placeholder(self, node: ast.Name) -> Any:
        return self._evaluation.look_up(self.names[node.id])

    def _bool(self, node: ast.BoolOp) -> Any:
        operands = (self._eval(value) for value in node.values)
        return all_of(operands) if isinstance(node.op, ast.And) else any_of(operands)

    def _chain(self, node: ast.Compare) -> Any:
        return all_of(self._pairs(node))

    def _pairs(self, node: ast.Compare) -> Iterable[Any]:
        left = self._eval(node.left)
        for op, comparator in zip(node.ops, node.comparators, strict=True):
            right = self._eval(comparator)
            yield self.operators[type(op)](left, right)
            left = right

    def _branch(self, node: ast.IfExp) -> Any:
        test = truth(self._eval(node.test))
        if not isinstance(test, bool):
            return test
        return self._eval(node.body if test else node.orelse)
