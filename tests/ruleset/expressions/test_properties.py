"""What must hold for every document, not only for those we thought of."""

from __future__ import annotations

import copy
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from adjudge.model.values import Fault, Missing

ARITHMETIC = Context(prec=34, Emin=-6143, Emax=6144, rounding=ROUND_HALF_EVEN)
NUMBERS = st.decimals(min_value=-(10**6), max_value=10**6, places=3, allow_nan=False, allow_infinity=False)
AMOUNTS = st.decimals(min_value=0, max_value=10**5, places=2, allow_nan=False, allow_infinity=False)


@st.composite
def formulas(draw: st.DrawFn, depth: int = 4) -> tuple[str, Any]:
    """A formula as text, and what ``decimal`` makes of it (``None``: a division by zero)."""
    if depth == 0 or draw(st.booleans()):
        number = abs(draw(NUMBERS))
        return f"{number:f}", number
    left_text, left = draw(formulas(depth=depth - 1))
    right_text, right = draw(formulas(depth=depth - 1))
    op = draw(st.sampled_from("+-*/"))
    compute = {
        "+": ARITHMETIC.add,
        "-": ARITHMETIC.subtract,
        "*": ARITHMETIC.multiply,
        "/": ARITHMETIC.divide,
    }[op]
    try:
        value = None if left is None or right is None else compute(left, right)
    except (DivisionByZero, InvalidOperation):
        value = None
    return f"({left_text} {op} {right_text})", value


@settings(max_examples=200, deadline=None)
@given(formula=formulas())
def test_arithmetic_is_that_of_decimal(ask: SimpleNamespace, formula: tuple[str, Decimal | None]) -> None:
    text, expected = formula
    value = ask.value(text)

    assert isinstance(value, Fault) if expected is None else value == expected


@settings(max_examples=100, deadline=None)
@given(amounts=st.lists(AMOUNTS, max_size=8), data=st.data())
def test_the_order_of_lines_never_matters(ask: SimpleNamespace, amounts: list[Decimal], data: st.DataObject) -> None:
    """Extractors may return lines in any order."""
    shuffled = data.draw(st.permutations(amounts))
    total = data.draw(st.one_of(AMOUNTS, st.just(sum(amounts, Decimal(0)))))
    for text in (
        "sum(lines[*].amount) == total",
        "max(lines[*].amount) <= total",
        "avg(lines[*].amount) < total",
        "median(lines[*].amount) < total",
        "unique(lines[*].amount)",
        "any(l.amount > total for l in lines)",
        "all(l.amount > total for l in lines)",
        "count(l for l in lines if l.amount < total) == 2",
    ):
        one, two = (
            ask.held(text, {"total": str(total), "lines": [{"amount": str(amount)} for amount in order]}, {})
            for order in (amounts, shuffled)
        )
        assert one == two


@settings(max_examples=100, deadline=None)
@given(amounts=st.lists(AMOUNTS, min_size=1, max_size=8), tolerance=AMOUNTS, total=AMOUNTS)
def test_a_wider_tolerance_never_turns_a_pass_into_a_fail(
    ask: SimpleNamespace, amounts: list[Decimal], tolerance: Decimal, total: Decimal
) -> None:
    data = {"total": str(total), "lines": [{"amount": str(amount)} for amount in amounts]}
    narrow, wide = (
        ask.held(f"sum(lines[*].amount) == approx(total, abs={size})", data, {}) for size in (tolerance, tolerance + 1)
    )

    assert not (narrow is True and wide is False)
    assert (narrow is True) is (abs(sum(amounts) - total) <= tolerance)


