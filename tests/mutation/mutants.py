"""Small wrong versions of a module: each differs from it by one change that could matter."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
}
_FAMILIES: tuple[tuple[str, ...], ...] = (
    ("pass", "fail", "unknown", "skip", "error"),
    ("reject", "review", "note"),
    ("signal_absent", "signal_null", "value_absent", "value_null", "value_empty", "unparsable", "nothing_selected"),
    ("blind", "when_unknown", "not_applicable", "disabled"),
    ("type_clash", "off_scale", "crashed", "budget"),
    ("present", "empty", "null", "absent"),
    ("number", "text", "date", "days", "boolean", "list"),
    ("sum", "count", "len", "distinct", "unique", "min", "max", "any", "all"),
    ("==", "!="),
    ("<", "<="),
    (">", ">="),
    ("+", "-"),
    ("*", "/"),
    ("otherwise", "accept"),
)
_NEXT_WORD = {word: family[(at + 1) % len(family)] for family in _FAMILIES for at, word in enumerate(family)}
_CONDITIONS = {"test", "ifs", "guard"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed version of a module; ``name`` does not depend on line numbers."""

    name: str
    line: int
    tree: ast.Module


def mutants(source: str) -> Iterator[Mutant]:
    """Give every mutant of a module, in the order of its text; equal changes are numbered."""
    original = ast.parse(source)
    seen: dict[str, int] = {}
    for number, (node, function, conditional) in enumerate(_places(original)):
        for change, edited in enumerate(_changes(node, conditional)):
            name = f"{function}: {_short(node)} → {_short(edited)}"
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                name += f" ({seen[name]})"
            yield Mutant(name, node.lineno, _replaced(original, number, change))


def _replaced(original: ast.Module, number: int, change: int) -> ast.Module:
    """Give a copy of the module in which one place is changed."""
    tree = copy.deepcopy(original)
    node, _, conditional = list(_places(tree))[number]
    edited = list(_changes(node, conditional))[change]
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is node:
                setattr(parent, field, edited)
            elif isinstance(value, list):
                value[:] = [edited if member is node else member for member in value]
    return ast.fix_missing_locations(tree)


def _places(tree: ast.Module) -> Iterator[tuple[Any, str, bool]]:
    """Walk what runs: each expression and statement, the function it is in, and whether it is a bare condition."""
    yield from _below(tree, "module")


def _below(node: ast.AST, function: str) -> Iterator[tuple[Any, str, bool]]:
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _says_nothing(child):
                continue
            if isinstance(child, ast.expr | ast.stmt):
                yield child, function, field in _CONDITIONS
            inner = child.name if isinstance(child, ast.FunctionDef | ast.ClassDef) else None
            yield from _below(child, function if inner is None else f"{function}.{inner}".removeprefix("module."))


def _says_nothing(node: ast.AST) -> bool:
    """Whether a node is a docstring, for the type checker, or a text with words for people."""
    match node:
        case ast.Expr(ast.Constant()) | ast.Assert() | ast.JoinedStr() | ast.Import() | ast.ImportFrom():
            return True
        case ast.Assign(value=ast.Subscript(ast.Name("Literal"))) | ast.If(ast.Name("TYPE_CHECKING")):
            return True
        case _:
            return False


def _changes(node: Any, conditional: bool) -> Iterator[Any]:
    """Give what may stand in the place of a node."""
    match node:
        case ast.Compare(left, ops, comparators):
            for at, op in enumerate(ops):
                flipped = [*ops[:at], _COMPARISONS[type(op)](), *ops[at + 1 :]]
                yield ast.Compare(left, flipped, comparators)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            for at in range(len(values)):
                rest = [*values[:at], *values[at + 1 :]]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.BinOp(left, op, right) if type(op) in _ARITHMETIC:
            yield ast.BinOp(left, _ARITHMETIC[type(op)](), right)
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() as value):
            yield ast.Constant(value + 1)
        case ast.Constant(str() as value) if value in _NEXT_WORD:
            yield ast.Constant(_NEXT_WORD[value])
        case ast.Return(ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.Expr(ast.Call()) | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Name() | ast.Call() | ast.Attribute() if conditional:
            yield ast.UnaryOp(ast.Not(), node)


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 90 else f"{text[:45]}…{text[-44:]}"
