"""Rule files in a folder of their own, loaded with the built-in checks and two stand-in adapters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from adjudge.checks import cited, issues, labels, presence, signals, unique, values
from adjudge.errors import RulesError
from adjudge.model.adapter import Adapter
from adjudge.record import replace
from adjudge.ruleset.loading import Loaded, load
from adjudge.ruleset.registry import Registry

MODULES = (cited, issues, labels, presence, signals, unique, values)
ADAPTERS = (
    Adapter("alpha", (), labels=frozenset({"exact_match", "fuzzy_match", "not_found"})),
    Adapter("beta", (), verification_labels=frozenset({"confirmed"})),
)

Load = Callable[..., Loaded]
ProblemsOf = Callable[..., list[str]]


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The built-in checks, without plugins."""
    return Registry(
        checks={check.name: check for module in MODULES for check in module.CHECKS},
        adapters={adapter.name: adapter for adapter in ADAPTERS},
    )


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Write files into ``rules/`` of the current folder: ``write({"a.yaml": "…"})``."""
    monkeypatch.chdir(tmp_path)

    def writes(files: dict[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / "rules" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text), encoding="utf-8")
        return tmp_path / "rules"

    return writes


@pytest.fixture
def load_files(write: Callable[..., Path], registry: Registry) -> Load:
    """Load a folder of files; a text alone is ``rules/r.yaml``."""

    def loads(files: str | dict[str, str], source: str = "rules", packs: dict[str, Path] | None = None) -> Loaded:
        write({"r.yaml": files} if isinstance(files, str) else files)
        return load(source, registry=replace(registry, packs=packs or {}))

    return loads


@pytest.fixture
def problems_of(load_files: Load) -> ProblemsOf:
    """Load files that have problems, and give them as text."""

    def problems(files: str | dict[str, str], source: str = "rules", packs: dict[str, Path] | None = None) -> list[str]:
        with pytest.raises(RulesError) as caught:
            load_files(files, source, packs)
        return [str(problem) for problem in caught.value.problems]

    return problems
