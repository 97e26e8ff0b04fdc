"""What a condition demands of a document for it to hold, or to be false: in each way in which it can."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, pairwise, product
from typing import Any, Final

from adjudge.record import Record
from adjudge.ruleset.expressions import Expression
from adjudge.ruleset.expressions.tree import (
    Bool,
    Compare,
    Const,
    Contains,
    If,
    Items,
    NamedList,
    Not,
    Ref,
    Signal,
    Tree,
)
from adjudge.ruleset.lint.fold import UNSURE, fold, kind_of

MOST_WORLDS: Final = 64
"""Ways in which a condition can hold; one that has more is not looked into."""

RELATION: Final = "relation"
"""The operator of a demand on two values: which of ``<``, ``=`` and ``>`` may be between them."""

TURNED: Final = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""Each comparison as it is with its sides changed."""

_OPPOSITE: Final = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_BETWEEN: Final = {"==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


class Demand(Record):
    """One demand: ``of`` is what it is on, as it is written; ``written`` is the condition that it comes from."""

    of: str
    op: str
    constant: Any
    written: str


World = list[Demand]


def alternatives(expression: Expression, *, held: bool) -> list[World]:
    """Give each way in which a condition can hold (or, where ``held`` is false, be false), by what it demands."""
    worlds = _Reader(expression).worlds(expression.tree, held)
    return worlds if len(worlds) <= MOST_WORLDS else [[]]


class _Reader:
    """Reads the demands of one condition."""

    def __init__(self, expression: Expression) -> None:
        self.source = expression.source

    def worlds(self, tree: Tree, held: bool) -> list[World]:
        match tree:
            case Not(operand):
                return self.worlds(operand, not held)
            case Bool(op, operands):
                parts = [self.worlds(operand, held) for operand in operands]
                return _all_of(parts) if (op == "and") is held else list(chain(*parts))
            case If(test, then, otherwise):
                taken = _all_of([self.worlds(test, True), self.worlds(then, held)])
                return taken + _all_of([self.worlds(test, False), self.worlds(otherwise, held)])
            case Const(value) if isinstance(value, bool):
                return [[]] if value is held else []
            case Compare(operands, ops):
                pairs = [
                    list(self._pair(left, op if held else _OPPOSITE[op], right, self._written(tree, held)))
                    for (left, right), op in zip(pairwise(operands), ops, strict=True)
                ]
                return [list(chain(*pairs))] if held else pairs
            case _:
                return [list(self._atom(tree, held))]

    def _pair(self, left: Tree, op: str, right: Tree, written: str) -> Iterator[Demand]:
        one, two = fold(left, None), fold(right, None)
        for operand in (left, right):
            yield from self._there(operand, written)
        if one is UNSURE and kind_of(two) is not None:
            yield Demand(self._text(left), op, two, written)
        elif two is UNSURE and kind_of(one) is not None:
            yield Demand(self._text(right), TURNED[op], one, written)
        elif one is UNSURE and two is UNSURE:
            yield from self._relation(self._text(left), op, self._text(right), written)

    @staticmethod
    def _relation(left: str, op: str, right: str, written: str) -> Iterator[Demand]:
        if right < left:
            left, op, right = right, TURNED[op], left
        yield Demand(f"{left} ~ {right}", RELATION, frozenset(_BETWEEN[op]), written)
        if left == right:
            yield Demand(f"{left} ~ {right}", RELATION, frozenset("="), written)

    def _there(self, operand: Tree, written: str) -> Iterator[Demand]:
        """Give what a comparison needs of an operand: that it is there, and on its scale."""
        name = self._text(operand)
        if isinstance(operand, Ref) and (operand.field is None or not operand.field.optional):
            yield Demand(f"exists({name})", "==", True, written)
        if isinstance(operand, Signal):
            yield Demand(name, ">=", Decimal(operand.low), written)
            yield Demand(name, "<=", Decimal(operand.high), written)

    def _atom(self, tree: Tree, held: bool) -> Iterator[Demand]:
        written = self._written(tree, held)
        if isinstance(tree, Contains) and isinstance(tree.among, Items | NamedList):
            among = fold(tree.among, None)
            if among is not UNSURE:
                yield from self._there(tree.value, written)
                yield Demand(self._text(tree.value), "in" if held is not tree.negated else "not in", among, written)
                return
        yield Demand(self._text(tree), "==", held, written)

    def _written(self, tree: Tree, held: bool) -> str:
        text = self._text(tree)
        return text if held else f"not ({text})" if " " in text else f"not {text}"

    def _text(self, tree: Tree) -> str:
        return " ".join(self.source[slice(*tree.span)].split())


def _all_of(parts: list[list[World]]) -> list[World]:
    """Give every way in which all parts hold; of too many, none is looked into."""
    worlds: list[World] = [[]]
    for part in parts:
        if len(worlds) * len(part) > MOST_WORLDS:
            return [[]]
        worlds = [[*world, *each] for world, each in product(worlds, part)]
    return worlds
