"""Suppressions at work: what was found stays found, costs nothing, and is never taken for a pass."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime
from typing import Any

import pytest

import adjudge
from adjudge.errors import ConfigError
from adjudge.model.content import content_key

Load = Callable[..., adjudge.Ruleset]

FIELDS = """\
fields:
  total: {at: $.total, type: money}
  supplier: {at: $.supplier, type: text}
  lines: {at: $.lines, each: {sku: text, amount: money}}
"""
LINES = "  - {id: line-is-positive, for: line in lines, assert: line.amount > 0, on_fail: reject}\n"
TOTAL = "  - {id: total-is-there, given: total, required: true}\n"
PASSES = "  - {id: holds, assert: 2 > 1}\n"
PAYLOAD: dict[str, Any] = {
    "total": "3.00",
    "supplier": "ACME",
    "lines": [{"sku": "A", "amount": "1.00"}, {"sku": "R", "amount": "-2.00"}, {"sku": "B", "amount": "-4.00"}],
}


def suppress(rules: str, *entries: str) -> str:
    return f"{FIELDS}rules:\n{rules}suppressions:\n" + "".join(f"  - {{{entry}, reason: known}}\n" for entry in entries)


def marks(verdict: adjudge.Verdict, rule: str = "line-is-positive") -> list[tuple[int | None, str | None, bool]]:
    """Give item, effect and whether it is suppressed of each finding of a rule."""
    result = next(result for result in verdict.results if result.rule == rule)
    return [(finding.item, finding.effect, finding.suppressed is not None) for finding in result.findings]


def test_a_suppressed_finding_stays_and_costs_nothing(load: Load) -> None:
    """Item, reason and evidence are as without the suppression; only the effect is gone."""
    free = load(f"{FIELDS}rules:\n{LINES}{PASSES}").check(PAYLOAD)
    ruled = load(suppress(LINES + PASSES, 'rule: line-is-positive, when: line.sku != "A", owner: ap')).check(PAYLOAD)

    before, after = free.results[0], ruled.results[0]
    assert (free.decision, ruled.decision) == ("reject", "accept")
    assert (before.effect, before.suppressed) == ("reject", False)
    assert (after.effect, after.suppressed, after.outcome) == (None, True, "fail")
    assert (after.items, [f.reason for f in after.findings]) == (before.items, [f.reason for f in before.findings])
    told = ruled.to_dict()["results"][0]["findings"][0]
    assert told["suppressed"] == {"location": "rules.yaml:10:5", "reason": "known", "owner": "ap", "until": None}
    assert told["effect"] is None


def test_what_is_not_suppressed_costs_as_before(load: Load) -> None:
    """A result with one known finding and one new one has the effect of the new one."""
    verdict = load(suppress(LINES + PASSES, 'rule: line-is-positive, when: line.sku == "R"')).check(PAYLOAD)

    assert marks(verdict) == [(1, None, True), (2, "reject", False)]
    assert (verdict.decision, verdict.results[0].effect, verdict.results[0].suppressed) == ("reject", "reject", False)
    assert verdict.fields["$.lines[1].amount"].effect is None


def test_a_rule_that_is_quiet_only_by_suppression_earns_no_accept(load: Load) -> None:
    """Silence is never a pass: where nothing else passed, a person looks."""
    verdict = load(suppress(LINES, "rule: line-is-positive, path: '$.lines[*].amount'")).check(PAYLOAD)

    assert verdict.results[0].counts_for_accept is False
    assert (verdict.decision, verdict.decided_by) == ("review", ("adjudge::nothing-evaluated",))
    assert verdict.results[-1].findings[0].reason == "no rule passed that could have cost the accept (1 fail)"


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_a_key_follows_its_item_wherever_it_stands(order: tuple[int, ...], load: Load) -> None:
    """Extractors return lines in any order: what is known is the line, not its index."""
    free = load(f"{FIELDS}rules:\n{LINES}").check(PAYLOAD).results[0]
    key = content_key(free.nodeid, free.findings[0])
    payload = {**PAYLOAD, "lines": [PAYLOAD["lines"][number] for number in order]}

    verdict = load(suppress(LINES, f"rule: line-is-positive, key: '{key}'")).check(payload)

    known = [item for item, _, suppressed in marks(verdict) if suppressed]
    assert [payload["lines"][item]["sku"] for item in known if item is not None] == ["R"]
    assert len(marks(verdict)) == 2


def test_a_key_is_about_values_and_no_longer_fits_another_one(load: Load) -> None:
    """A new value is a new finding."""
    free = load(f"{FIELDS}rules:\n{LINES}").check(PAYLOAD).results[0]
    key = content_key(free.nodeid, free.findings[0])
    payload = deepcopy(PAYLOAD)
    payload["lines"][1]["amount"] = "-2.01"

    verdict = load(suppress(LINES, f"rule: line-is-positive, key: '{key}'")).check(payload)

    assert marks(verdict) == [(1, "reject", False), (2, "reject", False)]


@pytest.mark.parametrize(
    ("path", "known"),
    [
        pytest.param("$.lines[*].amount", True, id="any-item"),
        pytest.param("$..amount", True, id="at-any-depth"),
        pytest.param("$..*", True, id="every-leaf"),
        pytest.param("$.lines.*.amount", True, id="a-wildcard-after-a-dot"),
        pytest.param("$.*[*]['amount']", True, id="any-list"),
        pytest.param("$.lines[*]", False, id="the-item-is-not-its-member"),
        pytest.param("$.lines[*].sku", False, id="another-member"),
        pytest.param("$.amount", False, id="another-place"),
        pytest.param("$", False, id="the-document"),
    ],
)
def test_a_path_is_matched_step_by_step(path: str, known: bool, load: Load) -> None:
    verdict = load(suppress(LINES, f'rule: line-is-positive, path: "{path}"')).check(PAYLOAD)

    assert {suppressed for _, _, suppressed in marks(verdict)} == {known}


@pytest.mark.parametrize(
    ("pattern", "document", "known"),
    [
        pytest.param("corpus/inv-7.json", "corpus/inv-7.json", True, id="the-name"),
        pytest.param("inv-7.json", "corpus/inv-7.json", True, id="its-end"),
        pytest.param("7.json", "corpus/inv-7.json", False, id="an-end-within-a-name"),
        pytest.param("corpus/*.json", "corpus/2025/inv-7.json", True, id="a-star-crosses-folders"),
        pytest.param("inv-?.json", "corpus/inv-7.json", True, id="one-character"),
        pytest.param("inv-?.json", "corpus/inv-77.json", False, id="one-character-is-not-two"),
        pytest.param("many.jsonl", "in/many.jsonl:7", True, id="any-line"),
        pytest.param("many.jsonl:7", "in/many.jsonl:7", False, id="a-line-is-a-place"),
        pytest.param("*", None, False, id="a-document-without-a-name"),
        pytest.param("[ab].json", "a.json", False, id="brackets-are-brackets"),
    ],
)
def test_a_document_is_named_by_its_end(pattern: str, document: str | None, known: bool, load: Load) -> None:
    ruleset = load(suppress(LINES, f"rule: line-is-positive, document: '{pattern}'"))

    assert {suppressed for *_, suppressed in marks(ruleset.check(PAYLOAD, document=document))} == {known}


@pytest.mark.parametrize(
    ("when", "known"),
    [
        pytest.param('supplier == "ACME"', True, id="a-field"),
        pytest.param('doc.supplier == "ACME"', True, id="undeclared-data"),
        pytest.param("facts.pilot", True, id="a-fact"),
        pytest.param('supplier == "OTHER"', False, id="false"),
        pytest.param("doc.gone > 1", False, id="unknown"),
        pytest.param("supplier > 1", False, id="an-error"),
        pytest.param("total", False, id="no-truth-value"),
    ],
)
def test_only_a_condition_that_is_true_suppresses(when: str, known: bool, load: Load) -> None:
    """Not to know whether a finding is the known one leaves it as it is."""
    ruleset = load(suppress(LINES, f"rule: line-is-positive, when: '{when}'"))

    assert {suppressed for *_, suppressed in marks(ruleset.check(PAYLOAD, facts={"pilot": True}))} == {known}


def test_all_that_a_suppression_says_must_fit(load: Load) -> None:
    """A path and a condition are no two chances."""
    both = "rule: line-is-positive, path: '$.lines[*].amount', when: line.sku == \"R\""

    assert marks(load(suppress(LINES, both)).check(PAYLOAD)) == [(1, None, True), (2, "reject", False)]


@pytest.mark.parametrize(
    ("today", "known"),
    [
        pytest.param(date(2026, 12, 31), True, id="the-last-day"),
        pytest.param(date(2027, 1, 1), False, id="the-day-after"),
        pytest.param(datetime(2026, 12, 31, 23, 59), True, id="the-last-minute"),  # noqa: DTZ001  # a caller's own
        pytest.param("2026-12-31", True, id="as-text"),
        pytest.param(None, False, id="nobody-says"),
    ],
)
def test_an_end_is_judged_by_the_day_that_the_caller_gives(today: Any, known: bool, load: Load) -> None:
    """The last day counts. Where nobody says which day it is, nothing is waived."""
    ruleset = load(suppress(LINES, "rule: line-is-positive, path: $..*, until: 2026-12-31"))
    verdict = ruleset.check(PAYLOAD, facts={} if today is None else {"today": today})

    assert {suppressed for *_, suppressed in marks(verdict)} == {known}


def test_a_day_that_is_none_is_refused(load: Load) -> None:
    ruleset = load(suppress(LINES, "rule: line-is-positive, path: $..*, until: 2026-12-31"))

    with pytest.raises(ConfigError) as caught:
        ruleset.check(PAYLOAD, facts={"today": 20261125})
    assert str(caught.value) == 'fact "today" is 20261125; suppressions with an end need a date as 2026-12-31'


def test_a_fact_of_that_name_is_anyone_s_own_where_no_suppression_has_an_end(load: Load) -> None:
    ruleset = load(suppress(LINES, "rule: line-is-positive, path: $..*"))

    assert ruleset.check(PAYLOAD, facts={"today": 20261125}).results[0].suppressed


def test_the_same_input_gives_the_same_bytes(load: Load) -> None:
    """No clock is read: the day is part of the input, and recorded."""
    text = suppress(LINES, "rule: line-is-positive, path: $..*, until: 2026-12-31")
    verdicts = [load(text).check(PAYLOAD, facts={"today": date(2026, 11, 25)}).to_json() for _ in range(2)]

    assert verdicts[0] == verdicts[1]
    assert json.loads(verdicts[0])["facts"] == {"today": "2026-11-25"}


def test_an_error_is_never_suppressed(load: Load) -> None:
    """It says that something was not judged at all."""
    rule = "  - {id: adds-up, assert: supplier > 1}\n"
    verdict = load(suppress(rule, "rule: adds-up, path: $..*", "rule: adds-up, path: $")).check(PAYLOAD)

    assert marks(verdict, "adds-up") == [(None, "review", False)]
    assert verdict.decision == "review"


def test_a_rule_that_is_not_suppressible_wins(load: Load) -> None:
    """Whatever a pattern covers."""
    protected = LINES.replace("on_fail: reject", "on_fail: reject, suppressible: false")
    verdict = load(suppress(protected, 'rule: "*", path: $..*')).check(PAYLOAD)

    assert marks(verdict) == [(1, "reject", False), (2, "reject", False)]


def test_what_is_unknown_can_be_suppressed_too(load: Load) -> None:
    """A blind rule, a missing value: known gaps are findings like others."""
    rule = "  - {id: is-sure, given: total, confidence: {min: 0.9}}\n"
    verdict = load(suppress(rule + PASSES, "rule: is-sure, path: $.total")).check(PAYLOAD)

    assert marks(verdict, "is-sure") == [(None, None, True)]
    assert (verdict.decision, verdict.blind) == ("accept", ("rules.yaml::is-sure",))


def test_of_several_suppressions_the_one_with_the_key_is_named(load: Load) -> None:
    """The narrower one: a wide one that comes later makes no entry of a baseline look stale."""
    free = load(f"{FIELDS}rules:\n{LINES}").check(PAYLOAD).results[0]
    key = content_key(free.nodeid, free.findings[0])
    verdict = load(
        suppress(LINES, "rule: line-is-positive, path: $..*", f"rule: line-is-positive, key: '{key}'")
    ).check(PAYLOAD)

    lines = [finding.suppressed.location.line for finding in verdict.results[0].findings if finding.suppressed]
    assert lines == [10, 9]


def test_a_document_without_findings_is_judged_as_without_suppressions(load: Load) -> None:
    """What surely passes never meets a suppression."""
    payload = {"total": "3.00", "lines": [{"sku": "A", "amount": "1.00"}]}
    free = load(f"{FIELDS}rules:\n{LINES}").check(payload).to_dict()
    ruled = load(suppress(LINES, "rule: line-is-positive, path: $..*")).check(payload).to_dict()

    assert {**free, "ruleset": None} == {**ruled, "ruleset": None}


def test_a_run_that_stops_at_failures_does_not_stop_at_known_ones(load: Load) -> None:
    """``on_result`` sees a result as the verdict has it."""
    seen: list[tuple[str | None, bool]] = []
    ruleset = load(suppress(LINES + PASSES, "rule: line-is-positive, path: $..*"))
    ruleset.check(PAYLOAD, on_result=lambda result: bool(seen.append((result.effect, result.suppressed))))

    assert seen == [(None, True), (None, False)]
