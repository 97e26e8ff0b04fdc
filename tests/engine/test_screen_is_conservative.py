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

import adjudge
from adjudge.engine.judge import judge_rule
from adjudge.engine.screen.plan import Screened
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


def test_the_fast_pass_settles_a_clean_document(load: Callable[..., adjudge.Ruleset]) -> None:
    """Were it to settle nothing, the test above would prove nothing."""
    ruleset = load(RULES)

    fast, slow, settled = results(ruleset, as_adapter("nutrient", INVOICE, METADATA))

    assert fast == slow
    blind = [rule.id for rule in ruleset.rules if rule.id == "total-is-read"]
    assert settled == len(ruleset.rules) - len(blind)


def test_the_generated_functions_read_as_python(load: Callable[..., adjudge.Ruleset]) -> None:
    """What runs on every document can be read."""
    ruleset = load("rules:\n  - {id: sure, given: $.total, confidence: {min: 0.9}}\n")
    extraction = ruleset.normalize(as_adapter("nutrient", INVOICE, METADATA))

    source = ruleset._plan.screen_of(extraction.shape).sources["document"]

    assert "if type(x) is float and 0.9 <= x <= 1.0: found[0] = 1" in source
