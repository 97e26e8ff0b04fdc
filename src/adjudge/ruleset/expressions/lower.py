"""Lower a checked syntax tree to our own: every name resolved, every operand where it may stand."""

from __future__ import annotations

import ast
from decimal import Decimal
from itertools import pairwise
from typing import Final

from adjudge.ruleset.expressions.grammar import Text
from adjudge.ruleset.expressions.lower_calls import Calls
from adjudge.ruleset.expressions.lower_paths import lower_path
from adjudge.ruleset.expressions.names import Names, number_literal
from adjudge.ruleset.expressions.problems import ExpressionProblem, together
from adjudge.ruleset.expressions.tree import (
    About,
    Approx,
    Arithmetic,
    Binary,
    Bool,
    Compare,
    Comparison,
    Const,
    Contains,
    Fact,
    If,
    Items,
    NamedList,
    Negate,
    Not,
    Ref,
    Tree,
)

_ARITHMETIC: Final[dict[type[ast.operator], Arithmetic]] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARISON: Final[dict[type[ast.cmpop], Comparison]] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


def lower(tree: ast.expr, names: Names, text: Text) -> Tree:
    """Lower an expression.

    Raises:
        ExpressionProblem: with every problem that can be told apart.
    """
    return _Lowering(text).one(tree, names)


class _Lowering:
    def __init__(self, text: Text) -> None:
        self._text = text
        self._calls = Calls(text, self.one, self.argument)

    def operand(self, tree: ast.expr, names: Names) -> Tree:
        """Lower any tree where a value may stand."""
        span = self._text.span(tree)
        match tree:
            case ast.Name() | ast.Attribute() | ast.Subscript():
                return lower_path(tree, names, self._text)
            case ast.Constant():
                return self._constant(tree)
            case ast.Call():
                return self._calls.lower_call(tree, names)
            case ast.UnaryOp(op=ast.Not()):
                return Not(self.one(tree.operand, names), span)
            case ast.UnaryOp():
                return self._negated(tree, names)
            case ast.BinOp():
                left, right = self._all((tree.left, tree.right), names)
                return Binary(_ARITHMETIC[type(tree.op)], left, right, span)
            case ast.BoolOp():
                operands = self._all(tree.values, names)
                return Bool("and" if isinstance(tree.op, ast.And) else "or", operands, span)
            case ast.Compare():
                return self._compare(tree, names)
            case ast.IfExp():
                test, then, otherwise = self._all((tree.test, tree.body, tree.orelse), names)
                return If(test, then, otherwise, span)
            case ast.Tuple() | ast.List():
                return Items(self._all(tree.elts, names), span)
            case ast.GeneratorExp():
                raise self._text.problem("a generator stands only in an aggregate: all(… for l in lines)", tree)
        raise self._text.problem(f"{type(tree).__name__} is no part of the language", tree)  # pragma: no cover

    def one(self, tree: ast.expr, names: Names) -> Tree:
        """Lower a tree where a single value must stand: no list, no ``approx``."""
        lowered = self.argument(tree, names)
        if isinstance(lowered, Items | NamedList):
            raise self._text.problem('a list stands right of "in"', tree)
        if isinstance(lowered, Ref) and lowered.plural:
            raise self._text.problem(
                'this is a list; it stands in an aggregate (sum, all, any…) or right of "in"', tree
            )
        return lowered

    def argument(self, tree: ast.expr, names: Names) -> Tree:
        """Lower a tree where a value or a list may stand, as an argument."""
        lowered = self.operand(tree, names)
        if isinstance(lowered, Approx):
            raise self._text.problem('approx(…) stands beside "==" or "!="', tree)
        return lowered

    def _all(self, trees: list[ast.expr] | tuple[ast.expr, ...], names: Names) -> tuple[Tree, ...]:
        """Lower several trees; the problems of all of them are told."""
        lowered, problems = [], []
        for tree in trees:
            try:
                lowered.append(self.one(tree, names))
            except ExpressionProblem as problem:
                problems.append(problem)
        if problems:
            raise together(problems)
        return tuple(lowered)

    def _constant(self, tree: ast.Constant) -> Const:
        start, end = span = self._text.span(tree)
        if isinstance(tree.value, bool) or tree.value is None:
            raise self._text.problem(
                f'write "{str(tree.value).lower()}"'
                if tree.value is not None
                else "there is no null here; ask exists(x) or presence(x)",
                tree,
            )
        if isinstance(tree.value, str):
            return Const(tree.value, span)
        number = number_literal(self._text.source[start:end])
        if isinstance(number, str):
            raise self._text.problem(number, tree)
        return Const(number, span)

    def _negated(self, tree: ast.UnaryOp, names: Names) -> Tree:
        operand, span = self.one(tree.operand, names), self._text.span(tree)
        if isinstance(operand, Const) and isinstance(operand.value, Decimal) and isinstance(tree.operand, ast.Constant):
            return Const(-operand.value, span)
        return Negate(operand, span)

    def _compare(self, tree: ast.Compare, names: Names) -> Tree:
        if any(isinstance(op, ast.In | ast.NotIn) for op in tree.ops):
            return self._contains(tree, names)
        ops = tuple(_COMPARISON[type(op)] for op in tree.ops)
        operands, problems = [], []
        for position, side in enumerate((tree.left, *tree.comparators)):
            beside = ops[max(position - 1, 0) : position + 1]
            try:
                operands.append(self._side(side, beside, names))
            except ExpressionProblem as problem:
                problems.append(problem)
        if problems:
            raise together(problems)
        if any(isinstance(one, Approx) and isinstance(two, Approx) for one, two in pairwise(operands)):
            raise self._text.problem("only one side can be approx(…)", tree)
        return Compare(tuple(operands), ops, self._text.span(tree))

    def _side(self, tree: ast.expr, beside: tuple[Comparison, ...], names: Names) -> Tree:
        if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id == "approx":
            if any(op not in ("==", "!=") for op in beside):
                raise self._text.problem('approx(…) stands beside "==" or "!="', tree)
            return self.operand(tree, names)
        return self.one(tree, names)

    def _contains(self, tree: ast.Compare, names: Names) -> Contains:
        if len(tree.ops) > 1:
            raise self._text.problem('"in" is not chained; join two comparisons with "and"', tree)
        value, among = self.one(tree.left, names), self.operand(tree.comparators[0], names)
        listed = isinstance(among, Items | NamedList | Fact) or (isinstance(among, Ref) and among.plural)
        if not listed and not (isinstance(among, About) and among.name in ("pages", "issues")):
            hint = "; to look into a text use has_any or pattern"
            raise self._text.problem(
                f'right of "in" stands a list: a name, (…), or a path with [*]{hint}', tree.comparators[0]
            )
        return Contains(value, among, isinstance(tree.ops[0], ast.NotIn), self._text.span(tree))
