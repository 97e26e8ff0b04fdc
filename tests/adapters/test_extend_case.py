"""Extend: which case the keys of a payload are in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from adjudge.model.extraction import Extraction
from adjudge.model.tree import ABSENT


@pytest.mark.parametrize("wrap", [pytest.param(False, id="alone"), pytest.param(True, id="in-a-run")])
def test_the_case_of_keys_is_told_by_any_entry(read: Callable[..., Extraction], wrap: bool) -> None:
    """A null field comes first, and has neither signal: reading the rest in camelCase would lose every score."""
    metadata = {"vat": {"citations": []}, "total": {"ocr_confidence": 0.5, "citations": []}}
    output = {"value": {"vat": None, "total": 5}, "metadata": metadata}
    extraction = read({"object": "extract_run", "status": "PROCESSED", "output": output} if wrap else output)

    assert extraction["$.total"].signal("ocr") == 0.5
    assert extraction["$.vat"].signal("ocr") is ABSENT
