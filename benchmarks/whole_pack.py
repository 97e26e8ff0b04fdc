"""The section about a big pack: all of ``adjudge:en16931`` on an invoice of 20 lines, screened and by reference."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from timing import Job, run_paired

import adjudge
from adjudge.engine.judge import judge_rule
from adjudge.model.result import Result
from adjudge.ruleset.fields import Document

GOAL = 5.0
"""How many times as fast as the reference evaluator the screened pack must be."""


def invoice(lines: int) -> dict[str, Any]:
    """Make an invoice that keeps all rules: all lines at the standard rate."""
    rows = [
        {
            "id": str(number),
            "quantity": str(number),
            "unit": "C62",
            "net_amount": f"{number * 12}.00",
            "name": f"Part {number}",
            "price": "12.00",
            "vat_category": "S",
            "vat_rate": "25",
            "tax_scheme": "VAT",
        }
        for number in range(1, lines + 1)
    ]
    net = Decimal(sum(number * 12 for number in range(1, lines + 1)))
    tax, gross = f"{net / 4:.2f}", f"{net * 5 / 4:.2f}"
    amount = f"{net:.2f}"
    return {
        "document_type": "invoice",
        "specification_id": "urn:cen.eu:en16931:2017",
        "invoice_number": "2025-0042",
        "issue_date": "2025-03-04",
        "due_date": "2025-04-03",
        "type_code": "380",
        "currency": "NOK",
        "seller": _party("Fjell Verktøy AS", "NO916634773MVA"),
        "buyer": _party("Havn Bygg AS", "NO974760673MVA"),
        "payment_means": [{"code": "58", "payment_reference": "42", "account": {"id": "NO9386011117947"}}],
        "vat_breakdown": [
            {"category": "S", "rate": "25", "taxable_amount": amount, "tax_amount": tax, "tax_scheme": "VAT"}
        ],
        "tax_totals": [{"amount": tax, "currency": "NOK"}],
        "totals": {
            "line_net": amount,
            "tax_exclusive": amount,
            "tax_amount": tax,
            "tax_inclusive": gross,
            "payable": gross,
        },
        "lines": rows,
    }


def _party(name: str, vat: str) -> dict[str, Any]:
    return {
        "name": name,
        "vat_id": vat,
        "tax_registrations": [{"id": vat, "scheme": "VAT"}],
        "legal_registrations": [{"value": vat[2:11]}],
        "electronic_address": {"value": "post@example.org", "scheme": "EM"},
        "address": {"street": "Kaia 1", "city": "Bergen", "postal_code": "5003", "country": "NO"},
    }


def by_reference(ruleset: adjudge.Ruleset, payload: Any) -> list[Result]:
    """Judge every rule by the reference path alone."""
    document = Document(ruleset.normalize(payload, adapter="plain"), {})
    return [judge_rule(rule, document) for rule in ruleset.rules]


def said(results: Any) -> list[Any]:
    """Give what two ways of judging must have in common: everything but hints, which are added after judging."""
    return [
        (
            result.nodeid,
            result.outcome,
            result.effect,
            result.items,
            [(f.path, f.outcome, f.cause) for f in result.findings],
        )
        for result in results
    ]


def measure_pack(quick: bool) -> list[dict[str, Any]]:
    """Time both ways on an invoice that passes and on one that fails; stops where their verdicts differ."""
    ruleset = adjudge.load_rules("adjudge:en16931")
    good, bad = invoice(20), invoice(20)
    bad["totals"]["payable"] = "1.00"
    jobs = []
    for name, payload in (("passing", good), ("failing", bad)):
        results = ruleset.check(payload, adapter="plain").results
        if said(results) != said(by_reference(ruleset, payload)):
            raise ValueError(f"the {name} invoice: the two ways of judging differ")
        names = {
            "case": f"{len(ruleset.rules)} rules, 20 lines, {name}",
            "of": "reference",
            "to": "screened",
            "goal": GOAL,
        }
        jobs.append(
            Job(
                {**names, "failed rules": [result.rule for result in results if result.outcome == "fail"]},
                lambda each: by_reference(ruleset, each),
                lambda each: ruleset.check(each, adapter="plain"),
                [payload],
            )
        )
    screen = ruleset._plan.screen_of(ruleset.normalize(good, adapter="plain").shape)  # noqa: SLF001  # what it left
    found = screen.run(ruleset.normalize(good, adapter="plain"))
    left = [rule.id for rule, answer in zip(ruleset.rules, found, strict=True) if type(answer) is not Result]
    return [
        *run_paired(jobs, 5 if quick else 15),
        {"case": "judged by reference on the passing invoice", "rules": left},
    ]
