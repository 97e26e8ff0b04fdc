"""The fast pass never calls passing what the reference path would not: the two give the same results."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from documents import INVOICE, METADATA, RULES, as_adapter
from random_orders import order_by
from random_rules import FIELDS, draw_rules

import adjudge
from adjudge.engine.judge import judge_rule
from adjudge.engine.screen.settled import Screened
from adjudge.ruleset.fields import Document

ODD_VALUES: tuple[Any, ...] = (
    None, "", " ", 0, -1, 1, 0.0, -0.0, 1.005, 1e-40, 1e31, 1e300, float("nan"), float("inf"), 10**40, True, False,
    "12.50", "1,250.00", "12.5O", "EUR", "USD", "2025-01-01", "2025-02-30", "not_found", "id_match", "INV-2024-12345",
    [], {}, [None], [1, 2], {"a": 1}, {"amount": 2.0}, Decimal("0.8"), Decimal("1547.50"), Decimal("1E+40"),
    0.75, 0.7499999999999999, 0.8, 0.5, 1.0, 1.0000000000000002, 59.97, 59.98, 59.96,
)  # fmt: skip


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Give every container with each of its keys."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    for key in keys:
        yield value, key
        yield from places(value[key])


def damage(payload: Any, chance: random.Random) -> None:
    """Change one thing anywhere in a payload: data or metadata, a leaf or a branch."""
    container, key = chance.choice(list(places(payload)))
    kind = chance.randrange(5)
    if kind == 0:
        del container[key]
    elif kind == 1 and isinstance(container, dict):
        container[chance.choice(("extra", "match", "confidence", "total", "lines"))] = chance.choice(ODD_VALUES)
    elif kind == 2 and isinstance(container, list):
        container.append(copy.deepcopy(container[key]))
    elif kind == 3 and isinstance(container[key], int | float) and not isinstance(container[key], bool):
        container[key] = round(container[key] + chance.choice((0.01, -0.01, 0.02, 1e-9, -1e-9, 100)), 10)
    else:
        container[key] = copy.deepcopy(chance.choice(ODD_VALUES))


def results(ruleset: adjudge.Ruleset, payload: Any) -> tuple[list[str], list[str], int]:
    """Judge by the fast pass and by the reference path alone; also how many rules the fast pass settled."""
    extraction = ruleset.normalize(payload)
    answers = ruleset._plan.screen(extraction)
    fast, slow, settled = [], [], 0
    for rule, answer in zip(ruleset.rules, answers, strict=True):
        settled += isinstance(answer, adjudge.Result | Screened)
        result = answer if isinstance(answer, adjudge.Result) else judge_rule(rule, Document(extraction), answer)
        fast.append(repr(result))
        slow.append(repr(judge_rule(rule, Document(extraction))))
    return fast, slow, settled


@pytest.mark.parametrize("adapter", ["nutrient", "llamaextract", "extend", "datalab", "parsefy", "plain"])
def test_the_fast_pass_and_the_reference_path_give_the_same_results(
    adapter: str, load: Callable[..., adjudge.Ruleset]
) -> None:
    """Whatever is wrong with a document, speed changes nothing in outcomes, causes, effects or reasons."""
    ruleset = load(RULES)
    chance = random.Random(f"screen {adapter}")
    for _ in range(150):
        payload = as_adapter(adapter, copy.deepcopy(INVOICE), copy.deepcopy(METADATA))
        for _ in range(chance.choice((0, 1, 1, 2, 3))):
            damage(payload[0] if isinstance(payload, list) else payload, chance)
        try:
            fast, slow, _ = results(ruleset, payload)
        except (adjudge.PayloadError, adjudge.ConfigError):
            continue
        assert fast == slow, json.dumps(payload, default=str)[:2000]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("adapter", ["nutrient", "llamaextract", "extend", "datalab", "parsefy", "plain"])
def test_random_rules_end_on_random_documents_as_the_reference_path_ends_them(
    adapter: str, seed: int, load: Callable[..., adjudge.Ruleset]
) -> None:
    """Every check and expression, under every path, on documents that are damaged anywhere."""
    chance = random.Random(f"{adapter} {seed}")
    ruleset = load_what_loads(draw_rules(chance, 60), load)
    assert len(ruleset.rules) > 20
    settled = 0
    for _ in range(12):
        payload = order_by(adapter, chance)
        for _ in range(chance.choice((0, 0, 1, 2, 3))):
            damage(payload, chance)
        try:
            fast, slow, some = results(ruleset, payload)
        except (adjudge.PayloadError, adjudge.ConfigError):
            continue
        settled += some
        different = [pair for pair in zip(ruleset.rules, fast, slow, strict=True) if pair[1] != pair[2]]
        assert not different, f"{different[0]}\n{json.dumps(payload, default=str)}"
    assert settled > len(ruleset.rules)


def load_what_loads(text: str, load: Callable[..., adjudge.Ruleset]) -> adjudge.Ruleset:
    """Load rules, without those that make no sense."""
    try:
        return load(text)
    except adjudge.RulesError as error:
        lines = text.splitlines()
        wrong = {problem.location.line - 2 for problem in error.problems}
        return load("\n".join(line for number, line in enumerate(lines) if number not in wrong))


def test_the_fast_pass_settles_a_clean_document(load: Callable[..., adjudge.Ruleset]) -> None:
    """Were it to settle nothing, the test above would prove nothing."""
    ruleset = load(RULES)

    fast, slow, settled = results(ruleset, as_adapter("nutrient", INVOICE, METADATA))

    assert fast == slow
    assert settled == len(ruleset.rules)


@pytest.mark.parametrize(
    ("adapter", "rule"),
    [
        ("plain", "given: count, range: {min: 1, max: 6}"),
        ("plain", "given: issued, range: {min: 2024-01-01}"),
        ("plain", "given: total, range: {min: 0}"),
        ("plain", "given: '$.lines[*].amount', range: {min: 0}"),
        ("plain", "for: row in rows, assert: row.amount >= 0"),
        ("nutrient", "for: row in rows, assert: row.amount >= 0"),
        ("plain", "given: number, pattern: 'INV-[0-9]{4}-[0-9]{4,6}'"),
        ("plain", "given: '$.sections[*].clauses[*].number', unique: true"),
        ("plain", "given: '$.sections[*].clauses[*].binding', type: boolean"),
        ("plain", "given: '$.sections[*].clauses[*].text', length: {min: 2}"),
        ("plain", "given: [$.currency, $.seller.vat], required: true"),
        ("plain", "given: '$.lines', required: true"),
        ("plain", "given: count, one_of: whole"),
        ("plain", "given: '$..*', required: true"),
        ("plain", "assert: 'any(l.text == \"nut\" for l in lines)'"),
        ("plain", "assert: 'sum(l.quantity * l.price for l in lines) == approx(net, abs=0.01)'"),
        ("nutrient", "given: [$.total, $.net], cited: true"),
        ("nutrient", "given: '$.lines[*].amount', cited: {page: true}"),
        ("nutrient", "given: '$..*', cited: true"),
        ("llamaextract", "given: [$.total, '$.lines[*].amount'], cited: {text: true}"),
        ("extend", "given: '$.sections[*].clauses[*].text', rating: {min: 2}"),
        ("extend", "given: $.number, issues: {none_of: [illegible]}"),
        ("datalab", "given: '$.sections[*].clauses[*].text', verification: {none_of: [FAIL_FIX]}"),
        ("datalab", "given: [$.total, $.net], rating: {min: 3}"),
        ("datalab", "given: '$..*', required: true"),
        ("datalab", "when: exists(net), assert: net >= 0"),
        ("parsefy", "given: $, confidence: {min: 0.5}"),
        ("parsefy", "given: '$.lines[*].amount', confidence: {min: 0.5}"),
        ("parsefy", "given: '$..*', cited: {text: true}"),
    ],
)
def test_every_kind_of_rule_is_settled_where_nothing_is_odd(
    adapter: str, rule: str, load: Callable[..., adjudge.Ruleset]
) -> None:
    """A rule without a sure test is judged on every document, a hundred times as slowly."""
    ruleset = load(FIELDS + f"rules:\n  - {{id: r, {rule}}}\n")
    clean = random.Random("clean")
    clean.random = lambda: 0.5  # type: ignore[method-assign]  # nothing unusual is drawn

    (answer,) = ruleset._plan.screen(ruleset.normalize(order_by(adapter, clean)))

    assert isinstance(answer, adjudge.Result), ruleset._plan.screen_of(
        ruleset.normalize(order_by(adapter, clean)).shape
    ).sources
    assert answer.outcome == "pass"


def test_the_generated_functions_read_as_python(load: Callable[..., adjudge.Ruleset]) -> None:
    """What runs on every document can be read."""
    ruleset = load("rules:\n  - {id: sure, given: $.total, confidence: {min: 0.9}}\n")
    extraction = ruleset.normalize(as_adapter("nutrient", INVOICE, METADATA))

    source = ruleset._plan.screen_of(extraction.shape).sources["document"]

    assert "if (type(x) is float or type(x) is int) and 0.9 <= x <= 1.0: found[0] = settled[0][1]" in source


AMOUNTS = "fields: {a: {at: $.a, type: money}, b: {at: $.b, type: money}, c: {at: $.c, type: money}}\n"


@pytest.mark.parametrize(
    ("rules", "payload", "outcome"),
    [
        pytest.param(
            AMOUNTS + 'rules: [{id: r, assert: "a * b == approx(c, abs=0.01)"}]',
            {"a": 2.0, "b": 3.0, "c": 6.0},
            "error",
            id="money-times-money",
        ),
        pytest.param(
            AMOUNTS + "rules: [{id: r, assert: a == b}]",
            {"a": "0.10000000000000000001", "b": 0.1},
            "fail",
            id="more-digits-than-a-float-has",
        ),
        pytest.param(
            AMOUNTS + "rules: [{id: r, assert: a <= b}]",
            {"a": Decimal("0.10000000000000000001"), "b": 0.1},
            "fail",
            id="a-decimal-of-more-digits",
        ),
        pytest.param(
            "locale: en_US\n" + AMOUNTS + "rules: [{id: r, assert: a == b}]",
            {"a": "$5.00", "b": "5.00 EUR"},
            "error",
            id="two-currencies",
        ),
        pytest.param(
            "rules: [{id: r, assert: 'doc.codes[0] == \"a\"'}]",
            {"codes": "abc"},
            "error",
            id="a-letter-of-a-text-is-no-item",
        ),
        pytest.param(
            'fields: {code: {at: $.code, type: code}}\nlists: {codes: [" A"]}\n'
            "rules: [{id: r, given: code, one_of: codes}]",
            {"code": " A"},
            "fail",
            id="a-code-is-read-without-blanks",
        ),
        pytest.param(
            "fields: {lines: {at: $.lines, each: {text: text}}}\nrules:\n"
            "  - {id: q, assert: 'all(l.text == \"x\" for l in lines)'}\n"
            "  - {id: r, assert: 'not any(l.text == \"x\" for l in lines)'}",
            {"lines": None},
            "unknown",
            id="a-list-that-another-rule-has-missed-is-still-missing",
        ),
        pytest.param(
            'rules: [{id: r, given: [$.total, "$.lines[*].amount"], match: {none_of: [not_found]}}]',
            as_adapter("nutrient", {"total": 1.0, "lines": []}, {"total": {"match": "id_match"}, "lines": []}),
            "unknown",
            id="one-of-several-targets-selects-nothing",
        ),
        pytest.param(
            "rules: [{id: r, on_empty: skip, given: '$.lines[*].amount', confidence: {min: 0.5}}]",
            as_adapter("nutrient", {"total": 1.0, "lines": []}, {"total": {"match": "id_match"}, "lines": []}),
            "unknown",
            id="blind-beside-an-empty-list",
        ),
        pytest.param(
            "rules: [{id: r, on_empty: skip, given: $.seller.*, range: {min: 0}}]",
            {
                "object": "extract_run",
                "status": "PROCESSED",
                "output": {"value": {}, "metadata": {"seller.name": {"ocrConfidence": 0.9}}},
            },
            "unknown",
            id="a-map-that-names-members-of-what-is-not-there",
        ),
        pytest.param(
            "rules: [{id: r, given: '$.a[*].b[*]', length: {min: 1}}]",
            {"a": [{"b": ["x"]}, {"b": {"c": ["y"]}}]},
            "pass",
            id="items-of-an-object",
        ),
    ],
)
def test_what_a_float_or_a_short_way_would_get_wrong_is_judged(
    rules: str, payload: Any, outcome: str, load: Callable[..., adjudge.Ruleset]
) -> None:
    """Each of these is plain to a quick test, and means something else."""
    ruleset = load(rules)

    fast, slow, _ = results(ruleset, payload)

    assert fast == slow
    assert f"outcome='{outcome}'" in fast[-1]
