"""The pack en16931 against the official verdicts, wherever the official cases are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from adjudge.engine.ruleset import load_rules
from packs import conformance

pytestmark = [
    pytest.mark.skipif(not conformance.CASES.is_dir(), reason="the official cases are not beside the checkout"),
    pytest.mark.slow,
]
GAPS = yaml.safe_load((Path(__file__).parent / "known_gaps.yaml").read_text("utf-8"))
KNOWN = {(rule, gap["case"]) for gap in GAPS if "case" in gap for rule in gap["differs"]}


@pytest.mark.parametrize("part", conformance.PARTS)
def test_the_pack_agrees_with_the_official_verdicts(part: str) -> None:
    """What differs stands in known_gaps.yaml with its reason; what stands there does differ."""
    lines, apart = conformance.report(load_rules("adjudge:en16931"), part)
    print("\n".join(lines))  # noqa: T201  # shown by pytest -s, and where the test fails

    assert {(answer.rule, answer.case) for answer in apart} == (KNOWN if part == "fragments" else set())
