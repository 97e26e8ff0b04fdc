"""The catalogue of the packs is written from them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def catalogue() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue", Path(__file__).with_name("catalogue.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_catalogue_lists_the_rules_that_there_are(catalogue: ModuleType) -> None:
    """After a change of a pack: ``python tests/packs/catalogue.py``."""
    text = catalogue.README.read_text("utf-8")

    assert catalogue.updated(text) == text


def test_a_readme_without_one_gets_it_at_its_end(catalogue: ModuleType) -> None:
    made = catalogue.updated("# Packs\n")

    assert made.startswith(f"# Packs\n\n## Every rule\n\n{catalogue.BEGIN}")
    assert made.endswith(catalogue.END)
    assert catalogue.updated(made) == made
