"""The fingerprint says what rules mean: nothing else changes it, and everything that can change a verdict does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from adjudge.ruleset.loading import Loaded, load
from adjudge.ruleset.registry import Registry

Load = Callable[..., Loaded]

RULES = """\
adjudge: 1
locale: en_US
defaults: {on_fail: note}
fields: {total: {at: $.total, type: money}, other: $.other}
lists: {codes: [A, B]}
rules:
  - id: sure
    given: total
    confidence: {min: 0.9, max: 1}
  - id: code
    given: $.code
    one_of: codes
  - id: positive
    assert: total > low
    params: [{id: x, low: 1}, {id: y, low: 2}]
"""
SAME = """\
# a comment
adjudge: 1
lists:
  codes: ["A", "B"]
x-note: moved about
locale: en_US
fields:
  other: $.else
  total: {type: money, at: $.total}
defaults: {on_fail: note}
rules:
  - {id: code, one_of: codes, given: $.code, why: said now}
  - id: positive
    params: [{low: 1, id: x}, {low: 2, id: y}]
    assert: total > low
    tests: [{given: {}, expect: {x: unknown}}]
  - {confidence: {max: 1, min: 0.9}, given: total, id: sure}
"""


def test_order_comments_and_unused_fields_are_no_part_of_it(load_files: Load) -> None:
    """A file that was only tidied up is the same ruleset."""
    assert load_files(RULES).fingerprint == load_files(SAME).fingerprint


def test_it_is_the_same_wherever_the_rules_lie(
    load_files: Load, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two machines can be compared."""
    expected = load_files(RULES).fingerprint
    (tmp_path / "b").mkdir()
    (tmp_path / "b/x.yaml").write_text(RULES)
    monkeypatch.chdir(tmp_path / "b")
    assert load("x.yaml", registry=registry).fingerprint == expected
    assert len(expected) == 64


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("min: 0.9", "min: 0.95"),
        ("at: $.total", "at: $.gross"),
        ("type: money", "type: decimal"),
        ("en_US", "de_DE"),
        ("on_fail: note", "on_fail: reject"),
        ("on_fail: note", "on_fail: note, on_job_failed: reject"),
        ("[A, B]", "[A, B, C]"),
        ("total > low", "total >= low"),
        ("low: 2", "low: 3"),
        ("id: sure", "id: surely"),
        ("adjudge: 1\n", "adjudge: 1\nwhen: true\n"),
        ("adjudge: 1\n", "adjudge: 1\ndisable: {sure: not sent}\n"),
        ("    given: total\n", "    given: total\n    shadow: true\n"),
    ],
)
def test_what_can_change_a_verdict_changes_it(load_files: Load, old: str, new: str) -> None:
    """A verdict names the rules that made it."""
    assert old in RULES
    assert load_files(RULES).fingerprint != load_files(RULES.replace(old, new)).fingerprint


def test_the_content_of_a_list_file_is_part_of_it(load_files: Load) -> None:
    """A supplier added is another ruleset."""
    text = "adjudge: 1\nlists: {s: {file: s.csv, key: id}}\nrules: [{id: a, given: $.a, one_of: s}]\n"
    before = load_files({"r.yaml": text, "s.csv": "id,name\n1,A\n"}).fingerprint
    assert load_files({"r.yaml": text, "s.csv": "id,name\n1,B\n"}).fingerprint != before
