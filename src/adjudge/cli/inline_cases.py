"""The inline tests that ``adjudge test`` runs: found, named, picked, run, and what became of each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from adjudge.cli.selecting import keyword_test, tag_test
from adjudge.errors import AdjudgeError, ConfigError, did_you_mean

if TYPE_CHECKING:
    from adjudge.engine.inline_tests import InlineReport
    from adjudge.ruleset.registry import Registry
    from adjudge.ruleset.rule import InlineTest, Rule

End = Literal["passed", "failed", "error", "xfailed"]


@dataclass(frozen=True, slots=True)
class Case:
    """One inline test of one rule, or of one row of its params."""

    rule: Rule
    test: InlineTest

    @property
    def nodeid(self) -> str:
        """The rule's node id and the test's name (its id, else its place in the list)."""
        return f"{self.rule.nodeid}::{self.test.name}"

    @property
    def file(self) -> str:
        """The file of the rule."""
        return self.rule.nodeid.rpartition("::")[0]

    def is_called(self, text: str) -> bool:
        """Whether a node id means this test: its own, its rule's, its file's; each without the row, too."""
        rules = {self.rule.nodeid, self.rule.base_nodeid}
        names = {self.test.name, str(self.test.index)}
        return text == self.file or text in rules or any(text == f"{rule}::{name}" for rule in rules for name in names)


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of one test; ``problem`` says why it does not hold, ``report`` is ``None`` where nothing ran."""

    case: Case
    end: End
    seconds: float
    problem: str | None = None
    report: InlineReport | None = None

    @property
    def failed(self) -> bool:
        """Whether it counts against the run."""
        return self.end in ("failed", "error")


def find_cases(rules: Iterable[Rule]) -> tuple[Case, ...]:
    """Give every inline test of the rules, in their order."""
    return tuple(Case(rule, test) for rule in rules for test in rule.tests)


def pick_cases(
    cases: Sequence[Case], tags: Iterable[str], *, nodeids: Sequence[str], keyword: str, tag: str
) -> tuple[Case, ...]:
    """Give the tests that were asked for.

    Raises:
        ConfigError: A node id that is no test, a tag that no rule has, an expression that cannot be read.
    """
    wanted: list[Callable[[Case], bool]] = []
    if nodeids:
        for text in nodeids:
            if not any(case.is_called(text) for case in cases):
                raise ConfigError(f'no test "{text}"{_near(text, cases)}')
        wanted.append(lambda case: any(case.is_called(text) for text in nodeids))
    if keyword.strip():
        has_keyword = keyword_test(keyword)
        wanted.append(lambda case: has_keyword(case.nodeid, case.rule.tags))
    if tag.strip():
        has_tags = tag_test(tag, frozenset(tags))
        wanted.append(lambda case: has_tags(case.rule))
    return tuple(case for case in cases if all(test(case) for test in wanted))


def _near(text: str, cases: Sequence[Case]) -> str:
    rule = text.rpartition("::")[0]
    of_rule = [case.nodeid for case in cases if rule in (case.rule.nodeid, case.rule.base_nodeid)]
    return did_you_mean(text, of_rule or [name for case in cases for name in (case.rule.nodeid, case.nodeid)])


def run_cases(cases: Iterable[Case], registry: Registry) -> Iterator[Ran]:
    """Run tests, one after the other."""
    from adjudge.engine.inline_tests import run_inline_test

    for case in cases:
        start = time.perf_counter()
        try:
            report = run_inline_test(case.rule, case.test, registry)
        except AdjudgeError as problem:  # the payload that the test names cannot be judged
            name = case.test.spec["payload"].name
            yield Ran(case, "error", time.perf_counter() - start, f"{name}: {problem}")
            continue
        held: End = "xfailed" if case.test.spec.get("xfail") else "passed"
        end: End = held if report.passed else "failed"
        yield Ran(case, end, time.perf_counter() - start, report.problem, report)
