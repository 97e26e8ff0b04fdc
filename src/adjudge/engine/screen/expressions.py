"""Generated tests of expressions: *surely true* and *surely false*, never a guess between them.

The quick test compares floats and texts as they were delivered. The float of a delivered or printed number is at most
half a unit in the last place from it, and every step adds as much; so beside each number the size of its terms and
factors is carried, and the exact value lies within that *error* of the float. Only a comparison that the whole band of
its error decides is sure; a tie, a NaN or a missing value is not. What has no quick test is computed exactly
(``exact.py``).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final, NamedTuple

from adjudge.engine.screen.reach import ROW
from adjudge.engine.screen.reads import Reads
from adjudge.engine.screen.scopes import Scope, column, singular_keys
from adjudge.engine.screen.writer import Unsure
from adjudge.ruleset.expressions import tree as ir
from adjudge.ruleset.fields import Field

_OPPOSITE: Final[dict[str, ir.Comparison]] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_MOST_ITEMS: Final = 10_000
_MOST_TERMS: Final = 80_000
"""Items of a list that something is computed of, and of one that is summed up, so that no budget is overdrawn."""

_SLACK: Final = 5e-16
"""Relative error that each step may add: more than four half units in the last place."""


class Number(NamedTuple):
    """A number in generated code: its value, and a bound of its terms and factors that is above 1 (source texts)."""

    value: str
    size: str
    steps: int = 1
    """How many numbers it is computed from."""
    terms: str = ""
    """How many more it is summed up from, where the document tells."""
    is_money: bool = False
    is_plain: bool = False
    """Whether it is a number as delivered, printed or written in the rule, so that the float compares as it does."""


def sure(tree: ir.Tree, reads: Reads, *, wanted: bool) -> str:
    """Write a test that is true only where ``tree`` surely evaluates to ``wanted``.

    Raises:
        Unsure: there is none.
    """
    mark = reads.mark()
    try:
        return _quick(tree, reads, wanted=wanted)
    except Unsure:
        reads.back_to(mark)
        return f"({reads.exact(tree)} is {wanted})"


def _quick(tree: ir.Tree, reads: Reads, *, wanted: bool) -> str:
    """Write the test on floats and texts as they were delivered."""
    match tree:
        case ir.Const(value=bool() as value):
            return str(value is wanted)
        case ir.Not(operand):
            return sure(operand, reads, wanted=not wanted)
        case ir.Bool(op, parts):
            word = " and " if (op == "and") is wanted else " or "
            return "(" + word.join([sure(part, reads, wanted=wanted) for part in parts]) + ")"
        case ir.Compare(compared, ops):
            pairs = zip(compared, ops, compared[1:], strict=False)
            tests = [_compare(left, op, right, reads, wanted=wanted) for left, op, right in pairs]
            return "(" + (" and " if wanted else " or ").join(tests) + ")"
        case ir.Contains(value, among, negated):
            return _contains(value, among, reads, wanted=wanted is not negated)
        case ir.Aggregate(name="any" | "all", element=element, condition=None) if element is not None:
            return _some(tree, element, reads, wanted=wanted)
        case _:
            raise Unsure


def _some(tree: ir.Aggregate, element: ir.Tree, reads: Reads, *, wanted: bool) -> str:
    """Write whether surely one item of a list holds, or all do; of no item ``all`` says nothing."""
    scope, inner = _inside(tree, reads)
    listed = inner.each(_quick(element, inner, wanted=wanted))
    if (tree.name == "any") is wanted:
        return f"(True in {listed})"
    return f"(False not in {listed})" if tree.name == "any" else f"(len({scope.rows}) > 0 and False not in {listed})"


def _inside(tree: ir.Aggregate, reads: Reads) -> tuple[Scope, Reads]:
    """Give the reads of what is said of each item of a list of the document."""
    match tree.source:
        case ir.Ref(variable=None, steps=(ir.Member(listed, None), ir.Every(optional=False))):
            scope = reads.list_at(listed, _MOST_ITEMS)
            return scope, reads.within(scope, tree.variable)
        case _:
            raise Unsure


def _compare(left: ir.Tree, op: ir.Comparison, right: ir.Tree, reads: Reads, *, wanted: bool) -> str:
    if isinstance(left, ir.Approx):
        left, right = right, left
    if isinstance(right, ir.Approx):
        return _approx(left, right, reads, wanted=wanted is (op == "=="))
    if _is_text(left) or _is_text(right):
        return _same_text(left, op, right, reads, wanted=wanted)
    if _is_date(left) or _is_date(right):
        test = f"({date(left, reads)} {op} {date(right, reads)})"
        return test if wanted else f"(not {test})"
    first, second = number(left, reads), number(right, reads)
    if op in ("==", "!="):
        return _same_number(first, second, reads, wanted=wanted is (op == "=="))
    if not wanted:
        op = _OPPOSITE[op]
    if first.is_plain and second.is_plain:
        # Floats are ordered as their shortest forms are.
        return f"{first.value} {op} {second.value}"
    if op in (">", ">="):
        first, second = second, first
    return f"{first.value} - {second.value} < -{_error(first, second, reads)}"


def _approx(value: ir.Tree, band: ir.Approx, reads: Reads, *, wanted: bool) -> str:
    if band.rel is not None or not isinstance(band.abs, ir.Const) or not isinstance(band.abs.value, Decimal):
        raise Unsure
    first, second = number(value, reads), number(band.value, reads)
    difference, error = f"abs({first.value} - {second.value})", _error(first, second, reads)
    if wanted:
        return f"{difference} + {error} < {float(band.abs.value) * (1 - 1e-15)!r}"
    return f"{difference} - {error} > {float(band.abs.value) * (1 + 1e-15)!r}"


def _same_number(first: Number, second: Number, reads: Reads, *, wanted: bool) -> str:
    if first.is_plain and second.is_plain:
        # Equal floats have the same shortest form, others have others; a NaN is neither.
        same, other = f"{first.value} == {second.value}", f"abs({first.value} - {second.value}) > 0"
        return same if wanted else other
    if wanted:
        raise Unsure
    return f"abs({first.value} - {second.value}) > {_error(first, second, reads)}"


def _error(first: Number, second: Number, reads: Reads) -> str:
    """Write how far the difference of two numbers may be off."""
    counted = "".join(f" + {number.terms}" for number in (first, second) if number.terms)
    slack = f"{(first.steps + second.steps + 10) * _SLACK!r}"
    if counted:
        slack = f"({first.steps + second.steps + 10}{counted}) * {_SLACK!r}"
    return reads.error(f"{first.size} + {second.size}", slack)


# ---------------------------------------------------------------- numbers
def number(tree: ir.Tree, reads: Reads) -> Number:
    """Write a number and the size of its terms.

    Raises:
        Unsure: it is none that floats tell.
    """
    match tree:
        case ir.Const(value=Decimal() as value) if Decimal(repr(float(value))) == value:
            return Number(repr(float(value)), repr(abs(float(value)) + 1), is_plain=True)
        case ir.Negate(operand):
            inner = number(operand, reads)
            return inner._replace(value=f"(-{inner.value})")
        case ir.Binary(op, left, right) if op != "/":
            return _computed(op, number(left, reads), number(right, reads))
        case ir.Ref(plural=False):
            name, size = reads.number(*reads.way_of(tree), tree.field)
            return Number(name, f"({size} + 1)", is_money=_is_money(tree.field), is_plain=True)
        case ir.Aggregate(name="sum", condition=None):
            return _sum(tree, reads)
        case _:
            raise Unsure


def _is_money(field: Field | None) -> bool:
    return field is not None and field.type == "money"


def _computed(op: ir.Arithmetic, first: Number, second: Number) -> Number:
    if op == "*" and first.is_money and second.is_money:
        # Money times money is a mistake, which the reference path tells.
        raise Unsure
    sizes = " * " if op == "*" else " + "
    return Number(
        f"({first.value} {op} {second.value})",
        f"({first.size}{sizes}{second.size})",
        first.steps + second.steps,
        f"{first.terms} + {second.terms}" if first.terms and second.terms else first.terms or second.terms,
        is_money=first.is_money or second.is_money,
    )


def _sum(tree: ir.Aggregate, reads: Reads) -> Number:
    """Write the sum of a member of each item of a list, or of what is computed of each."""
    if tree.element is not None:
        scope, inner = _inside(tree, reads)
        term = number(tree.element, inner)
        terms, size = inner.each(term.value), f"({term.size} * len({scope.rows}) + 1)"
        total = reads.statement("total", f"sum({terms})")
        return Number(total, size, term.steps, f"len({scope.rows})", is_money=term.is_money)
    listed, member = _list_and_member(tree.source)
    keys = singular_keys(member)
    if keys is None:
        raise Unsure
    scope = reads.list_at(listed, _MOST_TERMS)
    inner = reads.within(scope)
    way = reads.reach.data(ROW, keys)
    if way is None:
        raise Unsure
    name, _ = inner.number(way, scope, member)
    total, size = reads.total(column(name))
    return Number(total, f"({size} + 1)", 1, f"len({scope.rows})", is_money=_is_money(member))


def _list_and_member(source: ir.Source) -> tuple[Field, Field]:
    """Take ``lines[*].amount`` apart."""
    if isinstance(source, ir.Ref) and source.variable is None:
        match source.steps:
            case (ir.Member(listed, None), ir.Member(member, None)) | (
                ir.Member(listed, None),
                ir.Every(),
                ir.Member(member, None),
            ):
                return listed, member
    raise Unsure


# ---------------------------------------------------------------- texts and dates
def _same_text(left: ir.Tree, op: ir.Comparison, right: ir.Tree, reads: Reads, *, wanted: bool) -> str:
    if op not in ("==", "!="):
        raise Unsure
    sign = "==" if wanted is (op == "==") else "!="
    return f"({text(left, reads)} {sign} {text(right, reads)})"


def _contains(value: ir.Tree, among: ir.Tree, reads: Reads, *, wanted: bool) -> str:
    match among:
        case ir.NamedList(listing):
            members: tuple[Any, ...] = listing.values
        case ir.Items(items) if all(isinstance(item, ir.Const) for item in items):
            members = tuple(item.value for item in items if isinstance(item, ir.Const))
        case _:
            raise Unsure
    if not all(isinstance(member, str) for member in members):
        raise Unsure
    texts = reads.writer.constant(frozenset(members), "texts")
    return f"({text(value, reads)} {'in' if wanted else 'not in'} {texts})"


def text(tree: ir.Tree, reads: Reads) -> str:
    """Write a text that is not empty."""
    match tree:
        case ir.Const(value=str() as value):
            return repr(value)
        case ir.Ref(plural=False, field=field):
            if field is not None and (field.type not in (None, "text") or field.optional):
                raise Unsure
            return reads.text(*reads.way_of(tree))
        case _:
            raise Unsure


def date(tree: ir.Tree, reads: Reads) -> str:
    """Write a date, or one some days away from it."""
    match tree:
        case ir.Ref(plural=False, field=Field(type="date", default=None) as field) if field is not None:
            return reads.date(*reads.way_of(tree), field)
        case ir.Binary(op, left, ir.Call(name="days", args=(ir.Const() as count,), call=call)):
            return f"({date(left, reads)} {op} {reads.writer.constant(call(count.value), 'days')})"
        case _:
            raise Unsure


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
