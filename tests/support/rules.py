"""A rule file for others to extend, and the node ids of what was loaded."""

from __future__ import annotations

from adjudge.ruleset.loading import Loaded

BASE = """\
adjudge: 1
fields: {total: $.total}
lists: {codes: [A, B]}
rules:
  - id: total-is-sure
    given: total
    confidence: {min: 0.9, reject_below: 0.5}
  - id: key-fields
    confidence: {min: 0.9}
    on_fail: note
    params: [{id: number, given: $.number}, {id: iban, given: $.iban}]
"""


def ids(loaded: Loaded) -> list[str]:
    """Give the node ids of all rules, in order."""
    return [rule.nodeid for rule in loaded.rules]
