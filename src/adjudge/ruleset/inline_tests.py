"""Check the inline tests of a rule when it is loaded; ``adjudge test`` runs them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from adjudge.errors import ConfigError, Location, did_you_mean
from adjudge.model.paths import parse
from adjudge.ruleset.fields import Field, Scope
from adjudge.ruleset.located import Located, Problems
from adjudge.ruleset.registry import Registry
from adjudge.ruleset.rule import InlineTest
from adjudge.ruleset.schema import TestKeys
from adjudge.ruleset.sources import RulePath, SourceProblem
from adjudge.ruleset.validation import validate

_STEP: Final = re.compile(r"\[(\d+)\]|\.([A-Za-z_][A-Za-z0-9_]*)")
SECTIONS: Final = ("signals", "match", "verification", "issues", "citations")
"""Keys of a test whose keys are places in the document: what it can say of a value beside the value."""


class TestReader:
    """Reads the inline tests of one rule, in the scope of that rule."""

    __test__ = False  # pytest: no test class

    def __init__(
        self,
        subject: str,
        scope: Scope,
        rows: Sequence[str],
        registry: Registry,
        problems: Problems,
        *,
        inherited: bool = False,
    ) -> None:
        self.subject = subject
        self.scope = scope
        self.inherited = inherited
        self.rows = rows
        self.problems = problems
        self.adapters = registry.adapters
        self.signals = registry.signals

    def read(self, tests: Located, origin: RulePath, row: str | None) -> tuple[InlineTest, ...]:
        """Give the tests that are about ``row`` (of a rule without params: all)."""
        read = [self._test(test, index, origin, row) for index, test in enumerate(tests.elements)]
        return tuple(test for test in read if test is not None)

    def _test(self, tree: Located, index: int, origin: RulePath, row: str | None) -> InlineTest | None:
        subject = f"{self.subject}: test"
        if not isinstance(tree.value, dict):
            self.problems.add(tree.where, f"{subject} is a mapping with expect and what is given")
            return None
        before = len(self.problems)
        keys = validate(TestKeys, tree, subject, self.problems)
        if keys.expect is None and len(self.problems) == before:
            self.problems.add(tree.where, f'{self.subject}: a test needs "expect"')
        spec = keys.model_dump(exclude_unset=True)
        expect = self._expected(tree, keys, row)
        self._check_given(tree, keys)
        for place in SECTIONS:
            if getattr(keys, place):
                for key in tree.entries[place].entries:
                    self.check_place(key, tree.entries[place].key(key))
        for slots in tree.entries["signals"].entries.values() if keys.signals else ():
            for name, number in slots.entries.items():
                self._check_signal(name, slots.key(name), number)
        if keys.adapter is not None and keys.adapter not in self.adapters:
            hint = did_you_mean(keys.adapter, list(self.adapters))
            self.problems.add(tree.entries["adapter"].where, f'{subject}: there is no adapter "{keys.adapter}"{hint}')
        if keys.payload is not None:
            spec["payload"] = self._payload(tree.entries["payload"], origin)
        if expect is None:
            return None
        return InlineTest(tree.where, {**spec, "expect": expect}, index, self.inherited)

    def _expected(self, tree: Located, keys: TestKeys, row: str | None) -> str | None:
        """Give the outcome expected of ``row``; ``None``: the test is not about it."""
        if not isinstance(keys.expect, dict):
            return keys.expect
        expect = tree.entries["expect"]
        for name in expect.entries:
            if name not in self.rows:
                message = f'{self.subject}: there is no params row "{name}"{did_you_mean(name, self.rows)}'
                self.problems.add(expect.key(name), message)
        return keys.expect.get(row or "")

    def _check_given(self, tree: Located, keys: TestKeys) -> None:
        if not keys.given:
            return
        given = tree.entries["given"]
        if keys.payload is not None:
            self.problems.add(tree.key("payload"), f"{self.subject}: a test has given or a payload, not both")
        for key, value in given.entries.items():
            field = self.check_place(key, given.key(key))
            if field is not None:
                self._check_members(field, value)

    def _check_members(self, field: Field, value: Located) -> None:
        """Note each key that is no declared member of the field it is given for."""
        if field.members is None:
            return
        for item in value.elements:
            for key, inner in item.entries.items():
                member = field.members.get(key)
                if member is not None:
                    self._check_members(member, inner)
                    continue
                hint = did_you_mean(key, list(field.members))
                self.problems.add(item.key(key), f'{self.subject}: "{field.name}" declares no member "{key}"{hint}')

    def check_place(self, text: str, where: Location) -> Field | None:
        """Check that ``text`` is a place: a field, a member of one (``lines[0].amount``) or a ``$.path``."""
        if text.startswith("$"):
            try:
                parse(text)
            except (ConfigError, ValueError) as error:
                self.problems.add(where, f"{self.subject}: {error}")
            return None
        name = re.split(r"[.\[]", text, maxsplit=1)[0]
        field = self.scope.fields.get(name)
        if field is None:
            hint = did_you_mean(name, list(self.scope.fields)) or "; other data is named by its path, $.name"
            self.problems.add(where, f'{self.subject}: there is no field "{name}"{hint}')
            return None
        return self._member(field, text[len(name) :], where)

    def _member(self, field: Field, steps: str, where: Location) -> Field | None:
        """Follow ``[0].amount`` from a field through its declared members."""
        position = 0
        while position < len(steps):
            step = _STEP.match(steps, position)
            members: Mapping[str, Field] = field.members or {}
            if step is None or (step[2] is not None and field.members is not None and step[2] not in members):
                rest = steps[position:].lstrip(".")
                hint = did_you_mean(rest, list(members))
                self.problems.add(where, f'{self.subject}: "{field.name}" declares no member "{rest}"{hint}')
                return None
            if step[2] is not None:
                if step[2] not in members:
                    return None
                field = members[step[2]]
            position = step.end()
        return field

    def _check_signal(self, name: str, where: Location, number: Located) -> None:
        if name not in self.signals:
            hint = did_you_mean(name, sorted(self.signals))
            self.problems.add(where, f'{self.subject}: there is no signal "{name}"{hint}')
        if isinstance(number.value, bool | list | dict):
            self.problems.add(number.where, f'{self.subject}: signal "{name}" must be a number or null')

    def _payload(self, text: Located, origin: RulePath) -> Any:
        """Give the payload file, which must be there when the rules are loaded."""
        try:
            return origin.beside(str(text.value)).path
        except SourceProblem as problem:
            self.problems.add(text.where, f"{self.subject}: {problem}")
            return None
