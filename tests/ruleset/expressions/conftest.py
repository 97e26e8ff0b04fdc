"""One extraction to ask about, with every kind of evidence beside its values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from adjudge.model.adapter import Adapter, KeyTable, Shape, SignalKey, Slot
from adjudge.model.citations import Citation
from adjudge.model.extraction import Extraction
from adjudge.model.layouts.parallel import Parallel
from adjudge.model.values import Fault, Missing
from adjudge.ruleset.expressions import Explanation, Expression, compile_expression
from adjudge.ruleset.fields import Document, Field, Listing, Loop, Scope
from adjudge.ruleset.reading import reader
from adjudge.ruleset.registry import Registry
from adjudge.ruleset.selectors import compile_path


def _issues(entry: Mapping[str, Any], _: Any) -> tuple[str, ...]:
    return tuple(entry["issues"])


def _citations(entry: Mapping[str, Any], _: Any) -> tuple[Citation, ...]:
    return tuple(Citation(page=cited.get("page"), text=cited.get("text")) for cited in entry["cited"])


KEYS = KeyTable(
    signals=(SignalKey("confidence", ("confidence",)), SignalKey("ocr", ("ocr",)), SignalKey("rating", ("rating",))),
    match=("match",),
    verification=("verification",),
    issues=Slot((("issues",),), _issues),
    citations=Slot((("cited",),), _citations),
)
MARKS = tuple((key, lambda _: True) for key in ("confidence", "ocr", "rating", "match", "issues", "cited"))
SHAPE = Shape("test", Parallel(MARKS), KEYS, data=("data",), meta=("meta",), version="v7")
ADAPTER = Adapter("sample", (SHAPE,), labels=frozenset({"exact", "fuzzy"}))


def field(path: str | tuple[str, ...], type_: str | None = None, *, member: bool = False, **members: Field) -> Field:
    paths = (path,) if isinstance(path, str) else path
    selectors = tuple(compile_path(text, member) for text in paths)
    return Field(paths[0], selectors, type_, reader(type_) if type_ else None, members or None)


def member(path: str, type_: str | None = None, **members: Field) -> Field:
    return field(path, type_, member=True, **members)


LINE = {
    "quantity": member("quantity", "decimal"),
    "unit_price": member("unit_price", "money"),
    "amount": field(("amount", "total"), "money", member=True),
    "rate": member("rate", "percent"),
    "code": member("code", "code"),
    "taxed": member("taxed", "boolean"),
    "allowances": member("allowances", amount=member("amount", "money")),
}
FIELDS = {
    "total": field(("$.total_amount", "$.total"), "money"),
    "net": field("$.net", "money"),
    "tax": field("$.tax", "money"),
    "count_of_lines": field("$.count", "integer"),
    "issued": field("$.invoice_date", "date"),
    "due": field("$.due_date", "date"),
    "currency_code": field("$.currency", "code"),
    "name": field("$.supplier.name", "text"),
    "paid": field("$.paid", "boolean"),
    "supplier": field("$.supplier"),
    "buyer": field("$.buyer", None, vat_id=member("vat_id", "code")),
    "lines": field("$.lines", None, **LINE),
    "every_line": field("$.lines[*]", None, **LINE),
    "vat": field("$.vat", None, rate=member("rate", "percent"), base=member("base", "money")),
    "codes": field("$.codes", "code"),
    "every_code": field("$.codes[*]", "code"),
    "date": field("$.date", "date"),
    "anything": field("$.anything"),
}
for _name, _field in FIELDS.items():
    FIELDS[_name] = replace(_field, name=_name)
LISTS = {
    "currencies": Listing("currencies", ("EUR", "USD", "NOK", "GBP")),
    "rates": Listing("rates", (Decimal(0), Decimal("19"), Decimal("7"))),
    "suppliers": Listing(
        "suppliers",
        ("DE1", "FR2"),
        {"DE1": {"vat_id": "DE1", "iban": "DE99"}, "FR2": {"vat_id": "FR2", "iban": ""}},
    ),
}
SCOPE = Scope(FIELDS, LISTS, {"limit": Decimal("100"), "label": "net", "allowed": ["a", "b"], "odd": {}})
INVOICE: dict[str, Any] = {
    "total": "108.00",
    "net": 100,
    "tax": "8.00",
    "count": 3,
    "invoice_date": "2025-01-01",
    "due_date": "2025-01-31",
    "currency": "EUR",
    "paid": False,
    "supplier": {"name": "Acme & Sons", "country": "DE", "Tax No": "7"},
    "buyer": {"vat_id": "DE1"},
    "lines": [
        {"quantity": 2, "unit_price": 5, "amount": "10.00", "rate": 19, "code": "A", "taxed": True, "allowances": []},
        {"quantity": 1, "unit_price": "30.00", "total": "30.00", "rate": 7, "code": "B", "taxed": True,
         "allowances": [{"amount": "1.00"}, {"amount": "2.50"}]},
        {"quantity": "3", "unit_price": 20, "amount": 60, "rate": 19, "code": "C", "taxed": False, "allowances": []},
    ],
    "vat": [{"rate": 19, "base": "70.00"}, {"rate": 7, "base": "30.00"}],
    "codes": ["x", "y", "x"],
    "date": "2025-03-01",
    "notes": "Duplicate invoice",
    "empty_text": "",
    "nothing": None,
    "no_lines": [],
    "float": 0.1,
    "Invoice No": "INV-7",
    "from": "here",
    "Größe": 4,
    "printed": "O.50",
}  # fmt: skip
META: dict[str, Any] = {
    "total": {"confidence": 0.97, "ocr": None, "match": "exact", "cited": [{"page": 2, "text": "108.00"}, {"page": 1}]},
    "net": {"confidence": 0.5, "ocr": 0, "issues": ["ambiguous total"], "rating": 4},
    "tax": {"confidence": 87, "ocr": "high", "cited": []},
    "lines": [{"amount": {"confidence": 0.9}}, {"total": {"confidence": 0.8}}, {"amount": {"ocr": 0.7}}],
    "stamp": {"confidence": 0.4},
}


@pytest.fixture(scope="session")
def invoice() -> dict[str, Any]:
    """Data to copy and change."""
    return INVOICE


@pytest.fixture(scope="session")
def ask() -> SimpleNamespace:
    """Everything that a test of expressions does: compile, evaluate, explain."""

    def document(data: Any = None, meta: Any = None, facts: Mapping[str, Any] | None = None) -> Document:
        payload = {"data": INVOICE if data is None else data, "meta": META if meta is None else meta}
        return Document(Extraction(ADAPTER, SHAPE, payload), facts)

    def compiled(text: str, *, loop: str | None = None, registry: Registry | None = None, **more: Any) -> Expression:
        scope = SCOPE
        if loop is not None:
            variable, _, name = loop.partition(" in ")
            looped = FIELDS[name] if name in FIELDS else field(name)
            scope = Scope(FIELDS, LISTS, SCOPE.params, Loop(variable, looped))
        if more:
            scope = Scope({**scope.fields, **more.get("fields", {})}, {**scope.lists, **more.get("lists", {})},
                          {**scope.params, **more.get("params", {})}, scope.loop)  # fmt: skip
        return compile_expression(text, scope, registry or Registry(adapters={"sample": ADAPTER}))

    def held(text: str, data: Any = None, meta: Any = None, **more: Any) -> Any:
        facts = more.pop("facts", None)
        return compiled(text, **more).evaluate(document(data, meta, facts))

    def value(text: str, data: Any = None, meta: Any = None, **more: Any) -> Any:
        """Give the value of an operand, which need not be true or false."""
        facts = more.pop("facts", None)
        tree = compiled(f"default(true if true else ({text}), true) == true", **more)
        operand = tree.tree.operands[0].args[0].otherwise  # type: ignore[union-attr]
        return tree.evaluation(document(data, meta, facts)).evaluate(operand)

    def why(text: str, data: Any = None, meta: Any = None, **more: Any) -> Explanation:
        facts = more.pop("facts", None)
        expression = compiled(text, **more)
        return expression.explain(*expression.judge(document(data, meta, facts)))

    def answer(held: Any) -> Any:
        """Put an answer in a word: true, false, ``"unknown"`` or ``"error"``."""
        return "unknown" if isinstance(held, Missing) else "error" if isinstance(held, Fault) else held

    return SimpleNamespace(
        answer=answer, document=document, compiled=compiled, held=held, value=value, why=why, field=field
    )
