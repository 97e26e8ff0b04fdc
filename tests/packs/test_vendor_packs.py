"""The packs over payloads of every vendor, and the table of docs/vendor-packs.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import adjudge
from support import flat, nested
from support.nested import Case

ROOT = Path(__file__).parents[2]
CASES = {
    f"{name}; {shape.__name__.rpartition('.')[2]}": case
    for shape in (flat, nested)
    for name, case in shape.CASES.items()
}
PACKS = ("invoice", "receipt", "datalab", "parsefy", "extend", "llamaextract")


@pytest.fixture
def payloads(shared: Path) -> list[Path]:
    """Give every payload of the shared corpus."""
    return sorted((shared / "corpus").glob("*/*.json"))


@pytest.mark.parametrize("pack", PACKS)
def test_no_rule_errs_on_any_payload(pack: str, payloads: list[Path]) -> None:
    """Whoever made it: a rule that makes no sense for a payload is skipped or unknown."""
    ruleset = adjudge.load_rules(f"adjudge:{pack}")
    errors = [
        f"{payload.parent.name}/{payload.name}: {finding.reason}"
        for payload in payloads
        for finding in ruleset.check(payload).findings
        if finding.outcome == "error"
    ]

    assert errors == []


@pytest.mark.parametrize("pack", PACKS[2:])
def test_a_vendor_s_pack_judges_that_vendor_only(pack: str, payloads: list[Path]) -> None:
    """Of another's payload nothing is evaluated, which is a review."""
    ruleset = adjudge.load_rules(f"adjudge:{pack}")
    others = [ruleset.check(payload) for payload in payloads if payload.parent.name != pack]
    judged = [verdict for verdict in others if verdict.decided_by != ("adjudge::job-failed",)]

    assert {verdict.decided_by for verdict in judged} == {("adjudge::nothing-evaluated",)}


@pytest.mark.parametrize(
    ("payload", "decision"),
    [
        ("datalab/constructed_fast_scored.json", "accept"),
        ("datalab/constructed_fast_before_scoring.json", "review"),
        ("datalab/constructed_balanced_verification.json", "review"),
        ("datalab/constructed_turbo_values_only.json", "review"),
        ("parsefy/sdk_test_top_level_meta.json", "accept"),
        ("parsefy/sdk_test_without_meta.json", "review"),
        ("parsefy/documented_object_level_meta.json", "review"),
        ("extend/v2026-02-09_extract_run_invoice.json", "accept"),
        ("extend/constructed_review_agent_insights.json", "review"),
        ("llamaextract/v2_job_nested_list_citations.json", "accept"),
        ("llamaextract/constructed_v2_job_per_page.json", "accept"),
        ("llamaextract/constructed_v2_job_not_expanded.json", "review"),
    ],
)
def test_a_vendor_s_pack_decides_its_payloads(payload: str, decision: str, shared: Path) -> None:
    file = shared / "corpus" / payload

    assert adjudge.load_rules(f"adjudge:{file.parent.name}").check(file).decision == decision


def reviewed(case: Case) -> Iterator[str]:
    """Give the reason of each finding that asks for a person."""
    findings = adjudge.load_rules(case.pack).check(case.payload).findings
    yield from (finding.reason for finding in findings if finding.effect == "review")


def row(name: str, case: Case) -> str:
    """Count what the loop and the pack find, as the table shows it."""
    flags, reasons = case.loop(case.payload), list(reviewed(case))
    faults = [fault.strip() for fault in case.faults]
    by_loop = [flag for flag in flags if flag in faults]
    by_pack = [fault for fault in case.faults if any(fault in reason for reason in reasons)]
    alarms = [reason for reason in reasons if not any(fault in reason for fault in case.faults)]
    counts = (len(faults), len(by_loop), len(flags) - len(by_loop), len(by_pack), len(alarms))
    return f"| {name} | {' | '.join(map(str, counts))} |"


def test_the_table_of_the_page_is_what_both_find() -> None:
    page = (ROOT / "docs" / "vendor-packs.md").read_text("utf-8")
    (table,) = re.findall(r"<!-- table -->\n(.*?)<!-- /table -->", page, re.DOTALL)

    assert table.splitlines()[2:] == [row(name, case) for name, case in CASES.items()]


@pytest.mark.parametrize("case", flat.CASES.values(), ids=flat.CASES)
def test_on_one_level_a_loop_finds_what_the_pack_finds(case: Case) -> None:
    """There the pack gives what the vendor's guide describes."""
    assert set(case.loop(case.payload)) == set(case.faults)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_pack_finds_every_fault_and_nothing_else(case: Case) -> None:
    reasons = list(reviewed(case))

    assert [fault for fault in case.faults if not any(fault in reason for reason in reasons)] == []
    assert [reason for reason in reasons if not any(fault in reason for fault in case.faults)] == []
