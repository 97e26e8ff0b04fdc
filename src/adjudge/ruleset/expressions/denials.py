"""Why an expression is false (or, under ``not``, why it is true): what was found, what was expected."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from adjudge.model.node import Node
from adjudge.model.values import Fault, Missing, Money, Typed
from adjudge.record import Record
from adjudge.ruleset.expressions.aggregates import duplicates, source_path
from adjudge.ruleset.expressions.functions import words_of
from adjudge.ruleset.expressions.operators import Band, compare, compute, magnitude
from adjudge.ruleset.expressions.tree import (
    About,
    Aggregate,
    Approx,
    Bool,
    Call,
    Compare,
    Comparison,
    Const,
    Contains,
    If,
    Items,
    Not,
    Ref,
    Tree,
)
from adjudge.ruleset.expressions.wording import MAX_LISTED, Words, listed, plain, unquoted
from adjudge.ruleset.fields import Listing
from adjudge.ruleset.reading import show

MAX_ITEMS: Final = 3
"""Offending items of a list that one reason words."""

_OPPOSITE: Final[dict[Comparison, Comparison]] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRRORED: Final[dict[Comparison, Comparison]] = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_EXPECTED: Final = {"<": "below", "<=": "at most", ">": "above", ">=": "at least"}
_FOUND: Final = {"<": "not before", "<=": "after", ">": "not after", ">=": "before"}


class Denial(Record):
    """One reason, and what a program may want of it."""

    reason: str
    actual: Any = None
    expected: Any = None


def deny(tree: Tree, words: Words, want: bool = True) -> Denial:
    """Say why a tree is not ``want``, which it is known not to be."""
    match tree:
        case Not(operand):
            return deny(operand, words, not want)
        case Bool():
            return _deny_bool(tree, words, want)
        case If(test, then, otherwise):
            return deny(then if words.value(test) is True else otherwise, words, want)
        case Compare() if want or len(tree.ops) == 1:
            return _deny_compare(tree, words, want)
        case Contains():
            return _deny_contains(tree, words, want != tree.negated)
        case Aggregate("all" | "any"):
            return _deny_each(tree, words, want)
        case Aggregate("unique") if want:
            return _deny_unique(tree, words)
        case About("exists", ref):
            return _deny_exists(ref, words, want)
        case Call("pattern" | "has_any" | "default"):
            return _deny_call(tree, words, want)
        case Ref():
            return Denial(f"{words.sentence(tree)}, expected {show(want)}", words.plain(tree), want)
        case _:
            return _generic(tree, words, want)


def _generic(tree: Tree, words: Words, want: bool) -> Denial:
    operands = words.operands(tree)
    return Denial(f"`{words.text(tree)}` is {show(not want)}" + (f": {operands}" if operands else ""))


def _deny_bool(tree: Bool, words: Words, want: bool) -> Denial:
    """Word what decides: the first operand that does alone, or all of them where only all do."""
    denied = [operand for operand in tree.operands if words.value(operand) is (not want)]
    alone = (tree.op == "and") == want
    denials = [deny(operand, words, want) for operand in (denied[:1] if alone else denied)]
    return Denial(" and ".join(denial.reason for denial in denials), denials[0].actual, denials[0].expected)


# ---------------------------------------------------------------- comparisons
def _deny_compare(tree: Compare, words: Words, want: bool) -> Denial:
    for left, op, right in zip(tree.operands, tree.ops, tree.operands[1:], strict=False):
        if len(tree.ops) == 1 or compare(op, words.value(left), words.value(right)) is (not want):
            return _deny_pair(left, op if want else _OPPOSITE[op], right, words)
    return _generic(tree, words, want)  # pragma: no cover  # a false chain has a false pair


def _deny_pair(left: Tree, op: Comparison, right: Tree, words: Words) -> Denial:
    constant = isinstance(_bare(left), Const) and not isinstance(_bare(right), Const)
    if constant or (_is_sum(left) and isinstance(_bare(right), Ref) and op in ("==", "!=")):
        left, op, right = right, _MIRRORED[op], left
    if op == "==":
        return _unequal(left, right, words)
    if op == "!=":
        return _equal(left, right, words)
    reason = f"{words.sentence(left)}, "
    if isinstance(words.value(left), date):
        reason += f"{_FOUND[op]} {words.operand(right)}"
    else:
        reason += f"expected {_EXPECTED[op]} {words.operand(right)}"
    return Denial(reason, words.plain(left), words.plain(right))


def _bare(tree: Tree) -> Tree:
    return tree.value if isinstance(tree, Approx) else tree


def _is_sum(tree: Tree) -> bool:
    return isinstance(_bare(tree), Aggregate) and getattr(_bare(tree), "name", "") == "sum"


def _unequal(left: Tree, right: Tree, words: Words) -> Denial:
    one, two = words.value(_bare(left)), words.value(_bare(right))
    money = isinstance(one, Money) or isinstance(two, Money)
    found = words.sentence(_bare(left), money=money)
    if isinstance(_bare(right), Const):
        reason = f"{found}, expected {words.shown(_bare(right))}"
    else:
        reason = f"{found} but {words.sentence(_bare(right), money=money)}"
    measured = _difference(one, two) + _tolerance(left, right, words)
    reason += f" ({', '.join(measured)})" if measured else ""
    return Denial(reason, words.plain(_bare(left)), words.plain(_bare(right)))


def _equal(left: Tree, right: Tree, words: Words) -> Denial:
    found = words.sentence(_bare(left))
    tolerance = _tolerance(left, right, words)
    if tolerance:
        reason = f"{found}, too near to {words.operand(_bare(right))} ({tolerance[0]})"
    elif isinstance(_bare(right), Const):
        reason = f"{found}, expected anything else"
    else:
        reason = f"{found}, the same as {words.by_path(_bare(right))}"
    return Denial(reason, words.plain(_bare(left)), words.plain(_bare(right)))


def _difference(one: Any, two: Any) -> list[str]:
    if not isinstance(one, Decimal | Money | date):
        return []
    difference = magnitude(compute("-", one, two))
    if isinstance(difference, Money):
        difference = Money(difference.amount)
    return [] if isinstance(difference, Missing | Fault) else [f"difference {show(difference)}"]


def _tolerance(left: Tree, right: Tree, words: Words) -> list[str]:
    for side in (left, right):
        band = words.value(side)
        if isinstance(side, Approx) and isinstance(band, Band):
            return [f"tolerance {'below ' if side.strict else ''}{show(band.tolerance)}"]
    return []


def _deny_contains(tree: Contains, words: Words, want: bool) -> Denial:
    among: Any = words.value(tree.among)
    values: tuple[Typed, ...] = among.values if isinstance(among, Listing) else among
    named = listed([unquoted(value) for value in values], separator=", ", most=MAX_LISTED) or "an empty list"
    where = "" if isinstance(among, Listing) or isinstance(tree.among, Items) else f" {words.text(tree.among)}:"
    if isinstance(tree.value, Const):
        verb = "is not" if want else "is"
        reason = f"{words.shown(tree.value)} {verb} among{where} {named}"
    else:
        reason = f"{words.sentence(tree.value)}, expected {'one' if want else 'none'} of{where} {named}"
    return Denial(reason, words.plain(tree.value), [plain(value) for value in values[:MAX_LISTED]])


# ---------------------------------------------------------------- lists
def _deny_each(tree: Aggregate, words: Words, want: bool) -> Denial:
    """Word the items that decide: those where an ``all`` fails, or each one where an ``any`` does."""
    denials: list[Denial] = []
    count = 0
    for term, parts in words.terms(tree):
        if term.selected is not True or term.value is not (not want) or term.node is None:
            continue
        count += 1
        if count > MAX_ITEMS:
            continue
        if parts:
            denials.append(deny(parts[-1], words, want))
        else:
            reason = f"{term.node.path} is {show(not want)}, expected {show(want)}"
            denials.append(Denial(reason, term.node.value, want))
    if not denials:
        path = source_path(tree, words.evaluation)
        return Denial(
            f"{path} has no item to go through" if tree.condition is None else f"no item of {path} is selected"
        )
    reason = "; ".join(denial.reason for denial in denials)
    if count > MAX_ITEMS:
        reason += f"; and {count - MAX_ITEMS:,} more"
    if tree.name == "any" and want and count > 1:
        reason = f"none of the {count:,} {words.noun(tree)} will do: {reason}"
    return Denial(reason, denials[0].actual, denials[0].expected)


def _deny_unique(tree: Aggregate, words: Words) -> Denial:
    taken = [term for term, _ in words.terms(tree) if term.selected is True]
    pairs = duplicates([term.value for term in taken])
    said: list[str] = []
    for earlier, later in pairs if isinstance(pairs, list) else ():
        paths = [words.value_path(tree, taken[index].node) for index in (earlier, later)]
        said.append(f"{paths[1]} is {show(taken[later].value)}, which {paths[0]} is already")
    actual = plain(taken[pairs[0][1]].value) if isinstance(pairs, list) and pairs else None
    return Denial(listed(said, most=MAX_ITEMS), actual, "unique")


# ---------------------------------------------------------------- functions
def _deny_exists(ref: Ref, words: Words, want: bool) -> Denial:
    found = words.evaluation.select(ref)
    node = found[0] if len(found) == 1 else None
    if not isinstance(node, Node):
        return Denial(f"{words.text(ref)} has {'no' if want else 'a'} value", None, "present" if want else "absent")
    if want:
        return Denial(f"{node.path} is {node.presence}", node.presence, "present")
    return Denial(f"{node.path} is {show(node.value)}, expected no value", node.value, "absent")


def _deny_call(tree: Call, words: Words, want: bool) -> Denial:
    first, second = tree.args[0], tree.args[1]
    if tree.name == "default":
        value = words.value(first)
        if isinstance(value, Missing):
            return Denial(f"{value.reason}, which counts as {words.shown(second)} here", None, want)
        return deny(first, words, want)
    if tree.name == "pattern":
        verb = "does not match" if want else "matches"
        return Denial(
            f"{words.sentence(first)}, which {verb} {words.shown(second)}", words.plain(first), words.plain(second)
        )
    looked_for = list(words_of(words.value(second)))
    named = listed([unquoted(word) for word in looked_for], separator=", ", most=MAX_LISTED)
    what = "one" if want else "none"
    return Denial(
        f"{words.sentence(first)}, expected {what} of the words {named}", words.plain(first), looked_for[:MAX_LISTED]
    )
