"""Inline tests are checked when rules are loaded: a test of a misspelt field proves nothing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from adjudge.errors import Location
from adjudge.ruleset.loading import Loaded

HEAD = """\
adjudge: 1
fields:
  total: $.total
  lines: {at: $.items, each: {amount: money, tax: {each: {rate: percent}}}}
  open: $.open
rules:
"""
RULE = HEAD + "  - id: a\n    given: total\n    confidence: {min: 0.5}\n    tests:\n      - "


def test_a_test_is_kept_as_it_is_written(load_files: Callable[..., Loaded]) -> None:
    """With exact numbers, and only the keys that it has."""
    loaded = load_files(
        RULE
        + "{id: low, given: {total: 5, $.other: null, lines: [{amount: 1.50}]}, signals: {total: {confidence: 0.40, "
        "ocr: null}}, match: {total: x}, issues: {$: [odd], 'lines[0]': odd}, adapter: alpha, "
        "facts: {today: 2025-01-31}, "
        "verification: {'lines[0].amount': no}, expect: fail, reason: '*', xfail: not yet}\n"
    )
    (test,) = loaded.rules[0].tests
    assert test.location == Location("rules/r.yaml", 11, 9)
    assert test.spec == {
        "id": "low",
        "given": {"total": 5, "$.other": None, "lines": [{"amount": Decimal("1.50")}]},
        "signals": {"total": {"confidence": Decimal("0.40"), "ocr": None}},
        "match": {"total": "x"},
        "issues": {"$": ["odd"], "lines[0]": ["odd"]},
        "adapter": "alpha",
        "facts": {"today": "2025-01-31"},
        "verification": {"lines[0].amount": "no"},
        "expect": "fail",
        "reason": "*",
        "xfail": "not yet",
    }


def test_a_payload_is_a_file_beside_the_rules(load_files: Callable[..., Loaded], tmp_path: Path) -> None:
    """It is there when the rules are loaded, not only when they are tested."""
    loaded = load_files({"p.json": "{}", "r.yaml": RULE + "{payload: p.json, expect: unknown}\n"})
    (test,) = loaded.rules[0].tests
    assert test.spec == {"payload": (tmp_path / "rules/p.json").resolve(), "expect": "unknown"}


def test_each_row_has_the_tests_that_are_about_it(load_files: Callable[..., Loaded]) -> None:
    """`expect` is one outcome for all rows, or one by row."""
    loaded = load_files(
        HEAD + "  - id: a\n    confidence: {min: 0.5}\n    params: [{id: x, given: total}, {id: y, given: open}]\n"
        "    tests: [{given: {}, expect: unknown}, {given: {}, expect: {y: fail}}]\n"
    )
    x, y = loaded.rules
    assert [test.spec["expect"] for test in x.tests] == ["unknown"]
    assert [test.spec["expect"] for test in y.tests] == ["unknown", "fail"]


@pytest.mark.parametrize(
    ("test", "problem"),
    [
        ("pass", '9: rule "a": test is a mapping with expect and what is given'),
        ("{given: {}}", '9: rule "a": a test needs "expect"'),
        ("{expect: passed}", '18: rule "a": test: expect is "passed", which is none of pass, fail, unknown, skip, '
         'error; did you mean "pass"?'),
        ("{expect: {x: fail}}", '19: rule "a": there is no params row "x"'),
        ("{given: {totl: 1}, expect: pass}", '18: rule "a": there is no field "totl"; did you mean "total"?'),
        ("{given: {zzz: 1}, expect: pass}",
         '18: rule "a": there is no field "zzz"; other data is named by its path, $.name'),
        ("{given: {'$.a[*]': 1}, expect: pass}", '18: rule "a": "$.a[*]" is no path of one node: cannot read "[*]"'),
        ("{given: {lines: [{amuont: 1}]}, expect: pass}",
         '27: rule "a": "lines" declares no member "amuont"; did you mean "amount"?'),
        ("{given: {lines: [{tax: [{rte: 1}]}]}, expect: pass}",
         '34: rule "a": "tax" declares no member "rte"; did you mean "rate"?'),
        ("{signals: {'lines[0].amuont': {ocr: 1}}, expect: pass}",
         '20: rule "a": "lines" declares no member "amuont"; did you mean "amount"?'),
        ("{signals: {'lines[x]': {ocr: 1}}, expect: pass}", '20: rule "a": "lines" declares no member "[x]"'),
        ("{signals: {total: {orc: 1}}, expect: pass}", '28: rule "a": there is no signal "orc"; did you mean "ocr"?'),
        ("{signals: {total: {ocr: high}}, expect: pass}", None),
        ("{signals: {total: {ocr: true}}, expect: pass}", '33: rule "a": signal "ocr" must be a number or null'),
        ("{signals: {total: 1}, expect: pass}", '27: rule "a": test: signals.total must be a mapping'),
        ("{match: {totl: x}, expect: pass}", '18: rule "a": there is no field "totl"; did you mean "total"?'),
        ("{adapter: alhpa, expect: pass}", '19: rule "a": test: there is no adapter "alhpa"; did you mean "alpha"?'),
        ("{payload: p.json, expect: pass}", '19: rule "a": there is no file "p.json"'),
        ("{payload: r.yaml, given: {total: 1}, expect: pass}", '10: rule "a": a test has given or a payload, not both'),
        ("{expct: pass}", '10: rule "a": test has no key "expct"; did you mean "expect"?'),
    ],
)  # fmt: skip
def test_a_mistake_in_a_test_is_located(
    problems_of: Callable[..., list[str]], load_files: Callable[..., Loaded], test: str, problem: str | None
) -> None:
    """At the name that is wrong. An off-type signal is none: that is how such payloads are tested."""
    if problem is None:
        assert load_files(RULE + test).rules
    else:
        assert problems_of(RULE + test)[0] == f"rules/r.yaml:11:{problem}"


def test_members_of_an_undeclared_list_are_free(load_files: Callable[..., Loaded]) -> None:
    """Only what is declared can be misspelt."""
    text = (
        RULE
        + "{given: {open: [{b: 1}]}, signals: {'open[0].b.c': {ocr: 1}, 'lines[0].tax[1].rate': {}}, expect: pass}\n"
    )
    assert load_files(text).rules[0].tests


def test_tests_that_are_no_list_are_a_mistake(problems_of: Callable[..., list[str]]) -> None:
    """One mapping alone is most likely a forgotten hyphen."""
    text = HEAD + "  - id: a\n    given: total\n    required: true\n    tests: {expect: pass}\n"
    assert problems_of(text) == ['rules/r.yaml:10:12: rule "a": tests must be a list']
