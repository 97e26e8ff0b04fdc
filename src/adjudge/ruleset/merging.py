"""Put what a file extends, declares, overrides and disables together, key by key."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from adjudge.errors import Location, did_you_mean
from adjudge.record import Record, replace
from adjudge.ruleset.located import Located, Problems
from adjudge.ruleset.schema import DefaultKeys, FileKeys
from adjudge.ruleset.sources import RulePath
from adjudge.ruleset.words import COMMON_KEYS, FREE_PREFIX

RULE_ID: Final = re.compile(r"[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*")


class ParsedFile(Record):
    """One rule file, read: its located tree and its keys."""

    path: RulePath
    tree: Located
    keys: FileKeys
    defaults: DefaultKeys
    sha256: str


class Declared(Record):
    """A field or a list as some file declares it; ``where`` is its name's place."""

    name: str
    where: Location
    value: Located
    origin: RulePath


class RuleBody(Record):
    """A rule as written, with what was overridden; ``origin`` is the file that defines it."""

    id: str
    body: Located
    origin: RulePath
    disabled: str | None = None
    changed: bool = False
    overridden: frozenset[str] = frozenset()
    """The keys that some file has overridden."""

    @property
    def nodeid(self) -> str:
        """The defining file and the id."""
        return f"{self.origin.name}::{self.id}"


@dataclass(slots=True)
class ResolvedFile:
    """A rule file together with everything that it extends."""

    file: ParsedFile
    fields: dict[str, Declared] = field(default_factory=dict)
    lists: dict[str, Declared] = field(default_factory=dict)
    rules: dict[str, RuleBody] = field(default_factory=dict)
    """By node id."""
    reached: dict[Path, None] = field(default_factory=dict)
    """The files extended, directly or not."""
    depth: int = 0
    registered: dict[str, list[str]] = field(default_factory=dict)
    """The tags that each file lists, by its name; a file that lists none takes any."""
    around: tuple[ParsedFile, ...] = ()
    """The files of the folders it lies in, the outermost first."""

    @property
    def layers(self) -> tuple[ParsedFile, ...]:
        """Whose words hold where a rule says nothing: those of the outer folders, of the inner, of the file."""
        return (*self.around, self.file)

    @property
    def locale(self) -> Located | None:
        """The locale of the file, else of the nearest folder that has one."""
        said = [each.tree.entries["locale"] for each in self.layers if each.keys.locale is not None]
        return said[-1] if said else None

    def tags_of(self, file: str) -> list[str] | None:
        """Give the tags that rules written in a file may have: its own and those of the folders; ``None``: any."""
        own = self.registered.get(file)
        around = [tag for each in self.around for tag in each.keys.tags or ()]
        if file == self.file.tree.file and any(each.keys.tags is not None for each in self.around):
            return [*around, *(own or ())]
        return None if own is None else [*around, *own]


def check_keys(body: Located) -> list[str]:
    """Give the keys of a rule that are none of the common ones: its check, and any mistake."""
    return [key for key in body.entries if key not in COMMON_KEYS and not key.startswith(FREE_PREFIX)]


def take_over(whole: ResolvedFile, part: ResolvedFile, where: Location, problems: Problems) -> None:
    """Copy fields, lists and rules of an extended file; of two declarations of a name, the later stands.

    A rule that comes by two ways exists once: as it was overridden or disabled on one of them.
    """
    whole.fields |= part.fields
    whole.lists |= part.lists
    whole.registered |= part.registered
    for nodeid, rule in part.rules.items():
        other = whole.rules.get(nodeid)
        if other is not None and other != rule and other.changed and rule.changed:
            problems.add(where, f'rule "{rule.id}" comes by two ways that override or disable it differently')
        elif other is None or rule.changed:
            whole.rules[nodeid] = rule


def declare(whole: ResolvedFile, problems: Problems) -> None:
    """Add what the file itself declares; it wins over what the file extends."""
    file = whole.file
    whole.fields |= _declared(file, "fields")
    whole.lists |= _declared(file, "lists")
    if file.keys.tags is not None:
        whole.registered[file.tree.file] = file.keys.tags
    section = file.tree.entries.get("rules")
    if section is None or "rules" not in file.keys.model_fields_set:
        return
    extended = {rule.id: rule for rule in whole.rules.values()}
    own: dict[str, Location] = {}
    for body in section.elements:
        rule_id = _rule_id(body, problems)
        if rule_id is None:
            continue
        where = body.entries["id"].where
        if rule_id in own:
            problems.add(where, f'rule "{rule_id}" is here a second time; the first is in line {own[rule_id].line}')
        elif rule_id in extended:
            first = extended[rule_id].body.where
            message = f'rule "{rule_id}" is already at {first}, which this file extends; change it under override'
            problems.add(where, message)
        else:
            own[rule_id] = where
            rule = RuleBody(rule_id, body, file.path)
            whole.rules[rule.nodeid] = rule


def _declared(file: ParsedFile, name: str) -> dict[str, Declared]:
    """Give the fields, or the lists, that a file itself declares."""
    section = file.tree.entries.get(name)
    if section is None or name not in file.keys.model_fields_set:
        return {}
    return {key: Declared(key, section.key(key), value, file.path) for key, value in section.entries.items()}


