"""Programs: expressions as simpleeval runs them.

A tree becomes a Python syntax tree in which every path, signal and aggregate is a placeholder name, so
that simpleeval sees names, constants, calls and operators over plain values, and nothing else.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from adjudge.model.values import Fault, Typed
from adjudge.record import Record
from adjudge.ruleset.expressions.operators import approx, unknowable
from adjudge.ruleset.expressions.tree import (
    Approx,
    Binary,
    Bool,
    Call,
    Compare,
    Const,
    Contains,
    If,
    Items,
    Negate,
    Not,
    Tree,
)

BINARY: Final[dict[str, type[ast.operator]]] = {"+": ast.Add, "-": ast.Sub, "*": ast.Mult, "/": ast.Div}
COMPARISONS: Final[dict[str, type[ast.cmpop]]] = {
    "==": ast.Eq,
    "!=": ast.NotEq,
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
}


class Program(Record):
    """A tree as simpleeval runs it: syntax, what its nodes and placeholders stand for, and the functions."""

    syntax: ast.expr
    trees: Mapping[ast.expr, Tree]
    names: Mapping[str, Tree]
    functions: Mapping[str, Callable[..., Any]]


@lru_cache(maxsize=8192)
def program_of(tree: Tree) -> Program:
    """Make the program of a tree; trees never change, so once is enough."""
    trees: dict[ast.expr, Tree] = {}
    names: dict[str, Tree] = {}
    functions: dict[str, Callable[..., Any]] = {}

    def called(name: str, call: Callable[..., Any], args: Iterable[ast.expr]) -> ast.Call:
        unique = f"{name}_{len(functions)}"
        functions[unique] = call
        return ast.Call(ast.Name(unique, ast.Load()), list(args), [])

    def syntax(tree: Tree) -> ast.expr:
        made = written(tree)
        trees[made] = tree
        return made

    def written(tree: Tree) -> ast.expr:
        match tree:
            case Const(value):
                return ast.Constant(value)  # type: ignore[arg-type]  # never compiled, so any value will do
            case Negate(operand):
                return ast.UnaryOp(ast.USub(), syntax(operand))
            case Not(operand):
                return ast.UnaryOp(ast.Not(), syntax(operand))
            case Binary(op, left, right):
                return ast.BinOp(syntax(left), BINARY[op](), syntax(right))
            case Compare(operands, ops):
                first, *rest = map(syntax, operands)
                return ast.Compare(first, [COMPARISONS[op]() for op in ops], rest)
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

    return Program(syntax(tree), trees, names, functions)


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
