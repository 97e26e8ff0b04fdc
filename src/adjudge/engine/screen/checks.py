"""Generated tests of checks: what is read of an item, and the check's own test over it (``Check.sure``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from adjudge.engine.screen.reach import DATA, ROW, document_path, member, signal_path, slot_of
from adjudge.engine.screen.reads import Reads
from adjudge.engine.screen.rows import Steps
from adjudge.engine.screen.scopes import column
from adjudge.engine.screen.writer import Unsure
from adjudge.model.adapter import KeyPath
from adjudge.model.paths import Parts
from adjudge.ruleset.check import Check
from adjudge.ruleset.fields import Field
from adjudge.ruleset.rule import Rule
from adjudge.ruleset.selectors import Segment

ENTRY: Final = "\0"
"""Stands for the local of an entry in the source of what is made of it; no key of a payload is taken for it."""

_WORD: Final = re.compile(r"\b[A-Za-z]\w*\b")


class Probe(NamedTuple):
    """A check's test of one item: names that the condition uses, and the condition.

    ``given`` are names and the locals they stand for (of many items, their columns); ``made`` are names and their
    sources, in terms of the given. ``few``: what is made takes few values, each of which is asked once.
    """

    given: tuple[tuple[str, str], ...]
    made: tuple[tuple[str, str], ...]
    condition: str
    few: bool = False

    def single(self) -> list[str]:
        """Write the reading of one item, after which ``condition`` can be asked."""
        entry = dict(self.given).get(ENTRY, ENTRY)
        given = [f"{name} = {local}" for name, local in self.given if name != ENTRY]
        return given + [f"{name} = {source.replace(ENTRY, entry)}" for name, source in self.made]

    def odd(self) -> str:
        """Write the list of the indexes of all items that the condition does not hold for."""
        names, columns = self._columns()
        made = "".join(f" for {name} in [{source.replace(ENTRY, 'entry')}]" for name, source in self.made)
        odd = f"[index for index, {names} in enumerate({columns}){made} if not ({self.condition})]"
        if not self.few:
            return odd
        (_, source), *_ = self.made
        each_once = f"{{{source.replace(ENTRY, 'entry')} for {names} in {columns}}}"
        return f"({odd} if [x for x in {each_once} if not ({self.condition})] else ())"

    def apart(self) -> tuple[str, str, list[str]]:
        """Write a loop's names and what it goes through, and what is made of one item."""
        made = [f"{name} = {source.replace(ENTRY, 'entry')}" for name, source in self.made]
        return *self._columns(), made

    def _columns(self) -> tuple[str, str]:
        names = [name.replace(ENTRY, "entry") for name, _ in self.given]
        columns = [local for _, local in self.given]
        if len(names) == 1:
            return names[0], columns[0]
        return f"({', '.join(names)})", f"zip({', '.join(columns)})"


def check_condition(rule: Rule, field: Field, reads: Reads) -> str:
    """Write a check's own test.

    Raises:
        Unsure: it has none for these options.
    """
    check = rule.check
    if check is None or check.sure is None:
        raise Unsure
    condition = check.sure(rule.options, rule.scope, field, reads.writer.constant)
    if condition is None:
        raise Unsure
    return condition


def asks_what_is_read(condition: str) -> bool:
    """Whether a test is about what a value is read as (``number``, ``day``), not about the value as delivered."""
    return _mentions(condition, "number") or _mentions(condition, "day")


def probe_of(rule: Rule, field: Field, keys: Parts | None, reads: Reads) -> Probe:
    """Write what a check asks of the value at ``keys`` of the document, or of each item of the scope of ``reads``.

    Without ``keys`` it is the value of a field that may stand at several places of the document.
    """
    check = rule.check
    condition = check_condition(rule, field, reads)
    assert check is not None  # noqa: S101  # see above
    if keys == () and reads.scope is None:
        return _root_probe(check, condition, reads)
    if check.reads is None:
        way = (
            reads.chosen(DATA, field) if keys is None else reads.reach.data(DATA if reads.scope is None else ROW, keys)
        )
        return _value_probe(condition, field, way, reads)
    if keys is None:
        # Which entry it is hangs on which value is there.
        raise Unsure
    path = _path_in_entry(check, reads)
    entry = reads.reach.entry(DATA if reads.scope is None else ROW, keys, path)
    if entry is None:
        raise Unsure
    given: tuple[tuple[str, str], ...] = ((ENTRY, _of_all(reads.entry(keys, entry), reads)),)
    if _mentions(condition, "value"):
        given = (("value", _of_all(reads.value(keys), reads)), *given)
    return _entry_probe(check, condition, given, member(ENTRY, entry.rest), reads)


