"""Generated tests of expressions: *surely true* and *surely false*, never a guess between them.

Numbers are floats with an error bound. A delivered number is its shortest decimal form, which differs from the
float by half a unit in the last place at most; every step adds as much. Beside each value the size of its terms
is carried, so the exact result lies within ``size * SLACK`` of the float. Only a comparison that the whole
band decides is sure; a tie, a NaN, an overflow, a text or a missing value is not.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from adjudge.engine.screen.reach import Reach
from adjudge.engine.screen.writer import Writer
from adjudge.ruleset.expressions import tree as ir
from adjudge.ruleset.fields import Field

SLACK: Final = 1e-14
"""Relative error allowed for a value of up to 20 operations; a sum of n terms is allowed n more units."""

_NUMERIC: Final = frozenset((None, "money", "decimal"))
_SWAP: Final[dict[str, ir.Comparison]] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


class Unsure(Exception):
    """There is no sure test for a tree: its rule is judged by the reference path."""


class Number(NamedTuple):
    """A number in generated code: its value, and a bound above 1 of its terms and factors (source texts)."""

    value: str
    size: str
    slack: str = ""
    """What a sum adds to the relative error."""


class SureTests:
    """Writes the tests of one rule's expressions; statements that they need go to the writer first."""

    def __init__(self, writer: Writer, reach: Reach) -> None:
        self._writer = writer
        self._reach = reach
        self._rows: dict[str, tuple[str, Field | None]] = {}
        self._read: dict[tuple[str, str], str] = {}

    def bind(self, variable: str, row: str) -> None:
        """Say which generated local a loop variable is."""
        self._rows[variable] = (row, None)
        self._read = {key: name for key, name in self._read.items() if not key[1].startswith(row)}

    def sure(self, tree: ir.Tree, wanted: bool) -> str:
        """Write a test that is true only where ``tree`` surely evaluates to ``wanted``.

        Raises:
            Unsure: there is none.
        """
        match tree:
            case ir.Const(value=bool() as value):
                return str(value is wanted)
            case ir.Not(operand):
                return self.sure(operand, not wanted)
            case ir.Bool(op, operands):
                joined = " and " if (op == "and") is wanted else " or "
                return "(" + joined.join(self.sure(operand, wanted) for operand in operands) + ")"
            case ir.Compare(operands, ops):
                return self._chain(operands, ops, wanted)
            case ir.Contains(value, among, negated):
                return self._contains(value, among, wanted is not negated)
            case ir.Context(name="adapter"):
                raise Unsure
            case _:
                raise Unsure

    # ------------------------------------------------------------ comparisons
    def _chain(self, operands: tuple[ir.Tree, ...], ops: tuple[ir.Comparison, ...], wanted: bool) -> str:
        pairs = zip(operands, ops, operands[1:], strict=False)
        tests = [self._compare(left, op, right, wanted) for left, op, right in pairs]
        return "(" + (" and " if wanted else " or ").join(tests) + ")"

    def _compare(self, left: ir.Tree, op: ir.Comparison, right: ir.Tree, wanted: bool) -> str:
        if isinstance(left, ir.Approx):
            left, right = right, left
        if isinstance(right, ir.Approx):
            return self._approx(left, right, wanted is (op == "=="))
        if _is_text(left) or _is_text(right):
            return self._same_text(left, op, right, wanted)
        if self._is_date(left) or self._is_date(right):
            return self._dates(left, op, right, wanted)
        if op in ("==", "!="):
            return self._same_number(left, right, wanted is (op == "=="))
        if not wanted:
            op = _SWAP[op]
        first, second = self.number(left), self.number(right)
        if _is_plain(left) and _is_plain(right):
            # Floats are ordered as their shortest forms are.
            return f"({first.value} {op} {second.value} and {_bounded(first, second)})"
        if op in (">", ">="):
            first, second = second, first
        return f"({_bounded(first, second)} and {first.value} - {second.value} < -{_error(first, second)})"

    def _approx(self, value: ir.Tree, band: ir.Approx, wanted: bool) -> str:
        if band.rel is not None or not isinstance(band.abs, ir.Const) or not isinstance(band.abs.value, Decimal):
            raise Unsure
        first, second = self.number(value), self.number(band.value)
        error = _error(first, second)
        if wanted:
            tolerance = float(band.abs.value) * (1 - 1e-15)
            return f"({_bounded(first, second)} and abs({first.value} - {second.value}) + {error} < {tolerance!r})"
        tolerance = float(band.abs.value) * (1 + 1e-15)
        return f"({_bounded(first, second)} and abs({first.value} - {second.value}) - {error} > {tolerance!r})"

    def _same_number(self, left: ir.Tree, right: ir.Tree, wanted: bool) -> str:
        first, second = self.number(left), self.number(right)
        if wanted:
            if not (_is_plain(left) and _is_plain(right)):
                raise Unsure
            # Equal floats have the same shortest form; sums and products need the exact path.
            return f"({first.value} == {second.value} and {_bounded(first, second)})"
        error = _error(first, second)
        return f"({_bounded(first, second)} and abs({first.value} - {second.value}) > {error})"

    def _same_text(self, left: ir.Tree, op: ir.Comparison, right: ir.Tree, wanted: bool) -> str:
        if op not in ("==", "!="):
            raise Unsure
        sign = "==" if wanted is (op == "==") else "!="
        return f"({self._text(left)} {sign} {self._text(right)})"

    def _dates(self, left: ir.Tree, op: ir.Comparison, right: ir.Tree, wanted: bool) -> str:
        first, second = self._date(left), self._date(right)
        test = f"({first} {op} {second})"
        return test if wanted else f"(not {test})"

    def _contains(self, value: ir.Tree, among: ir.Tree, wanted: bool) -> str:
        match among:
            case ir.NamedList(listing):
                members: tuple[Any, ...] = listing.values
            case ir.Items(items) if all(isinstance(item, ir.Const) for item in items):
                members = tuple(item.value for item in items if isinstance(item, ir.Const))
            case _:
                raise Unsure
        if not all(isinstance(member, str) for member in members):
            raise Unsure
        return f"({self._text(value)} {'in' if wanted else 'not in'} {self._writer.constant(frozenset(members))})"

    # ------------------------------------------------------------ operands
    def number(self, tree: ir.Tree) -> Number:
        """Write a number and the size of its terms."""
        match tree:
            case ir.Const(value=Decimal() as value):
                if Decimal(repr(float(value))) != value:
                    raise Unsure
                return Number(repr(float(value)), repr(abs(float(value)) + 1))
            case ir.Negate(operand):
                inner = self.number(operand)
                return Number(f"(-{inner.value})", inner.size, inner.slack)
            case ir.Binary(op, left, right) if op != "/":
                first, second = self.number(left), self.number(right)
                sizes = " * " if op == "*" else " + "
                slack = _joined(first.slack, second.slack)
                return Number(f"({first.value} {op} {second.value})", f"({first.size}{sizes}{second.size})", slack)
            case ir.Ref(plural=False):
                name = self._number_at(tree)
                return Number(name, f"(abs({name}) + 1)")
            case ir.Aggregate(name="sum", element=None, condition=None, source=ir.Ref() as source):
                return self._sum(source)
            case _:
                raise Unsure

    def _sum(self, source: ir.Ref) -> Number:
        """Write a loop that adds up one member of each item of a list."""
        rows, member, field = self._list_of(source)
        writer = self._writer
        total, size, count, row = (writer.local(word) for word in ("total", "size", "count", "row"))
        writer.line(f"{total} = 0.0; {size} = 1.0; {count} = 0")
        with writer.block(f"for {row} in {rows}:"):
            value = self._reach.data(row, member)
            if value is None:
                raise Unsure
            writer.line(f"x = {value}")
            self._write_number("x", field)
            writer.line(f"{total} += x; {size} += abs(x); {count} += 1")
        return Number(total, size, f"{count} * 3e-16")

    def _list_of(self, source: ir.Ref) -> tuple[str, tuple[str | int, ...], Field | None]:
        """Take ``lines[*].amount`` apart: where the list is, and the way from an item to what is summed."""
        if source.variable is not None:
            raise Unsure
        match source.steps:
            case (ir.Member(listed, None), ir.Member(member, None)) | (
                ir.Member(listed, None),
                ir.Every(),
                ir.Member(member, None),
            ):
                pass
            case _:
                raise Unsure
        rows = self.list_at(listed)
        keys = singular_keys(member)
        if keys is None:
            raise Unsure
        return rows, keys, member

    def list_at(self, field: Field) -> str:
        """Write the list at a field into a local, checked to be one."""
        keys = singular_keys(field)
        way = None if keys is None else self._reach.data("D", keys)
        if way is None or keys is None:
            raise Unsure
        name = self._writer.local("list")
        self._writer.line(f"{name} = {way}")
        more = self._reach.more_items(name, keys, self._writer.constant)
        if more is None:
            raise Unsure
        self._writer.line(f"if type({name}) is not list or {more}: return None")
        return name

    def _way(self, ref: ir.Ref) -> tuple[str, Field | None]:
        """Write the way to the value of a path, and the field that reads it."""
        base = "D" if ref.variable is None else self._rows[ref.variable][0] if ref.variable in self._rows else None
        keys: list[str | int] = []
        for step in ref.steps:
            match step:
                case ir.Member(field, None):
                    found = singular_keys(field, relative=bool(keys) or ref.variable is not None)
                    if found is None:
                        raise Unsure
                    keys += found
                case ir.Key(name):
                    keys.append(name)
                case ir.Index(index) if index >= 0:
                    keys.append(index)
                case _:
                    raise Unsure
        way = None if base is None else self._reach.data(base, keys)
        if way is None or not keys:
            raise Unsure
        return way, ref.field

    def _local(self, kind: str, way: str) -> tuple[str, bool]:
        """Give the local that holds what stands at ``way``, and whether it is a new one."""
        name = self._read.get((kind, way))
        if name is not None:
            return name, False
        name = self._read[kind, way] = self._writer.local("value")
        self._writer.line(f"{name} = {way}")
        return name, True

    def _number_at(self, ref: ir.Ref) -> str:
        way, field = self._way(ref)
        name, new = self._local("number", way)
        if new:
            self._write_number(name, field)
        return name

    def _write_number(self, name: str, field: Field | None) -> None:
        """Write the check that a local is a float, or made one: by its field where it is printed."""
        kind = None if field is None else field.type
        if kind not in _NUMERIC:
            raise Unsure
        read = number_reader(None if field is None else field.read)
        constant = self._writer.constant(read)
        # Zero, and what is too small to be read as a number, are looked at closely.
        self._writer.line(f"if type({name}) is not float or -1e-29 < {name} < 1e-29: {name} = {constant}({name})")

    def _text(self, tree: ir.Tree) -> str:
        match tree:
            case ir.Const(value=str() as value):
                return repr(value)
            case ir.Ref(plural=False):
                way, field = self._way(tree)
                if field is not None and field.type not in (None, "text"):
                    raise Unsure
                name, new = self._local("text", way)
                if new:
                    self._writer.line(f"if type({name}) is not str or not {name}: return None")
                return name
            case _:
                raise Unsure

    def _is_date(self, tree: ir.Tree) -> bool:
        return any(
            isinstance(below, ir.Ref) and below.field is not None and below.field.type == "date"
            for below in ir.walk(tree)
        )

    def _date(self, tree: ir.Tree) -> str:
        match tree:
            case ir.Ref(plural=False, field=Field(type="date", read=read)):
                way, _ = self._way(tree)
                name, new = self._local("date", way)
                if new:
                    self._writer.line(f"{name} = {self._writer.constant(read)}({name}) if {name} else None")
                    self._writer.line(f"if type({name}) is not {self._writer.constant(date)}: return None")
                return name
            case ir.Binary(op, left, ir.Call(name="days", args=(ir.Const() as count,), call=call)):
                return f"({self._date(left)} {op} {self._writer.constant(call(count.value))})"
            case _:
                raise Unsure


