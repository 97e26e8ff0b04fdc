"""Suppressions written into a rule file: what is added stands where it sorts, and all else as it was."""

from __future__ import annotations

from typing import Any

import pytest

from adjudge.ruleset.baseline import document_pattern, path_pattern, with_suppressions
from adjudge.ruleset.located import Problems
from adjudge.ruleset.yaml_source import read_yaml

KEY = "a78cb282eae19c12"
ENTRY: dict[str, Any] = {"rule": "r.yaml::positive", "document": "in/a.json", "path": "$.a", "key": KEY, "max_hits": 1}
ADDED = (
    '- rule: "r.yaml::positive"\n'
    '  document: "in/a.json"\n'
    '  path: "$.a"\n'
    f'  key: "{KEY}"\n'
    "  max_hits: 1\n"
    '  reason: "known"\n'
)


def written(before: str, *entries: dict[str, Any]) -> str:
    data = before.encode()
    problems = Problems()
    after = with_suppressions(
        data, read_yaml(data, "s.yaml", problems), [{**each, "reason": "known"} for each in entries]
    )
    assert read_yaml(after, "s.yaml", problems) is not None
    assert list(problems) == []
    return after.decode()


def test_a_new_file_begins_with_the_version() -> None:
    indented = "".join(f"  {row}\n" for row in ADDED.splitlines())

    assert written("", ENTRY) == f"adjudge: 1\nsuppressions:\n{indented}"


COMMENTED = """\
# what we know
adjudge: 1

suppressions:   # sorted
# the oldest
- rule: "a.yaml::has-total"
  document: in/a.json
  reason: 'it   has none'   # see the contract

# the others
- {rule: "r.yaml::positive", document: zzz.json, reason: "later"}

x-ours: true
"""


def test_comments_and_layout_of_the_file_stay() -> None:
    """The difference of the file is what was added, where it sorts."""
    above = "  reason: 'it   has none'   # see the contract\n"

    assert written(COMMENTED, ENTRY) == COMMENTED.replace(above, above + ADDED)


def test_what_sorts_before_all_others_comes_first() -> None:
    first = {**ENTRY, "rule": "A.yaml::first"}

    assert written(COMMENTED, first) == COMMENTED.replace(
        "# sorted\n", "# sorted\n" + ADDED.replace("r.yaml::positive", "A.yaml::first")
    )


def test_the_order_in_which_things_are_added_does_not_matter() -> None:
    """Two branches that add the same things in another order meet."""
    entries = [{**ENTRY, "document": name} for name in ("in/c.json", "in/a.json", "in/b.json")]

    whole = written(COMMENTED, *entries)
    by_and_by = COMMENTED
    for entry in entries:
        by_and_by = written(by_and_by, entry)
    assert whole == by_and_by == written(COMMENTED, *reversed(entries))


SOME = "adjudge: 1\nsuppressions:\n"


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("adjudge: 1\nsuppressions: []\n", id="an-empty-list"),
        pytest.param("adjudge: 1\nsuppressions: []  # none yet\n", id="an-empty-list-with-a-comment"),
        pytest.param("adjudge: 1\n", id="no-list"),
        pytest.param("adjudge: 1", id="no-line-end"),
        pytest.param("adjudge: 1\r\nsuppressions:\r\n- {rule: has-lines, path: $, reason: r}\r\n", id="windows-lines"),
        pytest.param(f"\ufeff{SOME}  - {{rule: has-lines, path: $, reason: r}}", id="a-byte-order-mark"),
        pytest.param(f"{SOME}  - rule: has-lines\n    path: $\n    reason: |\n      a\n\n      b\n", id="a-text"),
    ],
)  # fmt: skip
def test_whatever_is_in_the_file_is_still_in_it(before: str) -> None:
    after = written(before, ENTRY)

    kept = before.replace("suppressions: []", "suppressions:").strip("\ufeff")
    rows = [row.rstrip() for row in after.strip("\ufeff").splitlines()]
    assert KEY in after
    assert [row for row in kept.splitlines() if row and row.rstrip() not in rows] == []
    assert after.startswith(before[:1])
    assert ("\r\n" in before) == ("\r\n" in after)
    assert "\r\n" not in before or after.count("\n") == after.count("\r\n")


def test_what_no_rule_file_may_contain_is_a_wildcard_in_a_name_and_no_path_at_all() -> None:
    assert document_pattern("in/a\u202e\n.json") == "in/a??.json"
    assert path_pattern("$.lines[3]['x y'][0]") == "$.lines[*]['x y'][*]"
    assert path_pattern("$['line[3]']") == "$['line[3]']"
    assert path_pattern("$['a\u202e']") is None
    assert path_pattern("$." + "a" * 300) is None
