"""From results to a decision: no silence is an accept."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

import adjudge
from adjudge.engine.decide import decide
from support.payloads import extend, nutrient
from support.told import told

Judge = Callable[..., adjudge.Verdict]
Load = Callable[..., adjudge.Ruleset]

HOLDS = "assert: 2 > 1"
FAIL = "assert: 1 > 2"
UNKNOWN = "assert: doc.gone > 1"
SKIP = "when: 1 > 2, assert: 1 > 2"
NOTHING = "adjudge::nothing-evaluated"


def rules(*bodies: str) -> str:
    """Write one rule of each body, named by letters."""
    return "rules:\n" + "".join(f"  - {{id: {chr(97 + n)}, {body}}}\n" for n, body in enumerate(bodies))


@pytest.mark.parametrize(
    ("bodies", "decision", "decided_by"),
    [
        pytest.param([HOLDS], "accept", [], id="a-pass-accepts"),
        pytest.param([HOLDS, FAIL], "review", ["rules.yaml::b"], id="a-review-beats-a-pass"),
        pytest.param(
            [f"{FAIL}, on_fail: reject", FAIL, HOLDS], "reject", ["rules.yaml::a"], id="a-reject-beats-a-review"
        ),
        pytest.param([FAIL, UNKNOWN], "review", ["rules.yaml::a", "rules.yaml::b"], id="all-that-decided-are-named"),
        pytest.param([HOLDS, f"{FAIL}, on_fail: note"], "accept", [], id="a-note-costs-nothing"),
        pytest.param([HOLDS, SKIP], "accept", [], id="a-skip-costs-nothing"),
        pytest.param([SKIP], "review", [NOTHING], id="skips-alone-accept-nothing"),
        pytest.param([f"{FAIL}, on_fail: note"], "review", [NOTHING], id="notes-alone-accept-nothing"),
        pytest.param([f"{UNKNOWN}, on_unknown: note"], "review", [NOTHING], id="unknown-as-a-note-accepts-nothing"),
        pytest.param([f"{HOLDS}, on_fail: note"], "review", [NOTHING], id="a-pass-that-could-cost-only-a-note"),
        pytest.param([f"{HOLDS}, shadow: true"], "review", [NOTHING], id="a-shadow-s-pass-could-cost-nothing"),
        pytest.param(
            [f"{HOLDS}, on_fail: note, on_unknown: reject"], "review", [NOTHING], id="what-failing-costs-is-what-counts"
        ),
        pytest.param(
            [f"{HOLDS}, on_fail: reject", FAIL], "review", ["rules.yaml::b"], id="no-rule-can-force-an-accept"
        ),
    ],
)
def test_the_decision_is_the_worst_effect_or_an_accept_that_was_earned(
    bodies: list[str], decision: str, decided_by: list[str], judge: Judge
) -> None:
    verdict = judge(rules(*bodies), {})

    assert (verdict.decision, list(verdict.decided_by), verdict.partial) == (decision, decided_by, False)


def test_of_no_result_at_all_nothing_was_evaluated() -> None:
    """No ruleset is without rules; that it could be must not be what keeps silence from an accept."""
    decision, decided_by, silence = decide(())

    assert (decision, decided_by) == ("review", (NOTHING,))
    assert silence is not None
    assert told(silence) == [
        ("unknown", "nothing_selected", "no rule passed that could have cost the accept (no rule ran)")
    ]


def test_nothing_evaluated_says_how_the_rules_ended(judge: Judge) -> None:
    verdict = judge(rules(SKIP, f"{UNKNOWN}, on_unknown: note", f"{HOLDS}, on_fail: note"), {})

    result = verdict.results[-1]
    assert (result.nodeid, result.outcome, result.cause, result.effect) == (
        NOTHING,
        "unknown",
        "nothing_selected",
        "review",
    )
    reason = "no rule passed that could have cost the accept (1 pass, 1 unknown, 1 skip)"
    assert told(result) == [("unknown", "nothing_selected", reason)]
    assert verdict.fields["$"].findings == result.findings


def test_counts_count_results(judge: Judge) -> None:
    verdict = judge(rules(HOLDS, HOLDS, FAIL, UNKNOWN, SKIP, "assert: doc.text > 1"), {"text": "x"})

    assert verdict.counts == {"error": 1, "fail": 1, "unknown": 1, "pass": 2, "skip": 1}


FAILED = extend(None, {}, failureReason="CORRUPT_FILE", failureMessage="no pages") | {
    "status": "FAILED",
    "output": None,
}


@pytest.mark.parametrize(
    ("said", "decision", "decided_by"),
    [
        ("", "review", ["adjudge::job-failed"]),
        ("defaults: {on_job_failed: review}\n", "review", ["adjudge::job-failed"]),
        ("defaults: {on_job_failed: reject}\n", "reject", ["adjudge::job-failed"]),
        ("defaults: {on_job_failed: note}\n", "review", [NOTHING]),
    ],
)
def test_a_failed_job_is_never_accepted(said: str, decision: str, decided_by: list[str], judge: Judge) -> None:
    """Even where it shall be a note only: no rule has seen a document."""
    verdict = judge(said + rules(HOLDS, FAIL), FAILED)

    assert (verdict.decision, list(verdict.decided_by)) == (decision, decided_by)


@pytest.mark.parametrize("written", [dict, json.dumps], ids=["object", "text"])
def test_a_failed_job_is_never_accepted_though_every_rule_would_pass(written: Callable[..., Any], judge: Judge) -> None:
    """What it sends beside its failure is no document, in whatever form it comes."""
    payload = FAILED | {"output": {"value": {"total": 5}, "metadata": {}}}

    verdict = judge(rules(HOLDS, "given: $.total, required: true"), written(payload))

    assert (verdict.decision, verdict.decided_by) == ("review", ("adjudge::job-failed",))
    assert [result.outcome for result in verdict.results] == ["fail", "skip", "skip"]


def test_a_failed_job_has_the_sender_s_reason_and_skips_every_rule(judge: Judge) -> None:
    verdict = judge(rules(HOLDS, FAIL), FAILED)

    failed, *others = verdict.results
    assert (failed.nodeid, failed.outcome, failed.effect) == ("adjudge::job-failed", "fail", "review")
    assert told(failed) == [("fail", None, "the extraction failed: CORRUPT_FILE: no pages")]
    assert [(result.outcome, result.cause) for result in others] == [("skip", "not_applicable")] * 2


def test_a_disabled_rule_stays_disabled_when_the_job_failed(tmp_path: Any, load: Load) -> None:
    (tmp_path / "base.yaml").write_text(f"adjudge: 1\nrules: [{{id: there, {HOLDS}}}]\n")

    verdict = load("extends: [base.yaml]\ndisable: {there: 'not for us'}\n" + rules(HOLDS)).check(FAILED)

    assert [result.cause for result in verdict.results] == [None, "disabled", "not_applicable"]


@pytest.mark.parametrize("status", ["PENDING", "PROCESSING"])
def test_a_job_that_is_not_done_is_no_document(status: str, judge: Judge) -> None:
    with pytest.raises(adjudge.PayloadError) as caught:
        judge(rules(HOLDS), {**FAILED, "status": status})

    assert str(caught.value) == f"the extend job is not done yet: its status is {status}"


# ---------------------------------------------------------------- partial runs
def test_a_narrowed_run_decides_nothing(load: Load) -> None:
    """An accept by half of the rules is no accept."""
    ruleset = load(rules(HOLDS, FAIL)).select(lambda rule: rule.id == "a")

    verdict = ruleset.check({})

    assert (verdict.decision, verdict.partial, verdict.decided_by) == (None, True, ())
    assert [result.rule for result in verdict.results] == ["a"]
    assert verdict.to_dict()["decision"] is None


def test_a_narrowed_run_still_tells_its_effects(load: Load) -> None:
    verdict = load(rules(HOLDS, FAIL)).select(lambda rule: rule.id == "b").check({})

    assert (verdict.decision, verdict.effect) == (None, "review")


def test_selecting_every_rule_narrows_nothing(load: Load) -> None:
    assert load(rules(HOLDS, FAIL)).select(lambda rule: True).check({}).decision == "review"


def test_selecting_no_rule_is_refused(load: Load) -> None:
    with pytest.raises(adjudge.SelectionError) as caught:
        load(rules(HOLDS)).select(lambda rule: False)

    assert str(caught.value) == "no rule is selected of 1"


def test_a_run_that_is_stopped_decides_nothing_unless_it_was_at_the_end(load: Load) -> None:
    ruleset = load(rules(FAIL, HOLDS))

    stopped = ruleset.check({}, on_result=lambda result: True)
    at_the_end = ruleset.check({}, on_result=lambda result: result.rule == "b")

    assert (stopped.decision, stopped.partial, len(stopped.results)) == (None, True, 1)
    assert (at_the_end.decision, at_the_end.partial, len(at_the_end.results)) == ("review", False, 2)


@pytest.mark.parametrize("written", [dict, json.dumps], ids=["object", "text"])
def test_a_run_of_rules_that_all_pass_can_be_stopped_too(written: Callable[..., Any], load: Load) -> None:
    """Each result is told before the next is asked for, however sure the rest is."""
    ruleset = load(rules(HOLDS, "given: $.total, required: true", HOLDS))
    told: list[str] = []

    whole = ruleset.check(written({"total": 5}), on_result=lambda result: bool(told.append(result.rule)))
    stopped = ruleset.check(written({"total": 5}), on_result=lambda result: result.rule == "b")

    assert (told, whole.decision, whole.partial) == (["a", "b", "c"], "accept", False)
    assert (len(stopped.results), stopped.decision, stopped.partial) == (2, None, True)


def test_a_rule_that_is_partly_unknown_does_not_stand_in_for_a_passing_one(
    judge: Callable[..., adjudge.Verdict],
) -> None:
    """One line passed and one said nothing: as a note that costs nothing, and earns no accept either."""
    rules = 'rules: [{id: r, given: "$.lines[*].a", confidence: {min: 0.9}, on_unknown: note}]'
    metadata = {"lines": [{"a": {"match": "id_match", "confidence": 0.95}}, {"a": {"match": "id_match"}}]}

    verdict = judge(rules, nutrient({"lines": [{"a": 1}, {"a": 2}]}, metadata))

    assert (verdict.decision, verdict.decided_by) == ("review", ("adjudge::nothing-evaluated",))


@pytest.mark.parametrize("rule", ["given: $..*, required: true", "given: $..*, pattern: x", "assert: all(leaves(doc))"])
def test_a_payload_without_end_is_refused_and_no_rule_s_crash(rule: str, load: Load) -> None:
    """It is found out while rules look for leaves; what cannot be read at all has no verdict."""
    endless: dict[str, Any] = {"total": 1}
    endless["again"] = [endless]

    with pytest.raises(adjudge.PayloadError, match="nested deeper than 100 levels"):
        load(f"rules: [{{id: r, {rule}}}]").check(endless)
