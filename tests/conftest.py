"""What every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real payloads and official cases beside the checkout; tests without it are skipped."""
    folder = Path(os.environ.get("ADJUDGE_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("needs the folder of shared payloads beside the checkout (ADJUDGE_SHARED)")
    return folder


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave what tests use alone: doctests are looked for in ``src``, and a plugin in a scenario is no test."""
    is_test = collection_path.is_dir() or collection_path.name.startswith("test_")
    return None if is_test else True
