"""The plugin in the documentation works as it is printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import adjudge

PAGE = (Path(__file__).parents[2] / "docs" / "plugins.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """Give the one block of that language."""
    (text,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(text)


@pytest.fixture
def plugin() -> Any:
    """The module of the documentation."""
    module = ModuleType("acme_rules")
    exec(block("python"), vars(module))  # noqa: S102  # our own page
    return module


def test_its_rules_load_and_judge(plugin: Any, load: Callable[..., adjudge.Ruleset]) -> None:
    ruleset = load(block("yaml").removeprefix("adjudge: 1\n"), plugins=[plugin])

    good = ruleset.check({"total": 12.35, "clerk": "Ada Lovelace", "signature": "AL"})
    bad = ruleset.check({"total": 12.34, "clerk": "Ada Lovelace", "signature": "AL"}, document="17")

    assert (good.decision, bad.decision) == ("accept", "reject")
    assert [finding.reason for finding in bad.findings] == ["$.total is 12.34, expected a multiple of 5 cents"]
    assert plugin.rejected == ["17"]
