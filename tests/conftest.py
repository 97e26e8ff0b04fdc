"""What every test may use."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

import adjudge

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real payloads and official cases beside the checkout; tests without it are skipped."""
    folder = Path(os.environ.get("ADJUDGE_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("needs the folder of shared payloads beside the checkout (ADJUDGE_SHARED)")
    return folder


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., adjudge.Ruleset]:
    """Load a rule file given as text (its ``adjudge: 1`` line is added)."""

    def load_text(text: str, **options: Any) -> adjudge.Ruleset:
        file = tmp_path / "rules.yaml"
        file.write_text("adjudge: 1\n" + dedent(text), encoding="utf-8")
        return adjudge.load_rules(file, root=tmp_path, **options)

    return load_text


@pytest.fixture
def judge(load: Callable[..., adjudge.Ruleset]) -> Callable[..., adjudge.Verdict]:
    """Judge a payload by a rule file given as text."""

    def judge_text(text: str, payload: Any, **options: Any) -> adjudge.Verdict:
        return load(text).check(payload, **options)

    return judge_text


@pytest.fixture
def only(judge: Callable[..., adjudge.Verdict]) -> Callable[..., adjudge.Result]:
    """Judge a payload by a file of one rule and give that rule's result."""

    def judge_one(text: str, payload: Any, **options: Any) -> adjudge.Result:
        verdict = judge(text, payload, **options)
        return next(result for result in verdict.results if not result.nodeid.startswith("adjudge::"))

    return judge_one


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave what tests use alone: doctests are looked for in ``src``, and a plugin in a scenario is no test."""
    is_test = collection_path.is_dir() or collection_path.name.startswith("test_")
    return None if is_test else True
