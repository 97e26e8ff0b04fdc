"""The reference evaluator: simpleeval over our own tree. The only module that imports simpleeval.

A tree becomes a Python syntax tree in which every path, signal and aggregate is a placeholder name, so
that simpleeval sees names, constants, calls and operators over plain values, and nothing else. A
placeholder is looked up when it is reached, so that ``and``, ``or`` and ``if`` stop early.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from simpleeval import FeatureNotAvailable, SimpleEval

from adjudge.model.values import Fault, Missing, Money, Typed
from adjudge.record import Record
from adjudge.ruleset.expressions.aggregates import aggregate
from adjudge.ruleset.expressions.logic import all_of, any_of, negation, truth
from adjudge.ruleset.expressions.nodes import Bindings, Reader
from adjudge.ruleset.expressions.operators import Band, Operand, approx, compare, compute, contains, negate, unknowable
from adjudge.ruleset.expressions.tree import (
    About,
    Aggregate,
    Approx,
    Binary,
    Bool,
    Call,
    Compare,
    Const,
    Contains,
    Context,
    Fact,
    If,
    Items,
    NamedList,
    Negate,
    Not,
    Ref,
    Signal,
    Tree,
)
from adjudge.ruleset.fields import Document, Listing

_SAFE: Final = frozenset({Decimal, Money, str, bool, date, timedelta, tuple, Missing, Fault, Band, Listing})
"""The types a value can have; anything else in the evaluator's hands is a defect and stops it."""

_BINARY: Final[dict[str, type[ast.operator]]] = {"+": ast.Add, "-": ast.Sub, "*": ast.Mult, "/": ast.Div}
_COMPARISONS: Final[dict[str, type[ast.cmpop]]] = {
    "==": ast.Eq,
    "!=": ast.NotEq,
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
}


def _computing(op: Any) -> Callable[[Any, Any], Any]:
    return lambda left, right: compute(op, left, right)


def _comparing(op: Any) -> Callable[[Any, Any], Any]:
    return lambda left, right: compare(op, left, right)


_OPERATORS: Final[Mapping[type[ast.AST], Callable[..., Any]]] = {
    **{node: _computing(op) for op, node in _BINARY.items()},
    **{node: _comparing(op) for op, node in _COMPARISONS.items()},
    ast.In: lambda value, among: contains(among, value),
    ast.NotIn: lambda value, among: negation(contains(among, value)),
    ast.USub: negate,
    ast.Not: negation,
}


class Program(Record):
    """A tree as simpleeval runs it: syntax, what each placeholder stands for, and the functions."""

    syntax: ast.expr
    names: Mapping[str, Tree]
    functions: Mapping[str, Callable[..., Any]]


@lru_cache(maxsize=8192)
def program_of(tree: Tree) -> Program:
    """Make the program of a tree; trees never change, so once is enough."""
    names: dict[str, Tree] = {}
    functions: dict[str, Callable[..., Any]] = {}

    def called(name: str, call: Callable[..., Any], args: Iterable[ast.expr]) -> ast.Call:
        unique = f"{name}_{len(functions)}"
        functions[unique] = call
        return ast.Call(ast.Name(unique, ast.Load()), list(args), [])

    def syntax(tree: Tree) -> ast.expr:
        match tree:
            case Const(value):
                return ast.Constant(value)  # type: ignore[arg-type]  # never compiled, so any value will do
            case Negate(operand):
                return ast.UnaryOp(ast.USub(), syntax(operand))
            case Not(operand):
                return ast.UnaryOp(ast.Not(), syntax(operand))
            case Binary(op, left, right):
                return ast.BinOp(syntax(left), _BINARY[op](), syntax(right))
            case Compare(operands, ops):
                first, *rest = map(syntax, operands)
                return ast.Compare(first, [_COMPARISONS[op]() for op in ops], rest)
            case Contains(value, among, negated):
                return ast.Compare(syntax(value), [ast.NotIn() if negated else ast.In()], [syntax(among)])
            case Bool(op, operands):
                return ast.BoolOp(ast.And() if op == "and" else ast.Or(), [syntax(operand) for operand in operands])
            case If(test, then, otherwise):
                return ast.IfExp(syntax(test), syntax(then), syntax(otherwise))
            case Items(items):
                return ast.Tuple([syntax(item) for item in items], ast.Load())
            case Call(name, call, args, takes_missing):
                return called(name, call if takes_missing else _lifted(call), map(syntax, args))
            case Approx():
                given = [part for part in (tree.value, tree.abs, tree.rel) if part is not None]
                return called("approx", _banding(tree), map(syntax, given))
            case _:
                placeholder = f"v{len(names)}"
                names[placeholder] = tree
                return ast.Name(placeholder, ast.Load())

    return Program(syntax(tree), names, functions)


def _lifted(call: Callable[..., Any]) -> Callable[..., Any]:
    """Let missing values and faults pass by a function; what it refuses is a fault."""

    def lifted(*args: Any) -> Any:
        stopped = unknowable(args)
        if stopped is not None:
            return stopped
        try:
            return call(*args)
        except ValueError as refusal:
            return Fault("type_clash", str(refusal))

    return lifted


def _banding(tree: Approx) -> Callable[..., Any]:
    def band(value: Typed, *tolerances: Typed) -> Any:
        given = iter(tolerances)
        within = next(given) if tree.abs is not None else None
        share = next(given) if tree.rel is not None else None
        return approx(value, within, share, tree.strict)

    return band


class Evaluation(Reader):
    """Evaluates trees over one document with one set of bindings; made for one call, so shared by none."""

    def __init__(self, document: Document, bindings: Bindings) -> None:
        super().__init__(document, bindings)
        self.bound: Final = len(self.bindings)
        """How many variables are bound outside of generators."""
        self._kept: dict[Tree, Operand] = {}

    def evaluate(self, tree: Tree) -> Operand:
        """Give the value of a tree; never raises for anything that a document holds."""
        return self.evaluator(tree)()

    def evaluator(self, tree: Tree) -> Callable[[], Operand]:
        """Prepare a tree that is evaluated many times while the bindings change."""
        program = program_of(tree)
        simple = _Evaluator(program, self)
        return lambda: simple.run(program.syntax)

    def look_up(self, tree: Tree) -> Operand:
        """Give the value that a placeholder stands for; one that no generator's variable can change is kept."""
        if len(self.bindings) > self.bound:
            return self._look_up(tree)
        if tree not in self._kept:
            self._kept[tree] = self._look_up(tree)
        return self._kept[tree]

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

    def __init__(self, program: Program, evaluation: Evaluation) -> None:
        # Not super().__init__(): it fiddles with the process's warning filters, which threads share.
        self.expr = ""
        self.allowed_attrs: dict[type, set[str]] = {}
        self.operators = _OPERATORS
        self.functions = program.functions
        self.names = program.names
        self._evaluation = evaluation
        self.nodes = {
            ast.Constant: self._eval_constant,
            ast.Name: self._placeholder,
            ast.Call: self._eval_call,
            ast.UnaryOp: self._eval_unaryop,
            ast.BinOp: self._eval_binop,
            ast.Tuple: lambda node: tuple(self._eval(item) for item in node.elts),
            ast.BoolOp: self._bool,
            ast.Compare: self._chain,
            ast.IfExp: self._branch,
        }

    def run(self, syntax: ast.expr) -> Any:
        return self._eval(syntax)

    def _check_disallowed_items(self, item: object) -> None:
        # simpleeval would walk containers after every node; ours are made of the listed types only.
        if type(item) not in _SAFE:
            raise FeatureNotAvailable(f"a {type(item).__name__} is no value of an expression")

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
