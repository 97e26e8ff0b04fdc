"""Raw values in generated code: places, typed values and lists, as ``Document`` finds and reads them from nodes.

Where a value is missing, ``MISSING`` stands for it; which one it was and why, the reference path tells. Whatever is odd
about the shape of the data raises ``LookupError``: the rule is judged by the reference path instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from adjudge.engine.screen.known import CONTAINERS, KEPT_LENGTH, KEPT_TEXTS, Known, all_by_name
from adjudge.model.tree import ABSENT
from adjudge.model.values import Missing
from adjudge.ruleset.delivered import read_plain
from adjudge.ruleset.fields import Field
from adjudge.ruleset.reading import Unparsable
from adjudge.ruleset.selectors import Segment, Selector

MISSING: Final = Missing("value_absent", "", "missing")


# ---------------------------------------------------------------- places
def step(base: Any, key: str | int) -> Any:
    """Give what stands below ``base``, ``ABSENT`` where nothing does."""
    if type(base) is dict:
        return base.get(key, ABSENT)
    if type(base) is list and type(key) is int and 0 <= key < len(base):
        return base[key]
    if type(base) is tuple:
        raise LookupError
    return ABSENT


def member(base: Any, key: str) -> Any:
    """Give a member of an object; asking a list for one is a mistake, which the reference path tells."""
    if type(base) is dict:
        return base.get(key, ABSENT)
    if type(base) is list or type(base) is tuple:
        raise LookupError
    return ABSENT


def item(base: Any, index: int) -> Any:
    """Give an item of a list."""
    if type(base) is not list or index < 0:
        raise LookupError
    return base[index] if index < len(base) else ABSENT


def present(raw: Any) -> bool:
    """Whether a value is there and not empty."""
    if raw is ABSENT or raw is None:
        return False
    return bool(raw) if type(raw) is str or type(raw) in CONTAINERS else True


def presence(raw: Any) -> str:
    """Name the presence of a value."""
    if raw is ABSENT:
        return "absent"
    if raw is None:
        return "null"
    return "present" if present(raw) else "empty"


def place_of(field: Field) -> Callable[[Any], Any] | None:
    """Make the function from a base to the raw value of a field with single places; ``None`` for any other."""
    ways = [selector.keys for selector in field.at]
    if any(keys is None for keys in ways):
        return None
    if len(ways) == 1 and ways[0] is not None and len(ways[0]) == 1 and isinstance(ways[0][0], str):
        only = ways[0][0]
        return lambda base: member(base, only)

    def place(base: Any) -> Any:
        if type(base) is list or type(base) is tuple:
            raise LookupError
        best, best_rank = ABSENT, 3
        for keys in ways:
            raw = base
            for key in keys or ():
                raw = step(raw, key)
            rank = _RANKS[presence(raw)]
            if rank == 0:
                return raw
            if rank < best_rank:
                best, best_rank = raw, rank
        return best

    return place


_RANKS: Final = {"present": 0, "empty": 1, "null": 2, "absent": 3}


# ---------------------------------------------------------------- values
def value_of(field: Field | None) -> Callable[[Any], Any]:
    """Make the function from a raw value to its typed value, as ``Document.read`` does from a node."""
    default = None if field is None or field.default == () else field.default
    missing = MISSING if default is None else default
    if field is None or field.read is None:

        def plain(raw: Any) -> Any:
            return read_plain(raw, "") if present(raw) else missing

        return plain
    read = field.read
    kept = lru_cache(maxsize=KEPT_TEXTS)(read)

    def value(raw: Any) -> Any:
        if type(raw) is str:
            if not raw:
                return missing
            typed = kept(raw) if len(raw) <= KEPT_LENGTH else read(raw)
        elif present(raw):
            typed = read(raw)
        else:
            return missing
        return MISSING if type(typed) is Unparsable else typed

    return value


# ---------------------------------------------------------------- lists
def items_of(field: Field) -> Callable[[Any, Known], Sequence[Any]]:
    """Make the function from a base to the raw items of a field that is a list, as ``Document.items`` does."""
    place = None if field.plural else place_of(field)
    if place is None and len(field.at) != 1:

        def odd(_base: Any, _by_name: Known) -> Sequence[Any]:
            raise LookupError

        return odd
    if place is None:
        select = selected(field.at[0])
        return lambda base, by_name: _flat(select(base, by_name), field)
    return lambda base, _by_name: listed(place(base), optional=field.optional)


def tidied(items: Sequence[Any], known: Known) -> Sequence[Any]:
    """Give the items, if the metadata knows no others."""
    if not known.tidy():
        raise LookupError
    return items


def at_most(count: int, items: Sequence[Any]) -> Sequence[Any]:
    """Give the items, unless they are so many that the reference path must say what that may cost."""
    if len(items) > count:
        raise LookupError
    return items


def listed(raw: Any, *, optional: bool) -> Sequence[Any]:
    """Give the items of a list; of a missing one none, where it may be missing."""
    if type(raw) is list:
        return raw if raw or optional else ()
    if optional and not present(raw):
        return ()
    raise LookupError


def selected(selector: Selector) -> Callable[[Any, Known], Sequence[Any]]:
    """Make the function from the root to the raw values that a path selects."""
    first, *rest = selector.segments
    everywhere = selector.absolute and first.descendant and first.kind == "name"

    def select(base: Any, by_name: Known) -> Sequence[Any]:
        found = by_name[first.key] if everywhere else [base]
        for segment in rest if everywhere else selector.segments:
            found = [below for start in found for below in _follow(start, segment)]
        return found

    return select


def _flat(found: Sequence[Any], field: Field) -> Sequence[Any]:
    if not found:
        if field.optional:
            return ()
        raise LookupError
    if field.members is None:
        return found
    flat: list[Any] = []
    for raw in found:
        if type(raw) is list:
            flat += raw
        elif type(raw) is tuple:
            raise LookupError
        elif not (field.optional and (raw is None or raw is ABSENT)):
            flat.append(raw)
    return flat


def _follow(start: Any, segment: Segment) -> Iterable[Any]:
    if segment.descendant:
        if segment.kind != "name":
            raise LookupError
        return _named_below(start, segment.key)
    if segment.key is not None:
        if isinstance(segment.key, int) and segment.key < 0:
            raise LookupError
        return (step(start, segment.key),)
    if type(start) is tuple:
        raise LookupError
    return start.values() if type(start) is dict else start if type(start) is list else ()


def _named_below(start: Any, name: Any) -> Sequence[Any]:
    return all_by_name(start).get(name, ())
