"""Where everything comes from that holds for a rule: the file and line that set each of its keys, and by what means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from adjudge.errors import Location
from adjudge.record import Record
from adjudge.ruleset.defaults import Defaults
from adjudge.ruleset.expressions.tree import NamedList, walk
from adjudge.ruleset.loading import Survey
from adjudge.ruleset.located import Located, Problems
from adjudge.ruleset.merging import ResolvedFile, RuleBody
from adjudge.ruleset.reads import expressions_of, fields_of
from adjudge.ruleset.rows import Row, read_rows
from adjudge.ruleset.rule import Rule
from adjudge.ruleset.schema import keys_of

How = Literal["rule", "row", "override", "disable", "extends", "file", "folder", "built in"]
"""By what means a key was set: the rule itself, a row of its params, an override, a disable; what the extending file
says; the file or a folder it lies in; nothing, so that what is built in holds."""

_DEFAULTS: Final = Defaults()


class Origin(Record):
    """One key that holds for a rule: its value as written, and where it was set (``None``: it is built in)."""

    key: str
    value: Any
    where: Location | None
    how: How


def origins_of(survey: Survey, rule: Rule) -> list[Origin]:
    """Give the origin of every key that holds for a rule, or for one row of it."""
    whole = next(whole for whole in survey.own if rule.base_nodeid in whole.rules)
    body = whole.rules[rule.base_nodeid]
    own = _Own(survey, whole, body, rule)
    # A row says again what the rule says, and it is the row that holds.
    found = list({origin.key: origin for origin in own.written()}.values()) + list(own.defaults())
    if "extends" in whole.file.tree.entries and body.origin != whole.file.path:
        found.append(own.extends())
    return [*found, *own.file(), *own.names()]


class _Own:
    """What is known of one rule where it is used."""

    def __init__(self, survey: Survey, whole: ResolvedFile, body: RuleBody, rule: Rule) -> None:
        self.survey = survey
        self.whole = whole
        self.body = body
        self.rule = rule
        self.row = self._row()
        overrides = (section.entries[name] for _, section, name in survey.changes("override", body))
        self.overrides = {where for changes in overrides for where in _places(changes)}

    def _row(self) -> Row:
        check = self.rule.check
        name = check.name if check is not None else "assert"
        options = keys_of(check.options) if check is not None else []
        rows = read_rows(self.body.body, name, options, "", Problems())
        return next(row for row in rows if row.id == self.rule.row)

    def written(self) -> Iterator[Origin]:
        """Give the rule's own keys, those of its row, and why it is disabled."""
        body, rows = self.row.body, self.body.body.entries.get("params")
        row = next((each for each in rows.elements if each.entries["id"].text == self.row.id), None) if rows else None
        of_row = set(_places(row)) if row is not None else set()
        check = self.rule.check.name if self.rule.check is not None else None
        for key, value in body.entries.items():
            if key == "params":
                continue
            nested = value.entries if key in (check, "on_unknown") else {}
            for name, inner in nested.items() or [("", value)]:
                where = value.key(name) if name else body.key(key)
                yield self._origin(f"{key}.{name}" if name else key, inner, where, of_row)
        for name, value in self.row.options.entries.items():
            yield self._origin(f"{check}.{name}", value, self.row.options.key(name), of_row)
        for name, param in self.row.params.items():
            yield Origin(f"params.{name}", param, self.row.places[name], "row")
        if self.rule.disabled is not None:
            places = [section.key(name) for _, section, name in self.survey.changes("disable", self.body)]
            yield Origin("disable", self.rule.disabled, places[-1] if places else None, "disable")

    def _origin(self, key: str, value: Located, where: Location, of_row: set[Location]) -> Origin:
        how: How = "override" if where in self.overrides else "row" if where in of_row else "rule"
        shown = f"{len(value.elements)} of them" if key == "tests" else value.plain()
        return Origin(key, shown, where, how)

    def defaults(self) -> Iterator[Origin]:
        """Give what defaults say where the rule says nothing."""
        said = self.row.body.entries
        for key, built_in in (("on_fail", _DEFAULTS.on_fail), ("on_empty", _DEFAULTS.on_empty)):
            if key not in said:
                yield from self._default(key, built_in)
        if "on_unknown" not in said or "otherwise" not in _causes(said["on_unknown"]):
            yield from self._on_unknown(set(_causes(said["on_unknown"])) if "on_unknown" in said else set())

    def _default(self, key: str, built_in: str) -> Iterator[Origin]:
        found = Origin(key, built_in, None, "built in")
        for defaults, how in self._layers():
            if key in defaults.entries:
                found = Origin(key, defaults.entries[key].plain(), defaults.key(key), how)
        yield found

    def _on_unknown(self, said: set[str]) -> Iterator[Origin]:
        """Give the effect of each cause; an inner map that has ``otherwise`` says everything."""
        found = {"otherwise": Origin("on_unknown.otherwise", "review", None, "built in")}
        for defaults, how in self._layers():
            value = defaults.entries.get("on_unknown")
            causes = {} if value is None else _causes(value)
            fresh = {
                cause: Origin(f"on_unknown.{cause}", effect.plain(), _place_of(defaults, cause), how)
                for cause, effect in causes.items()
            }
            found = fresh if "otherwise" in fresh else found | fresh
        yield from (origin for cause, origin in found.items() if cause not in said)

    def _layers(self) -> Iterator[tuple[Located, How]]:
        for file in self.whole.layers:
            defaults = file.tree.entries.get("defaults")
            if defaults is not None:
                yield defaults, "file" if file is self.whole.file else "folder"

    def extends(self) -> Origin:
        """Give the entry of ``extends`` by which the rule came."""
        names = self.whole.file.tree.entries["extends"]
        for entry in names.elements:
            for target in self.survey.library.targets(self.whole.file, entry):
                part = self.survey.library.resolve(target)
                if part is not None and self.body.nodeid in part.rules:
                    return Origin("extends", entry.plain(), entry.where, "extends")
        return Origin("extends", None, names.where, "extends")

    def file(self) -> Iterator[Origin]:
        """Give what the file that uses the rule says for all of its rules."""
        when, locale = self.whole.file.tree.entries.get("when"), self.whole.locale
        if when is not None:
            yield Origin("when of the file", when.plain(), when.where, "file")
        if locale is not None:
            yield Origin("locale", locale.plain(), locale.where, self._how(locale.file))

    def names(self) -> Iterator[Origin]:
        """Give the fields and lists that the rule reads."""
        for field in fields_of(self.rule):
            declared = self.whole.fields[field.name]
            yield Origin(f"field {field.name}", declared.value.plain(), declared.where, self._how(declared.where.file))
        lists = {
            part.listing.name
            for each in expressions_of(self.rule)
            for part in walk(each.tree)
            if isinstance(part, NamedList)
        }
        if self.rule.check is not None and self.rule.check.lists is not None:
            lists |= self.rule.check.lists(self.rule.options)
        for name in sorted(lists):
            listed = self.whole.lists[name]
            yield Origin(f"list {name}", listed.value.plain(), listed.where, self._how(listed.where.file))

    def _how(self, file: str) -> How:
        if file == self.whole.file.tree.file:
            return "file"
        return "folder" if any(file == each.tree.file for each in self.whole.around) else "extends"


def _places(tree: Located) -> Iterator[Location]:
    """Give the place of every key of a mapping, and of the mappings in it."""
    for key, value in tree.entries.items():
        yield tree.key(key)
        yield from _places(value)
    if isinstance(tree.value, list):
        for element in tree.elements:
            yield from _places(element)


def _causes(value: Located) -> Mapping[str, Located]:
    return {"otherwise": value} if value.text is not None else value.entries


def _place_of(defaults: Located, cause: str) -> Location:
    value = defaults.entries["on_unknown"]
    return value.key(cause) if cause in value.entries else defaults.key("on_unknown")
