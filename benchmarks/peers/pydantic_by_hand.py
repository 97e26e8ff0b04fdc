"""pydantic: a model that validates the data, with its rules in one validator; the metadata is gone through by hand.

A failed field would keep the model's validator from running and hide other failures, so all rules of values stand in
one "after" validator. The rules of metadata are the floor's own code.
"""

from __future__ import annotations

from typing import Any

import invoice_floors
from answers import Answer, Implementation, answer
from impl_adjudge import RULES
from pydantic import BaseModel, ValidationError, model_validator
from pydantic_core import PydanticCustomError

NAME, KNOWS_SKIP = "pydantic, metadata by hand", True
__all__ = ["KNOWS_SKIP", "NAME", "RULES", "make"]


class Line(BaseModel):
    """A line of the invoice."""

    description: str | None = None
    quantity: float | None = None
    unit_price: float | None = None
    amount: float | None = None
    tax_rate: float | None = None


class Invoice(BaseModel):
    """The data of the invoice, and the rules about it."""

    invoice_number: str | None = None
    issue_date: str | None = None
    due_date: str | None = None
    vendor_name: str | None = None
    vendor_tax_id: str | None = None
    vendor_address: str | None = None
    customer_name: str | None = None
    customer_address: str | None = None
    po_number: str | None = None
    currency: str | None = None
    payment_terms: str | None = None
    iban: str | None = None
    subtotal: float | None = None
    tax: float | None = None
    total: float | None = None
    line_items: list[Line] | None = None

    @model_validator(mode="after")
    def judge(self) -> Invoice:
        """Raise all answers at once where one is no pass."""
        answers = [*self._sums(), *self._header()]
        if any(outcome != "pass" for _, outcome, _ in answers):
            raise PydanticCustomError("rules", "some rule does not pass", {"answers": answers})
        return self

    def _sums(self) -> list[Answer]:
        rows = self.line_items or ()
        whole = [row for row in rows if None not in (row.amount, row.quantity, row.unit_price)]
        wrong = [
            (f"line_items[{index}].amount", f"{row.amount} is not {row.quantity} * {row.unit_price}")
            for index, row in enumerate(rows)
            if row.amount is not None
            and row.quantity is not None
            and row.unit_price is not None
            and abs(row.amount - row.quantity * row.unit_price) > 0.01
        ]
        answers = [answer("R13", wrong, bool(whole))]
        amounts = [row.amount for row in rows if row.amount is not None]
        if self.line_items is None or self.subtotal is None or len(amounts) < len(rows):
            answers.append(answer("R14", (), False))
        else:
            off = abs(sum(amounts) - self.subtotal) > 0.01
            answers.append(answer("R14", [("subtotal", f"the lines add up to {sum(amounts)}")] if off else ()))
        if self.subtotal is None or self.tax is None or self.total is None:
            answers.append(answer("R15", (), False))
        else:
            off = abs(self.subtotal + self.tax - self.total) > 0.01
            answers.append(
                answer("R15", [("total", f"{self.subtotal} + {self.tax} is not {self.total}")] if off else ())
            )
        return answers

    def _header(self) -> list[Answer]:
        rules = invoice_floors.header({**self.__dict__}.get, self.line_items)
        positive = self.total is not None and self.total <= 0
        return [*rules, answer("R20", [("total", f"{self.total}")] if positive else (), self.total is not None)]


PASSED: list[Answer] = [(rule, "pass", ()) for rule in RULES[12:]]


def judge(payload: Any) -> list[Answer]:
    """Judge one payload."""
    output = payload["output"]
    answers = invoice_floors.metadata(output["metadata"], output.get("issues"))
    try:
        Invoice.model_validate(output["data"])
    except ValidationError as error:
        return answers + error.errors(include_url=False)[0]["ctx"]["answers"]
    return answers + PASSED


def make() -> Implementation:
    """Give the implementation."""
    return judge
