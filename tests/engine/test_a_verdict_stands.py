"""What was found stays what was found: a verdict holds nothing of the payload that may change."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from documents import INVOICE, METADATA, RULES, as_adapter

import adjudge

MANY_CODES = "  - {id: many-codes, given: $.codes, length: {min: 3}}\n"


def wipe(value: Any) -> None:
    """Empty everything that a payload is made of."""
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        wipe(inner)
    if isinstance(value, dict | list):
        value.clear()


@pytest.mark.parametrize("adapter", ["nutrient", "llamaextract", "extend", "datalab", "parsefy", "plain"])
def test_a_verdict_stands_whatever_becomes_of_its_payload(adapter: str, judge: Callable[..., adjudge.Verdict]) -> None:
    """Payloads are corrected in place after a review, and checked again."""
    data, metadata = copy.deepcopy(INVOICE), copy.deepcopy(METADATA)
    data |= {"tax": "3O.39", "total": -1, "codes": ["x", "y"], "seller": {"name": "", "vat": None}}
    data["lines"][0]["amount"] = 60
    metadata["codes"] = [{"match": "not_found", "confidence": 0.1, "pageNumber": 1}] * 2
    payload = as_adapter(adapter, data, metadata)
    verdict = judge(RULES + MANY_CODES, payload)
    before = copy.deepcopy(verdict.to_dict())

    wipe(payload)

    assert verdict.to_dict() == before
    assert {finding.outcome for finding in verdict.findings} >= {"fail", "unknown"}
