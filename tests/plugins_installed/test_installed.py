"""The distributions in ``plugins/`` work once they are installed, each alone and all together."""

from __future__ import annotations

import importlib.metadata
import json
from pathlib import Path
from typing import Any

import pytest

import adjudge
from adjudge.adapters import ADAPTERS
from adjudge.cli import run
from adjudge.manager import load_plugins
from adjudge.testing import check_adapter

PLUGINS = ("azure", "documentai", "reducto", "stdnum", "textract")
CLUSTERS = ("ray", "spark")
"""Distributions that call the library and register nothing."""
OURS = Path(__file__).parents[1] / "payloads"
VENDORS = {"azure": "azure", "documentai": "googledocai", "reducto": "reducto", "textract": "textract"}


@pytest.fixture(autouse=True)
def _installed() -> None:
    found = {point.name for point in importlib.metadata.entry_points(group="adjudge")}
    if not found >= set(PLUGINS):
        pytest.skip("needs the plugins installed: pip install plugins/*/")


def test_every_distribution_is_among_them() -> None:
    """A folder that nobody tests would rot."""
    folders = {folder.name for folder in (Path(__file__).parents[2] / "plugins").glob("adjudge-*/")}

    assert folders == {f"adjudge-{name}" for name in (*PLUGINS, *CLUSTERS)}


@pytest.mark.parametrize("name", CLUSTERS)
def test_what_runs_on_a_cluster_installs_without_one(name: str) -> None:
    """The cluster brings its own; ``-p`` does not know it."""
    distribution = importlib.metadata.distribution(f"adjudge-{name}")

    assert (distribution.version, list(distribution.entry_points)) == ("0.1.0", [])


@pytest.mark.parametrize("name", PLUGINS)
def test_a_plugin_is_found_by_its_name(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As ``-p NAME``; it says which distribution it is from."""
    assert run(["plugins", "-p", name, "--format", "json"]) == 0

    listed = {plugin["name"]: plugin for plugin in json.loads(capsys.readouterr().out)["plugins"]}
    assert listed[name]["origin"] == f"adjudge-{name} 0.1.0"
    kind = "checks iban" if name == "stdnum" else f"adapters {name}"
    assert kind in listed[name]["offers"]


def test_all_plugins_live_together() -> None:
    """No two claim one name."""
    registry = load_plugins(PLUGINS).registry

    assert set(registry.adapters) > set(VENDORS)


@pytest.mark.parametrize("file", [pytest.param(file, id=file.stem) for file in sorted(OURS.glob("*/*.json"))])
def test_payloads_of_the_built_in_adapters_stay_theirs(file: Path) -> None:
    """A further adapter must not claim what others read."""
    assert adjudge.normalize(file, plugins=PLUGINS).adapter == file.parent.name


@pytest.mark.parametrize("name", sorted(VENDORS))
def test_real_payloads_are_claimed_by_one_adapter(name: str, shared: Path) -> None:
    """Whatever else is installed."""
    adapters: Any = load_plugins(PLUGINS).registry.adapters

    for file in sorted((shared / "corpus" / VENDORS[name]).glob("*.json")):
        others = [*ADAPTERS, *adapters.values()]
        assert check_adapter(adapters[name], file, others=others, damages=20) == []
