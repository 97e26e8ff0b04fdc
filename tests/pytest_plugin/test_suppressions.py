"""A baseline that the command line wrote holds in a test suite, too."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from adjudge.cli import run as command

pytest_plugins = ["pytester"]

Run = Callable[..., pytest.RunResult]

TEST = """\
def test_nothing_is_new(verdict):
    assert [finding.reason for finding in verdict.findings if not finding.suppressed] == []
"""


def test_documents_are_known_by_the_same_names(
    project: pytest.Pytester, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In files of JSON lines, too."""
    project.makepyfile(test_documents=TEST)
    monkeypatch.chdir(project.path)
    run("test_documents.py").assert_outcomes(failed=1, passed=1)

    assert command(["check", "corpus", "-R", "rules", "--add-suppressions", "--reason", "known", "-q"]) == 0

    run("test_documents.py").assert_outcomes(passed=2)
