"""What the tests of the plugins share; they need the plugin installed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

import adjudge

collect_ignore_glob = ["*/src", "*/build", "*/example"]

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def corpus() -> Callable[[str], list[Path]]:
    """Give the real payloads of a vendor, from a folder beside the checkout; without it the test is skipped."""
    folder = Path(os.environ.get("ADJUDGE_SHARED", ROOT.parent / "shared")) / "corpus"

    def files(vendor: str) -> list[Path]:
        if not folder.is_dir():
            pytest.skip("needs the folder of shared payloads beside the checkout (ADJUDGE_SHARED)")
        return sorted((folder / vendor).glob("*.json"))

    return files


@pytest.fixture
def judge(tmp_path: Path) -> Callable[..., adjudge.Verdict]:
    """Judge a payload by a rule file given as text, with plugins."""

    def judge_text(text: str, payload: Any, *plugins: Any) -> adjudge.Verdict:
        file = tmp_path / "rules.yaml"
        file.write_text("adjudge: 1\n" + dedent(text), encoding="utf-8")
        return adjudge.load_rules(file, root=tmp_path, plugins=plugins).check(payload)

    return judge_text
