"""``adjudge test --add PAYLOAD NODEID``: write a test of a real payload into the file of the rule."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adjudge.cli.explain import find_rule, read_extraction
from adjudge.cli.loading import Project, reload_rules, survey_rules
from adjudge.cli.rewriting import rewritten
from adjudge.errors import AdjudgeError, ConfigError, Location

if TYPE_CHECKING:
    from adjudge.engine.ruleset import Ruleset
    from adjudge.model.extraction import Extraction
    from adjudge.ruleset.adding import Home
    from adjudge.ruleset.rule import InlineTest, Rule


@dataclass(frozen=True, slots=True)
class Added:
    """A test that was written: whose it is, where it stands, and what it expects."""

    nodeid: str
    location: Location
    expects: str


def add_test(
    project: Project,
    sources: Sequence[str],
    payload: str,
    nodeid: str,
    *,
    adapter: str | None,
    facts: Mapping[str, Any],
) -> Added:
    """Write the smallest test in which a rule says what it says of a payload.

    Raises:
        PayloadError: The payload cannot be read.
        ConfigError: There is no such rule or item, it is a pack's, it has this test, or no test could show it; then
            nothing is written.
    """
    from adjudge.ruleset.adding import home_of_tests, with_test

    rules, item = find_rule(nodeid, project.ruleset.rules)
    home = home_of_tests(survey_rules(project, sources), rules[0].base_nodeid)
    _, extraction = read_extraction(payload, project.manager, adapter)
    test = _test(project, rules, extraction, facts, item, payload, home)
    path = home.file.path.path
    with rewritten(path, with_test(path.read_bytes(), home, test)):
        return _written(project, sources, rules)


def _test(
    project: Project,
    rules: Sequence[Rule],
    extraction: Extraction,
    facts: Mapping[str, Any],
    item: int | None,
    payload: str,
    home: Home,
) -> dict[str, Any]:
    """Give the test: of what the rules read, or (of citations and pages) of the payload's file."""
    from adjudge.engine.smallest.inline_test import payload_test, smallest_test

    if extraction.failure is not None:
        raise ConfigError(f"{payload}: the job failed ({extraction.failure.reason}), so that no rule judged it")
    test = smallest_test(rules, extraction, facts, item, project.manager.registry)
    if test is not None:
        return test
    beside = _beside(payload, home)
    if beside is None or item is not None:
        raise ConfigError(
            f"{rules[0].nodeid} judges what only a whole payload shows (pages, flags, other items, very many values): "
            "keep it as a file of its own inside the rules root, and name the whole rule"
        )
    return {"payload": beside, **payload_test(rules, extraction, facts)}


def _beside(payload: str, home: Home) -> str | None:
    """Give the payload's file as a rule file can name it; ``None`` where it cannot."""
    file, path = Path(payload), home.file.path
    if not file.is_file() or file.suffix != ".json" or not file.resolve().is_relative_to(path.root):
        return None
    return Path(os.path.relpath(file.resolve(), path.path.parent)).as_posix()


def _written(project: Project, sources: Sequence[str], rules: Sequence[Rule]) -> Added:
    """Load what was written, and tell of the new test.

    Raises:
        ConfigError: The files mean something else now, the test does not hold, or it was there already.
    """
    loaded = _reloaded(project, sources)
    if loaded.fingerprint != project.ruleset.fingerprint:
        raise ConfigError("the rules would not mean the same any more; nothing is written")
    after = {rule.nodeid: rule for rule in loaded.rules}
    tests = [_new_test(after[rule.nodeid], rule, project) for rule in rules]
    expects = ", ".join(dict.fromkeys(str(test.spec["expect"]) for test in tests))
    return Added(rules[0].nodeid if len(rules) == 1 else rules[0].base_nodeid, tests[0].location, expects)


def _reloaded(project: Project, sources: Sequence[str]) -> Ruleset:
    try:
        return reload_rules(project, sources).ruleset
    except AdjudgeError as problem:
        raise ConfigError(f"the file could not be loaded with the test, so nothing is written: {problem}") from None


def _new_test(rule: Rule, before: Rule, project: Project) -> InlineTest:
    from adjudge.engine.inline_tests import run_inline_test

    # An override that gets tests of its own has none of those that it inherited.
    if len(rule.tests) != sum(not test.inherited for test in before.tests) + 1:
        raise ConfigError(f"{rule.nodeid}: the test would not be one of its tests; nothing is written")
    test = rule.tests[-1]
    for other in rule.tests[:-1]:
        if _gives(other) == _gives(test):
            raise ConfigError(
                f"{rule.nodeid} has a test of these values already, at {other.location}, which expects "
                f"{other.spec['expect']}; nothing is written"
            )
    report = run_inline_test(rule, test, project.manager.registry)
    if not report.passed:
        raise ConfigError(f"{rule.nodeid}: the test would not hold, so nothing is written: {report.problem}")
    return test


def _gives(test: InlineTest) -> dict[str, Any]:
    return {key: value for key, value in test.spec.items() if key not in ("id", "expect", "reason", "xfail")}
