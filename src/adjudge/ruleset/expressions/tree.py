"""The validated form of an expression: a small tree in which every name is resolved.

    values       Const  Ref  Signal  About  Fact  Context  NamedList  Items
    operations   Negate  Binary  Compare  Contains  Bool  Not  If  Call  Approx
    lists        Leaves  Aggregate

Nothing in it needs a look-up any more: fields are ``Field`` objects, functions are callables, patterns
and list names were checked. The reference evaluator and a code generator both read this form, and only
this form. Trees compare by identity; each knows its ``span``, the characters of the source it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal, TypeAlias

from adjudge.model.values import Scalar
from adjudge.record import Record
from adjudge.ruleset.fields import Field, Listing

Span: TypeAlias = tuple[int, int]
Arithmetic = Literal["+", "-", "*", "/"]
Comparison = Literal["==", "!=", "<", "<=", ">", ">="]


class Const(Record, eq=False):
    """A literal, or a parameter of the rule: its value is known when rules are loaded."""

    value: Scalar
    span: Span


class Member(Record):
    """A declared field, found from the node before it; of a plural field all nodes, or the ``index``-th."""

    field: Field
    index: int | None = None


class Key(Record):
    """An undeclared member of an object."""

    name: str


class Index(Record):
    """One item of a list; negative counts from the end."""

    index: int


class Every(Record):
    """Each item of a list (``[*]``); an ``optional`` one may be absent, which is no item then."""

    optional: bool = False


Step: TypeAlias = Member | Key | Index | Every


class Ref(Record, eq=False):
    """A path to data, walked from the root or from the node that a loop variable is bound to.

    ``field`` says how the nodes it ends at are read (``None``: as delivered). A ``plural`` one selects
    any number of nodes and stands only where a list may stand.
    """

    variable: str | None
    steps: tuple[Step, ...]
    field: Field | None
    plural: bool
    span: Span


class Leaves(Record, eq=False):
    """Every leaf of data and metadata below a node: ``leaves(doc)``."""

    of: Ref
    span: Span


Source: TypeAlias = Ref | Leaves


class Signal(Record, eq=False):
    """A number that the extraction carries beside a value: ``confidence(total)``."""

    name: str
    ref: Ref
    low: int
    high: int
    span: Span


class About(Record, eq=False):
    """Anything else about a node: its presence, match label, pages, issues, length, currency."""

    name: str
    ref: Ref
    span: Span


class Fact(Record, eq=False):
    """A value that the caller gave: ``facts.today``."""

    keys: tuple[str, ...]
    span: Span


class Context(Record, eq=False):
    """A property of the extraction: ``adapter version pages``, ``flags`` or ``sends`` of ``argument``."""

    name: str
    argument: str | None
    span: Span


class NamedList(Record, eq=False):
    """A list of the rule file."""

    listing: Listing
    span: Span


class Items(Record, eq=False):
    """A list written in place: ``("EUR", "USD")``."""

    items: tuple[Tree, ...]
    span: Span


class Negate(Record, eq=False):
    """Minus a number."""

    operand: Tree
    span: Span


class Binary(Record, eq=False):
    """Arithmetic on two operands."""

    op: Arithmetic
    left: Tree
    right: Tree
    span: Span


class Approx(Record, eq=False):
    """The right or left side of ``==`` or ``!=``: a value with a tolerance around it."""

    value: Tree
    abs: Tree | None
    rel: Tree | None
    strict: bool
    span: Span


class Compare(Record, eq=False):
    """A chain ``operands[0] ops[0] operands[1] ops[1] …``; each pair must hold."""

    operands: tuple[Tree, ...]
    ops: tuple[Comparison, ...]
    span: Span


class Contains(Record, eq=False):
    """Whether a value is among those of a list: ``in``, and with ``negated`` ``not in``."""

    value: Tree
    among: Tree
    negated: bool
    span: Span


class Bool(Record, eq=False):
    """``and`` / ``or`` from left to right, until decided."""

    op: Literal["and", "or"]
    operands: tuple[Tree, ...]
    span: Span


class Not(Record, eq=False):
    """The other truth value."""

    operand: Tree
    span: Span


class If(Record, eq=False):
    """``then if test else otherwise``: the branch not taken is not evaluated."""

    test: Tree
    then: Tree
    otherwise: Tree
    span: Span


class Call(Record, eq=False):
    """A function of values. Unless ``takes_missing``, a missing argument is its answer."""

    name: str
    call: Callable[..., Any]
    args: tuple[Tree, ...]
    takes_missing: bool
    span: Span


class Aggregate(Record, eq=False):
    """A function of a list: of the values its source selects, or of ``element`` for each of its items.

    ``element`` and ``condition`` may use ``variable``, which is bound to one node of the source at a
    time; both are ``None`` where the source's own values are meant (``sum(lines[*].amount)``).
    """

    name: str
    source: Source
    variable: str | None
    element: Tree | None
    condition: Tree | None
    span: Span


Tree: TypeAlias = (
    Const | Ref | Leaves | Signal | About | Fact | Context | NamedList | Items | Negate | Binary | Approx
    | Compare | Contains | Bool | Not | If | Call | Aggregate
)  # fmt: skip


def children(tree: Tree) -> tuple[Tree, ...]:
    """Give the trees directly below one, in the order of the source; a path below a signal counts too."""
    match tree:
        case Signal() | About():
            return (tree.ref,)
        case Leaves():
            return (tree.of,)
        case Items():
            return tree.items
        case Negate() | Not():
            return (tree.operand,)
        case Binary():
            return (tree.left, tree.right)
        case Approx():
            return tuple(part for part in (tree.value, tree.abs, tree.rel) if part is not None)
        case Compare() | Bool():
            return tree.operands
        case Contains():
            return (tree.value, tree.among)
        case If():
            return (tree.test, tree.then, tree.otherwise)
        case Call():
            return tree.args
        case Aggregate():
            return tuple(part for part in (tree.source, tree.element, tree.condition) if part is not None)
        case _:
            return ()


def walk(tree: Tree) -> Iterator[Tree]:
    """Give a tree and everything below it, parents first, left to right."""
    waiting = [tree]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(children(current)))
