"""What results and refusals say, in a form that a test can compare whole."""

from __future__ import annotations

from typing import Any

import pytest

import adjudge
from adjudge.errors import PayloadError
from adjudge.model.payload import read_payload

Told = tuple[str, str | None, str]
"""Outcome, cause and the whole reason of one finding."""


def told(result: adjudge.Result) -> list[Told]:
    """Give outcome, cause and reason of every finding."""
    return [(finding.outcome, finding.cause, finding.reason) for finding in result.findings]


def problems_of(load: object, text: str) -> list[str]:
    """Load a rule file that has problems and give them, without the name of the file."""
    assert callable(load)
    with pytest.raises(adjudge.RulesError) as caught:
        load(text)
    return [str(problem).removeprefix("rules.yaml:") for problem in caught.value.problems]


def refusal(source: Any) -> str:
    """Give the one line that refuses a payload."""
    with pytest.raises(PayloadError) as caught:
        read_payload(source)
    assert "\n" not in str(caught.value)
    assert caught.value.__cause__ is None
    return str(caught.value)
