"""Compile the rules of one file: from located values to what the engine runs."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from adjudge.errors import did_you_mean
from adjudge.record import replace
from adjudge.ruleset.check import Check
from adjudge.ruleset.declarations import (
    check_apart,
    check_locale,
    compile_fields,
    compile_lists,
    located_expression,
)
from adjudge.ruleset.defaults import Defaults
from adjudge.ruleset.expressions import Expression
from adjudge.ruleset.fields import Field, Loop, Scope
from adjudge.ruleset.fingerprint import meaning
from adjudge.ruleset.inline_tests import TestReader
from adjudge.ruleset.list_files import ListReader
from adjudge.ruleset.located import Located, Problems
from adjudge.ruleset.merging import ResolvedFile, RuleBody, check_keys
from adjudge.ruleset.messages import unknown_placeholders
from adjudge.ruleset.options import check_names, read_options
from adjudge.ruleset.registry import Registry
from adjudge.ruleset.rows import Row, check_used, read_rows
from adjudge.ruleset.rule import InlineTest, Rule
from adjudge.ruleset.schema import RuleKeys, keys_of
from adjudge.ruleset.targets import blamed_field, given_field, read_loop
from adjudge.ruleset.validation import validate
from adjudge.ruleset.words import ASSERT, COMMON_KEYS, SILENT_KEYS


class RuleCompiler:
    """Compiles rules in the context of one file: its fields, lists, locale, ``when`` and defaults."""

    def __init__(
        self, whole: ResolvedFile, defaults: Defaults, registry: Registry, lists: ListReader, problems: Problems
    ) -> None:
        self.whole = whole
        self.defaults = defaults
        self.registry = registry
        self.problems = problems
        tree = whole.file.tree
        check_apart(whole.fields, whole.lists, problems)
        said = whole.locale
        locale = said.text if said is not None and check_locale(said, "the file", problems) else None
        fields = compile_fields(whole.fields, locale, problems)
        self.scope = Scope(fields, compile_lists(whole.lists, lists, problems), locale=locale)
        self.when: Expression | None = None
        if whole.file.keys.when is not None:
            self.when = located_expression(tree.entries["when"], "when", self.scope, registry, problems)

    def rules(self) -> Iterator[tuple[Rule, str]]:
        """Give every rule, or row of one, that has no problem, with what it means in canonical form."""
        for rule in self.whole.rules.values():
            yield from self._rule(rule)

    def _rule(self, rule: RuleBody) -> Iterator[tuple[Rule, str]]:
        subject = f'rule "{rule.id}"'
        kind = self._kind(rule.body, subject)
        check = self.registry.checks.get(kind or "")
        options = keys_of(check.options) if check is not None else []
        rows = list(read_rows(rule.body, kind or "", options, subject, self.problems))
        names = [row.id for row in rows if row.id is not None]
        for row in rows:
            keys = validate(RuleKeys, row.body.without(*check_keys(row.body)), subject, self.problems)
            if kind is not None:
                check_used(row, kind, options, subject, self.problems)
            compiled = _Draft(self, rule, row, keys, subject, names, check).compile()
            if compiled is not None:
                yield compiled

    def _kind(self, body: Located, subject: str) -> str | None:
        """Give the one check key of a rule, or note that it has none, several, or an unknown key."""
        known = {ASSERT, *self.registry.checks}
        found = [key for key in check_keys(body) if key in known]
        unknown = [key for key in check_keys(body) if key not in known]
        for key in unknown:
            hint = did_you_mean(key, sorted({*known, *COMMON_KEYS}))
            self.problems.add(body.key(key), f'{subject} has no key "{key}"{hint}')
        for key in found[1:]:
            message = f'{subject} has a second check, "{key}" beside "{found[0]}"; make it a rule of its own'
            self.problems.add(body.key(key), message)
        if not found and not unknown:
            self.problems.add(body.where, f"{subject} has no check; one of {', '.join(sorted(known))}")
        return found[0] if found else None


class _Draft:
    """One rule, or one row of it, on its way to a compiled ``Rule``."""

    def __init__(
        self,
        compiler: RuleCompiler,
        rule: RuleBody,
        row: Row,
        keys: RuleKeys,
        subject: str,
        rows: list[str],
        check: Check | None,
    ) -> None:
        self.compiler = compiler
        self.problems = compiler.problems
        self.rule = rule
        self.row = row
        self.body = row.body
        self.keys = keys
        self.subject = subject
        self.rows = rows
        self.check = check
        self.scope = replace(compiler.scope, params=row.params, loop=self._loop())
        self._check_apart()

    def compile(self) -> tuple[Rule, str] | None:
        """Compile everything; ``None`` when something has a problem, which is then noted."""
        before = len(self.problems)
        condition = self._expression(ASSERT)
        options = self._options()
        given = self._given()
        blamed = [blamed_field(text, self.scope, self.subject, self.problems) for text in self._texts("blame")]
        when = self._expression("when")
        self._check_message()
        self._check_tags()
        tests = self._tests()
        if len(self.problems) > before or (condition is None and options is None):
            return None
        rule = Rule(
            id=self.rule.id,
            nodeid=self.rule.nodeid + (f"[{self.row.id}]" if self.row.id is not None else ""),
            location=self.rule.body.where,
            scope=self.scope,
            given=given,
            loop=self.scope.loop,
            when=tuple(filter(None, (self.compiler.when, when))),
            check=self.check,
            options=options[0] if options is not None else None,
            condition=condition,
            blame=tuple(filter(None, blamed)),
            **self._words(),
            disabled=self.rule.disabled,
            row=self.row.id,
            params=MappingProxyType(dict(self.row.params)),
            tests=tests,
        )
        return rule, meaning(rule, self.compiler.whole, self.body, options[1] if options is not None else None)

    def _words(self) -> dict[str, Any]:
        """Give what is taken from the rule's keys and the defaults as it stands."""
        keys, defaults = self.keys, self.compiler.defaults.with_keys(self.keys)
        return {
            "on_fail": defaults.on_fail,
            "on_unknown": defaults.on_unknown,
            "on_empty": defaults.on_empty,
            "title": keys.title,
            "why": keys.why,
            "source": keys.source,
            "tags": tuple(keys.tags),
            "message": keys.message,
            "shadow": keys.shadow,
            "suppressible": keys.suppressible,
            "given_text": tuple(keys.given),
        }

    def _texts(self, key: str) -> list[Located]:
        """Give the texts under a key that takes one or several."""
        return self.body.entries[key].elements if getattr(self.keys, key) else []

    def _expression(self, key: str) -> Expression | None:
        text = self.body.entries.get(key)
        if text is None or (key == "when" and self.keys.when is None):
            return None
        if not isinstance(text.value, str | bool):
            self.problems.add(text.where, f"{self.subject}: {key} must be a text; quote it")
            return None
        return located_expression(text, key, self.scope, self.compiler.registry, self.problems)

    def _options(self) -> tuple[BaseModel, Any] | None:
        if self.check is None:
            return None
        value = self.body.entries[self.check.name]
        read = read_options(self.check, value, self.row.options, self.problems)
        if read is not None:
            check_names(self.check, read[0], value, self.scope, self.compiler.registry, self.problems)
        return read

    def _given(self) -> tuple[Field, ...]:
        """Give the targets of a check; an ``assert`` names its values itself."""
        texts = self._texts("given")
        if texts and self.check is None and ASSERT in self.body.entries:
            message = f"{self.subject}: assert names its values itself; leave given out, or say blame"
            self.problems.add(self.body.key("given"), message)
        said = self.body.entries.get("given")
        if self.check is not None and (self._lacks_given() if said is None else said.value == []):
            message = f'{self.subject} needs "given": a field or a path, or a list of them'
            self.problems.add(self.body.key(self.check.name) if said is None else said.where, message)
        fields = self.scope.fields
        return tuple(filter(None, (given_field(text, fields, self.subject, self.problems) for text in texts)))

    def _lacks_given(self) -> bool:
        """Whether the check needs a target that no key gives it."""
        return self.check is not None and not self.check.given_anywhere and self.keys.for_ is None

    def _loop(self) -> Loop | None:
        if self.keys.for_ is None:
            return None
        if self.check is not None:
            message = f'{self.subject}: for goes with assert; for check "{self.check.name}" say given'
            self.problems.add(self.body.key("for"), message)
        fields = self.compiler.scope.fields
        return read_loop(self.body.entries["for"], fields, self.subject, self.problems)

    def _check_apart(self) -> None:
        """Note names that mean two things at once."""
        places = dict(self.row.places)
        if self.scope.loop is not None:
            variable = self.scope.loop.variable
            where = self.body.entries["for"].where
            if variable in places:
                self.problems.add(where, f'{self.subject}: "{variable}" is the loop variable and also a param')
            places[variable] = where
        for name, where in places.items():
            kind = "field" if name in self.scope.fields else "list" if name in self.scope.lists else None
            if kind is not None:
                self.problems.add(where, f'{self.subject}: "{name}" is also a {kind}; a name is one thing only')

    def _check_message(self) -> None:
        if self.keys.message is not None:
            text = self.body.entries["message"]
            for offset, sentence in unknown_placeholders(self.keys.message, self.scope):
                self.problems.add(text.at(offset), f"{self.subject}: {sentence}")

    def _check_tags(self) -> None:
        for text in self._texts("tags"):
            declared = self.compiler.whole.tags_of(text.file)
            if declared is not None and text.value not in declared:
                hint = did_you_mean(str(text.value), declared)
                message = f'{self.subject}: tag "{text.value}" is not among the tags of the file{hint}'
                self.problems.add(text.where, message)

    def _tests(self) -> tuple[InlineTest, ...]:
        if not self.keys.tests:
            return ()
        changed = self.rule.overridden
        inherited = bool(changed - SILENT_KEYS) and "tests" not in changed
        registry = self.compiler.registry
        reader = TestReader(self.subject, self.scope, self.rows, registry, self.problems, inherited=inherited)
        return reader.read(self.body.entries["tests"], self.rule.origin, self.row.id)
