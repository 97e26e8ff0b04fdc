"""The pack en16931 by itself: complete, tested, readable wherever it is installed."""

from __future__ import annotations

import copy
import json
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from adjudge.engine.ruleset import Ruleset, load_rules
from adjudge.model.paths import parse
from adjudge.model.verdict import Verdict

HERE = Path(__file__).parent
PACK = HERE.parents[1] / "rules" / "en16931"
README = (PACK / "README.md").read_text("utf-8")
INVOICE = json.loads((HERE / "invoice.json").read_text("utf-8"))
RULES = 224


@cache
def pack() -> Ruleset:
    return load_rules("adjudge:en16931")


def put(document: Any, path: str, value: Any) -> None:
    *way, last = parse(path)
    for key in way:
        document = document[key]
    if isinstance(document, list) and last == len(document):
        document.append(value)
    else:
        document[last] = value


def changed(changes: dict[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = copy.deepcopy(INVOICE)
    for path, value in changes.items():
        put(document, path, value)
    return document


def failed(verdict: Verdict) -> set[str]:
    return {result.rule for result in verdict.results if result.outcome not in ("pass", "skip")}


def test_every_rule_says_what_it_is_about() -> None:
    """A finding is looked up by its id, and must make sense to somebody who has not read the standard."""
    lacking = [
        rule.id
        for rule in pack().rules
        if not (rule.title and rule.why and rule.source and rule.source.endswith(f", {rule.id}"))
    ]

    assert (len(pack().rules), lacking) == (RULES, [])


def test_every_rule_has_tests_of_both_sides() -> None:
    expected = {rule.id: {test.spec["expect"] for test in rule.tests} for rule in pack().rules}

    assert [rule for rule, outcomes in expected.items() if not {"pass", "fail"} <= outcomes] == []


def test_a_complete_invoice_is_accepted() -> None:
    """No rule may be unknown on an invoice that has all it needs."""
    verdict = pack().check(INVOICE)

    assert (verdict.decision, failed(verdict)) == ("accept", set())


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"$.totals.payable": "300.01"}, {"BR-CO-16"}),
        ({"$.totals.line_net": "290.001"}, {"BR-DEC-09", "UBL-DT-01", "BR-CO-10"}),
        ({"$.lines[0].net_amount": "200.99"}, {"BR-CO-10"}),
        ({"$.lines[0].net_amount": "201.00"}, {"BR-CO-10", "BR-S-08"}),
        ({"$.lines[2].net_amount": "30.01"}, {"BR-CO-10", "BR-E-08"}),
        ({"$.lines[1].vat_rate": "19"}, {"BR-S-08"}),
        ({"$.lines[1].vat_rate": ""}, {"BR-S-05", "BR-S-08"}),
        ({"$.lines[2].vat_category": "AE"}, {"BR-AE-01", "BR-E-08"}),
        ({"$.vat_breakdown[1].tax_amount": "5.54"}, {"BR-CO-14"}),
        ({"$.vat_breakdown[1].tax_amount": "5.55"}, {"BR-CO-14", "BR-CO-17", "BR-S-09"}),
        ({"$.vat_breakdown[2].exemption_reason_code": "vatex-eu-132-1i"}, set()),
        ({"$.currency": "EURO"}, {"BR-CL-04", "BR-CO-15"}),
        ({"$.seller.tax_registrations": []}, {"BR-S-02", "BR-S-03", "BR-S-04", "BR-E-02"}),
        ({"$.payment_means[0].account": {}}, {"BR-50", "BR-61"}),
        ({"$.lines": []}, {"BR-16", "BR-CO-10", "BR-S-08", "BR-E-08"}),
    ],
)
def test_a_changed_invoice_fails_exactly_the_rules_it_breaks(changes: dict[str, Any], expected: set[str]) -> None:
    """One mistake must not set off rules that are about something else."""
    assert failed(pack().check(changed(changes))) == expected


def test_an_amount_that_cannot_be_read_is_unknown_where_it_counts() -> None:
    """A misread amount is no amount of 0: what depends on it cannot be told."""
    verdict = pack().check(changed({"$.totals.payable": "3OO.00"}))

    assert {
        result.rule: (result.outcome, result.cause) for result in verdict.results if result.rule in failed(verdict)
    } == {
        "BR-CO-16": ("unknown", "unparsable"),
        "BR-DEC-18": ("unknown", "unparsable"),
    }


def test_rules_mean_the_same_in_a_file_that_extends_the_pack(tmp_path: Path) -> None:
    """Defaults of the extending file hold for the pack's rules, and must not make them unknown."""
    (tmp_path / "own.yaml").write_text(
        "adjudge: 1\nextends: [adjudge:en16931]\ndefaults: {on_empty: fail, on_unknown: reject}\n"
        "rules:\n  - {id: known-buyer, given: $.buyer.vat_id, required: true}\n"
    )
    ruleset = load_rules(tmp_path / "own.yaml")

    assert len(ruleset.rules) == RULES + 1
    assert ruleset.check(INVOICE).decision == "accept"


def test_the_pack_loads_wherever_it_is_installed(tmp_path: Path) -> None:
    """The lists lie inside the pack, and are not taken for rule files."""
    shutil.copytree(PACK, tmp_path / "site" / "en16931")

    assert len(load_rules(tmp_path / "site" / "en16931").rules) == RULES


@pytest.mark.parametrize("file", sorted((PACK / "lists").iterdir()), ids=lambda file: file.stem)
def test_a_code_list_is_named_sorted_and_without_doubles(file: Path) -> None:
    name, *codes = file.read_text("utf-8").splitlines()

    assert " " in name
    assert codes == sorted(set(codes))


def test_the_reasons_in_the_readme_are_what_the_pack_says() -> None:
    changes = json.loads(re.search(r"```json\n(.*?)```", README, re.DOTALL)[1])  # type: ignore[index]
    findings = [
        f"{result.rule} {finding.reason}"
        for result in pack().check(changed(changes)).results
        for finding in result.findings
    ]
    told = "\n".join(re.findall(r"```text\n(.*?)```", README, re.DOTALL)).split("\n")

    assert [line for line in told if line and line not in findings] == []
