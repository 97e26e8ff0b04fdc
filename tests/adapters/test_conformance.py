"""The built-in adapters keep what every adapter promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from adjudge.adapters import ADAPTERS
from adjudge.testing import assert_adapter_conforms, check_adapter

PAYLOADS = Path(__file__).parents[1] / "payloads"
BY_NAME = {adapter.name: adapter for adapter in ADAPTERS}
OWN = sorted(PAYLOADS.glob("*/*.json"))

KNOWN = {
    "extend/output_alone": [
        "metadata at size.width fits no path of the data",
        "metadata at lines.total fits no path of the data",
        "metadata at a[0] fits no path of the data",
        "metadata at what..now fits no path of the data",
        "metadata at plain fits no path of the data",
    ],
    "nutrient/three_states": ["$.lines[0].price is cited on page 3 of 2"],
    "parsefy/path_forms": [
        "metadata at $..total fits no path of the data",
        "metadata at $.number fits no path of the data",
        "metadata at $.empty[*].y fits no path of the data",
        "metadata at $.line_items.x fits no path of the data",
        "metadata at $.number.digits fits no path of the data",
    ],
    "datalab/constructed_balanced_verification": ["$.company_name is cited on page 3 of 1"],
}
"""What is off in payloads on purpose, as rules must cope with it."""


@pytest.mark.parametrize("file", [pytest.param(file, id=f"{file.parent.name}/{file.stem}") for file in OWN])
def test_a_built_in_adapter_conforms(file: Path) -> None:
    """Payloads written for the tests of the adapter, with all that its vendor may do."""
    problems = check_adapter(BY_NAME[file.parent.name], file)

    assert problems == KNOWN.get(f"{file.parent.name}/{file.stem}", [])


@pytest.mark.parametrize("name", sorted(set(BY_NAME) - {"plain"}))
def test_a_built_in_adapter_conforms_on_real_payloads(name: str, shared: Path) -> None:
    """What the APIs have really returned."""
    files = sorted((shared / "corpus" / name).glob("*.json"))

    assert files
    for file in files:
        assert check_adapter(BY_NAME[name], file) == KNOWN.get(f"{name}/{file.stem}", [])


def test_plain_data_conforms() -> None:
    """Whatever nobody claims."""
    payloads = [{"total": 5, "lines": [{"a": None}, {}], "": ""}, [], {}, [1, [2]]]

    assert_adapter_conforms(BY_NAME["plain"], payloads)