def leaf_probe(rule: Rule, field: Field, reads: Reads, leaves: str) -> Probe:
    """Write what a check asks of every leaf, all of which are scalars; ``leaves`` is the local of all."""
    check = rule.check
    condition = check_condition(rule, field, reads)
    if check is None or check.judge is None or asks_what_is_read(condition):
        raise Unsure
    if check.reads is None:
        return Probe((("x", f"{leaves}.values"),), (), condition)
    given: tuple[tuple[str, str], ...] = ((ENTRY, f"{leaves}.entries"),)
    if _mentions(condition, "value"):
        given = (("value", f"{leaves}.values"), *given)
    return _entry_probe(check, condition, given, member(ENTRY, _path_in_entry(check, reads)), reads, whole=True)


def _value_probe(condition: str, field: Field, way: str | None, reads: Reads) -> Probe:
    if way is None:
        raise Unsure
    given: list[tuple[str, str]] = []
    if _mentions(condition, "x"):
        given.append(("x", _of_all(reads.value_at(way, reads.scope), reads)))
    if _mentions(condition, "number"):
        given.append(("number", _of_all(reads.number(way, reads.scope, field)[0], reads)))
    if _mentions(condition, "day"):
        given.append(("day", _of_all(reads.date(way, reads.scope, field), reads)))
    return Probe(tuple(given), (), condition)


def _entry_probe(
    check: Check, condition: str, given: tuple[tuple[str, str], ...], there: str, reads: Reads, *, whole: bool = False
) -> Probe:
    """Write what is asked of an entry; ``there`` is the way to what the check reads of it."""
    slot = slot_of(reads.reach.shape, str(check.reads))
    if slot is None:
        return Probe(given, (("x", there),), condition, few=check.labels is not None and len(given) == 1)
    if not _mentions(condition, "x") and slot.filled is not None:
        return Probe(given, (("filled", f"{reads.writer.constant(slot.filled, 'filled')}({there})"),), condition)
    if not whole and not reads.reach.whole_entries:
        raise Unsure
    all_of_it = f"tuple({reads.writer.constant(slot.read, 'read')}({ENTRY}, extraction.context))"
    if check.judge_all is not None:
        # Of what may hold several texts, each is asked; the slot must be there.
        condition = f"not [x for x in texts if not ({condition})]"
        return Probe(given, (("slot", there), ("texts", all_of_it)), condition)
    return Probe(given, (("x" if _mentions(condition, "x") else "filled", all_of_it),), condition)


def _path_in_entry(check: Check, reads: Reads) -> KeyPath:
    slot = slot_of(reads.reach.shape, str(check.reads))
    path = signal_path(reads.reach.shape, str(check.reads)) if slot is None else slot.at[0]
    if not path:
        raise Unsure
    return path


def _root_probe(check: Check, condition: str, reads: Reads) -> Probe:
    """Write what a check asks of the document as a whole: a signal of its own, or its issues."""
    shape = reads.reach.shape
    if check.reads == "issues":
        at, own = shape.document.issues, shape.keys.issues is not None and not reads.reach.has_no_root_entry
        if not at or own:
            # Where the root may have an entry, that may have issues too.
            raise Unsure
        condition = f"type(issues) is list and not [x for x in issues if not ({condition})]"
        return Probe((), (("issues", member("extraction.response", at)),), condition)
    path = None if check.reads is None else document_path(shape, check.reads)
    if not path:
        raise Unsure
    return Probe((), (("x", member("extraction.response", path)),), condition)


def split_at_stars(field: Field) -> tuple[Steps, Parts] | None:
    """Take a path with ``[*]`` apart: the keys before each, and those after the last; ``None`` for any other."""
    if len(field.at) != 1 or not field.at[0].absolute:
        return None
    parts: list[list[Segment]] = [[]]
    for segment in field.at[0].segments:
        if segment.descendant or (isinstance(segment.key, int) and segment.key < 0):
            return None
        if segment.key is None:
            parts.append([])
        else:
            parts[-1].append(segment)
    if len(parts) == 1:
        return None
    *steps, after = [_keys(part) for part in parts]
    return tuple(steps), after


def _keys(segments: Sequence[Segment]) -> Parts:
    return tuple(segment.key for segment in segments if segment.key is not None)


def _of_all(local: str, reads: Reads) -> str:
    """Give the column of a local where all items are read at once."""
    return column(local) if reads.scope is not None and reads.scope.at_once else local


def _mentions(text: str, word: str) -> bool:
    return word in _WORD.findall(text)
