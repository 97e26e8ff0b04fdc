"""Compile the fields and lists that a file declares, and keep their names apart."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from adjudge.errors import Location
from adjudge.model.values import Scalar
from adjudge.ruleset.expressions import Expression, ExpressionProblem, compile_expression
from adjudge.ruleset.fields import Field, Listing, Scope
from adjudge.ruleset.list_files import ListReader
from adjudge.ruleset.located import Located, Problems
from adjudge.ruleset.merging import Declared
from adjudge.ruleset.reading import Reader, ReadingProblem, Unparsable, reader
from adjudge.ruleset.registry import Registry
from adjudge.ruleset.schema import FieldKeys
from adjudge.ruleset.selectors import PathProblem, Selector, compile_path
from adjudge.ruleset.validation import validate

NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
RESERVED: Final = frozenset(
    {"doc", "extraction", "facts", "true", "false", "null", "and", "or", "not", "in", "is", "if", "else", "for"}
) | frozenset(keyword.kwlist)


def check_name(name: str, where: Location, what: str, problems: Problems) -> bool:
    """Tell whether an expression could use ``name``, or note why not."""
    if not NAME.fullmatch(name):
        problems.add(where, f'{what} "{name}": a name has ASCII letters, digits and underscores, no digit first')
        return False
    if name in RESERVED:
        problems.add(where, f'{what} "{name}": the word is reserved in expressions; choose another name')
        return False
    return True


def check_apart(fields: Mapping[str, Declared], lists: Mapping[str, Declared], problems: Problems) -> None:
    """Note every name that is a field and a list."""
    for name in fields.keys() & lists.keys():
        field, listing = fields[name], lists[name]
        problems.add(listing.where, f'"{name}" is also a field ({field.where}); a name is one thing only')


def located_path(text: Located, problems: Problems, *, relative: bool = False) -> Selector | None:
    """Compile a path, or note what is wrong with it and where in it."""
    try:
        return compile_path(str(text.value), relative=relative)
    except PathProblem as problem:
        problems.add(text.at(problem.offset), f'path "{text.value}": {problem.message}')
        return None


def located_expression(
    text: Located, key: str, scope: Scope, registry: Registry, problems: Problems
) -> Expression | None:
    """Compile an expression, or note everything that is wrong with it and where in it."""
    source = str(text.value).lower() if isinstance(text.value, bool) else str(text.value)
    try:
        # In a block scalar a line may end anywhere; a blank keeps every offset as it is.
        return compile_expression(source.replace("\n", " ").rstrip(), scope, registry)
    except ExpressionProblem as problem:
        for single in problem.problems:
            problems.add(text.at(single.offset), f"{key}: {single.message}")
        return None


def check_locale(text: Located, subject: str, problems: Problems) -> bool:
    """Tell whether there is such a locale, or note that there is none."""
    try:
        reader("text", text.text)
    except ReadingProblem as problem:
        problems.add(text.where, f"{subject}: {problem}")
        return False
    return True


class FieldCompiler:
    """Compiles fields under one file's locale.

    A field that has a problem is compiled all the same, as far as it goes: the rules that use it shall
    not all complain that there is none.
    """

    def __init__(self, locale: str | None, problems: Problems) -> None:
        self.locale = locale
        self.problems = problems

    def field(self, name: str, where: Location, value: Located) -> Field:
        """Compile a declared field: a path, or a mapping with ``at``."""
        subject = f'field "{name}"'
        check_name(name, where, "field", self.problems)
        if value.text is not None:
            return Field(name, self._paths([value], relative=False), location=where)
        keys = self._keys(value, subject, "a path, or a mapping with at")
        said = value.entries.get("at")
        if isinstance(value.value, dict) and (said is None or said.value == []):
            self.problems.add(value.key("at"), f'{subject} needs "at": a path, or a list of them')
        at = self._paths(value.entries["at"].elements if keys.at else [], relative=False)
        return self._field(name, at, value, keys, subject, where)

    def member(self, name: str, where: Location, value: Located) -> Field:
        """Compile a member of ``each``: a type, or a mapping, in which ``at`` is its name unless said."""
        subject = f'member "{name}"'
        check_name(name, where, "member", self.problems)
        if value.text is not None:
            value = Located({"type": value}, value.file, value.line, value.column, keys={"type": value.where})
        keys = self._keys(value, subject, "a type, or a mapping")
        named = Located(f"['{name}']", value.file, value.line, value.column)
        at = self._paths(value.entries["at"].elements if keys.at else [named], relative=True)
        return self._field(name, at, value, keys, subject, where)

    def _field(
        self, name: str, at: tuple[Selector, ...], value: Located, keys: FieldKeys, subject: str, where: Location
    ) -> Field:
        read = self._read(value, keys, subject)
        default = self._default(value, read, subject)
        return Field(name, at, keys.type, read, self._members(value, keys), where, default, keys.locale or self.locale)

    def _keys(self, value: Located, subject: str, needs: str) -> FieldKeys:
        if isinstance(value.value, dict):
            return validate(FieldKeys, value, subject, self.problems)
        self.problems.add(value.where, f"{subject} needs {needs}")
        return FieldKeys()

    def _paths(self, texts: list[Located], *, relative: bool) -> tuple[Selector, ...]:
        found = [located_path(text, self.problems, relative=relative) for text in texts]
        return tuple(selector for selector in found if selector is not None) or (compile_path("$"),)

    def _members(self, tree: Located, keys: FieldKeys) -> dict[str, Field] | None:
        if keys.each is None:
            return None
        each = tree.entries["each"]
        inner = FieldCompiler(keys.locale or self.locale, self.problems)
        return {key: inner.member(key, each.key(key), value) for key, value in each.entries.items()}

    def _read(self, tree: Located, keys: FieldKeys, subject: str) -> Reader | None:
        if keys.locale is not None and not check_locale(tree.entries["locale"], subject, self.problems):
            return None
        if keys.type is None:
            if keys.format and "type" not in tree.entries:
                self.problems.add(tree.key("format"), f"{subject}: format goes with type: date")
            return None
        try:
            return reader(keys.type, keys.locale or self.locale, tuple(keys.format))
        except ReadingProblem as problem:
            self.problems.add(tree.key("format"), f"{subject}: {problem}")
            return None

    def _default(self, tree: Located, read: Reader | None, subject: str) -> Scalar | tuple[()] | None:
        """Give what a missing value counts as: a value of the field's type, or ``[]`` for an absent list."""
        located = tree.entries.get("default")
        if located is None or located.value is None:
            return None
        value = located.value
        if value == []:
            return ()
        if not isinstance(value, str | bool | int | Decimal):
            self.problems.add(located.where, f"{subject}: default is a value, or [] for a list")
            return None
        if read is None:
            return value if isinstance(value, str | bool) else Decimal(value)
        typed = read(value)
        if isinstance(typed, Unparsable):
            self.problems.add(located.where, f"{subject}: default {typed.reason}")
            return None
        return typed


def compile_fields(declared: Mapping[str, Declared], locale: str | None, problems: Problems) -> dict[str, Field]:
    """Compile every field of a file."""
    compiler = FieldCompiler(locale, problems)
    return {name: compiler.field(name, item.where, item.value) for name, item in declared.items()}


def compile_lists(declared: Mapping[str, Declared], files: ListReader, problems: Problems) -> dict[str, Listing]:
    """Read every list of a file; one that cannot be read is noted, and empty."""
    lists: dict[str, Listing] = {}
    for name, item in declared.items():
        check_name(name, item.where, "list", problems)
        lists[name] = files.listing(item) or Listing(name, ())
    return lists
