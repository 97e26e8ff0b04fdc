"""Equations are found in whatever form they are written."""

from __future__ import annotations

import pytest

from support.payloads import extend

from .wrong import Judge


@pytest.mark.parametrize(
    "equation",
    [
        "doc.net + doc.tax == doc.total",
        "doc.total == approx(doc.net + doc.tax, abs=0.01)",
        "doc.total == approx(doc.net + doc.tax, rel=0.0001)",
        "abs(doc.net + doc.tax - doc.total) <= 0.01",
        "0.01 >= abs(doc.total - doc.tax - doc.net)",
        "exists(doc.total) and doc.net + doc.tax == doc.total",
        "not exists(doc.total) or doc.net + doc.tax == doc.total",
        "doc.net + doc.tax == doc.total if doc.net > 0 else doc.total == 0",
        "doc.total == doc.net + doc.tax == doc.due",
        "all(part.net + part.tax == doc.total for part in doc.parts)",
        "(doc.total - doc.net) / doc.net == approx(doc.tax / doc.net, abs=0.0001)",
        "doc.net / (doc.total - doc.tax) == approx(1, abs=0.0001)",
        "round(doc.total * 0.9, 1) == round(doc.net * 0.9, 1) + round(doc.tax * 0.9, 1)",
    ],
)
def test_an_equation_is_found_in_whatever_form_it_is_written(judge: Judge, equation: str) -> None:
    """Authors of rules write sums in many ways, and think of hints in none of them."""
    payload = {"net": 1200, "tax": 228, "total": 1488, "due": 1428, "parts": [{"net": 1200, "tax": 228}]}
    metadata = {"total": {"ocrConfidence": 0.5}, "net": {"ocrConfidence": 0.99}, "tax": {"ocrConfidence": 0.99}}

    (finding,) = judge("rules: [{id: sum, assert: '" + equation + "'}]", extend(payload, metadata)).findings

    assert (finding.hints[0].path, finding.hints[0].suggested) == ("$.total", "1428")
