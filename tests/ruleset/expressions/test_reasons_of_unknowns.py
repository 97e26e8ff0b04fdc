"""Why a condition is unknown or an error: every missing operand, or both that clash."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from adjudge.ruleset.reading import reader


@pytest.mark.parametrize(
    ("text", "reason", "paths"),
    [
        ("doc.foo == 1", "$.foo is absent", ["$.foo"]),
        ("doc.nothing == 1", "$.nothing is null", ["$.nothing"]),
        ("doc.empty_text == 'x'", "$.empty_text is empty", ["$.empty_text"]),
        ("doc.foo + doc.bar > net", "$.foo is absent, $.bar is absent", ["$.foo", "$.bar", "$.net"]),
        ("doc.foo == doc.foo", "$.foo is absent", ["$.foo"]),
        ("net == 5 or doc.foo == 1", "$.foo is absent", ["$.net", "$.foo"]),
        ("net == 100 and doc.foo == 1", "$.foo is absent", ["$.net", "$.foo"]),
        ("doc.foo == 1 if not paid else doc.bar == 1", "$.foo is absent", ["$.paid", "$.foo"]),
        ("doc.foo == 1 if doc.flag else doc.bar == 1", "$.flag is absent", ["$.flag"]),
        ("default(doc.foo, doc.bar) == 1", "$.bar is absent", ["$.foo", "$.bar"]),
        ("doc.foo in (1, 2)", "$.foo is absent", ["$.foo"]),
        ("net in (1, doc.foo)", "$.foo is absent", ["$.net", "$.foo"]),
        ("total == approx(net, abs=doc.foo)", "$.foo is absent", ["$.total", "$.net", "$.foo"]),
        ("sum(doc.x[*].amount) == 1", "$.x is absent", ["$.x"]),
        (
            "sum(l.foo for l in doc.lines) == 1",
            "$.lines[0].foo is absent, $.lines[1].foo is absent, $.lines[2].foo is absent",
            ["$.lines[0].foo", "$.lines[1].foo", "$.lines[2].foo"],
        ),
        (
            "sum(doc.many[*].foo) == 1",
            "$.many[0].foo is absent, $.many[1].foo is absent, $.many[2].foo is absent, $.many[3].foo is"
            " absent, $.many[4].foo is absent, and 2 more",
            [f"$.many[{n}].foo" for n in range(7)],
        ),
        (
            "count(l for l in doc.lines if l.foo == 1) == 1",
            "$.lines[0].foo is absent, $.lines[1].foo is absent, $.lines[2].foo is absent",
            ["$.lines[0].foo", "$.lines[1].foo", "$.lines[2].foo"],
        ),
        ("any(a.amount > 5 for a in doc.foo)", "$.foo is absent", ["$.foo"]),
        ("all(l.amount > 0 for l in doc.no_lines)", "$.no_lines selected nothing", ["$.no_lines"]),
        (
            "all(l.amount > 0 for l in lines if l.rate == 5)",
            "no item of $.lines was selected",
            ["$.lines[0].rate", "$.lines[1].rate", "$.lines[2].rate", "$.lines"],
        ),
        ("min(doc.no_lines[*].amount) > 0", "$.no_lines selected nothing", ["$.no_lines"]),
        ("count(leaves(doc.foo)) == 1", "$.foo is absent", ["$.foo"]),
        ("lines[7].amount > 1", "$.lines[7].amount is absent", ["$.lines[7].amount"]),
        ("every_line[-9].amount > 1", "$.lines[*] has no item -9", ["$"]),
        ("rating(total) > 2", "$.total carries no rating", ["$.total"]),
        ("ocr(total) > 0.5", "$.total has an empty ocr (null)", ["$.total"]),
        ("confidence(doc.foo) > 0.5", "$.foo is absent", ["$.foo"]),
        ("match(net) == 'exact'", "$.net carries no match", ["$.net"]),
        ("verification(net) == 'x'", "$.net carries no verification", ["$.net"]),
        ("page(tax) == 1", "$.tax carries no page", ["$.tax"]),
        ("1 in pages(net)", "$.net carries no page", ["$.net"]),
        ("'x' in issues(total)", "$.total carries no issues", ["$.total"]),
        ("currency(net) == 'EUR'", "$.net states no currency", ["$.net"]),
        ("currency(doc.foo) == 'EUR'", "$.foo is absent", ["$.foo"]),
        ("decimals(doc.foo) == 1", "$.foo is absent", ["$.foo"]),
        ("len(doc.foo) == 1", "$.foo is absent", ["$.foo"]),
        ("facts.today == 1", "facts.today was not given", []),
        ("facts.null == 1", "facts.null is null", []),
        ("extraction.pages == 1", "extraction.pages is not in the payload", []),
        ("extraction.flags.reviewed", "extraction.flags.reviewed is not in the payload", []),
        ("number(doc.printed) > 1", 'number($.printed): "O.50" is no number: letter O at 1', ["$.printed"]),
        (
            "lookup(suppliers, doc.currency) == 'x'",
            'lookup(suppliers, $.currency): suppliers has no row "EUR"',
            ["$.currency"],
        ),
        (
            "lookup(suppliers, doc.currency, 'iban') == 'x'",
            "lookup(suppliers, $.currency, 'iban'): suppliers has no row \"EUR\"",
            ["$.currency"],
        ),
        (
            "lookup(suppliers, 'FR2', 'iban') == 'x'",
            "lookup(suppliers, 'FR2', 'iban'): suppliers has no iban for \"FR2\"",
            [],
        ),
    ],
)
def test_an_unknown_names_every_missing_operand(
    ask: SimpleNamespace, invoice: dict[str, Any], text: str, reason: str, paths: list[str]
) -> None:
    explanation = ask.why(text, {**invoice, "many": [{}] * 7}, facts={"null": None})

    assert explanation.reason == reason
    assert list(explanation.paths) == paths


def test_a_value_that_cannot_be_read_says_why(ask: SimpleNamespace) -> None:
    explanation = ask.why("net > 5", {"net": "O.50"})

    assert explanation.reason == '$.net cannot be read: "O.50" is no number: letter O at 1'
    assert explanation.evidence[0].value == "O.50"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "total == issued",
            "$.total 108.00 (an amount) and $.invoice_date 2025-01-01 (a date) cannot be compared with ==",
        ),
        ("currency_code == 5", '$.currency "EUR" (a text) and 5 (a number) cannot be compared with =='),
        (
            "0 < net < name",
            '$.net 100.00 (an amount) and $.supplier.name "Acme & Sons" (a text) cannot be compared with <',
        ),
        ("name < 'x'", '$.supplier.name "Acme & Sons" (a text) and "x" (a text) cannot be ordered with <'),
        ("paid < true", "$.paid false (true or false) and true (true or false) cannot be ordered with <"),
        ("supplier.name + 1 == 2", '$.supplier.name "Acme & Sons" (a text) and 1 (a number) cannot be added'),
        ("net * tax == 2", "$.net 100.00 (an amount) and $.tax 8.00 (an amount) cannot be multiplied"),
        ("2 / net == 2", "2 (a number) and $.net 100.00 (an amount) cannot be divided"),
        (
            "issued + due == issued",
            "$.invoice_date 2025-01-01 (a date) and $.due_date 2025-01-31 (a date) cannot be added",
        ),
        (
            "days(1) - issued == issued",
            "1 day (a number of days) and $.invoice_date 2025-01-01 (a date) cannot be subtracted",
        ),
        ("days(1) * 2 == days(2)", "1 day (a number of days) and 2 (a number) cannot be multiplied"),
        ("net / 0 == 1", "$.net 100.00 cannot be divided by zero"),
        ("issued + days(4000000) == due", "$.invoice_date 2025-01-01 + 4000000 days is out of range"),
        ("-name == 1", '-$.supplier.name: 0 (a number) and "Acme & Sons" (a text) cannot be subtracted'),
        ("abs(name) == 1", 'abs($.supplier.name): "Acme & Sons" (a text) has no absolute value'),
        ("round(name) == 1", 'round($.supplier.name): "Acme & Sons" (a text) cannot be rounded'),
        ("round(net, 0.5) == 1", "round($.net, 0.5): round takes a whole number of decimals up to 20, not 0.5"),
        ("round(net, 21) == 1", "round($.net, 21): round takes a whole number of decimals up to 20, not 21"),
        ("days(net) == days(1)", "days($.net): days takes a whole number, not 100.00"),
        ("number(paid) == 1", "number($.paid): false (true or false) is not read as a decimal"),
        ("date(net) == issued", "date($.net): 100.00 (an amount) is not read as a date"),
        ("lower(net) == 'x'", "lower($.net): 100.00 (an amount) has no lower case"),
        ("upper(net) == 'x'", "upper($.net): 100.00 (an amount) has no upper case"),
        ("strip(net) == 'x'", "strip($.net): 100.00 (an amount) has no blanks to strip"),
        ("prefix(net, 1) == 'x'", "prefix($.net, 1): 100.00 (an amount) has no first characters"),
        (
            "prefix(name, 0.5) == 'x'",
            "prefix($.supplier.name, 0.5): prefix takes a whole number of characters up to 10,000, not 0.5",
        ),
        ("pattern(net, 'x')", "pattern($.net, 'x'): 100.00 (an amount) matches no pattern"),
        ("has_any(net, 'x')", "has_any($.net, 'x'): 100.00 (an amount) has no words"),
        ("len(round(net)) == 1", "len(round($.net)): 100.00 has no length"),
        ("len(net) == 1", "$.net is a single value, expected a list"),
        (
            "min(net, name) == 1",
            'min($.net, $.supplier.name): 100.00 (an amount) and "Acme & Sons" (a text) cannot be compared with <=',
        ),
        ("currency(name) == 'EUR'", "$.supplier.name is no amount; only a field of type money has a currency"),
        ("decimals(name) == 1", "$.supplier.name is no number; it has no decimals"),
        ("index(net) == 1", "$.net is no item of a list"),
        ("net in ('a', name)", "net in ('a', name): 100.00 (an amount) and \"a\" (a text) cannot be compared with =="),
        ("net in facts.limit", "net in facts.limit: 5 is no list to look in"),
        ("net and tax == 8", "$.net is 100.00, which is neither true nor false"),
        ("not net", "$.net is 100.00, which is neither true nor false"),
        ("net == 1 if net else tax == 1", "$.net is 100.00, which is neither true nor false"),
        ("net", "`net`: 100.00 (an amount) is neither true nor false"),
        ("default(supplier, true) == true", "$.supplier is an object, expected a single value"),
        ("supplier == 1", "$.supplier is an object, expected a single value"),
        ("lines == 1", "$.lines is a list, expected a single value"),
        ("lines.amount == 5", "$.lines is a list; name its items with [*] or an index"),
        ("sum(supplier.name[*].x) == 5", "$.supplier.name is a single value, expected a list"),
        ("any(x.a == 1 for x in supplier)", "$.supplier is an object, expected a list"),
        ("supplier[0].x == 1", "$.supplier is no list; it has no item 0"),
        ("sum(lines[*].code) == 1", '$.lines[0].code is "A" (a text), which sum does not take'),
        ("sum(l.code for l in lines) == 1", '$.lines[0].code is "A" (a text), which sum does not take'),
        ("avg(lines[*].taxed) == 1", "$.lines[0].taxed is true (true or false), which avg does not take"),
        ("median(lines[*].code) == 1", '$.lines[0].code is "A" (a text), which median does not take'),
        ("max(lines[*].code) == 1", '$.lines[0].code is "A" (a text), which max does not take'),
        ("unique(doc.mixed[*])", '$.mixed[0] "a" (a text) and $.mixed[1] 1 (a number) cannot be compared with =='),
        ("min(doc.mixed[*]) == 1", '$.mixed[0] is "a" (a text), which min does not take'),
        ("sum(doc.currencies[*]) == 1", '$.currencies[0] is "1.00 EUR" (a text), which sum does not take'),
        ("all(l.code > 1 for l in lines)", '$.lines[0].code "A" (a text) and 1 (a number) cannot be compared with >'),
        ("all(lines[*].code)", '$.lines[0].code is "A" (a text), which all does not take'),
        ("count(l for l in lines if l.code) == 1", '$.lines[0].code is "A", which is neither true nor false'),
        ("net == approx(tax, abs=limit - 101)", "approx(tax, abs=limit - 101): a tolerance cannot be negative"),
        (
            "net == approx(name, abs=1)",
            '$.net 100.00 (an amount) and $.supplier.name "Acme & Sons" (a text) cannot be subtracted',
        ),
        ("confidence(tax) > 0.5", "$.tax has confidence 87, which is off its scale 0–1"),
        ("ocr(tax) > 0.5", "$.tax has ocr high, which is off its scale 0–1"),
        (
            "lines[0].amount == doc.eur",
            '$.lines[0].amount 10.00 (an amount) and $.eur "1.00 EUR" (a text) cannot be compared with ==',
        ),
    ],
)
def test_an_error_names_both_operands(ask: SimpleNamespace, invoice: dict[str, Any], text: str, reason: str) -> None:
    data = {**invoice, "mixed": ["a", 1], "currencies": ["1.00 EUR"], "eur": "1.00 EUR"}

    explanation = ask.why(text, data, facts={"limit": 5})

    assert explanation.reason == reason


def test_two_currencies_are_an_error_that_names_both(ask: SimpleNamespace) -> None:
    read = reader("money", "en_US")
    fields = {name: ask.field(f"$.{name}", "money") for name in ("euro", "dollar")}
    fields |= {"all_of_them": ask.field("$.all[*]", "money")}
    fields = {name: _with_reader(field, read) for name, field in fields.items()}
    data = {"euro": "EUR 5.00", "dollar": "USD 4.00", "all": ["EUR 5.00", "EUR 1.00", "USD 4.00"]}

    assert ask.why("euro + dollar == 9", data, fields=fields).reason == (
        "$.euro 5.00 EUR and $.dollar 4.00 USD are in two currencies"
    )
    assert ask.why("euro == dollar", data, fields=fields).reason == (
        "$.euro 5.00 EUR and $.dollar 4.00 USD are in two currencies"
    )
    assert ask.why("sum(all_of_them) == 9", data, fields=fields).reason == (
        "$.all[0] 5.00 EUR and $.all[2] 4.00 USD are in two currencies"
    )
    assert ask.held("currency(euro) == 'EUR' and euro == 5", data, fields=fields) is True


def test_money_without_a_currency_clashes_with_none(ask: SimpleNamespace) -> None:
    fields = {"all_of_them": _with_reader(ask.field("$.all[*]", "money"), reader("money", "en_US"))}
    data = {"all": ["1.00", None, "EUR 5.00", "2.00", "USD 4.00"]}

    assert ask.why("sum(all_of_them) == 9", data, fields=fields).reason == (
        "$.all[2] 5.00 EUR and $.all[4] 4.00 USD are in two currencies"
    )
    assert ask.why("unique(all_of_them)", data, fields=fields).reason == ("$.all[1] is null")


def _with_reader(field: Any, read: Any) -> Any:
    return replace(field, read=read)


def test_when_several_steps_are_too_many_only_the_budget_is_named(ask: SimpleNamespace) -> None:
    text = "all(all(m.amount == l.amount for m in lines) for l in lines)"

    explanation = ask.why(text, {"lines": [{"amount": 1}] * 4000})

    assert explanation.reason == f"`{text}`: this would take more than 10,000,000 steps"
    assert explanation.paths == ()
