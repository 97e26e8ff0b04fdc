"""Change the core in one place at a time and see whether a test notices.

    python tests/mutation/run.py                     all modules, some minutes
    python tests/mutation/run.py engine/decide.py    some of them

Nothing on disk is changed: each mutant lives in a child process, whose import of one module is answered with the
mutant. A mutant that no test notices must stand in ``survivors.toml`` with the reason, else the run fails.
"""

from __future__ import annotations

import ast
import importlib
import importlib.abc
import importlib.machinery
import os
import signal
import sys
import time
import tomllib
from collections.abc import Sequence
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from hypothesis import Phase, settings
from mutants import Mutant, mutants

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "adjudge"
SECONDS = 60
"""How long the tests may take with one mutant; one that makes them endless is noticed, too."""

_THIRD_PARTY = (
    "click",
    "hypothesis.strategies",
    "jsonpath_ng.ext",
    "msgspec",
    "pluggy",
    "pydantic",
    "re2",
    "simpleeval",
)
_UNWARNED = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
"""Hypothesis is imported before pytest is started, so that no child needs to."""
_NOTICED = (
    pytest.ExitCode.TESTS_FAILED,
    pytest.ExitCode.INTERRUPTED,
    pytest.ExitCode.INTERNAL_ERROR,
    pytest.ExitCode.USAGE_ERROR,  # a mutant that a conftest cannot import
)


class _Swapped(importlib.machinery.SourceFileLoader):
    """Loads one module from a changed tree."""

    tree: ast.Module

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.tree, self.get_filename(fullname), "exec")


class _Finder(importlib.abc.MetaPathFinder):
    """Answers the import of one module with a mutant of it."""

    def __init__(self, module: str, tree: ast.Module) -> None:
        self._name = "adjudge." + module.removesuffix(".py").replace("/", ".")
        self._file = SOURCE / module
        self._tree = tree

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._name:
            return None
        loader = _Swapped(fullname, str(self._file))
        loader.tree = self._tree
        return spec_from_file_location(fullname, self._file, loader=loader)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def run_tests(module: str, tests: Sequence[str], tree: ast.Module) -> int:
    """Run tests in a child process with a tree in the place of a module; gives pytest's exit code."""
    child = os.fork()
    if child == 0:
        os.setpgrp()
        signal.alarm(SECONDS)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        sys.meta_path.insert(0, _Finder(module, tree))
        os._exit(pytest.main(["-x", "-q", "--tb=no", "-p", "no:cacheprovider", *_UNWARNED, *tests]))
    _, status = os.waitpid(child, 0)
    return pytest.ExitCode.TESTS_FAILED if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status)


def run_stages(module: str, stages: Sequence[str], tree: ast.Module) -> int:
    """Run one stage of tests after the other until one fails; gives the exit code of the last."""
    codes = (run_tests(module, stage.split(), tree) for stage in stages)
    return next((code for code in codes if code != pytest.ExitCode.OK), pytest.ExitCode.OK)


def survivors(module: str, stages: Sequence[str]) -> tuple[list[Mutant], int]:
    """Give the mutants of a module that its tests do not notice, and how many mutants there are."""
    source = (SOURCE / module).read_text(encoding="utf-8")
    code = run_stages(module, stages, ast.parse(source))
    if code != pytest.ExitCode.OK:
        sys.exit(f"{module}: the tests must pass before anything is changed (pytest ended with {code})")
    made = list(mutants(source))
    left = []
    for mutant in made:
        code = run_stages(module, stages, mutant.tree)
        if code == pytest.ExitCode.OK:
            left.append(mutant)
            _say(f"  {module}:{mutant.line} {mutant.name}")
        elif code not in _NOTICED:
            sys.exit(f"{module}: pytest ended with {code} for {mutant.name}")
    return left, len(made)


def main(wanted: Sequence[str]) -> int:
    """Run the mutants of the wanted modules (all, if none is named); gives the exit code."""
    config = tomllib.loads((Path(__file__).parent / "survivors.toml").read_text(encoding="utf-8"))
    settings.register_profile("mutation", phases=(Phase.explicit, Phase.generate), database=None, derandomize=True)
    settings.load_profile("mutation")
    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT / "src")]
    for name in _THIRD_PARTY:
        importlib.import_module(name)
    unexplained = 0
    for module, stages in config["tests"].items():
        if wanted and module not in wanted:
            continue
        started = time.monotonic()
        left, count = survivors(module, stages)
        explained = {name for group in config.get("survivors", {}).get(module, ()) for name in group["mutants"]}
        new = [mutant for mutant in left if mutant.name not in explained]
        gone = explained - {mutant.name for mutant in left}
        unexplained += len(new) + len(gone)
        took = f"{time.monotonic() - started:.0f} s"
        _say(f"{module}: {count} mutants, {len(left)} survive, {len(new)} without a reason ({took})")
        for name in sorted(gone):
            _say(f"  listed, but noticed or no longer made: {name}")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
