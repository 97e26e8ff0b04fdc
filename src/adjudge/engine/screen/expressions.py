"""Generated tests of expressions: *surely true* and *surely false*, never a guess between them.

The quick test compares floats and texts as they were delivered. Only a comparison that the whole error band of its
numbers decides is sure; a tie, a NaN, an overflow or a missing value is not. What has no quick test is computed
exactly (``exact.py``).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from adjudge.engine.screen.operands import SLACK, Number, Operands, joined
from adjudge.engine.screen.writer import Unsure
from adjudge.ruleset.expressions import tree as ir

_OPPOSITE: Final[dict[str, ir.Comparison]] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def sure(tree: ir.Tree, operands: Operands, *, wanted: bool) -> str:
    """Write a test that is true only where ``tree`` surely evaluates to ``wanted``.

    Raises:
        Unsure: there is none.
    """
    mark = operands.mark()
    try:
        return _quick(tree, operands, wanted=wanted)
    except Unsure:
        operands.back_to(mark)
        return f"({operands.exact(tree)} is {wanted})"


def _quick(tree: ir.Tree, operands: Operands, *, wanted: bool) -> str:
    """Write the test on floats and texts as they were delivered."""
    match tree:
        case ir.Const(value=bool() as value):
            return str(value is wanted)
        case ir.Not(operand):
            return sure(operand, operands, wanted=not wanted)
        case ir.Bool(op, parts):
            word = " and " if (op == "and") is wanted else " or "
            return "(" + word.join(sure(part, operands, wanted=wanted) for part in parts) + ")"
        case ir.Compare(compared, ops):
            pairs = zip(compared, ops, compared[1:], strict=False)
            tests = [_compare(left, op, right, operands, wanted=wanted) for left, op, right in pairs]
            return "(" + (" and " if wanted else " or ").join(tests) + ")"
        case ir.Contains(value, among, negated):
            return _contains(value, among, operands, wanted=wanted is not negated)
        case _:
            raise Unsure


def _compare(left: ir.Tree, op: ir.Comparison, right: ir.Tree, operands: Operands, *, wanted: bool) -> str:
    if isinstance(left, ir.Approx):
        left, right = right, left
    if isinstance(right, ir.Approx):
        return _approx(left, right, operands, wanted=wanted is (op == "=="))
    if _is_text(left) or _is_text(right):
        return _same_text(left, op, right, operands, wanted=wanted)
    if _is_date(left) or _is_date(right):
        test = f"({operands.date(left)} {op} {operands.date(right)})"
        return test if wanted else f"(not {test})"
    first, second = operands.number(left), operands.number(right)
    plain = isinstance(left, ir.Ref | ir.Const) and isinstance(right, ir.Ref | ir.Const)
    if op in ("==", "!="):
        return _same_number(first, second, plain=plain, wanted=wanted is (op == "=="))
    if not wanted:
        op = _OPPOSITE[op]
    if plain:
        # Floats are ordered as their shortest forms are.
        return f"({first.value} {op} {second.value} and {_bounded(first, second)})"
    if op in (">", ">="):
        first, second = second, first
    return f"({_bounded(first, second)} and {first.value} - {second.value} < -{_error(first, second)})"


def _approx(value: ir.Tree, band: ir.Approx, operands: Operands, *, wanted: bool) -> str:
    if band.rel is not None or not isinstance(band.abs, ir.Const) or not isinstance(band.abs.value, Decimal):
        raise Unsure
    first, second = operands.number(value), operands.number(band.value)
    difference = f"abs({first.value} - {second.value})"
    if wanted:
        tolerance = float(band.abs.value) * (1 - 1e-15)
        return f"({_bounded(first, second)} and {difference} + {_error(first, second)} < {tolerance!r})"
    tolerance = float(band.abs.value) * (1 + 1e-15)
    return f"({_bounded(first, second)} and {difference} - {_error(first, second)} > {tolerance!r})"


def _same_number(first: Number, second: Number, *, plain: bool, wanted: bool) -> str:
    if not wanted:
        return f"({_bounded(first, second)} and abs({first.value} - {second.value}) > {_error(first, second)})"
    if not plain:
        raise Unsure
    # Equal floats have the same shortest form; sums and products need the exact path.
    return f"({first.value} == {second.value} and {_bounded(first, second)})"


def _same_text(left: ir.Tree, op: ir.Comparison, right: ir.Tree, operands: Operands, *, wanted: bool) -> str:
    if op not in ("==", "!="):
        raise Unsure
    sign = "==" if wanted is (op == "==") else "!="
    return f"({operands.text(left)} {sign} {operands.text(right)})"


def _contains(value: ir.Tree, among: ir.Tree, operands: Operands, *, wanted: bool) -> str:
    match among:
        case ir.NamedList(listing):
            members: tuple[Any, ...] = listing.values
        case ir.Items(items) if all(isinstance(item, ir.Const) for item in items):
            members = tuple(item.value for item in items if isinstance(item, ir.Const))
        case _:
            raise Unsure
    if not all(isinstance(member, str) for member in members):
        raise Unsure
    return f"({operands.text(value)} {'in' if wanted else 'not in'} {operands.constant(frozenset(members))})"


def _bounded(first: Number, second: Number) -> str:
    """Write that nothing here is beyond what every reader takes for a number; names the size of both."""
    return f"(size := {first.size} + {second.size}) < 1e15"


def _error(first: Number, second: Number) -> str:
    """Write how far the difference of two numbers may be off."""
    return f"size * ({joined(joined(repr(SLACK), first.slack), second.slack)})"


def _is_text(tree: ir.Tree) -> bool:
    match tree:
        case ir.Const(value=str()):
            return True
        case ir.Ref(field=field):
            return field is not None and field.type == "text"
        case _:
            return False


def _is_date(tree: ir.Tree) -> bool:
    """Whether a tree is about dates: some path in it is read as one."""
    refs = (below for below in ir.walk(tree) if isinstance(below, ir.Ref))
    return any(ref.field is not None and ref.field.type == "date" for ref in refs)
