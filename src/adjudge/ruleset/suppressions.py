"""Suppressions: known findings that shall cost nothing, each with its reason, as rule files list them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from adjudge.errors import ConfigError, Location, did_you_mean
from adjudge.record import Record, replace
from adjudge.ruleset.declarations import located_expression, located_path
from adjudge.ruleset.expressions import Expression
from adjudge.ruleset.globs import Glob
from adjudge.ruleset.located import Located, Problems
from adjudge.ruleset.patterns import PatternProblem
from adjudge.ruleset.registry import Registry
from adjudge.ruleset.rule import Rule
from adjudge.ruleset.schema import SuppressionKeys
from adjudge.ruleset.segments import PathProblem, Segment, cut
from adjudge.ruleset.selectors import Selector
from adjudge.ruleset.validation import validate

_SUBJECT: Final = "the suppression"
_KEY: Final = re.compile(r"[0-9a-f]{16}")
_LINE: Final = re.compile(r":[1-9][0-9]*")
WHERE: Final = ("document", "path", "when", "key")
"""The keys that say which findings of the rule; one of them at least is there."""

Named: TypeAlias = tuple[str, str, str | None]
"""A rule as suppressions may name it: its node id without a row, its id, and the row."""


class Suppression(Record, eq=False):
    """One entry of ``suppressions``, compiled: which findings it is about, why, and for how long.

    ``nodeids`` are the rules that it names, ``protected`` those of them that are not suppressible, which it leaves
    alone. ``when`` holds its condition, compiled for each rule. ``until`` is the last day on which it holds.
    """

    location: Location
    rule: str
    reason: str
    nodeids: frozenset[str] = frozenset()
    protected: frozenset[str] = frozenset()
    document: Glob | None = None
    path: Selector | None = None
    when: Mapping[str, Expression] | None = None
    key: str | None = None
    owner: str | None = None
    until: date | None = None
    max_hits: int | None = None
    said: str = ""
    """All its keys, in one canonical text."""

    def holds_on(self, today: date | None) -> bool:
        """Whether it holds on a day; one with an end holds on no unknown day."""
        return self.until is None or (today is not None and today <= self.until)

    def is_about(self, document: str | None) -> bool:
        """Whether it is about a document of this name: the whole of it, or its end from a ``/`` on."""
        return self.document is None or (document is not None and self.document.matches(file_of(document)))

    def covers(self, paths: Iterable[str]) -> bool:
        """Whether it is about one of the paths of a finding."""
        return self.path is None or any(_covers(self.path.segments, _cut(path)) for path in paths)


def file_of(document: str) -> str:
    """Give the name of a document without its line among JSON lines, which moves when others come and go."""
    name, colon, line = document.rpartition(":")
    return name if colon and _LINE.fullmatch(colon + line) else document


def read_suppressions(
    lists: Iterable[Located], named: Sequence[Named], rules: Sequence[Rule], registry: Registry, problems: Problems
) -> tuple[Suppression, ...]:
    """Compile every entry of some ``suppressions``; what is wrong with one is noted.

    Args:
        lists: The values of the key, file by file.
        named: All rules there are, those with problems too.
        rules: Those that compile.
        registry: What their conditions may use.
        problems: Where problems are noted.
    """
    names = _Names(named, rules)
    entries = (entry for each in lists for entry in each.elements)
    read = (_Entry(entry, names, registry, problems).read() for entry in entries)
    return tuple(suppression for suppression in read if suppression is not None)


class _Names:
    """The rules, as suppressions name them; a baseline names each of them many times."""

    def __init__(self, named: Sequence[Named], rules: Sequence[Rule]) -> None:
        self.named = named
        self._rules = rules
        self._found: dict[str, tuple[list[str], list[Rule]]] = {}

    def find(self, wanted: Glob) -> tuple[list[str], list[Rule]]:
        """Give the node ids without rows of all that are meant, and of those the rules that compile."""
        if wanted.text not in self._found:
            called = _called if any(_called(wanted, *each) for each in self.named) else _ends_the_name_of
            bases = dict.fromkeys(each[0] for each in self.named if called(wanted, *each))
            rules = [rule for rule in self._rules if called(wanted, rule.base_nodeid, rule.id, rule.row)]
            self._found[wanted.text] = list(bases), rules
        return self._found[wanted.text]


class _Entry:
    """One entry on its way to a ``Suppression``."""

    def __init__(self, tree: Located, names: _Names, registry: Registry, problems: Problems) -> None:
        self.tree = tree
        self.names = names
        self.registry = registry
        self.problems = problems

    def read(self) -> Suppression | None:
        if not isinstance(self.tree.value, dict):
            self.problems.add(self.tree.where, "a suppression is a mapping of keys: rule, where, reason")
            return None
        before = len(self.problems)
        keys = validate(SuppressionKeys, self.tree, _SUBJECT, self.problems)
        self._check_said(keys)
        about = self._rules(keys.rule)
        document = self._glob(keys.document, self.tree.entries["document"].where) if keys.document is not None else None
        path = self._path() if keys.path is not None else None
        when = dict(self._conditions(about)) if keys.when is not None else None
        until = self._date(keys.until)
        if len(self.problems) > before or keys.rule is None or keys.reason is None:
            return None
        suppression = Suppression(
            self.tree.where,
            keys.rule,
            keys.reason,
            frozenset(rule.nodeid for rule in about),
            frozenset(rule.nodeid for rule in about if not rule.suppressible),
            document,
            path,
            when,
            keys.key,
            keys.owner,
            until,
            keys.max_hits,
        )
        said = {key: value.plain() for key, value in self.tree.entries.items() if key in SuppressionKeys.model_fields}
        return replace(suppression, said=json.dumps(said, sort_keys=True))

    def _check_said(self, keys: SuppressionKeys) -> None:
        for name, needs in (("rule", "the id of a rule"), ("reason", "why the finding may stand")):
            said = getattr(keys, name)
            if name not in self.tree.entries:
                self.problems.add(self.tree.where, f'{_SUBJECT} needs "{name}": {needs}')
            elif said is not None and not said.strip():
                self.problems.add(self.tree.entries[name].where, f"{_SUBJECT}: {name} is blank; say {needs}")
        if not any(name in self.tree.entries for name in WHERE):
            message = f"{_SUBJECT} is about every finding of the rule; say where: {', '.join(WHERE[:-1])} or key"
            self.problems.add(self.tree.where, message)
        if keys.key is not None and not _KEY.fullmatch(keys.key):
            self.problems.add(self.tree.entries["key"].where, f"{_SUBJECT}: key has 16 hexadecimal digits")

    def _rules(self, text: str | None) -> list[Rule]:
        """Give the rules that compile of those that are named; nothing named, or an id in two files, is noted."""
        if text is None:
            return []
        where = self.tree.entries["rule"].where
        wanted = self._glob(text, where)
        if wanted is None:
            return []
        found, rules = self.names.find(wanted)
        if not found:
            hint = did_you_mean(text, [name for base, rule_id, _ in self.names.named for name in (rule_id, base)])
            self.problems.add(where, f'{_SUBJECT}: there is no rule "{text}"{hint}')
        elif len(found) > 1 and not wanted.wild:
            self.problems.add(where, f'{_SUBJECT}: "{text}" means several rules; write {" or ".join(found)}')
            return []
        return rules

    def _glob(self, text: str, where: Location) -> Glob | None:
        try:
            return Glob(text)
        except PatternProblem as problem:
            self.problems.add(where, f"{_SUBJECT}: {problem}")
            return None

    def _path(self) -> Selector | None:
        path = located_path(self.tree.entries["path"], self.problems)
        if path is not None and any(segment.kind == "index" for segment in path.segments):
            message = (
                f'{_SUBJECT}: path "{path.text}" names an item by its place, which changes; write [*], and when or key'
            )
            self.problems.add(self.tree.entries["path"].where, message)
        return path

    def _conditions(self, rules: Iterable[Rule]) -> Iterator[tuple[str, Expression]]:
        """Compile the condition with the names that each rule knows."""
        for rule in rules:
            condition = located_expression(self.tree.entries["when"], "when", rule.scope, self.registry, self.problems)
            if condition is not None:
                yield rule.nodeid, condition

    def _date(self, text: str | None) -> date | None:
        if text is None:
            return None
        day = day_of(text)
        if day is None:
            self.problems.add(
                self.tree.entries["until"].where, f'{_SUBJECT}: until is "{text}", must be a date as 2026-12-31'
            )
        return day


def day_of(text: str) -> date | None:
    """Read a day as ``2026-12-31``; ``None`` where it is none."""
    try:
        return date.fromisoformat(text) if len(text) == len("YYYY-MM-DD") else None
    except ValueError:
        return None


def day_given(facts: Mapping[str, Any]) -> date | None:
    """Give the day that the caller says it is (``facts.today``); ``None`` where nothing is said.

    Raises:
        ConfigError: It is no date.
    """
    said = facts.get("today")
    if said is None:
        return None
    day = said if isinstance(said, date) else day_of(said) if isinstance(said, str) else None
    if day is None:
        raise ConfigError(f'fact "today" is {said!r}; suppressions with an end need a date as 2026-12-31')
    return day.date() if isinstance(day, datetime) else day


def _called(wanted: Glob, base: str, rule_id: str, row: str | None) -> bool:
    names = (base, rule_id) if row is None else (base, rule_id, f"{base}[{row}]", f"{rule_id}[{row}]")
    return any(map(wanted.matches, names))


def _ends_the_name_of(wanted: Glob, base: str, _rule_id: str, row: str | None) -> bool:
    """Whether a node id is the end of the one that is named: the same files may be loaded from a folder further in."""
    names = (base,) if row is None else (base, f"{base}[{row}]")
    return not wanted.wild and any(wanted.text.endswith(f"/{name}") for name in names)


def _cut(path: str) -> tuple[Segment, ...] | None:
    try:
        return tuple(cut(path, 1, absolute=True))
    except PathProblem:
        return None


def _covers(wanted: tuple[Segment, ...], path: tuple[Segment, ...] | None) -> bool:
    """Whether a path is one of those that ``wanted`` selects; ``..`` is any number of steps."""
    if path is None or not wanted:
        return path == wanted
    first, rest = wanted[0], wanted[1:]
    starts = range(len(path)) if first.descendant else range(min(1, len(path)))
    return any(
        (first.kind == "wildcard" or first.key == path[at].key) and _covers(rest, path[at + 1 :]) for at in starts
    )
