"""What is measured: each case is a workload in one shape, its floors, and adjudge with the policy for it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import impl_adjudge
import invoice_floors
import invoices
import lease_floors
import leases
import unlabelled_floors
from answers import Implementation

import adjudge

HERE = Path(__file__).parent
INVOICE_RULES = impl_adjudge.RULES
UNLABELLED_RULES = tuple(rule for rule in INVOICE_RULES if rule not in ("R07", "R08", "R09", "R10", "R11", "R12"))
LEASE_RULES = tuple(f"C{number:02d}" for number in range(1, 17))
SIZES = (10, 50, 500)
COUNTS = {2: 60, 10: 60, 50: 60, 500: 20}
"""How many documents of a size are made: enough that nothing stays in the processor's caches between two passes."""


@dataclass(frozen=True)
class Case:
    """One workload in one shape."""

    name: str
    make: Callable[[int, int], Any]
    """Gives the payload of a size and index."""
    floor: Implementation
    rules: Sequence[str]
    policy: str
    adapter: adjudge.Adapter | str
    changes: tuple[tuple[str, str], ...] = ()
    """What is replaced in the policy's text."""
    any_tree: Implementation | None = None
    sizes: Sequence[int] = SIZES

    def documents(self, size: int) -> list[Any]:
        """Make the documents of one size: two of three documents of a run are alike, none is the same."""
        return [self.make(size, index) for index in range(COUNTS[size])]

    def ruleset(self) -> adjudge.Ruleset:
        """Load the policy."""
        text = (HERE / self.policy).read_text("utf-8")
        for old, new in self.changes:
            text = text.replace(old, new)
        with tempfile.TemporaryDirectory() as folder:
            for file in HERE.glob("*_policy.yaml"):
                (Path(folder) / file.name).write_text(file.read_text("utf-8"), "utf-8")
            changed = Path(folder) / self.policy
            changed.write_text(text, "utf-8")
            return adjudge.load_rules(changed)

    def judge(self) -> Implementation:
        """Give adjudge as an implementation of the policy."""
        return impl_adjudge.judge_with(self.ruleset(), self.adapter, self.rules)


def _invoice(render: Callable[[invoices.Invoice], Any]) -> Callable[[int, int], Any]:
    return lambda size, index: render(invoices.Invoice(size, index))


def _lease(render: Callable[[leases.Lease], Any]) -> Callable[[int, int], Any]:
    return lambda size, index: render(leases.Lease(size, index))


@cache
def cases() -> tuple[Case, ...]:
    """Give all cases."""
    return (*_invoices(), *_leases())


def _invoices() -> tuple[Case, ...]:
    """Give the cases of the first workload; those of Nutrient have a second floor, which walks any tree."""
    with_issues = impl_adjudge.nutrient_with_issues()
    return (
        Case(
            "invoice, nutrient",
            _invoice(invoices.nutrient),
            invoice_floors.floor,
            INVOICE_RULES,
            "adjudge_policy.yaml",
            with_issues,
            any_tree=invoice_floors.any_tree,
        ),
        Case(
            "invoice, nutrient, amounts as printed",
            _invoice(invoices.nutrient_printed),
            invoice_floors.floor_printed,
            INVOICE_RULES,
            "adjudge_policy.yaml",
            with_issues,
            changes=(("adjudge: 1\n", "adjudge: 1\nlocale: en_US\n"),),
            any_tree=invoice_floors.any_tree_printed,
        ),
        Case(
            "invoice, llamaextract",
            _invoice(invoices.llamaextract),
            unlabelled_floors.floor_llamaextract,
            UNLABELLED_RULES,
            "unlabelled_policy.yaml",
            "llamaextract",
        ),
        Case(
            "invoice, extend",
            _invoice(invoices.extend),
            unlabelled_floors.floor_extend,
            UNLABELLED_RULES,
            "unlabelled_policy.yaml",
            "extend",
            changes=(("confidence:", "ocr:"),),
        ),
    )


def _leases() -> tuple[Case, ...]:
    """Give the cases of the second workload."""
    return (
        Case(
            "lease, datalab",
            _lease(leases.datalab),
            lease_floors.floor_datalab,
            (*LEASE_RULES, "C17", "C18"),
            "lease_policy_verified.yaml",
            "datalab",
            sizes=(2, 10, 50),
        ),
        Case(
            "lease, extend",
            _lease(leases.extend),
            lease_floors.floor_extend,
            LEASE_RULES,
            "lease_policy.yaml",
            "extend",
            sizes=(2, 10, 50),
        ),
    )
