"""What the tests of adapters share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from adjudge.adapters import ADAPTERS
from adjudge.model.adapter import Adapter
from adjudge.model.extraction import Extraction
from adjudge.model.recognise import normalize

PAYLOADS = Path(__file__).parents[1] / "payloads"
BY_NAME = {adapter.name: adapter for adapter in ADAPTERS}


@pytest.fixture(scope="session")
def read() -> Callable[..., Extraction]:
    """Normalize whatever ``normalize`` takes with the built-in adapters."""

    def read_with(source: Any, adapter: str | Adapter | None = None) -> Extraction:
        return normalize(source, adapter, adapters=BY_NAME)

    return read_with


@pytest.fixture(scope="session")
def own(read: Callable[..., Extraction]) -> Callable[..., Extraction]:
    """Normalize a payload written for these tests: ``own("extend/reviewed")``."""

    def read_own(name: str, adapter: str | None = None) -> Extraction:
        return read(PAYLOADS / f"{name}.json", adapter)

    return read_own
