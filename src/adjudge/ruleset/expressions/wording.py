"""Operands in words: by path, by value, and as the sentence that opens a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from adjudge.model.node import Node
from adjudge.model.values import Money, Typed
from adjudge.ruleset.expressions.aggregates import COUNTING, Term
from adjudge.ruleset.expressions.evaluate import Evaluation
from adjudge.ruleset.expressions.operators import Operand
from adjudge.ruleset.expressions.tree import (
    About,
    Aggregate,
    Binary,
    Call,
    Const,
    NamedList,
    Negate,
    Ref,
    Signal,
    Tree,
    walk,
)
from adjudge.ruleset.reading import show, show_number

MAX_LISTED: Final = 10
"""Values of a list, and operands of an expression, that a reason names."""

_TIGHT: Final = {"+": 1, "-": 1, "*": 2, "/": 2}
_LAST_NAME: Final = re.compile(r"""["']([^"']+)["']\]$|([A-Za-z_][A-Za-z0-9_]*)$""")


class Words:
    """Words the parts of one expression under the present bindings of its evaluation."""

    def __init__(self, source: str, evaluation: Evaluation) -> None:
        self._source = source
        self.evaluation = evaluation

    def text(self, tree: Tree) -> str:
        """Give the source of a part."""
        return self._source[slice(*tree.span)]

    def value(self, tree: Tree) -> Operand:
        """Evaluate a part."""
        return self.evaluation.evaluate(tree)

    def path(self, ref: Ref) -> str:
        """Give the path of the node that a singular path leads to; its source where it leads to none."""
        found = self.evaluation.select(ref)
        return found[0].path if not ref.plural and isinstance(found[0], Node) else self.text(ref)

    def shown(self, tree: Tree) -> str:
        """Give the value of a part in words."""
        return show(self.value(tree))

    # ------------------------------------------------------------ formulas
    def by_path(self, tree: Tree) -> str:
        """Write a part with the paths of what it reads: ``$.lines[0].quantity * 2``."""
        return self._formula(tree, self.leaf_path)

    def by_value(self, tree: Tree) -> str:
        """Write a part with the values of what it reads: ``3 * 2``."""
        return self._formula(tree, self.shown)

    def leaf_path(self, tree: Tree) -> str:
        """Write a part that is not taken apart: the path it reads, or a signal of that; else as in the source."""
        match tree:
            case Ref():
                return self.path(tree)
            case Signal(name, ref) | About(name, ref):
                return f"{name}({self.path(ref)})"
            case _:
                return self.text(tree)

    def _formula(self, tree: Tree, leaf: Callable[[Tree], str]) -> str:
        match tree:
            case Binary(op, left, right):
                first = self._formula(left, leaf)
                second = self._formula(right, leaf)
                if isinstance(left, Binary) and _TIGHT[left.op] < _TIGHT[op]:
                    first = f"({first})"
                if isinstance(right, Negate) or (isinstance(right, Binary) and _TIGHT[right.op] <= _TIGHT[op]):
                    second = f"({second})"
                return f"{first} {op} {second}"
            case Negate(operand):
                inner = self._formula(operand, leaf)
                return f"-({inner})" if isinstance(operand, Binary) else f"-{inner}"
            case Call("days", _, (Const(),)):
                return self.shown(tree)
            case Call(name, _, args):
                return f"{name}({', '.join(self._formula(arg, leaf) for arg in args)})"
            case NamedList():
                return self.text(tree)
            case _:
                return leaf(tree)

    # ------------------------------------------------------------ sentences
    def sentence(self, tree: Tree, *, money: bool = False) -> str:
        """Say what a part is; ``money``: it is compared with money."""
        match tree:
            case Const():
                return self.shown(tree)
            case Signal(name, ref):
                return f"{self.path(ref)} has {name} {self.shown(tree)}"
            case About("match" | "verification" as name, ref):
                return f"{self.path(ref)} has {name} {self.shown(tree)}"
            case Aggregate("sum"):
                return self._sum(tree, money=money)
            case Aggregate("min" | "max"):
                return f"{self.text(tree)} is {self.shown(tree)} at {self._outermost(tree)}"
            case Binary() | Negate() | Call():
                return self._computed(tree)
            case _:
                return f"{self.leaf_path(tree)} is {self._found(tree)}"

    def _found(self, tree: Tree) -> str:
        """Show the value of a part; of a field that is missing, what was found and what it counts as."""
        if isinstance(tree, Ref) and tree.field is not None and tree.field.optional and not tree.plural:
            node = self.evaluation.select(tree)[0]
            if isinstance(node, Node) and node.presence != "present":
                return f"{node.presence}, which counts as {self.shown(tree)}"
        return self.shown(tree)

    def operand(self, tree: Tree) -> str:
        """Name a part with its value, inside a sentence about another."""
        match tree:
            case Const():
                return self.shown(tree)
            case Binary() | Negate() | Call():
                return self._computed(tree)
            case _:
                return f"{self.leaf_path(tree)} {self.shown(tree)}"

    def _computed(self, tree: Tree) -> str:
        paths, values, result = self.by_path(tree), self.by_value(tree), self.shown(tree)
        if not any(isinstance(part, Ref) for part in walk(tree)):
            return result
        return " = ".join(dict.fromkeys((paths, values, result)))

    def _sum(self, tree: Aggregate, *, money: bool) -> str:
        value = self.value(tree)
        total = show_number(value, money=True) if money and isinstance(value, Decimal) else show(value)
        found = self.evaluation.terms(tree)
        taken = [term for term in found if term.selected is True]
        noun = self.noun(tree)
        if tree.condition is not None:
            which = f"the {len(taken):,} of {len(found):,} {noun} where {self.text(tree.condition)}"
        elif len(taken) == 1:
            return f"the 1 item of {noun} adds up to {total}"
        else:
            which = f"the {len(taken):,} {noun}"
        return f"{which} add up to {total}"

    def _outermost(self, tree: Aggregate) -> str:
        """Name the value that is the least or the most; the first of several."""
        value = self.value(tree)
        found = (term.node for term in self.evaluation.terms(tree) if term.selected is True and term.value == value)
        return self.value_path(tree, next(found, None))

    def noun(self, tree: Aggregate) -> str:
        """Name what an aggregate goes through: ``lines`` of ``lines[*].amount``."""
        if not isinstance(tree.source, Ref):
            return "leaves"
        listed = re.split(r"\[\s*\*\s*\]", self.text(tree.source))
        found = _LAST_NAME.search(listed[-2 if len(listed) > 1 else -1])
        return (found[1] or found[2]) if found else "items"

    def operands(self, tree: Tree) -> str:
        """Say what each path of a part is, as a failing assertion shows its operands."""
        said: dict[str, None] = {}
        for part in walk(tree):
            if isinstance(part, Ref) and not part.plural and self._is_bound(part):
                said.setdefault(f"{self.path(part)} is {self._delivered(part)}")
        return listed(list(said), separator=", ")

    def _is_bound(self, ref: Ref) -> bool:
        return ref.variable is None or ref.variable in self.evaluation.bindings

    def _delivered(self, ref: Ref) -> str:
        found = self.evaluation.select(ref)[0]
        if isinstance(found, Node) and found.presence == "present" and not found.is_leaf:
            return show(found.value)
        return self.shown(ref)

    # ------------------------------------------------------------ for programs
    def plain(self, tree: Tree) -> Any:
        """Give a part's value for programs: as delivered where it stands in the data, else computed."""
        if isinstance(tree, Ref) and not tree.plural:
            found = self.evaluation.select(tree)[0]
            if isinstance(found, Node):
                return found.value
        return plain(self.value(tree))

    # ------------------------------------------------------------ terms
    def value_path(self, tree: Aggregate, node: Node | None) -> str:
        """Give the path of a term's value: of the item, or of what the element reads below it."""
        if node is None or tree.variable is None or not isinstance(tree.element, Ref):
            return node.path if node is not None else self.text(tree.source)
        bindings = self.evaluation.bindings
        before = bindings.get(tree.variable, node)
        bindings[tree.variable] = node
        path = self.path(tree.element)
        bindings[tree.variable] = before
        return path

    def terms(self, tree: Aggregate) -> Iterator[tuple[Term, tuple[Tree, ...]]]:
        """Give each term of an aggregate with the parts it was made of, the variable bound to its node."""
        bindings = self.evaluation.bindings
        for term in self.evaluation.terms(tree):
            if tree.variable is None or tree.element is None or term.node is None:
                yield term, ()
                continue
            bindings[tree.variable] = term.node
            condition = () if tree.condition is None else (tree.condition,)
            counted = term.selected is False or tree.name in COUNTING
            yield term, condition if counted else (*condition, tree.element)
        if tree.variable is not None:
            bindings.pop(tree.variable, None)


def plain(value: Operand) -> Any:
    """Give a computed value for programs: numbers as decimal strings, days as their number."""
    match value:
        case bool() | str():
            return value
        case Decimal():
            return format(value, "f")
        case Money():
            return format(value.amount, "f")
        case date():
            return value.isoformat()
        case timedelta():
            return str(value.days)
        case tuple():
            return [plain(item) for item in value]
        case _:
            return None


def listed(words: list[str], *, separator: str = "; ", most: int = MAX_LISTED) -> str:
    """Join words, the first few of many."""
    more = len(words) - most
    return separator.join(words[:most]) + (f"{separator}and {more} more" if more > 0 else "")


def unquoted(value: Typed) -> str:
    """Give a value of a list in words: a plain text needs no quotes there."""
    shown = show(value)
    return value if isinstance(value, str) and value and shown == f'"{value}"' and "," not in value else shown
