"""Lower the paths of an expression: ``total``, ``lines[*].amount``, ``doc["Invoice No"]``, ``facts.today``.

A name, a member and a bracket of the syntax tree become one ``Ref`` (or ``Fact``, ``Context``) with every
step resolved against the declared fields.
"""

from __future__ import annotations

import ast
from typing import Final, TypeAlias

from adjudge.errors import did_you_mean
from adjudge.ruleset.expressions.grammar import Text
from adjudge.ruleset.expressions.names import CONTEXT, Names, parameter
from adjudge.ruleset.expressions.problems import ExpressionProblem
from adjudge.ruleset.expressions.tree import Const, Context, Every, Fact, Index, Key, Member, NamedList, Ref, Step, Tree
from adjudge.ruleset.fields import Field

_Part: TypeAlias = tuple[str | int | None, ast.expr]
"""A member's name, an index, or ``None`` for ``[*]``; and the node that it stands at."""

MAX_INDEX: Final = 999_999


def lower_path(tree: ast.expr, names: Names, text: Text) -> Tree:
    """Lower a name, or a name followed by members and brackets.

    Raises:
        ExpressionProblem: a name or a member that means nothing here.
    """
    root, parts = _cut(tree, text)
    span = text.span(tree)
    ambiguity = names.ambiguity(root.id)
    if ambiguity:
        raise text.problem(ambiguity, root)
    if root.id == "facts":
        return Fact(_fact_keys(root, parts, text), span)
    if root.id == "extraction":
        return _context(root, parts, text)
    if root.id in ("true", "false"):
        _refuse_parts(f"{root.id} has no members", parts, text)
        return Const(root.id == "true", span)
    if root.id in names.scope.params:
        _refuse_parts(f'"{root.id}" is a parameter and has no members', parts, text)
        constant = parameter(names.scope.params[root.id], span)
        if constant is None:
            raise text.problem(f'the parameter "{root.id}" is no value to compute with', root)
        return constant
    if root.id in names.scope.lists:
        _refuse_parts(f'"{root.id}" is a list of the rule file: x in {root.id}, or lookup({root.id}, key)', parts, text)
        return NamedList(names.scope.lists[root.id], span)
    return _Path(names, text).lower(root, parts, tree)


def _cut(tree: ast.expr, text: Text) -> tuple[ast.Name, list[_Part]]:
    """Cut a path into its first name and its parts, in order."""
    parts: list[_Part] = []
    while not isinstance(tree, ast.Name):
        if isinstance(tree, ast.Attribute):
            parts.append((tree.attr, tree))
            tree = tree.value
        elif isinstance(tree, ast.Subscript):
            parts.append((_bracket(tree.slice, text), tree))
            tree = tree.value
        else:
            raise text.problem("only a name has members and brackets", tree)
    return tree, parts[::-1]


def _bracket(inside: ast.expr, text: Text) -> str | int | None:
    match inside:
        case ast.Slice(lower=None, upper=None, step=None):
            return None
        case ast.Constant(value=str() as name):
            return name
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int() as index) if index <= MAX_INDEX:
            return index
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as index)) if 0 < index <= MAX_INDEX:
            return -index
        case ast.Slice():
            raise text.problem("there are no slices; write [*] for every item", inside)
    raise text.problem('a bracket takes an index, "a name" or *', inside)


def _refuse_parts(message: str, parts: list[_Part], text: Text) -> None:
    if parts:
        raise text.problem(message, parts[0][1])


def _fact_keys(root: ast.Name, parts: list[_Part], text: Text) -> tuple[str, ...]:
    keys = [key for key, _ in parts if isinstance(key, str)]
    if not keys or len(keys) < len(parts):
        raise text.problem("a fact is named: facts.today", root)
    return tuple(keys)