CONDITIONS = [
    "sum(lines[*].amount) == total",
    "sum(l.amount for l in lines if l.rate == 19) == net",
    "net + tax == total",
    "total == approx(net + tax, rel=0.1)",
    "all(l.quantity * l.unit_price == l.amount for l in lines)",
    "any(l.amount == total for l in lines if l.taxed)",
    "count(l for l in lines if l.rate == 7) == 2",
    "unique(lines[*].code)",
    "issued <= due <= issued + days(10)",
    "currency_code in ('USD', 'NOK') or net == 1",
    "currency_code not in currencies and net == 1",
    "not (paid or net == tax)",
    "confidence(total) >= 0.99 and ocr(net) > 0.5",
    "match(total) == 'fuzzy' or page(total) == 7",
    "net == 1 if paid else tax == 1",
    "min(net, tax, total) == max(net, tax, total)",
    "'Q' in lines[*].code",
    "has_any(doc.notes, 'nothing') or pattern(name, 'x')",
    "lookup(suppliers, buyer.vat_id, 'iban') == 'x'",
    "max(lines[*].amount) > total",
    "round(net / 3, 2) == tax",
    "decimals(total) == 3",
    "len(name) == 1",
]
"""No ``exists``, ``presence`` or ``default``: those are there to ask about absence."""


def _places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at] * (bool(at) and isinstance(at[-1], str)) + [
        place for key, child in children for place in _places(child, (*at, key))
    ]


def _without(value: Any, place: tuple[Any, ...]) -> Any:
    changed = copy.deepcopy(value)
    inner = changed
    for key in place[:-1]:
        inner = inner[key]
    del inner[place[-1]]
    return changed


def test_removing_evidence_never_turns_a_fail_into_a_pass(ask: SimpleNamespace, invoice: dict[str, Any]) -> None:
    """The first promise: what cannot be seen does not pass. Every member is taken away, one at a time."""
    for text in CONDITIONS:
        if ask.held(text) is not False:
            continue
        for place in _places(invoice):
            value = ask.held(text, _without(invoice, place))
            assert value is not True, (text, place)


def test_removing_evidence_never_turns_a_pass_into_a_fail(ask: SimpleNamespace, invoice: dict[str, Any]) -> None:
    """Nor is a document blamed for what was not sent."""
    for text in CONDITIONS:
        negated = f"not ({text})"
        if ask.held(negated) is not True:
            continue
        for place in _places(invoice):
            assert ask.held(negated, _without(invoice, place)) is not False, (text, place)


def test_the_conditions_of_these_properties_do_fail(ask: SimpleNamespace) -> None:
    """A property over conditions that never fail would say nothing."""
    failing = [text for text in CONDITIONS if ask.held(text) is False]

    assert len(failing) >= 16


def test_evaluating_and_explaining_leave_the_payload_as_it_was(ask: SimpleNamespace, invoice: dict[str, Any]) -> None:
    before = copy.deepcopy(invoice)
    for text in CONDITIONS:
        ask.held(text, invoice)
        ask.why(text, invoice)

    assert invoice == before


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.sampled_from(["", "x", "1.5", "O.5", "2025-01-01", 0.1])
)
DOCUMENTS = st.fixed_dictionaries(
    {},
    optional={
        "total": SCALARS,
        "net": SCALARS,
        "tax": SCALARS,
        "invoice_date": SCALARS,
        "due_date": SCALARS,
        "currency": SCALARS,
        "paid": SCALARS,
        "supplier": st.one_of(SCALARS, st.fixed_dictionaries({}, optional={"name": SCALARS})),
        "lines": st.one_of(
            SCALARS,
            st.lists(
                st.one_of(
                    SCALARS,
                    st.fixed_dictionaries({}, optional=dict.fromkeys(("amount", "rate", "code", "taxed"), SCALARS)),
                ),
                max_size=3,
            ),
        ),
    },
)


@settings(max_examples=150, deadline=None)
@given(data=DOCUMENTS)
def test_any_document_gives_an_answer_and_a_reason(ask: SimpleNamespace, data: dict[str, Any]) -> None:
    """Nothing that a document holds may raise, and whatever is not true has words for it."""
    for text in CONDITIONS:
        value = ask.held(text, data, {})
        assert isinstance(value, bool | Missing | Fault)
        explanation = ask.why(text, data, {})
        assert explanation.reason
        assert "None" not in explanation.reason
