"""Write what is left of a document as an inline test gives it: fields by name, other data by path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from adjudge.engine.smallest.parts import Part
from adjudge.model.paths import Parts, overlap, render
from adjudge.model.tree import ABSENT
from adjudge.ruleset.fields import Field
from adjudge.ruleset.inline_tests import SECTIONS

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")

_EMPTY: Final[tuple[Any, ...]] = (ABSENT, None, "", [], {})

Spec = dict[str, Any]


def spec_of(root: Part, fields: Iterable[Field] = ()) -> Spec:
    """Give ``given``, ``signals`` and the like of a test; of ``fields``, each that can be given by its name is."""
    names: dict[Parts, str] = {}
    given: Spec = {}
    for each in fields:
        steps, part = _standing(each, root)
        if part is None or part.value is ABSENT or any(overlap(steps, taken) for taken in names):
            continue
        found: dict[Parts, str] = {}
        value = _value(each, part, steps, each.name, found)
        if value is not ABSENT:
            given[each.name] = value
            names |= found
    given |= {render(parts): part.plain() for parts, part in _unnamed(root, (), names)}
    spec: Spec = {"given": given} if given else {}
    for section in SECTIONS:
        said = [(parts, part.slots[section]) for parts, part in root.walk() if section in part.slots]
        if said:
            spec[section] = {names.get(parts, render(parts)): what for parts, what in said}
    return spec


def _value(field: Field, part: Part, parts: Parts, name: str, found: dict[Parts, str]) -> Any:
    """Give a field's value as a test does, and note what its nodes are called; ``ABSENT`` where it cannot be said."""
    found[parts] = name
    if field.members is None:
        for inner, _ in part.walk(parts):
            rest = inner[len(parts) :]
            if all(isinstance(key, int) or _NAME.fullmatch(key) for key in rest):
                found[inner] = name + render(rest)[1:]
            else:
                found[inner] = render(inner)
        return part.plain()
    if not part.is_list:
        return _item(field.members, part, parts, name, found)
    items = [_item(field.members, item, (*parts, index), f"{name}[{index}]", found) for index, item in part.placed()]
    return ABSENT if any(item is ABSENT for item in items) else items


def _item(members: Mapping[str, Field], part: Part, parts: Parts, name: str, found: dict[Parts, str]) -> Any:
    """Give an item by its members; ``ABSENT`` where there is something in it that is no member."""
    found[parts] = name
    given: Spec = {}
    for member in members.values():
        steps, inner = _standing(member, part)
        if inner is None:
            continue
        value = _value(member, inner, (*parts, *steps), f"{name}.{member.name}", found)
        if value is not ABSENT:
            given[member.name] = value
    unsaid = any(not each.children and where not in found for where, each in part.walk(parts))
    return ABSENT if unsaid or not isinstance(part.value, dict) else given


def _unnamed(part: Part, parts: Parts, names: Mapping[Parts, str]) -> Iterator[tuple[Parts, Part]]:
    """Give the data that no field names, each piece as deep as it stands alone."""
    if parts in names or part.value is ABSENT:
        return
    alone = isinstance(part.value, dict) and (len(part.children) == 1 or not parts)
    if part.children and (alone or any(overlap(parts, taken) for taken in names)):
        for key, child in part.placed():
            yield from _unnamed(child, (*parts, key), names)
    elif parts or part.value != {}:
        yield parts, part


def _at(part: Part, steps: Parts) -> Part | None:
    """Find a part where it stands in what is left."""
    for step in steps:
        child = dict(part.placed()).get(step)
        if child is None:
            return None
        part = child
    return part


def _standing(field: Field, base: Part) -> tuple[Parts, Part | None]:
    """Find where a field stands: by the first of its paths that leads to a value, else to anything."""
    found = [(steps, part) for steps in _steps(field) if (part := _at(base, steps)) is not None]
    full = [each for each in found if each[1].children or each[1].value not in _EMPTY]
    return next(iter([*full, *found]), ((), None))


def _steps(field: Field) -> Iterator[Parts]:
    """Give the keys of each path of a field; one that selects any number of nodes has none."""
    for selector in field.at:
        keys = [segment.key for segment in selector.segments if segment.key is not None and not segment.descendant]
        if len(keys) == len(selector.segments):
            yield tuple(keys)
