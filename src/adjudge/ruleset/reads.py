"""What a rule reads, told from the rule alone: fields with their candidate paths, signals, facts, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from adjudge.model.paths import render
from adjudge.ruleset.expressions import Expression
from adjudge.ruleset.expressions.tree import (
    Aggregate,
    Context,
    Every,
    Fact,
    Index,
    Key,
    Leaves,
    Member,
    NamedList,
    Ref,
    Source,
    Step,
    Tree,
    children,
    walk,
)
from adjudge.ruleset.fields import Field
from adjudge.ruleset.rule import Rule
from adjudge.ruleset.segments import Segment
from adjudge.ruleset.selectors import Selector

MAX_PATHS: Final = 12
"""Candidate paths of one value that are told; a member of a member can have many."""

_Bases = Mapping[str, tuple[str, ...]]
"""Where each loop variable can stand."""


@dataclass(frozen=True, slots=True)
class Read:
    """A value that a rule reads: its name as written, the paths where it can stand, and its type."""

    name: str
    paths: tuple[str, ...]
    type: str | None


def values_of(rule: Rule) -> tuple[Read, ...]:
    """Give every value that the rule reads, each once, in the order of the rule."""
    found = {field.name: Read(field.name, _field_paths(field, ("$",)), field.type) for field in rule.given}
    for expression in expressions_of(rule):
        bases = {} if rule.loop is None else {rule.loop.variable: _items(rule.loop.field)}
        for read in _visit(expression.tree, expression, bases):
            found.setdefault(read.name, read)
    return tuple(found.values())


def fields_of(rule: Rule) -> tuple[Field, ...]:
    """Give the declared fields that the rule reads, each once, in the order of the rule."""
    names = {} if rule.loop is None else {rule.loop.field.name: None}
    names |= dict.fromkeys(re.split(r"[.\[]", read.name, maxsplit=1)[0] for read in values_of(rule))
    return tuple(rule.scope.fields[name] for name in names if name in rule.scope.fields)


def signals_of(rule: Rule) -> tuple[str, ...]:
    """Give what a node must carry beside its value: signals, labels, issues, citations."""
    names = {name for expression in expressions_of(rule) for name in expression.signals}
    if rule.check is not None and rule.check.reads is not None:
        names.add(rule.check.reads)
    return tuple(sorted(names))


def context_of(rule: Rule) -> tuple[str, ...]:
    """Give what it reads beside the data: facts, properties of the extraction, named lists."""
    found: dict[str, None] = {}
    for expression in expressions_of(rule):
        for tree in walk(expression.tree):
            if isinstance(tree, Fact | Context | NamedList):
                found[expression.source[slice(*tree.span)]] = None
    return tuple(found)


def expressions_of(rule: Rule) -> tuple[Expression, ...]:
    """Give the conditions of a rule, ``when`` first."""
    return rule.when if rule.condition is None else (*rule.when, rule.condition)


def _visit(tree: Tree, expression: Expression, bases: _Bases) -> Iterator[Read]:
    """Give the values that a tree reads, with the variables of its aggregates bound to their lists."""
    if isinstance(tree, Ref):
        if tree.steps:
            name = expression.source[slice(*tree.span)]
            yield Read(name, _paths(tree, bases), tree.field.type if tree.field is not None else None)
        return
    inner = bases
    if isinstance(tree, Aggregate) and tree.variable is not None:
        inner = {**bases, tree.variable: _source_paths(tree.source, bases)}
    for child in children(tree):
        yield from _visit(child, expression, inner)


def _source_paths(source: Source, bases: _Bases) -> tuple[str, ...]:
    if isinstance(source, Leaves):
        return tuple(f"{path}..*" for path in _paths(source.of, bases))
    return _paths(source, bases)


def _paths(ref: Ref, bases: _Bases) -> tuple[str, ...]:
    paths: tuple[str, ...] = ("$",) if ref.variable is None else bases.get(ref.variable, (ref.variable,))
    for step in ref.steps:
        paths = _after(paths, step)
    return paths


def _after(paths: tuple[str, ...], step: Step) -> tuple[str, ...]:
    match step:
        case Member(field, index):
            place = "" if index is None else f"[{index}]"
            return tuple(path + place for path in _field_paths(field, paths))
        case Key(name):
            return tuple(path + render((name,))[1:] for path in paths)
        case Index(index):
            return tuple(f"{path}[{index}]" for path in paths)
        case Every():
            return tuple(f"{path}[*]" for path in paths)


def _items(field: Field) -> tuple[str, ...]:
    """Give the places of the items of a list: of one list its items, of a plural path what it selects."""
    return tuple(path if field.plural else f"{path}[*]" for path in _field_paths(field, ("$",)))


def _field_paths(field: Field, bases: tuple[str, ...]) -> tuple[str, ...]:
    paths = (_written(selector, base) for base in bases for selector in field.at)
    return tuple(islice(dict.fromkeys(paths), MAX_PATHS))


def _written(selector: Selector, base: str) -> str:
    return ("$" if selector.absolute else base) + "".join(map(_segment, selector.segments))


def _segment(segment: Segment) -> str:
    if segment.key is None:
        return "..*" if segment.descendant else "[*]"
    step = f"[{segment.key}]" if isinstance(segment.key, int) else render((segment.key,))[1:]
    return f"..{step.removeprefix('.')}" if segment.descendant else step
