"""A rule's own message: names in braces become values, everything else is literal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from adjudge.adapters.plain import PLAIN
from adjudge.model.recognise import normalize
from adjudge.ruleset.fields import Document
from adjudge.ruleset.loading import Loaded
from adjudge.ruleset.messages import fill

RULE = """\
adjudge: 1
locale: en_US
fields:
  total: {at: $.total, type: money}
  number: $.number
  tags: $.tags[*]
  lines: {at: $.lines, each: {amount: {at: sum, type: money}, tax: {each: {rate: percent}}}}
rules:
  - id: a
    for: line in lines
    assert: line.amount > low
    params: [{id: p, low: 5}]
    message: |-
      %s
"""


def filled(load_files: Callable[..., Loaded], message: str, payload: dict[str, Any]) -> str:
    (rule,) = load_files(RULE % message).rules
    extraction = normalize(payload, adapter="plain", adapters={"plain": PLAIN})
    document = Document(extraction, {})
    assert rule.loop is not None
    items = document.items(rule.loop.field)
    assert isinstance(items, tuple)
    assert rule.message is not None
    return fill(rule.message, rule, document, items[0] if items else None, reason="its own reason")


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("{line.amount} is not above {low}", "3.50 is not above 5"),
        ("{total} of {number}", '1,547.50 USD of "R-1"'),
        ("{tags}", '"x", "y"'),
        ("{line.tax.rate}", "19"),
        ("see: {reason}", "see: its own reason"),
        ("{missing", "{missing"),
        ("{} {0} {total:>99999} {total!r} {{", "{} {0} {total:>99999} {total!r} {{"),
        ("{ total }", "{ total }"),
    ],
)
def test_names_become_values(load_files: Callable[..., Loaded], message: str, text: str) -> None:
    """No format language: its attributes leak and its widths eat memory."""
    payload = {
        "total": "$1,547.50",
        "number": "R-1",
        "tags": ["x", "y"],
        "lines": [{"sum": 3.5, "tax": {"rate": "19 %"}}],
    }
    assert filled(load_files, message, payload) == text


def test_a_long_value_is_cut(load_files: Callable[..., Loaded]) -> None:
    """A reason is a sentence, not the document."""
    text = filled(load_files, "{number}", {"number": "x" * 5000, "lines": [{}]})
    assert len(text) <= 200


@pytest.mark.parametrize(
    ("message", "name", "hint"),
    [
        ("{totl}", "totl", '; did you mean "total"?'),
        ("{line.amuont}", "line.amuont", ""),
        ("{total.__class__}", "total.__class__", ""),
        ("{lwo}", "lwo", '; did you mean "low"?'),
    ],
)
def test_a_name_that_means_nothing_is_a_mistake(
    problems_of: Callable[..., list[str]], message: str, name: str, hint: str
) -> None:
    """Said when rules are loaded, not on the day a document fails."""
    (problem,) = problems_of(RULE % message)
    assert problem == f'rules/r.yaml:14:1: rule "a": message: nothing is called "{name}"{hint}'
