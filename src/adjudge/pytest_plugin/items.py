"""Inline tests of rules as pytest items: ``rules/invoice.yaml::lines-add-up::wrong-total``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from adjudge.engine.inline_tests import InlineReport, run_inline_test
from adjudge.errors import AdjudgeError, RulesError, SelectionError
from adjudge.manager import load_plugins
from adjudge.pytest_plugin.corpus import rule_sources
from adjudge.reporting.document import finding_operand_rows
from adjudge.reporting.lines import line, plain
from adjudge.reporting.view import View
from adjudge.ruleset.loading import Loaded, load
from adjudge.ruleset.registry import Registry
from adjudge.ruleset.rule import InlineTest, Rule

_IS_RULE_FILE: Final = re.compile(rb"^adjudge\s*:", re.MULTILINE)
_REGISTRY: Final = pytest.StashKey[Registry]()
_LOADED: Final = pytest.StashKey["Loaded | AdjudgeError"]()


def is_wanted(path: Path, config: pytest.Config) -> bool:
    """Whether the inline tests of a file are asked for: it is one of ``adjudge_rules``, or any under ``--adjudge``."""
    if _configured(path, config):
        return True
    return bool(config.getoption("adjudge")) and _IS_RULE_FILE.search(path.read_bytes()) is not None


class InlineTestFailed(Exception):
    """An inline test does not hold; carries its report."""

    def __init__(self, report: InlineReport) -> None:
        super().__init__(report.problem)
        self.report = report


class RuleFile(pytest.File):
    """A rule file; its rules that have inline tests are below it."""

    def collect(self) -> Iterator[RuleNode]:
        """Give a node per rule, in the order of the file."""
        name = self.path.relative_to(self.config.rootpath).as_posix()
        for rule in self._rules():
            # A test that an override inherits expects what was written for another rule.
            tests = [test for test in rule.tests if not test.inherited]
            if rule.nodeid.rpartition("::")[0] == name and tests:
                yield RuleNode.from_parent(self, name=rule.nodeid.rpartition("::")[2], rule=rule, tests=tests)

    def _rules(self) -> tuple[Rule, ...]:
        try:
            return _load(self.path, self.config).rules
        except SelectionError:
            return ()
        except RulesError as error:
            name = self.path.relative_to(self.config.rootpath).as_posix()
            own = [problem for problem in error.problems if problem.location.file == name]
            raise self.CollectError("\n".join(map(str, own or error.problems))) from None
        except AdjudgeError as error:
            raise self.CollectError(str(error)) from None


class RuleNode(pytest.Collector):
    """One rule, or one row of its params."""

    def __init__(self, *, rule: Rule, tests: Iterable[InlineTest], **keys: Any) -> None:
        super().__init__(**keys)
        self.rule = rule
        self.tests = tuple(tests)

    def collect(self) -> Iterator[InlineItem]:
        """Give an item per inline test."""
        for test in self.tests:
            yield InlineItem.from_parent(self, name=test.name, rule=self.rule, test=test)


class InlineItem(pytest.Item):
    """One inline test."""

    def __init__(self, *, rule: Rule, test: InlineTest, **keys: Any) -> None:
        super().__init__(**keys)
        self.rule = rule
        self.test = test
        # What `-k` matches; tags are words of rules, which strict markers would refuse.
        self.extra_keyword_matches.update(rule.tags)

    def runtest(self) -> None:
        """Run the test of the rule alone."""
        report = run_inline_test(self.rule, self.test, _registry(self.config))
        self.user_properties += [("adjudge_rule", self.rule.nodeid), ("adjudge_outcome", report.result.outcome)]
        if not report.passed:
            raise InlineTestFailed(report)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Say where the test stands, what was expected, what came, and of which operands."""
        if isinstance(excinfo.value, InlineTestFailed):
            report = excinfo.value.report
            rows = [f"{self.test.location}: {report.problem}"]
            if self.rule.condition is not None:
                rows.append(f"    assert: {self.rule.condition.source}")
            operands = [row for finding in report.result.findings for row in finding_operand_rows(finding, View())]
            return plain([*(line(row) for text in rows for row in text.splitlines()), *operands, []])
        if isinstance(excinfo.value, AdjudgeError):
            return f"{self.test.location}: {excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Give file, line (from 0) and heading."""
        return self.path, self.test.location.line - 1, f"{self.rule.nodeid}::{self.name}"


def _configured(path: Path, config: pytest.Config) -> bool:
    return any(path == Path(source) or Path(source) in path.parents for source in rule_sources(config))


def _load(path: Path, config: pytest.Config) -> Loaded:
    """Load a file together with the others of ``adjudge_rules``, whose settings it may share; any other alone."""
    registry = _registry(config)
    if not _configured(path, config):
        return load(path, registry=registry, root=config.rootpath)
    if _LOADED not in config.stash:
        try:
            config.stash[_LOADED] = load(rule_sources(config), registry=registry, root=config.rootpath)
        except AdjudgeError as error:
            config.stash[_LOADED] = error
    loaded = config.stash[_LOADED]
    if isinstance(loaded, AdjudgeError):
        raise loaded
    return loaded


def _registry(config: pytest.Config) -> Registry:
    if _REGISTRY not in config.stash:
        config.stash[_REGISTRY] = load_plugins(()).registry
    return config.stash[_REGISTRY]
