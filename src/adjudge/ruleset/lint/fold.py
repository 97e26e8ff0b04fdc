"""What a condition comes to before any document is there: for one adapter, or for any."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from adjudge.ruleset.expressions.operators import COMPARE
from adjudge.ruleset.expressions.tree import (
    Bool,
    Call,
    Compare,
    Const,
    Contains,
    Context,
    If,
    Items,
    NamedList,
    Not,
    Tree,
)

UNSURE: Final = object()
"""The document decides."""

_KINDS: Final = (bool, Decimal, str, date)


@dataclass(frozen=True, slots=True)
class Sender:
    """The adapter that is assumed: its name, and what it can send; ``None`` is any."""

    name: str
    sends: frozenset[str]


def fold(tree: Tree, sender: Sender | None) -> Any:
    """Give the value of a tree where that is certain whatever the document says, else ``UNSURE``."""
    match tree:
        case Const(value):
            return value
        case Context("adapter"):
            return UNSURE if sender is None else sender.name
        case Context("sends", argument):
            # What an adapter has a place for, this payload may still be without.
            return False if sender is not None and argument not in sender.sends else UNSURE
        case NamedList(listing):
            return listing.values
        case Items(items):
            values = tuple(fold(item, sender) for item in items)
            return UNSURE if UNSURE in values else values
        case Call("date" | "number", call, (Const(text),)):
            value = call(text)
            return value if kind_of(value) is not None else UNSURE
        case Not(operand):
            held = fold(operand, sender)
            return not held if isinstance(held, bool) else UNSURE
        case Bool():
            return _fold_bool(tree, sender)
        case Compare():
            return _fold_compare(tree, sender)
        case Contains():
            return _fold_contains(tree, sender)
        case If(test, then, otherwise):
            held = fold(test, sender)
            return fold(then if held else otherwise, sender) if isinstance(held, bool) else UNSURE
        case _:
            return UNSURE


def _fold_bool(tree: Bool, sender: Sender | None) -> Any:
    decides = tree.op == "or"
    values = [fold(operand, sender) for operand in tree.operands]
    if any(value is decides for value in values):
        return decides
    return (not decides) if all(value is (not decides) for value in values) else UNSURE


def _fold_compare(tree: Compare, sender: Sender | None) -> Any:
    values = [fold(operand, sender) for operand in tree.operands]
    held = [compared(one, op, two) for (one, two), op in zip(pairwise(values), tree.ops, strict=True)]
    if False in held:
        return False
    return UNSURE if UNSURE in held else True


def _fold_contains(tree: Contains, sender: Sender | None) -> Any:
    value, among = fold(tree.value, sender), fold(tree.among, sender)
    if value is UNSURE or not isinstance(among, tuple):
        return UNSURE
    return any(compared(value, "==", member) is True for member in among) is not tree.negated


def compared(one: Any, op: str, two: Any) -> Any:
    """Compare two constants of one kind; of two kinds it is for the evaluator to say what that means."""
    kind = kind_of(one)
    if kind is None or kind is not kind_of(two) or (op not in ("==", "!=") and kind in (str, bool)):
        return UNSURE
    return COMPARE[op](one, two)


def kind_of(value: Any) -> type | None:
    """Give the kind of a constant, ``None`` for anything else."""
    return next((kind for kind in _KINDS if isinstance(value, kind)), None)
