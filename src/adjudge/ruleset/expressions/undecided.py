"""Why an expression is neither true nor false: every missing operand, or the two that clash."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final

from adjudge.model.values import Fault, Missing, Money, Typed
from adjudge.ruleset.expressions.aggregates import Term
from adjudge.ruleset.expressions.logic import truth
from adjudge.ruleset.expressions.operators import Band, compare, compute, named_kind
from adjudge.ruleset.expressions.tree import (
    About,
    Aggregate,
    Approx,
    Binary,
    Bool,
    Call,
    Compare,
    Contains,
    If,
    Leaves,
    Negate,
    Not,
    Signal,
    Tree,
    children,
)
from adjudge.ruleset.expressions.wording import Words, listed
from adjudge.ruleset.reading import show

MAX_NAMED: Final = 5
"""Missing operands that one reason names."""

_ADDING: Final = frozenset({"sum", "avg", "median"})


def missing_operands(tree: Tree, words: Words) -> list[Missing]:
    """Give every missing value because of which a tree is unknown, in the order of the source."""
    found: dict[str, Missing] = {}
    _collect(tree, words, found)
    return list(found.values())


def word_missing(missing: list[Missing]) -> str:
    """Say of each operand why it is missing."""
    return listed([value.reason for value in missing], separator=", ", most=MAX_NAMED)


def _collect(tree: Tree, words: Words, found: dict[str, Missing]) -> None:
    value = words.value(tree)
    if not isinstance(value, Missing):
        return
    before = len(found)
    if isinstance(tree, Aggregate):
        for term, parts in words.terms(tree):
            for part in parts:
                _collect(part, words, found)
            for missing in () if parts else (term.selected, term.value):
                if isinstance(missing, Missing):
                    found.setdefault(missing.reason, missing)
    else:
        for part in _decisive(tree, words):
            _collect(part, words, found)
    if len(found) == before:
        # A function does not know where the value it was given stands.
        missing = value if value.path else Missing(value.cause, "", f"{words.by_path(tree)}: {value.reason}")
        found.setdefault(missing.reason, missing)


def _decisive(tree: Tree, words: Words) -> tuple[Tree, ...]:
    """Give the parts that a tree's value hangs on: of ``if`` only the branch that was taken."""
    match tree:
        case If(test, then, otherwise):
            decided = words.value(test)
            return (test,) if not isinstance(decided, bool) else (then if decided else otherwise,)
        case Call("default", _, args):
            return args if isinstance(words.value(args[0]), Fault) else args[1:]
        case Signal() | About() | Leaves():
            return ()
        case _:
            return children(tree)


def word_fault(tree: Tree, fault: Fault, words: Words) -> str:
    """Say which operation made no sense, naming both of its operands with their paths and values."""
    if isinstance(tree, Aggregate):
        return _fault_of_terms(tree, words) or f"`{words.text(tree)}`: {fault.reason}"
    for part in _decisive(tree, words):
        inner = words.value(part)
        if isinstance(inner, Fault):
            return word_fault(part, inner, words)
    match tree:
        case Binary(op, left, right):
            return _reworded(functools.partial(compute, op), left, right, words) or fault.reason
        case Compare(operands, ops):
            pairs = zip(ops, operands, operands[1:], strict=False)
            reasons = (_reworded(functools.partial(compare, op), left, right, words) for op, left, right in pairs)
            return next((reason for reason in reasons if reason), fault.reason)
        case Bool() | Not() | If():
            odd = [part for part in children(tree) if isinstance(truth(words.value(part)), Fault)]
            return f"{words.sentence(odd[0])}, which is neither true nor false" if odd else fault.reason
        case Call() | Contains() | Negate() | Approx():
            return f"{words.by_path(tree)}: {fault.reason}"
    return fault.reason


def _reworded(operation: Callable[..., Any], left: Tree, right: Tree, words: Words) -> str | None:
    """Run an operation again and give its fault with the operands named; ``None`` where it is sound."""
    one, two = words.value(left), words.value(right)
    names: dict[int, str] = {}
    for tree, value in ((left, one), (right, two)):
        if isinstance(tree, Approx) and isinstance(value, Band):
            names[id(value.value)] = words.operand(tree.value)
        else:
            names[id(value)] = words.operand(tree)
    result = operation(one, two, lambda value: names.get(id(value), show(value)))
    return result.reason if isinstance(result, Fault) else None


def _fault_of_terms(tree: Aggregate, words: Words) -> str | None:
    """Name the term that makes no sense by itself, or the first two that do not go together."""
    first: Term | None = None
    together = functools.partial(compute, "+") if tree.name in _ADDING else functools.partial(compare, "<=")
    if tree.name == "unique":
        together = functools.partial(compare, "==")
    for term, parts in words.terms(tree):
        for part in parts:
            value = words.value(part)
            if isinstance(value, Fault):
                return word_fault(part, value, words)
            if isinstance(truth(value), Fault) and (part is tree.condition or tree.name in ("all", "any")):
                return f"{words.sentence(part)}, which is neither true nor false"
        if isinstance(term.value, Fault):
            return term.value.reason
        if term.selected is not True or term.node is None or isinstance(term.value, Missing):
            continue
        if first is None or not _has_currency(first.value):
            first = term
        if isinstance(together(term.value, term.value), Fault):
            path = words.value_path(tree, term.node)
            return f"{path} is {show(term.value)} ({named_kind(term.value)}), which {tree.name} does not take"
        names = {
            id(one.value): f"{words.value_path(tree, one.node)} {show(one.value)}" for one in (first, term) if one.node
        }
        result = together(first.value, term.value, lambda value, names=names: names.get(id(value), show(value)))
        if isinstance(result, Fault):
            return result.reason
    return None


def _has_currency(value: Typed) -> bool:
    """Whether a term can clash with another's currency; any other term clashes by its kind alone."""
    return not isinstance(value, Money) or value.currency is not None
