"""Rules given as text, payloads built here; what the tests of the engine and of the checks share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

import adjudge


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


def nutrient(data: Any, metadata: Any, *, pages: int = 1) -> dict[str, Any]:
    """Build a payload of parallel trees."""
    sizes = [{"page": page + 1, "width": 100, "height": 100} for page in range(pages)]
    return {"status": 200, "output": {"data": data, "metadata": metadata, "pages": sizes}}


def entry(match: str = "id_match", confidence: float | None = 0.95, **more: Any) -> dict[str, Any]:
    """Build a metadata entry of a value; ``confidence=None`` leaves the score out."""
    made: dict[str, Any] = {"match": match, **more}
    if confidence is not None:
        made["confidence"] = confidence
    return made
