"""Generated code for whole expressions: every tree becomes a Python expression over raw values.

It computes what the reference evaluator computes, by the same operators, without nodes, placeholders and traces. What
it cannot reach in a layout, or would cost too much, is ``Unsure``.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from adjudge.engine.screen import raw, runtime
from adjudge.engine.screen.reach import DATA, PARAMETERS, Reach
from adjudge.engine.screen.scopes import singular_keys
from adjudge.engine.screen.writer import Unsure, Writer
from adjudge.model.values import Missing
from adjudge.ruleset.expressions import tree as ir
from adjudge.ruleset.expressions.aggregates import COUNTING, OF_NOTHING, REDUCE
from adjudge.ruleset.expressions.nodes import OF_VALUE
from adjudge.ruleset.fields import Field

MOST_ITEMS: Final = (20_000, 200, 30)
"""Items of a list that is gone through at each depth of nesting, so that no more than the budget is spent."""

_OPERATORS: Final = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}


class _Nowhere:
    """Stands for the node in functions that only name it in a fault."""

    path = ""


class Exact:
    """Writes expressions of one rule; ``rows`` and ``indexes`` are the generated locals of its loop variables."""

    def __init__(self, writer: Writer, reach: Reach, rows: dict[str, str], indexes: dict[str, str]) -> None:
        self._writer = writer
        self._reach = reach
        self._rows = rows
        self._indexes = indexes
        self._depth = 0

    def value(self, tree: ir.Tree) -> str:
        """Write the typed value of a tree.

        Raises:
            Unsure: something in it cannot be reached.
        """
        match tree:
            case ir.Const(value):
                return self._writer.constant(value)
            case ir.NamedList(listing):
                return self._writer.constant(listing)
            case ir.Items(items):
                return "(" + "".join(f"{self.value(item)}, " for item in items) + ")"
            case ir.Ref(plural=False):
                return f"{self._value_of(tree.field)}({self._raw(tree)})"
            case ir.Ref():
                return f"tuple([{self._value_of(tree.field)}(v) for v in {self._many(tree)}])"
            case ir.About():
                return self._about(tree)
            case ir.Context():
                return self._context(tree)
            case ir.Aggregate():
                return self._aggregate(tree)
            case ir.Compare() | ir.Bool() | ir.Not() | ir.Contains() | ir.If():
                return self._logic(tree)
            case _:
                return self._computed(tree)

    def items(self, field: Field) -> str:
        """Write the raw items of a field of the document that is a list."""
        return self._items_of(field, DATA)

    # ------------------------------------------------------------ operations
    def _computed(self, tree: ir.Tree) -> str:
        match tree:
            case ir.Negate(operand):
                return self._call("negate", operand)
            case ir.Binary(op, left, right):
                return self._call(_OPERATORS[op], left, right)
            case ir.Approx(value, within, share, strict):
                tolerances = ", ".join("None" if part is None else self.value(part) for part in (within, share))
                return f"{self._named('approx')}({self.value(value)}, {tolerances}, {strict})"
            case ir.Call(call=call, args=args, takes_missing=takes_missing):
                given = ", ".join(map(self.value, args))
                name = self._writer.constant(call)
                return f"{name}({given})" if takes_missing else f"{self._named('called')}({name}, {given})"
            case _:
                raise Unsure

    def _logic(self, tree: ir.Compare | ir.Bool | ir.Not | ir.Contains | ir.If) -> str:
        match tree:
            case ir.Not(operand):
                return self._call("negation", operand)
            case ir.Compare(operands, ops):
                pairs = zip(operands, ops, operands[1:], strict=False)
                tests = [f"{self._comparison(op)}({self.value(one)}, {self.value(two)})" for one, op, two in pairs]
                return tests[0] if len(tests) == 1 else f"{self._named('all_of')}(({', '.join(tests)}))"
            case ir.Bool(op, operands):
                joined = ", ".join(map(self.value, operands))
                return f"{self._named('all_of' if op == 'and' else 'any_of')}(({joined},))"
            case ir.Contains(value, among, negated):
                test = self._call("among", among, value)
                return f"{self._named('negation')}({test})" if negated else test
            case ir.If(test, then, otherwise):
                chosen = f"{self._named('whether')}({self.value(test)})"
                return f"({self.value(then)} if {chosen} else {self.value(otherwise)})"

    def _comparison(self, op: ir.Comparison) -> str:
        return self._writer.shared(("compared", op), lambda: runtime.compared(op))

    def _call(self, name: str, *trees: ir.Tree) -> str:
        return f"{self._named(name)}({', '.join(map(self.value, trees))})"

    def _named(self, name: str) -> str:
        self._writer.constants[name] = runtime.NAMES[name]
        return name

    # ------------------------------------------------------------ lists
    def _aggregate(self, tree: ir.Aggregate) -> str:
        source = self._many(tree.source)
        if tree.variable is None or tree.element is None:
            field = tree.source.field if isinstance(tree.source, ir.Ref) else None
            if tree.name in COUNTING:
                return f"{self._named('count')}({source})"
            return self._reduce(tree.name, f"{self._value_of(field)}(v) for v in {source}")
        if self._depth >= len(MOST_ITEMS):
            raise Unsure
        source = f"{self._named('at_most')}({MOST_ITEMS[self._depth]}, {source})"
        row = self._writer.local(tree.variable)
        outer = self._rows
        self._rows = {**outer, tree.variable: row}
        self._depth += 1
        try:
            taken = "" if tree.condition is None else f" if {self._named('whether')}({self.value(tree.condition)})"
            element = row if tree.name in COUNTING else self.value(tree.element)
        finally:
            self._rows = outer
            self._depth -= 1
        if tree.name in COUNTING:
            return f"{self._named('count')}({row} for {row} in {source}{taken})"
        return self._reduce(tree.name, f"{element} for {row} in {source}{taken}")

    def _reduce(self, name: str, values: str) -> str:
        if name in ("any", "all"):
            return f"{self._named('some' if name == 'any' else 'every')}({values})"
        reduce = self._writer.constant(REDUCE[name])
        return f"{self._named('reduced')}({reduce}, [{values}], of_nothing={name in OF_NOTHING})"

    def _many(self, source: ir.Source) -> str:
        """Write the raw nodes that a path to many selects, or the items of a list."""
        if not isinstance(source, ir.Ref) or not source.steps:
            raise Unsure
        found, single, steps = self._base(source), True, source.steps
        match steps:
            case (ir.Member(listed, None), ir.Every(optional), *rest) if found == DATA:
                told = self._told(listed, optional=optional)
                if told is not None:
                    found, single, steps = told, False, tuple(rest)
        for step in steps:
            match step:
                case ir.Member(field, None) if field.plural:
                    inner = self._items_of(field, found if single else "v")
                    found, single = inner if single else f"[w for v in {found} for w in {inner}]", False
                case ir.Every(optional):
                    inner = self._every(found if single else "v", optional=optional)
                    found, single = inner if single else f"[w for v in {found} for w in {inner}]", False
                case _:
                    inner = self._step(step, found if single else "v")
                    found = inner if single else f"[{inner} for v in {found}]"
        if single:
            raise Unsure
        return found

    def _told(self, field: Field, *, optional: bool) -> str | None:
        """Write the items of a list of the document, as data and metadata together tell them."""
        keys = singular_keys(field)
        if keys is None or self._reach.data(DATA, keys) is None:
            return None
        rows = self._writer.shared(("rows", (keys,)), lambda: self._reach.rows((keys,)), "rows_of")
        return f"{self._named('listed')}({rows}({PARAMETERS})[0], optional={optional})"

    def _every(self, raw: str, *, optional: bool) -> str:
        return self._checked(f"{self._named('listed')}({raw}, optional={optional})")

    def _items_of(self, field: Field, base: str) -> str:
        self._allow(field, base)
        told = self._told(field, optional=field.optional) if base == DATA else None
        if told is not None:
            return told
        return self._checked(f"{self._writer.shared((field, 'items'), lambda: raw.items_of(field))}({base}, known)")

    def _checked(self, items: str) -> str:
        """Write the items of a list, checked where the metadata might know others."""
        if self._reach.lists == "untold":
            raise Unsure
        return f"{self._named('tidied')}({items}, known)" if self._reach.lists == "checked" else items

    # ------------------------------------------------------------ single places
    def _base(self, ref: ir.Ref) -> str:
        if ref.variable is None:
            return DATA
        if ref.variable not in self._rows:
            raise Unsure
        return self._rows[ref.variable]

    def _raw(self, ref: ir.Ref) -> str:
        raw = self._base(ref)
        for step in ref.steps:
            raw = self._step(step, raw)
        return raw

    def _step(self, step: ir.Step, base: str) -> str:
        match step:
            case ir.Member(field, None) if not field.plural:
                self._allow(field, base)
                place = raw.place_of(field)
                if place is None:
                    raise Unsure
                return f"{self._writer.shared((field, 'place'), lambda: place)}({base})"
            case ir.Key(name) if self._reach.allows(name, root=base == DATA):
                return f"{self._named('member')}({base}, {name!r})"
            case ir.Index(index) if index >= 0 and self._reach.lists == "told":
                return f"{self._named('item')}({base}, {index})"
            case _:
                raise Unsure

    def _allow(self, field: Field, base: str) -> None:
        """Refuse a field whose path may lead to metadata, or to the root from elsewhere."""
        for selector in field.at:
            if selector.absolute and base != DATA:
                raise Unsure
            for position, segment in enumerate(selector.segments):
                if segment.descendant and not self._reach.tells_all:
                    raise Unsure
                name = segment.key
                if isinstance(name, str) and not self._reach.allows(name, root=base == DATA and position == 0):
                    raise Unsure

    def _value_of(self, field: Field | None) -> str:
        return self._writer.shared((field, "value"), lambda: raw.value_of(field))

    # ------------------------------------------------------------ beside values
    def _about(self, tree: ir.About) -> str:
        if tree.name == "exists" and tree.ref.plural:
            present = self._named("present")
            return f"any([{present}(v) for v in {self._many(tree.ref)}])"
        if tree.name in ("exists", "presence") and (tree.ref.steps or tree.ref.variable is not None):
            # Of the root alone it is not the raw value that tells: members of it may be metadata.
            return f"{self._named('present' if tree.name == 'exists' else 'presence')}({self._raw(tree.ref)})"
        if tree.name == "index" and not tree.ref.steps and tree.ref.variable in self._indexes:
            return f"{self._writer.constant(Decimal)}({self._indexes[str(tree.ref.variable)]})"
        if tree.name in OF_VALUE and not tree.ref.plural:
            about = self._writer.shared((tree.name, "about"), lambda: _about_value(tree.name))
            return f"{about}({self._value_of(tree.ref.field)}({self._raw(tree.ref)}))"
        raise Unsure

    def _context(self, tree: ir.Context) -> str:
        match tree.name:
            case "adapter":
                return "extraction.adapter"
            case "sends":
                return f"extraction.sends({tree.argument!r})"
            case _:
                raise Unsure


def _about_value(name: str) -> Callable[[Any], Any]:
    told = OF_VALUE[name]
    nowhere: Any = _Nowhere()

    def about(value: Any) -> Any:
        return value if type(value) is Missing else told(nowhere, value)

    return about
