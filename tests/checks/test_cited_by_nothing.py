"""A slot for citations that holds none is seen on the fast pass, too, whatever an adapter reads it by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

import adjudge
from adjudge.adapters import ADAPTERS
from adjudge.model.adapter import Slot
from adjudge.model.citations import Citation
from support.payloads import entry, nutrient


def each_cited(entry: Mapping[str, Any], _context: Any) -> Iterator[Citation]:
    """Read citations one by one, as an adapter of a plugin may."""
    for page in entry["cited"]:
        yield Citation(page=page)


NUTRIENT = next(adapter for adapter in ADAPTERS if adapter.name == "nutrient")
LAZY = NUTRIENT.with_keys(citations=Slot((("cited",),), each_cited))


@pytest.mark.parametrize("given", ["$.total", "[$.total, $.tax]", "'$..*'", "'$.lines[*].amount'"])
def test_a_slot_that_is_read_one_by_one_and_gives_nothing_cites_nothing(
    given: str, load: Callable[..., adjudge.Ruleset]
) -> None:
    """An iterator that gives nothing is as true as one that gives something."""
    ruleset = load(f"rules: [{{id: r, given: {given}, cited: true}}]")
    data = {"total": 5, "tax": 1, "lines": [{"amount": 5}]}
    cited, uncited = entry(cited=[1]), entry(cited=[])

    found = [
        ruleset.check(
            nutrient(data, {"total": total, "tax": cited, "lines": [{"amount": total}]}), adapter=LAZY
        ).results[0]
        for total in (cited, uncited)
    ]

    assert [result.outcome for result in found] == ["pass", "fail"]
    assert found[1].findings[0].reason.endswith("is 5, which cites nothing")
