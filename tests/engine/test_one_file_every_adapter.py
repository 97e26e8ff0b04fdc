"""One rule file over nested arrays, judged on what each adapter sends: pass, fail, unknown with its cause, or blind."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from documents import INVOICE, METADATA, as_adapter

import adjudge

RULES = """
fields:
  net: {at: $.net, type: money}
  lines: {at: $.lines, each: {quantity: decimal, price: money, amount: money}}
rules:
  - {id: found, given: $..*, match: {none_of: [not_found]}}
  - {id: amounts-found, given: "$.lines[*].amount", match: {any_of: [id_match]}}
  - {id: sure, given: "$.lines[*].amount", confidence: {min: 0.9}}
  - {id: read, given: "$.lines[*].amount", ocr: {min: 0.9}}
  - {id: rated, given: "$.lines[*].amount", rating: {min: 4}}
  - {id: unambiguous, issues: ambiguous}
  - {id: adds-up, assert: "sum(lines[*].amount) == approx(net, abs=0.01)"}
  - {id: line-amount, for: line in lines, assert: "line.quantity * line.price == approx(line.amount, abs=0.01)"}
"""
BLIND = ("unknown", "blind")
PASS = ("pass", None)
SENT = {
    "nutrient": {"found", "amounts-found", "sure"},
    "llamaextract": {"sure"},
    "extend": {"read"},
    "datalab": {"rated"},
    "parsefy": {"sure", "unambiguous"},
    "plain": set(),
}
"""The rules about signals, labels and issues that each adapter's payload can feed here."""


def outcomes(verdict: adjudge.Verdict) -> dict[str, tuple[str, str | None]]:
    return {result.rule: (result.outcome, result.cause) for result in verdict.results}


@pytest.mark.parametrize("adapter", list(SENT))
def test_a_clean_document_passes_what_is_sent_and_is_blind_to_the_rest(
    adapter: str, judge: Callable[..., adjudge.Verdict]
) -> None:
    """The values are fine everywhere; what an adapter does not say of them is neither low nor passed."""
    verdict = judge(RULES, as_adapter(adapter, INVOICE, METADATA))

    told = {*SENT[adapter], "adds-up", "line-amount"}
    rules = ("found", "amounts-found", "sure", "read", "rated", "unambiguous", "adds-up", "line-amount")
    assert verdict.adapter == adapter
    assert outcomes(verdict) == {rule: PASS if rule in told else BLIND for rule in rules}


def second_amount(adapter: str, payload: Any) -> tuple[Any, Any]:
    """Give the object and the key that hold the signal of the second line's amount."""
    match adapter:
        case "nutrient":
            return payload["output"]["metadata"]["lines"][1]["amount"], "confidence"
        case "llamaextract":
            return payload["extraction_metadata"]["field_metadata"]["lines"][1]["amount"], "confidence"
        case "extend":
            return payload["output"]["metadata"]["lines[1].amount"], "ocrConfidence"
        case "datalab":
            return payload["extraction_schema_json"]["lines"][1]["amount_score"], "score"
        case _:
            entries = payload["_meta"]["field_confidence"]
            return next(entry for entry in entries if entry["field"] == "$.lines[1].amount"), "score"


RULE_OF = {"nutrient": "sure", "llamaextract": "sure", "extend": "read", "datalab": "rated", "parsefy": "sure"}


CHANGES = {"low": ("fail", None), "zero": ("fail", None), "null": ("unknown", "signal_null"),
           "absent": ("unknown", "signal_absent")}  # fmt: skip
# A Datalab sidecar without a mark from 1 to 5 is data, and a mark is never 0: see the adapter's own tests.
CASES = [(adapter, change) for adapter in RULE_OF for change in CHANGES if adapter != "datalab" or change == "low"]


@pytest.mark.parametrize(("adapter", "change"), CASES)
def test_one_signal_in_a_nested_array_decides_for_its_rule(
    adapter: str, change: str, judge: Callable[..., adjudge.Verdict]
) -> None:
    """Low and zero fail, null and absent are unknown, each at its own path; the first line passes."""
    payload = copy.deepcopy(as_adapter(adapter, INVOICE, METADATA))
    entry, key = second_amount(adapter, payload)
    if change == "absent":
        del entry[key]
    else:
        entry[key] = {"low": 1 if adapter == "datalab" else 0.5, "zero": 0, "null": None}[change]

    verdict = judge(RULES, payload)
    result = next(result for result in verdict.results if result.rule == RULE_OF[adapter])

    (finding,) = result.findings
    assert (result.outcome, result.cause) == CHANGES[change]
    assert (finding.path, finding.item) == ("$.lines[1].amount", 1)
    assert result.items.passed == 1