def put_around(whole: ResolvedFile, around: tuple[ParsedFile, ...]) -> None:
    """Let the files of its folders speak for a file: nearer wins, and a file goes before the folders it lies in.

    So what a file takes over from elsewhere gives way to its folders, and what it takes over from a file of the same
    folder, which has heard that folder already, does not.
    """
    whole.around = around
    for each in around:
        folder = each.path.path.parent
        for section, declared in (("fields", whole.fields), ("lists", whole.lists)):
            for name, said in _declared(each, section).items():
                known = declared.get(name)
                if known is None or known.origin.root != each.path.root or not known.origin.path.is_relative_to(folder):
                    declared[name] = said


def _rule_id(body: Located, problems: Problems) -> str | None:
    """Give the id of a rule, or note what is wrong with it."""
    if not isinstance(body.value, dict):
        problems.add(body.where, "a rule is a mapping of keys, beginning with its id")
        return None
    found = body.entries.get("id")
    if found is None:
        problems.add(body.where, 'a rule needs an "id"')
        return None
    if found.text is None or not RULE_ID.fullmatch(found.text):
        shown = f'"{found.text}"' if found.text is not None else "this"
        problems.add(found.where, f"{shown} is no rule id: letters, digits and single hyphens between them, as text")
        return None
    return found.text


def amend(whole: ResolvedFile, checks: Collection[str], problems: Problems) -> None:
    """Apply ``override``, then ``disable``; ``checks`` are the check keys there are."""
    tree, keys = whole.file.tree, whole.file.keys
    if keys.override:
        section = tree.entries["override"]
        for name, changes in section.entries.items():
            rule = _target(whole, name, section.key(name), "override", problems)
            if rule is not None:
                body = _overridden(rule, changes, checks, problems)
                overridden = rule.overridden.union(changes.entries)
                whole.rules[rule.nodeid] = replace(rule, body=body, changed=True, overridden=overridden)
    if keys.disable:
        section = tree.entries["disable"]
        for name, reason in section.entries.items():
            rule = _target(whole, name, section.key(name), "disable", problems)
            if reason.text is None or not reason.text.strip():
                problems.add(reason.where, f'disable: "{name}" needs a reason, as text')
            if rule is not None:
                whole.rules[rule.nodeid] = replace(rule, disabled=str(reason.value), changed=True)


def _target(whole: ResolvedFile, name: str, where: Location, verb: str, problems: Problems) -> RuleBody | None:
    """Find the one rule that ``name``, an id or a node id, means."""
    hits = [rule for nodeid, rule in whole.rules.items() if name in (rule.id, nodeid)]
    if len(hits) == 1:
        return hits[0]
    if hits:
        ways = " or ".join(rule.nodeid for rule in hits)
        problems.add(where, f'{verb}: "{name}" means several rules; write {ways}')
    else:
        hint = did_you_mean(name, [rule.id for rule in whole.rules.values()])
        problems.add(where, f'{verb}: there is no rule "{name}" in this file or what it extends{hint}')
    return None


def _overridden(rule: RuleBody, changes: Located, checks: Collection[str], problems: Problems) -> Located:
    """Give the body of a rule with some keys changed; its id and the kind of its check stay."""
    if not isinstance(changes.value, dict):
        problems.add(changes.where, f'override: "{rule.id}" takes a mapping of the keys to change')
    own = check_keys(rule.body)
    entries: dict[str, Located] = {}
    for key, value in changes.entries.items():
        if key == "id":
            problems.add(changes.key(key), "override: the id of a rule cannot change")
        elif key not in COMMON_KEYS and key not in own and not key.startswith(FREE_PREFIX):
            message = f'override: rule "{rule.id}" checks {" ".join(own)}, which cannot become "{key}"'
            hint = "" if key in checks else did_you_mean(key, [*COMMON_KEYS, *own])
            problems.add(changes.key(key), message + hint)
        elif key == "params":
            entries[key] = _overridden_rows(rule, value, problems)
        else:
            entries[key] = merged(rule.body.entries.get(key), value)
    return rule.body.with_entries(entries, {key: changes.key(key) for key in entries})


def merged(old: Located | None, new: Located) -> Located:
    """Give ``new``; a mapping over a mapping keeps the keys that only the old one has."""
    if old is None or not isinstance(old.value, dict) or not isinstance(new.value, dict):
        return new
    return old.with_entries(new.entries, new.keys)


def _overridden_rows(rule: RuleBody, changes: Located, problems: Problems) -> Located:
    """Give the params rows of a rule with some of them changed, found by their ids."""
    old = rule.body.entries.get("params")
    rows = {_row_id(row): row for row in old.elements} if old is not None else {}
    for change in changes.elements:
        name = _row_id(change)
        if name is None or name not in rows:
            hint = did_you_mean(name or "", [known for known in rows if known])
            problems.add(change.where, f'override: rule "{rule.id}" has no params row "{name or ""}"{hint}')
        else:
            rows[name] = merged(rows[name], change)
    return Located(list(rows.values()), changes.file, changes.line, changes.column)


def _row_id(row: Located) -> str | None:
    found = row.entries.get("id")
    return found.text if found is not None else None
