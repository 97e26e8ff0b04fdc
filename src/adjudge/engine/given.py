"""The extraction that an inline test describes: what it gives is there, everything else is absent.

Fields are put where their first path says. Nothing here knows how any adapter lays out a payload, so a rule
is tested on what it reads, not on one vendor's shape; ``payload: FILE`` is for that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from adjudge.model.adapter import Adapter, KeyTable, Shape, SignalKey, Slot
from adjudge.model.citations import Citation
from adjudge.model.extraction import Extraction
from adjudge.model.layouts import Walk
from adjudge.model.paths import Parts, parse
from adjudge.model.tree import Key
from adjudge.ruleset.fields import Field
from adjudge.ruleset.inline_tests import SECTIONS
from adjudge.ruleset.selectors import Selector, compile_path

_EVERY: Final = None
"""In the place of an index: every one of them."""

Steps = tuple[Key | None, ...]


def given_extraction(spec: Mapping[str, Any], fields: Mapping[str, Field], signals: Mapping[str, Any]) -> Extraction:
    """Build the extraction of a test.

    Args:
        spec: The test as written, its places already checked.
        fields: The fields that the rule's file declares.
        signals: Every signal there is, by name.
    """
    data: Any = {}
    for place, value in spec.get("given", {}).items():
        data = _given(data, place, value, fields)
    entries: dict[Parts, dict[str, Any]] = {}
    for slot in SECTIONS:
        for place, what in spec.get(slot, {}).items():
            entries.setdefault(_place(place, fields), {})[slot] = what
    keys = KeyTable(
        signals=tuple(SignalKey(name, ("signals", name)) for name in signals),
        match=("match",),
        verification=("verification",),
        issues=Slot((("issues",),), lambda entry, _: tuple(entry["issues"])),
        citations=Slot((("citations",),), lambda entry, _: tuple(Citation(**each) for each in entry["citations"])),
    )
    shape = Shape(name="inline test", layout=Walk(lambda _: (data, entries)), keys=keys)
    return Extraction(Adapter(spec.get("adapter", "plain"), (shape,)), shape, data)


def _given(data: Any, place: str, value: Any, fields: Mapping[str, Field]) -> Any:
    if place.startswith("$"):
        return _put(data, parse(place), value)
    if place in fields:
        return _put(data, _steps(fields[place].at[0]), _arranged(value, fields[place]))
    return _put(data, _place(place, fields), value)


def _arranged(value: Any, field: Field) -> Any:
    """Move what is given by the names of members to where these stand."""
    if field.members is None:
        return value
    if isinstance(value, list):
        return [_arranged(item, field) for item in value]
    if not isinstance(value, dict):
        return value
    item: Any = {}
    for name, inner in value.items():
        member = field.members[name]
        item = _put(item, _steps(member.at[0]), _arranged(inner, member))
    return item


def _put(container: Any, steps: Steps, value: Any) -> Any:
    """Give ``container`` with ``value`` at ``steps``; a list over a wildcard lends each item its value."""
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if step is _EVERY:
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            container = _put(container, (index, *rest), item)
        return container
    if isinstance(step, int):
        items = list(container) if isinstance(container, list) else []
        items += [None] * (step + 1 - len(items))
        items[step] = _put(items[step], rest, value)
        return items
    members = dict(container) if isinstance(container, dict) else {}
    members[step] = _put(members.get(step), rest, value)
    return members


def _place(place: str, fields: Mapping[str, Field]) -> Parts:
    """Find where a place of a test stands: a ``$.path``, a field, or a member of one (``lines[0].amount``)."""
    if place.startswith("$"):
        return parse(place)
    members: Mapping[str, Field] = fields
    found: list[Key | None] = []
    for segment in compile_path(place, relative=True).segments:
        if isinstance(segment.key, int):
            # An index after a field over a list ("prices[1]") says which of its items is meant.
            if _EVERY in found:
                found[found.index(_EVERY)] = segment.key
            else:
                found.append(segment.key)
            continue
        field = members.get(str(segment.key))
        if field is None:
            found.append(segment.key)
            continue
        found += _steps(field.at[0])
        members = field.members or {}
    return tuple(0 if step is _EVERY else step for step in found)


def _steps(selector: Selector) -> Steps:
    """Give the keys of a path; a step at every depth is taken at the first."""
    return tuple(segment.key for segment in selector.segments)
