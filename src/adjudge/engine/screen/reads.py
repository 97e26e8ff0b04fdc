"""What generated code reads, each thing once: values, numbers, texts, dates, metadata entries, and lists of these.

What is read of the document stands in a local. Of the items of a list it stands in a *column*, one local for all items
(``numbers_4``), which a test goes through item by item (``number_4``). Where rows are gone through one by one, what is
read of them stands in locals of the loop.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from adjudge.engine.screen import raw, runtime
from adjudge.engine.screen.exact import Exact
from adjudge.engine.screen.numbers import LEAST, MOST, Numbers
from adjudge.engine.screen.reach import BESIDE, DATA, PARAMETERS, ROW, Entry, Reach
from adjudge.engine.screen.rows import Steps
from adjudge.engine.screen.scopes import Scope, beside_of, checked, column, over, singular_keys, size_of
from adjudge.engine.screen.writer import Unsure, Writer
from adjudge.model.tree import SCALARS
from adjudge.ruleset.expressions import tree as ir
from adjudge.ruleset.fields import Field

_Key = tuple[Any, ...]


class Reads:
    """Writes what tests read into ``lines``; where two tests share their ``Reads``, the second finds it in a local."""

    def __init__(self, writer: Writer, reach: Reach) -> None:
        self.writer = writer
        self.reach = reach
        self.scope: Scope | None = None
        self.lines: list[str] = []
        self.before: list[str] = self.lines
        """Statements about the document alone: the same list, unless rows are gone through one by one."""
        self.columns: dict[str, str] = {}
        """The column of each local of an item that a test goes through."""
        self._variables: dict[str, Scope] = {}
        self._read: dict[_Key, str] = {}

    # ------------------------------------------------------------ scopes
    def within(self, scope: Scope, variable: str | None = None) -> Reads:
        """Give the reads of tests on the items of a list; they share what is read, and where it is written."""
        inner = Reads(self.writer, self.reach)
        inner.scope = scope
        # The variables of the scopes around are not its own: what names one is computed as a whole, out there.
        inner._variables = {} if variable is None else {variable: scope}
        inner.before = self.before
        inner.lines = self.before if scope.at_once else []
        inner._read = self._read if scope.at_once else dict(self._read)
        return inner

    def fork(self) -> Reads:
        """Give reads that know what was read so far; what they read later is theirs alone."""
        forked = Reads(self.writer, self.reach)
        forked.scope, forked._variables = self.scope, self._variables
        forked._read = dict(self._read)
        return forked

    def take(self) -> list[str]:
        """Give the statements collected so far, and begin anew."""
        lines = self.lines[:]
        self.lines.clear()
        return lines

    def mark(self) -> tuple[int, int, dict[_Key, str], dict[str, str]]:
        """Remember what has been read so far, for ``back_to``."""
        return len(self.lines), len(self.before), dict(self._read), dict(self.columns)

    def back_to(self, mark: tuple[int, int, dict[_Key, str], dict[str, str]]) -> None:
        """Forget what has been read since."""
        del self.lines[mark[0] :]
        del self.before[mark[1] :]
        self._read.clear()
        self._read.update(mark[2])
        self.columns = mark[3]

    def exact(self, tree: ir.Tree) -> str:
        """Write the value of a whole tree, computed as the reference evaluator does."""
        rows = {variable: scope.row for variable, scope in self._variables.items()}
        indexes = {variable: scope.place for variable, scope in self._variables.items() if scope.place is not None}
        for scope in self._variables.values():
            if scope.at_once:
                self.columns[scope.row] = scope.rows
            if scope.at_once and scope.place is not None:
                self.columns[scope.place] = f"range(len({scope.rows}))"
        return Exact(self.writer, self.reach, rows, indexes).value(tree)

    def items(self, field: Field) -> str:
        """Write the raw items of a list of the document, whatever path leads to it."""
        return Exact(self.writer, self.reach, {}, {}).items(field)

    def each(self, element: str, condition: str = "") -> str:
        """Write the list of ``element`` for each item of the scope, with the columns that it goes through."""
        if not self.columns or self.scope is None:
            names, columns = [ROW], [self.scope.rows if self.scope else "()"]
        else:
            names, columns = list(self.columns), list(self.columns.values())
        source = columns[0] if len(columns) == 1 else f"zip({', '.join(columns)})"
        return f"[{element} for {', '.join(names)} in {source}{condition}]"

    # ------------------------------------------------------------ lists
    def rows_at(self, steps: Steps) -> Scope:
        """Write the items of a list of the document into a local."""
        for keys in steps:
            if self.reach.data(DATA if keys is steps[0] else ROW, keys) is None:
                raise Unsure
        name = self._read.get(("rows", steps))
        if name is None:
            name = self._read["rows", steps] = self.writer.local("rows")
            find = self.writer.shared(("rows", steps), lambda: self.reach.rows(steps), "rows_of")
            self.before.append(f"{name}, {beside_of(name)} = {find}({PARAMETERS})")
        return Scope(name, name.replace("rows", "row"), beside_of(name), at_once=True)

    def leaves(self) -> str:
        """Write all leaves into a local."""
        name = self._read.get(("leaves",))
        if name is None:
            if self.reach.leaves is None:
                raise Unsure
            name = self._read["leaves",] = self.writer.local("leaves")
            find = self.writer.constant(self.reach.leaves, "find_leaves")
            self.before.append(f"{name} = known.leaves({find}, extraction)")
        return name

    def list_at(self, field: Field, most: int) -> Scope:
        """Write the items of a field that is one list; one that is missing, or has more than ``most`` items, raises."""
        keys = singular_keys(field)
        if keys is None or field.optional:
            raise Unsure
        scope = self.rows_at((keys,))
        # Asked by everyone anew: the rows stay set where it raises.
        self.before.append(f"if type({scope.rows}) is not list or len({scope.rows}) > {most}: raise LookupError")
        return scope

    # ------------------------------------------------------------ values
    def value(self, keys: tuple[str | int, ...]) -> str:
        """Write the raw value at ``keys`` of the document, or of the items of the scope."""
        return self.value_at(*self._way(keys))

    def way_of(self, ref: ir.Ref) -> tuple[str, Scope | None]:
        """Write the way to the value of a path, and say of which list's items it is."""
        scope = None if ref.variable is None else self._variables.get(ref.variable)
        if ref.variable is not None and scope is None:
            raise Unsure
        base = DATA if scope is None else ROW
        way, at_base = base, True
        for step in ref.steps:
            match step:
                case ir.Member(field, None) if not field.plural:
                    keys = singular_keys(field, relative=not at_base or scope is not None)
                    found = self.chosen(way, field) if keys is None else self.reach.data(way, keys)
                case ir.Key(name):
                    found = self.reach.data(way, (name,))
                case ir.Index(index) if index >= 0:
                    found = self.reach.data(way, (index,))
                case _:
                    raise Unsure
            if found is None:
                raise Unsure
            way, at_base = found, False
        if at_base:
            raise Unsure
        return way, scope

    def chosen(self, base: str, field: Field) -> str | None:
        """Write the choice among several places that a value may stand at."""
        if base not in (DATA, ROW) or any(selector.absolute and base == ROW for selector in field.at):
            return None
        if any(selector.keys is None or self.reach.data(base, selector.keys) is None for selector in field.at):
            return None
        place = raw.place_of(field)
        return None if place is None else f"{self.writer.shared((field, 'place'), lambda: place, 'place')}({base})"

    def _way(self, keys: tuple[str | int, ...]) -> tuple[str, Scope | None]:
        way = self.reach.data(DATA if self.scope is None else ROW, keys)
        if way is None:
            raise Unsure
        return way, self.scope

    def value_at(self, way: str, scope: Scope | None) -> str:
        """Write the raw value at a way from the document, or from the items of a scope."""
        return self._local("value", way, scope, lambda name: [f"{name} = {way}"])

    # ------------------------------------------------------------ kinds of values
    def number(self, way: str, scope: Scope | None, field: Field | None) -> tuple[str, str]:
        """Write a number, and the size of the largest there may be."""
        if field is not None and (field.optional or not field.may_be_number):
            raise Unsure
        reader = self.writer.shared((field, "numbers"), lambda: Numbers(field), "numbers")
        value = self.value_at(way, scope)
        self.columns.pop(value, None)
        if scope is not None and scope.at_once:
            plural = f"{reader}.column({column(value)}, known)"
            name = self._local(
                "number", way, scope, lambda name: [f"{column(name)}, {size_of(name)} = {plural}"], field
            )
            return name, size_of(name)
        usual = "int" if field is not None and field.type == "integer" else "float"

        def read(name: str) -> list[str]:
            unusual = f"if type({name}) is not {usual} or not {LEAST!r} < {name} < {MOST!r}: "
            return [f"{name} = {value}", f"{unusual}{name} = {reader}.one({name}, known)"]

        name = self._local("number", way, scope, read, field)
        return name, f"abs({name})"

    def text(self, way: str, scope: Scope | None) -> str:
        """Write a text that is not empty."""
        value = self.value_at(way, scope)
        self.columns.pop(value, None)
        if scope is not None and scope.at_once:
            are_texts = f"{self.writer.tool(runtime.are_texts)}({column(value)})"
            return self._local("text", way, scope, lambda name: [f"{column(name)} = {are_texts}"])
        checked = f"if type({value}) is not str or not {value}: raise LookupError"
        return self._local("text", way, scope, lambda name: [checked, f"{name} = {value}"])

    def date(self, way: str, scope: Scope | None, field: Field) -> str:
        """Write a date."""
        read = field.read
        if read is None:
            raise Unsure
        read_date = self.writer.shared((field, "dates"), lambda: runtime.date_of(read), "date_of")
        value = self.value_at(way, scope)
        self.columns.pop(value, None)
        if scope is not None and scope.at_once:
            plural = f"[*map({read_date}, {column(value)})]"
            return self._local("date", way, scope, lambda name: [f"{column(name)} = {plural}"], field)
        return self._local("date", way, scope, lambda name: [f"{name} = {read_date}({value})"], field)

    # ------------------------------------------------------------ metadata
    def entry(self, keys: tuple[str | int, ...], found: Entry) -> str:
        """Write the metadata entry of the value at ``keys``, which must be a scalar; the entry must look like one."""
        value = self.value(keys)
        self.writer.constants["SCALARS"] = SCALARS
        looks = None if found.looks is None else self.writer.constant(found.looks, "looks")

        def read(name: str) -> list[str]:
            if self.scope is None or not self.scope.at_once:
                scalar = f"if type({value}) not in SCALARS: raise LookupError"
                return [scalar, *checked(name, found.way, looks and f"not {looks}(x) or {found.other}")]
            scalar = f"if not SCALARS.issuperset(map(type, {column(value)})): raise LookupError"
            way = f"[{found.way} for {self._beside_rows(found.way)}]"
            other = found.other and f"any([{found.other} for {self._beside_rows(found.other)}])"
            return [scalar, *checked(column(name), way, looks and f"not all(map({looks}, x)) or {other}")]

        return self._local("entry", found.way, self.scope, read)

    def _beside_rows(self, text: str) -> str:
        """Write the loop over the items of the scope, what belongs to them in the metadata, or both."""
        assert self.scope is not None  # noqa: S101  # asked for items only
        if BESIDE not in text:
            return f"{ROW} in {self.scope.rows}"
        if f"{ROW}[" not in text:
            return f"{BESIDE} in {self.scope.beside}"
        return f"{ROW}, {BESIDE} in zip({self.scope.rows}, {self.scope.beside})"

    # ------------------------------------------------------------ locals
    def error(self, size: str, slack: str) -> str:
        """Write how far the float of a number may be from it."""
        name = self.writer.local("error")
        self.lines.append(f"{name} = ({size}) * ({slack})")
        return name

    def total(self, column: str) -> tuple[str, str]:
        """Write the sum of a column, and that of the sizes of its numbers."""
        name = self._read.get(("total", column))
        if name is None:
            name = self._read["total", column] = self.statement("total", f"sum({column})")
            self.before.append(f"{name}_size = sum(map(abs, {column}))")
        return name, f"{name}_size"

    def statement(self, word: str, text: str) -> str:
        """Write a statement that sets a local of the document."""
        name = self.writer.local(word)
        self.before.append(f"{name} = {text}")
        return name

    def _local(
        self, kind: str, way: str, scope: Scope | None, write: Callable[[str], list[str]], field: Field | None = None
    ) -> str:
        """Give the local that holds what is read at ``way``, and write the reading if it is a new one."""
        key = (kind, way, None if scope is None else scope.rows, field)
        name = self._read.get(key)
        of_rows = scope is not None and scope.at_once
        if name is None:
            name = self._read[key] = self.writer.local(kind)
            lines = write(name)
            if of_rows and kind == "value" and scope is not None:
                lines = [over(line, scope, name) for line in lines]
            if scope is None or scope.at_once:
                # In a ``try`` of its own: what it is read for first may go wrong, and others need what comes after it.
                tried = ["try:", *[f"    {line}" for line in lines]] if lines[1:] else [f"try: {lines[0]}"]
                self.before += [*tried, "except Exception: pass"]
            else:
                self.lines += lines
        if of_rows:
            self.columns[name] = column(name)
        return name
