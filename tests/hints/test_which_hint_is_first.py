"""Slips that explain equally much: what is doubted most comes first."""

from __future__ import annotations

import pytest

from support.payloads import entry, extend, nutrient

from .wrong import RULES, SUM, Judge, hints, invoice, lines


@pytest.mark.parametrize("weak", ["net", "tax", "total"])
def test_of_equally_likely_slips_the_weakest_signal_comes_first(judge: Judge, weak: str) -> None:
    """Each of three numbers with one digit changed closes this gap; only the signals tell them apart."""
    metadata = {name: {"ocrConfidence": 0.71 if name == weak else 0.98} for name in ("net", "tax", "total")}

    (finding,) = judge(SUM, extend({"net": 1200, "tax": 228, "total": 1828}, metadata)).findings

    assert finding.hints[0].path == f"$.{weak}"
    assert "ocr 0.71" in finding.hints[0].reason
    assert len(finding.hints) == 3


def test_a_weak_label_counts_as_a_signal(judge: Judge) -> None:
    """A value that was found only by similarity is the first to look at."""
    metadata = {"net": entry(confidence=None), "tax": entry("fuzzy_match", None), "total": entry(confidence=None)}

    (finding,) = judge(SUM, nutrient({"net": 1200, "tax": 228, "total": 1728}, metadata)).findings

    assert finding.hints[0].reason == (
        'if $.tax were 528 instead of 228 (a 5 read as 2, match "fuzzy_match"), the equation that reads it would hold'
    )


def test_a_cited_text_that_has_the_number_decides(judge: Judge) -> None:
    """The page was read well, and the wrong number was taken from it."""
    metadata = {
        name: {"ocrConfidence": 0.98, "citations": [{"page": 1, "referenceText": text}]}
        for name, text in (("net", "Net 1,500.00"), ("tax", "VAT 228.00"), ("total", "Total 1,728.00"))
    }

    (finding,) = judge(SUM, extend({"net": 1200, "tax": 228, "total": 1728}, metadata)).findings

    assert (finding.hints[0].path, finding.hints[0].suggested) == ("$.net", "1500")


def test_a_number_unlike_its_column_is_doubted_first(judge: Judge) -> None:
    """Quantity or price: both shifts reconcile, but no other price has three decimals."""
    verdict = judge(RULES, invoice(lines=lines(1, quantity=10, price=4.365, amount=436.5)))

    assert hints(verdict)[0] == (
        "decimal_shift",
        "if $.lines[1].price were 43.65 instead of 4.365 (the decimal point shifted by 1 place), "
        "the equation that reads it would hold",
    )
