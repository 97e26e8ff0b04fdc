"""Running only the rules that can see a damage gives what running all of them gives."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

import pytest
from documents import INVOICE, METADATA, RULES, as_adapter

import adjudge
from adjudge.engine.mutate.catching import Catcher
from adjudge.engine.mutate.choosing import Wish
from adjudge.engine.mutate.mutator import Mutator
from adjudge.engine.mutate.neighbours import Original
from adjudge.plugin import PASS, Check, CheckOptions, fail, hookimpl
from adjudge.ruleset.footprint import footprint
from adjudge.testing.damage import damaged

EVERY_READ = (
    RULES.replace(
        "lists: {currencies",
        """
  either: {at: [$.gross, $.total], type: money}
  amounts: {at: "$.lines[*].amount", type: money}
  all_lines: {at: "$.*", each: {amount: {at: [amount, sum]}}}
  rows: {at: [$.rows, $.lines], each: {amount: money, paid_in: {at: $.currency}, note: {at: text, default: none}}}
  seller: {at: $.seller, each: {name: text}}
lists: {currencies""",
    )
    + """
  - {id: either, assert: either > 0}
  - {id: either-sure, given: either, confidence: {min: 0.9}}
  - {id: rows, for: row in rows, when: 'row.paid_in == "EUR"', assert: row.amount > 0, on_empty: fail}
  - {id: row-notes, for: row in rows, assert: len(row.note) < 20}
  - {id: row-count, for: row in rows, assert: extraction.adapter != "x"}
  - {id: one-amount, assert: 'amounts[0] < 1000'}
  - {id: some-amount, for: amount in amounts, assert: amount < facts.limit}
  - {id: last, assert: 'doc.lines[-1].amount < doc.net'}
  - {id: first, assert: 'doc["lines"][0].text != "screw"'}
  - {id: many, assert: 'count(l for l in doc.lines if l.quantity > 1) >= 1'}
  - {id: nested, assert: 'all(any(m.amount >= l.amount for m in lines) for l in lines)'}
  - {id: leaves, assert: 'all(presence(x) != "null" for x in leaves(doc))'}
  - {id: some-leaves, assert: 'count(x for x in leaves(doc.seller) if exists(x)) >= 2'}
  - {id: anywhere, given: $..amount, range: {min: 1}}
  - {id: anywhere-in-lines, given: $.lines..quantity, type: integer}
  - {id: children, given: $.*, required: true}
  - {id: seller-is-there, given: $.seller, required: true}
  - {id: seller-has-two, assert: exists(doc.seller) and exists(seller.name)}
  - {id: sends, assert: 'extraction.sends("confidence") or extraction.sends("ocr")'}
  - {id: by-signal, when: confidence(total) > 0.9, assert: net > 0}
  - {id: labelled, assert: 'match(total) == "id_match"'}
  - {id: paged, assert: 'page(total) == 1'}
  - {id: cited, given: total, cited: true}
  - {id: cited-all, given: $..*, cited: {page: true}}
  - {id: no-issue, issues: {none_of: [ambiguous]}}
  - {id: once, given: "$.lines[*].text", unique: true}
  - {id: rated, given: $..*, rating: {min: 3}}
  - {id: document-sure, given: $, confidence: {min: 0.8}}
  - {id: default, assert: 'default(doc.discount, 0) <= total'}
  - {id: no-lines-no-sum, when: not exists(lines), assert: not exists(net)}
  - {id: off, assert: total == 0}
disable: {off: never}
"""
)


class _All(CheckOptions):
    reads_all: bool


class ReadsAll:
    """A plugin's check, which may look at anything through the document of its item."""

    @hookimpl
    def adjudge_register_checks(self) -> list[Check]:
        """Give the check."""
        return [
            Check(
                "reads_all",
                _All,
                judge=lambda item, _: PASS if item.document.root.child("total").value == 5 else fail("another total"),
                shorthand=lambda value: {"reads_all": value},
            )
        ]


def ends(results: Any) -> list[tuple[Any, ...]]:
    """Give all of a result but its words."""
    return [
        (
            result.nodeid,
            result.outcome,
            result.cause,
            result.effect,
            result.items,
            [(each.item, each.outcome, each.cause, each.effect) for each in result.findings],
        )
        for result in results
        if not result.nodeid.startswith("adjudge::")
    ]


@pytest.mark.parametrize("adapter", ["nutrient", "llamaextract", "extend", "datalab", "parsefy", "plain"])
def test_rules_that_are_not_run_again_would_say_the_same(adapter: str, load: Callable[..., adjudge.Ruleset]) -> None:
    """A rule left out although it reads the damage would make a survivor of what it catches."""
    ruleset = load(EVERY_READ)
    chance = random.Random(f"mutants {adapter}")
    judged = spared = 0
    for number in range(10):
        payload = as_adapter(adapter, copy.deepcopy(INVOICE), copy.deepcopy(METADATA))
        if chance.random() < 0.6:
            _, payload = next(damaged(payload, count=1, seed=number))
        mutator = Mutator(ruleset, Wish(seed=number, count=24), {"limit": 100})
        try:
            extraction = Original(ruleset.normalize(payload))
            before = mutator.catcher.stand(extraction, "any")
        except (adjudge.PayloadError, adjudge.ConfigError):
            continue
        for made in mutator.mutants(extraction, str(number)):
            after = mutator.catcher.judge(extraction, before, made.mutant, made.extraction)
            whole = ruleset.check(made.mutant.payload, facts={"limit": 100})
            assert ends(after.results) == ends(whole.results), made.mutant.spot.id
            judged += 1
            spared += len(ruleset.rules) - len(mutator.catcher.seeing(made.mutant, extraction, made.extraction))
    assert judged > 100
    # Were every rule run again, the above would prove nothing.
    assert spared > 5 * judged


def differing(ruleset: adjudge.Ruleset, payload: Any) -> list[str]:
    """Give the mutants of which running all rules says something else than running the readers."""
    mutator = Mutator(ruleset, Wish(count=1000), {})
    extraction = Original(ruleset.normalize(payload))
    before = mutator.catcher.stand(extraction, "any")
    found = []
    for made in mutator.mutants(extraction, "any"):
        after = mutator.catcher.judge(extraction, before, made.mutant, made.extraction)
        if ends(after.results) != ends(ruleset.check(made.mutant.payload).results):
            found.append(made.mutant.spot.id)
    return found


def test_what_goes_with_its_signal_may_leave_other_rules_blind(load: Callable[..., adjudge.Ruleset]) -> None:
    """Only the total has a score. Without it the payload sends none at all, which is another cause for the net."""
    ruleset = load("rules:\n  - {id: net-sure, given: $.net, confidence: {min: 0.9}}\n")
    payload = as_adapter("nutrient", {"total": 5, "net": 4}, {"total": {"confidence": 0.9}, "net": {"match": "exact"}})

    assert differing(ruleset, payload) == []


def test_what_loses_its_only_member_is_empty_and_another_candidate_stands(
    load: Callable[..., adjudge.Ruleset],
) -> None:
    """The rule reads no ``vat``; but without it there is no supplier, and the seller is read instead."""
    ruleset = load("""\
        fields: {who: {at: [$.supplier, $.seller], each: {name: text}}}
        rules:
          - {id: named, assert: 'default(who.name, "") == ""'}
    """)

    assert differing(ruleset, {"supplier": {"vat": "NO1"}, "seller": {"name": "Nordlys"}}) == []


def test_a_rule_whose_reads_are_not_known_is_always_run(load: Callable[..., adjudge.Ruleset]) -> None:
    """What a plugin's check looks at, nobody can tell."""
    ruleset = load("rules:\n  - {id: odd, given: $.number, reads_all: true}\n", plugins=[ReadsAll()])

    assert footprint(ruleset.rules[0]) is None
    extraction = Original(ruleset.normalize({"number": "A-1", "total": 5}))
    mutator = Mutator(ruleset, Wish(), {})
    seen = [
        mutator.catcher.seeing(made.mutant, extraction, made.extraction) for made in mutator.mutants(extraction, "a")
    ]
    assert seen
    assert set(seen) == {(0,)}


def test_every_leaf_is_a_read_of_everything(load: Callable[..., adjudge.Ruleset]) -> None:
    """``$..*`` sees any value."""
    ruleset = load("rules:\n  - {id: all-there, given: $..*, required: true}\n")
    print_of = Catcher(ruleset, {}).footprints[0]

    assert print_of is not None
    assert print_of.reads_value(("anything", 3, "below"))
