"""A small project with rules, a corpus and a test, for the plugin to run in."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points

import pytest

import adjudge
import adjudge.engine.inline_tests
import adjudge.reporting.document
import adjudge.reporting.view

# The runs are in this process, and pytester forgets what they import: a second copy of half the modules would not fit.
adjudge.check({}, "adjudge:recommended")

RULES = """\
adjudge: 1
fields:
  total: {at: $.total, type: money}
  lines: {at: $.lines, each: {amount: money}}
rules:
  - id: total-is-there
    given: total
    required: true
    tests:
      - {id: there, given: {total: 5}, expect: pass}
      - {id: gone, given: {}, expect: fail}
  - id: lines-add-up
    tags: [sums]
    assert: sum(lines[*].amount) == approx(total, abs=0.01)
    tests:
      - {id: wrong-total, given: {total: 5, lines: [{amount: 4}]}, expect: fail}
"""
TEST = """\
def test_golden(verdict, golden):
    assert verdict == golden
"""
INI = """\
[pytest]
adjudge_rules = rules
"""

Run = Callable[..., pytest.RunResult]


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    for folder in ("rules", "corpus"):
        pytester.mkdir(folder)
    (pytester.path / "rules" / "invoice.yaml").write_text(RULES, "utf-8")
    (pytester.path / "corpus" / "good.json").write_text('{"total": 5, "lines": [{"amount": 5}]}', "utf-8")
    (pytester.path / "corpus" / "many.jsonl").write_text('{"total": 7, "lines": [{"amount": 5}]}\n', "utf-8")
    pytester.makepyfile(test_documents=TEST)
    pytester.makefile(".ini", pytest=INI)
    return pytester


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run pytest with the plugin, whether the project is installed or only on the path; not as if in CI."""
    monkeypatch.delenv("CI", raising=False)
    installed = any(each.value == "adjudge.pytest_plugin" for each in entry_points(group="pytest11"))
    plugin = () if installed else ("-p", "adjudge.pytest_plugin")
    return lambda *arguments: pytester.runpytest_inprocess(*plugin, "-p", "no:cacheprovider", *arguments)
