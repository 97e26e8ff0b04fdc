"""The places of a document that a rule can depend on, told from the rule alone: rather too many than too few.

``reads.py`` tells a person what a rule is about. This tells an engine which rules a change cannot touch, so it knows
every candidate path, and where it is not sure it names a place further up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias

from adjudge.model.paths import Parts
from adjudge.ruleset.expressions.tree import (
    Aggregate,
    Context,
    Every,
    Index,
    Key,
    Leaves,
    Member,
    Ref,
    Source,
    Step,
    Tree,
    children,
    walk,
)
from adjudge.ruleset.fields import Field
from adjudge.ruleset.reads import expressions_of, signals_of
from adjudge.ruleset.rule import Rule
from adjudge.ruleset.segments import Segment


class Any(Enum):
    """Steps of a place that stand for many: any one key, and whatever is below."""

    KEY = "*"
    BELOW = ".."


Area: TypeAlias = tuple[str | int | Any, ...]
"""A place, or all places of one form: names, indexes, ``Any``."""

_Areas: TypeAlias = tuple[Area, ...]
_ROOT: Final[_Areas] = ((),)


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a rule can depend on.

    ``values`` are the areas whose values it may read, ``presences`` those where it matters only what is there,
    ``signals`` the names of what it reads beside values, anywhere. ``typed`` are areas whose value is read by a
    field.
    """

    values: _Areas
    presences: _Areas
    signals: frozenset[str]
    typed: tuple[tuple[Area, Field], ...]

    def reads_value(self, parts: Parts) -> bool:
        """Whether a change of the value at a place, which stays a value, can matter."""
        return any(_meet(area, parts) for area in self.values)

    def sees(self, parts: Parts) -> bool:
        """Whether it can matter that something is at a place or is not; what becomes empty by that is another place."""
        return self.reads_value(parts) or any(_reaches(area, parts) for area in self.presences)

    def is_about(self, parts: Parts) -> bool:
        """Whether the place itself is read, and not only what holds it."""
        return any(_reaches(area, parts) for area in (*self.values, *self.presences))

    def fields_of(self, parts: Parts) -> Iterator[Field]:
        """Give the fields that read the value at a place."""
        return (field for area, field in self.typed if len(area) == len(parts) and _meet(area, parts))

    def reads_only_typed(self, parts: Parts) -> bool:
        """Whether the value at a place is read through the types of fields and in no other way."""
        typed = {area for area, _ in self.typed}
        return all(area in typed and len(area) == len(parts) for area in self.values if _meet(area, parts))


def declared(fields: Iterable[Field]) -> Footprint:
    """Give where fields and their members stand, whether any rule reads them or not."""
    typed: list[tuple[Area, Field]] = []
    for field in fields:
        areas = _field(field, _ROOT)
        typed += [(area, field) for area in areas]
        # An object has members, too, not only the items of a list.
        typed += [(area, inner) for inner in (field.members or {}).values() for area in _field(inner, _items(areas))]
    return Footprint((), (), frozenset(), tuple(typed))


def footprint(rule: Rule) -> Footprint | None:
    """Give what a rule can depend on; ``None`` where that cannot be told, as of a plugin's check."""
    check = rule.check
    if check is not None and check.plugin:
        return None
    values: list[Area] = []
    presences: list[Area] = []
    typed: list[tuple[Area, Field]] = []
    if check is not None:
        areas = _fields(rule.given, _ROOT) if rule.given else _ROOT
        # What reads a signal or a label looks at no value; a citation may be compared with it.
        carried = check.reads is not None and check.reads != "citations"
        (presences if carried else values).extend(areas)
        typed += [(area, field) for field in rule.given if field.read for area in _field(field, _ROOT)]
    bases: dict[str, _Areas] = {}
    if rule.loop is not None:
        items = _items(_field(rule.loop.field, _ROOT))
        bases[rule.loop.variable] = items
        presences += items
    for expression in expressions_of(rule):
        for ref, areas in _visit(expression.tree, bases):
            values += areas
            if ref.field is not None and ref.field.read is not None:
                typed += [(area, ref.field) for area in areas]
    return Footprint(
        tuple(dict.fromkeys(values)), tuple(dict.fromkeys(presences)), _signals(rule), tuple(dict.fromkeys(typed))
    )


def _signals(rule: Rule) -> frozenset[str]:
    asked = (
        part.argument
        for expression in expressions_of(rule)
        for part in walk(expression.tree)
        if isinstance(part, Context) and part.name == "sends" and part.argument is not None
    )
    return frozenset((*signals_of(rule), *asked))


def _meet(area: Area, parts: Parts) -> bool:
    """Whether a place is in an area, above or below it."""
    for key, part in zip(area, parts, strict=False):
        if key is Any.BELOW:
            return True
        if key is not Any.KEY and key != part:
            return False
    return True


def _reaches(area: Area, parts: Parts) -> bool:
    """Whether a place is in an area or above it."""
    return (len(parts) <= len(area) or Any.BELOW in area) and _meet(area, parts)


def _visit(tree: Tree, bases: Mapping[str, _Areas]) -> Iterator[tuple[Ref, _Areas]]:
    """Give the paths of a tree with the areas they lead to; variables of aggregates are bound to their lists."""
    if isinstance(tree, Ref):
        yield tree, _ref(tree, bases)
        return
    inner = bases
    if isinstance(tree, Aggregate) and tree.variable is not None:
        inner = {**bases, tree.variable: _source(tree.source, bases)}
    for child in children(tree):
        yield from _visit(child, inner)


def _source(source: Source, bases: Mapping[str, _Areas]) -> _Areas:
    if isinstance(source, Leaves):
        return tuple(_after(area, Any.BELOW) for area in _ref(source.of, bases))
    return _items(_ref(source, bases))


def _ref(ref: Ref, bases: Mapping[str, _Areas]) -> _Areas:
    areas = _ROOT if ref.variable is None else bases[ref.variable]
    for step in ref.steps:
        areas = _step(areas, step)
    return areas


def _step(areas: _Areas, step: Step) -> _Areas:
    match step:
        case Member(field):
            found = _field(field, areas)
            # A path that selects lists means the items of all of them, where its field has members.
            return _items(found) if field.plural else found
        case Key(name):
            return tuple(_after(area, name) for area in areas)
        case Index(index):
            return tuple(_after(area, index if index >= 0 else Any.KEY) for area in areas)
        case Every():
            return tuple(_after(area, Any.KEY) for area in areas)


def _items(areas: _Areas) -> _Areas:
    """Give what may be the items of a list: what a path selects, and what is one step below."""
    return (*areas, *(_after(area, Any.KEY) for area in areas))


def _fields(fields: Iterable[Field], bases: _Areas) -> list[Area]:
    return [area for field in fields for area in _field(field, bases)]


def _field(field: Field, bases: _Areas) -> _Areas:
    found = (_written(selector.segments, () if selector.absolute else base) for base in bases for selector in field.at)
    return tuple(dict.fromkeys(found))


def _written(segments: Iterable[Segment], area: Area) -> Area:
    for segment in segments:
        if segment.descendant:
            return _after(area, Any.BELOW)
        backwards = isinstance(segment.key, int) and segment.key < 0
        area = _after(area, Any.KEY if segment.key is None or backwards else segment.key)
    return area


def _after(area: Area, key: str | int | Any) -> Area:
    return area if area and area[-1] is Any.BELOW else (*area, key)