def _context(root: ast.Name, parts: list[_Part], text: Text) -> Context:
    key, *rest = [key for key, _ in parts] or [None]
    span = text.span(parts[-1][1] if parts else root)
    if key == "sends":
        raise text.problem('write extraction.sends("ocr")', root)
    if key not in CONTEXT:
        known = ", ".join(CONTEXT)
        raise text.problem(f"extraction has {known}{did_you_mean(str(key), CONTEXT) if key else ''}", root)
    if key == "flags":
        if len(rest) != 1 or not isinstance(rest[0], str):
            raise text.problem("a flag is named: extraction.flags.reviewed", root)
        return Context("flags", rest[0], span)
    if rest:
        raise text.problem(f"extraction.{key} has no members", parts[1][1])
    return Context(str(key), None, span)


class _Path:
    """Resolves the steps of one path to data, keeping track of how the nodes it is at are read."""

    def __init__(self, names: Names, text: Text) -> None:
        self._names = names
        self._text = text
        self._steps: list[Step] = []
        self._variable: str | None = None
        self._field: Field | None = None
        self._known = ""
        """What the path is so far, for messages."""
        self._plural = False
        self._is_list = False
        """The steps so far end at the nodes of a plural field, whose ``[*]`` adds nothing."""

    def lower(self, root: ast.Name, parts: list[_Part], whole: ast.expr) -> Ref:
        self._start(root)
        for key, at in parts:
            if key is None:
                self._every(at)
            elif isinstance(key, int):
                self._index(key, at)
            else:
                self._member(key, at)
        plural = self._plural or self._is_list
        return Ref(self._variable, tuple(self._steps), self._field, plural, self._text.span(whole))

    def _start(self, root: ast.Name) -> None:
        names = self._names
        self._known = root.id
        if root.id in names.variables:
            self._variable, self._field = root.id, names.variables[root.id]
        elif root.id in names.scope.fields:
            self._take(names.scope.fields[root.id])
        elif root.id != "doc":
            raise self._text.problem(names.unknown(root.id), root)

    def _take(self, field: Field) -> None:
        self._steps.append(Member(field))
        self._field = field
        self._is_list = field.plural

    def _every(self, at: ast.expr) -> None:
        if not self._is_list:
            self._refuse_scalar("items", at)
            self._steps.append(Every(optional=self._field is not None and self._field.optional))
        self._plural, self._is_list = True, False

    def _index(self, index: int, at: ast.expr) -> None:
        if self._is_list and self._field is not None:
            self._steps[-1] = Member(self._field, index)
        else:
            self._refuse_scalar("items", at)
            self._steps.append(Index(index))
        self._is_list = False

    def _member(self, name: str, at: ast.expr) -> None:
        if self._is_list:
            raise self._text.problem(f'"{self._known}" is a list; name its items: {self._known}[*].{name}', at)
        self._refuse_scalar("members", at)
        members = self._field.members if self._field is not None else None
        if members is None:
            self._steps.append(Key(name))
            self._field = None
        elif name in members:
            self._take(members[name])
        else:
            raise self._problem_member(name, list(members), at)
        self._known = name

    def _refuse_scalar(self, what: str, at: ast.expr) -> None:
        """A field with a type is a single value, except that a list of such values may be declared so."""
        field = self._field
        if field is not None and field.type is not None and (what == "members" or self._ends_in_item()):
            raise self._text.problem(f'"{self._known}" is a {field.type} and has no {what}', at)

    def _ends_in_item(self) -> bool:
        last = self._steps[-1] if self._steps else None
        return last is None or isinstance(last, Every | Index) or (isinstance(last, Member) and last.index is not None)

    def _problem_member(self, name: str, members: list[str], at: ast.expr) -> ExpressionProblem:
        hint = did_you_mean(name, members) or f"; it declares {', '.join(members)}"
        start = self._text.span(at)[1] - len(name)
        return ExpressionProblem(f'"{self._known}" declares no member "{name}"{hint}', max(start, 0))
