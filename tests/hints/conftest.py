"""In these tests hints are asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import adjudge


@pytest.fixture
def judge(load: Callable[..., adjudge.Ruleset]) -> Callable[..., adjudge.Verdict]:
    """Judge a payload by a rule file given as text, and ask for hints."""

    def judge_text(text: str, payload: Any) -> adjudge.Verdict:
        return load(text).check(payload, hints=True)

    return judge_text