def number_reader(read: Any) -> Any:
    """Make the function that turns a delivered value that is no float into one; NaN where that is not plain."""
    nan = float("nan")

    def number(value: Any) -> float:
        if type(value) is float:
            return value if value == 0 else nan
        if type(value) is int:
            return float(value) if -(10**15) < value < 10**15 else nan
        if type(value) is str and read is not None and value:
            value = read(value)
            value = getattr(value, "amount", value) if getattr(value, "currency", None) is None else None
        return float(value) if type(value) is Decimal else nan

    return number


def singular_keys(field: Field, *, relative: bool = False) -> tuple[str | int, ...] | None:
    """Give the keys to follow to a field that has one plain place, ``None`` for any other."""
    if len(field.at) != 1 or field.at[0].keys is None or (relative and field.at[0].absolute):
        return None
    return field.at[0].keys


def _bounded(first: Number, second: Number) -> str:
    """Write that nothing here is beyond what every reader takes for a number; names the size of both."""
    return f"(size := {first.size} + {second.size}) < 1e15"


def _error(first: Number, second: Number) -> str:
    """Write how far the difference of two numbers may be off."""
    slack = _joined(_joined(repr(SLACK), first.slack), second.slack)
    return f"size * ({slack})"


def _joined(first: str, second: str) -> str:
    return f"{first} + {second}" if first and second else first or second


def _is_text(tree: ir.Tree) -> bool:
    match tree:
        case ir.Const(value=str()):
            return True
        case ir.Ref(field=field):
            return field is not None and field.type == "text"
        case _:
            return False


def _is_plain(tree: ir.Tree) -> bool:
    return isinstance(tree, ir.Ref | ir.Const)
