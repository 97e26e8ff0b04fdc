"""What a rule is about: the items of its ``for``, its ``given``, the fields that it blames."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product
from typing import Final

from adjudge.errors import did_you_mean
from adjudge.ruleset.declarations import check_name, located_path
from adjudge.ruleset.fields import Field, Loop, Scope
from adjudge.ruleset.located import Located, Problems
from adjudge.ruleset.selectors import Selector, compile_path

_LOOP: Final = re.compile(r"\s*(\S+)\s+in\s+(\S+)\s*")


def read_loop(text: Located, fields: Mapping[str, Field], subject: str, problems: Problems) -> Loop | None:
    """Read ``for: line in lines``; the list is a field or a path."""
    found = _LOOP.fullmatch(str(text.value))
    if found is None:
        problems.add(text.where, f'{subject}: for is written "line in lines", a name and a field or path')
        return None
    target = Located(found[2], text.file, text.line, text.column + found.start(2), text.style)
    field = given_field(target, fields, subject, problems)
    if field is None or not check_name(found[1], text.where, f"{subject}: loop variable", problems):
        return None
    return Loop(found[1], field)


def given_field(text: Located, fields: Mapping[str, Field], subject: str, problems: Problems) -> Field | None:
    """Give the declared field, or the untyped one of a path, that ``text`` means."""
    name = str(text.value)
    if name in fields:
        return fields[name]
    if name.startswith("$"):
        selector = located_path(text, problems)
        return None if selector is None else Field(name, (selector,), location=text.where)
    hint = did_you_mean(name, list(fields)) or "; a path begins with $"
    problems.add(text.where, f'{subject}: there is no field "{name}"{hint}')
    return None


def blamed_field(text: Located, scope: Scope, subject: str, problems: Problems) -> Field | None:
    """Give what ``blame`` names: a field, a path, or a member of the loop's item (``line.amount``)."""
    name, _, rest = str(text.value).partition(".")
    loop = scope.loop
    if loop is None or name != loop.variable:
        return given_field(text, scope.fields, subject, problems)
    chains: list[tuple[Selector, ...]] = [()]
    members = loop.field.members
    for member in rest.split(".") if rest else ():
        if members is None:
            step = located_path(Located(member, text.file, text.line, text.column), problems, relative=True)
            chains = [(*chain, step) for chain in chains if step is not None]
        elif member in members:
            chains = [(*chain, step) for chain, step in product(chains, members[member].at)]
            members = members[member].members
        else:
            hint = did_you_mean(member, list(members))
            problems.add(text.where, f'{subject}: "{loop.field.name}" declares no member "{member}"{hint}')
            return None
    return Field(str(text.value), tuple(_joined(chain) for chain in chains), location=text.where)


def _joined(steps: tuple[Selector, ...]) -> Selector:
    """Join paths, each relative to the one before."""
    text = ".".join(step.text for step in steps).replace(".[", "[")
    return compile_path(text, relative=True) if text else Selector("", (), absolute=False)
