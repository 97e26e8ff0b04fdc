"""The operands of expressions in generated code: numbers, texts, dates, and the lists they are summed over.

A delivered number is its shortest decimal form, which differs from the float by half a unit in the last place at
most; every step adds as much. Beside each number the size of its terms and factors is carried, so that the exact
value lies within ``size * SLACK`` of the float.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from adjudge.engine.screen.exact import Exact
from adjudge.engine.screen.reach import SCALARS, Entry, Reach, member
from adjudge.engine.screen.writer import Unsure, Writer
from adjudge.ruleset.expressions import tree as ir
from adjudge.ruleset.fields import Field

SLACK: Final = 1e-14
"""Relative error allowed for a value of up to 20 operations; a sum of n terms is allowed n more units."""

_PLAIN_INTEGER: Final = 10**15
_NUMERIC: Final = frozenset((None, "money", "decimal"))


class Number(NamedTuple):
    """A number in generated code: its value, and a bound above 1 of its terms and factors (source texts)."""

    value: str
    size: str
    slack: str = ""
    """What a sum adds to the relative error."""


class Operands:
    """Writes the operands of expressions; the statements that read them are collected in ``lines``.

    A value is read once: where two expressions share their ``Operands``, the second finds it in a local.
    """

    def __init__(self, writer: Writer, reach: Reach) -> None:
        self._writer = writer
        self._reach = reach
        self._row: dict[str, str] = {}
        self._index: dict[str, str] = {}
        self._read: dict[tuple[str, str], str] = {}
        self.lines: list[str] = []

    def bind(self, variable: str, row: str, index: str | None = None) -> None:
        """Say which generated locals a loop variable, and its place in its list, are."""
        self._row = {variable: row}
        self._index = {} if index is None else {variable: index}

    def fork(self) -> Operands:
        """Give operands that know what was read so far; what they read later is theirs alone."""
        forked = Operands(self._writer, self._reach)
        forked._row, forked._index = self._row, self._index
        forked._read = dict(self._read)
        return forked

    def exact(self, tree: ir.Tree) -> str:
        """Write the value of a whole tree, computed as the reference evaluator does."""
        return Exact(self._writer, self._reach, self._row, self._index).value(tree)

    def items(self, field: Field) -> str:
        """Write the raw items of a list of the document, whatever path leads to it."""
        return Exact(self._writer, self._reach, self._row, self._index).items(field)

    def mark(self) -> tuple[int, dict[tuple[str, str], str]]:
        """Remember what has been read so far, for ``back_to``."""
        return len(self.lines), dict(self._read)

    def back_to(self, mark: tuple[int, dict[tuple[str, str], str]]) -> None:
        """Forget what has been read since."""
        del self.lines[mark[0] :]
        self._read = mark[1]

    def take(self) -> tuple[str, ...]:
        """Give the statements collected so far, and begin anew."""
        lines, self.lines = tuple(self.lines), []
        return lines

    def constant(self, value: Any) -> str:
        """Name a value, or write it in place."""
        return self._writer.constant(value)

    # ------------------------------------------------------------ numbers
    def number(self, tree: ir.Tree) -> Number:
        """Write a number and the size of its terms."""
        match tree:
            case ir.Const(value=Decimal() as value) if Decimal(repr(float(value))) == value:
                return Number(repr(float(value)), repr(abs(float(value)) + 1))
            case ir.Negate(operand):
                inner = self.number(operand)
                return Number(f"(-{inner.value})", inner.size, inner.slack)
            case ir.Binary(op, left, right) if op != "/":
                first, second = self.number(left), self.number(right)
                sizes = " * " if op == "*" else " + "
                slack = joined(first.slack, second.slack)
                return Number(f"({first.value} {op} {second.value})", f"({first.size}{sizes}{second.size})", slack)
            case ir.Ref(plural=False):
                way, field = self._way(tree)
                name = self._local("number", way, self._as_float("x", field))
                return Number(name, f"(abs({name}) + 1)")
            case ir.Aggregate(name="sum", element=None, condition=None, source=ir.Ref() as source):
                return self._sum(source)
            case _:
                raise Unsure

    def _as_float(self, name: str, field: Field | None) -> str:
        """Write the check that a local is a float; what is none is read by its field, once it is looked at closely."""
        if (None if field is None else field.type) not in _NUMERIC or (field is not None and field.optional):
            raise Unsure
        read = self.constant(number_reader(None if field is None else field.read))
        # Zero, and what is too small to be read as a number, are looked at closely, too.
        return f"if type({name}) is not float or -1e-29 < {name} < 1e-29: {name} = {read}({name})"

    def _sum(self, source: ir.Ref) -> Number:
        """Write a loop that adds up one member of each item of a list."""
        listed, member = _list_and_member(source)
        keys = singular_keys(member)
        value = None if keys is None else self._reach.data("item", keys)
        if value is None:
            raise Unsure
        items = self.list_at(listed)
        total, size, count = (self._writer.local(word) for word in ("total", "size", "count"))
        self.lines += [
            f"{total} = 0.0; {size} = 1.0; {count} = 0",
            f"for item in {items}:",
            f"    x = {value}",
            f"    {self._as_float('x', member)}",
            f"    {total} += x; {size} += abs(x); {count} += 1",
        ]
        return Number(total, size, f"{count} * 3e-16")

    def list_at(self, field: Field) -> str:
        """Write the list at a field into a local, checked to be one and no shorter than the metadata's."""
        keys = singular_keys(field)
        way = None if keys is None else self._reach.data("D", keys)
        if way is None or keys is None or field.optional:
            raise Unsure
        more = self._reach.more_items("x", keys, self.constant)
        if more is None:
            raise Unsure
        return self._local("list", way, f"if type(x) is not list or {more}: raise LookupError")

    # ------------------------------------------------------------ texts and dates
    def text(self, tree: ir.Tree) -> str:
        """Write a text that is not empty."""
        match tree:
            case ir.Const(value=str() as value):
                return repr(value)
            case ir.Ref(plural=False):
                way, field = self._way(tree)
                if field is not None and (field.type not in (None, "text") or field.optional):
                    raise Unsure
                return self._local("text", way, "if type(x) is not str or not x: raise LookupError")
            case _:
                raise Unsure

    def date(self, tree: ir.Tree) -> str:
        """Write a date, or one some days away from it."""
        match tree:
            case ir.Ref(plural=False, field=Field(type="date", read=read, default=None)):
                way, _ = self._way(tree)
                made = f"x = {self.constant(read)}(x) if x else None"
                return self._local("date", way, made, f"if type(x) is not {self.constant(date)}: raise LookupError")
            case ir.Binary(op, left, ir.Call(name="days", args=(ir.Const() as count,), call=call)):
                return f"({self.date(left)} {op} {self.constant(call(count.value))})"
            case _:
                raise Unsure

    # ------------------------------------------------------------ paths
    def _way(self, ref: ir.Ref) -> tuple[str, Field | None]:
        """Write the way to the value of a path, and give the field that reads it."""
        base = "D" if ref.variable is None else self._row.get(ref.variable)
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

    def entry_of(self, value: str, entry: Entry) -> str:
        """Write what the metadata entry of a value has; the value is checked to be a scalar, the entry to be one."""
        checks = [f"if type({value}) not in {self.constant(SCALARS)}: raise LookupError"]
        if entry.looks is not None:
            checks.append(f"if not {self.constant(entry.looks)}(x) or {entry.other}: raise LookupError")
        return member(self._local("entry", entry.way, *checks), entry.rest)

    def _local(self, kind: str, way: str, *checks: str) -> str:
        """Give the local that holds what stands at ``way``, read and checked (as ``x``) if it is a new one.

        It is set last: where a check raises it stays unset, so that whoever shares it raises, too.
        """
        name = self._read.get((kind, way))
        if name is None:
            name = self._read[kind, way] = self._writer.local(kind)
            self.lines += [f"x = {way}", *checks, f"{name} = x"]
        return name


def number_reader(read: Callable[[object], Any] | None) -> Callable[[Any], float]:
    """Make the function that turns a delivered value that is no plain float into one; NaN where it is none."""
    nan = float("nan")

    def number(value: Any) -> float:
        if type(value) is float:
            return value if value == 0 else nan
        if type(value) is int:
            return float(value) if -_PLAIN_INTEGER < value < _PLAIN_INTEGER else nan
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


def joined(first: str, second: str) -> str:
    """Add two source texts, either of which may be nothing."""
    return f"{first} + {second}" if first and second else first or second


def _list_and_member(source: ir.Ref) -> tuple[Field, Field]:
    """Take ``lines[*].amount`` apart."""
    if source.variable is None:
        match source.steps:
            case (ir.Member(listed, None), ir.Member(member, None)) | (
                ir.Member(listed, None),
                ir.Every(),
                ir.Member(member, None),
            ):
                return listed, member
    raise Unsure
