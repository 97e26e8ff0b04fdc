"""From JSON text: read quickly where the screen is sure of every rule, and exactly wherever it is not.

Whichever it is, nobody can tell: verdicts and refusals are those of the exact reading, byte for byte.
"""

from __future__ import annotations

import copy
import itertools
import json
import random
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from documents import INVOICE, METADATA, RULES, as_adapter
from test_screen_is_conservative import damage

import adjudge
from adjudge.engine import judging
from adjudge.engine.judging import Judging, Question
from adjudge.hookspecs import hookimpl
from adjudge.model import json_reader
from adjudge.model.payload import read_json
from adjudge.ruleset.rule import Rule

_NUMBER = re.compile(r'(?<=[\[:, ])-?\d+(\.\d+)?(?=[\],}])(?=[^"]*("[^"]*"[^"]*)*$)')


def told(judge: Callable[[], adjudge.Verdict]) -> str:
    """Give the verdict as JSON, or the refusal."""
    try:
        return judge().to_json()
    except adjudge.AdjudgeError as refused:
        return f"{type(refused).__name__}: {refused}"


def written(payload: Any, chance: random.Random) -> bytes:
    """Write a payload as JSON, some numbers in another way, now and then with a byte that does not belong there."""

    def otherwise(number: re.Match[str]) -> str:
        text = number[0]
        match chance.randrange(12):
            case 0:
                return f"{text}00" if "." in text else f"{text}.0"
            case 1:
                return f"{text}000000000000000004" if "." in text else f"{text}.00000000000000000004"
            case 2:
                return f"{Decimal(text):.6e}"
            case 3:
                return chance.choice(("0.8", "0.79999999999999999999", "0.5", "1E+31", "1e-2", "-0.0", "190.340"))
        return text

    raw = bytearray(_NUMBER.sub(otherwise, json.dumps(payload, default=str)).encode())
    if chance.random() < 0.1:
        place = chance.randrange(len(raw))
        raw[place : place + chance.randrange(2)] = bytes([chance.choice(b'{}[]",:\\.eE+-0123456789 \n\x00\x80\xff')])
    return bytes(raw)


@pytest.mark.parametrize("adapter", ["nutrient", "llamaextract", "extend", "datalab", "parsefy", "plain"])
def test_a_text_is_judged_as_it_is_when_read_exactly(adapter: str, load: Callable[..., adjudge.Ruleset]) -> None:
    """However its numbers are written and whatever is wrong with it."""
    ruleset = load(RULES)
    chance = random.Random(f"text {adapter}")
    for _ in range(150):
        payload = as_adapter(adapter, copy.deepcopy(INVOICE), copy.deepcopy(METADATA))
        for _ in range(chance.choice((0, 0, 0, 1, 2))):
            damage(payload, chance)
        raw = written(payload, chance)

        exactly = told(lambda raw=raw: ruleset._judging.judge(ruleset.normalize(raw), Question()))

        assert told(lambda raw=raw: ruleset.check(raw)) == exactly, raw.decode("utf-8", "replace")


@pytest.mark.parametrize("adapter", ["nutrient", "llamaextract", "extend", "datalab", "parsefy", "plain"])
def test_a_text_is_judged_as_what_json_loads_makes_of_it(adapter: str, load: Callable[..., adjudge.Ruleset]) -> None:
    """Who decodes payloads beforehand gets the same verdict, unless the text holds what is refused."""
    ruleset = load(RULES)
    chance = random.Random(f"loads {adapter}")
    compared = 0
    for _ in range(60):
        payload = as_adapter(adapter, copy.deepcopy(INVOICE), copy.deepcopy(METADATA))
        for _ in range(chance.choice((0, 1, 1, 2))):
            damage(payload, chance)
        raw = json.dumps(payload, default=str)
        judged = told(lambda raw=raw: ruleset.check(raw))
        if not judged.startswith("PayloadError"):
            compared += 1
            assert judged == told(lambda raw=raw: ruleset.check(json.loads(raw))), raw
    assert compared > 30


FORMS = """
fields:
  code: {{at: $.x, type: code}}
  text: {{at: $.x, type: text}}
  money: {{at: $.x, type: money}}
  number: {{at: $.x, type: decimal}}
  whole: {{at: $.x, type: integer}}
lists: {{known: ["1.5", "1.50", 1.5, "2"]}}
rules:
{}
"""
CONDITIONS = (
    '{} == "1.50"', "{} == 1.5", "{} in known", "len({}) == 3", 'lower({}) == "1.5"', "{} == doc.y", "exists({})",
    'pattern({}, "[0-9.]{{3}}")', "round({}, 1) == 1.5", 'has_any({}, "1.5")', "default({}, 1) > 0", "1 < {} < 2",
    "any(each == {} for each in doc.z)", "max(doc.z[*]) == {}", "sum(doc.z[*]) == {}", 'prefix({}, 2) == "1."',
)  # fmt: skip
CHECKS = (
    "one_of: known", 'one_of: ["1.5", "2"]', "one_of: [1.5]", 'pattern: "1[.]5"', "length: {min: 1, max: 3}",
    "range: {min: 1, max: 2}", "type: code", "type: integer", "type: decimal", "required: true", "unique: true",
)  # fmt: skip


def test_every_form_of_rule_takes_a_number_alike_however_it_is_read(load: Callable[..., adjudge.Ruleset]) -> None:
    """A float is 1.5 where the text says 1.50: nothing that passes may depend on it."""
    names = ("code", "text", "money", "number", "whole", "doc.x")
    conditions = [condition.format(name) for condition in CONDITIONS for name in names]
    rules = [f"  - {{id: assert-{number}, assert: {json.dumps(each)}}}" for number, each in enumerate(conditions)]
    rules += [f'  - {{id: check-{number}, given: "$.x", {each}}}' for number, each in enumerate(CHECKS)]
    ruleset = load(FORMS.format("\n".join(rules)))
    numbers = ("1.5", "1.50", "2.0", "2", "-0.0", "1e0", "1.5e0", '"1.50"', "0.1", "1.4999999999999999999", "15")

    for x, y in itertools.product(numbers, ("1.5", "1.50", "2.0")):
        raw = f'{{"x": {x}, "y": {y}, "z": [{y}, 0.0]}}'
        exactly = told(lambda raw=raw: ruleset._judging.judge(ruleset.normalize(raw, adapter="plain"), Question()))
        assert told(lambda raw=raw: ruleset.check(raw, adapter="plain")) == exactly, raw


NUMBERS = """
rules:
  - {id: sure, given: $.total, range: {min: 0.8, max: 1000}}
  - {id: equal, assert: doc.total == doc.net}
  - {id: a-number, given: $.total, type: decimal}
"""


@pytest.mark.parametrize(
    ("total", "net", "decision"),
    [
        pytest.param("0.8", "0.80", "accept", id="the-same-number-written-otherwise"),
        pytest.param("0.79999999999999999999", "0.8", "review", id="a-float-would-be-on-the-bound"),
        pytest.param("0.80000000000000000001", "0.8", "review", id="a-float-would-be-equal"),
        pytest.param("123.4567890123", "123.4567890123", "accept", id="as-many-digits-as-a-float-holds"),
        pytest.param("1e2", "100", "accept", id="an-exponent"),
        pytest.param("1E+31", "1E+31", "the number 1E+31 is out of bounds: its exponent is beyond 30", id="too-large"),
    ],
)
def test_numbers_of_a_text_are_exact(total: str, net: str, decision: str, load: Callable[..., adjudge.Ruleset]) -> None:
    """A float is taken only for a number that it is."""
    text = f'{{"total": {total}, "net": {net}}}'

    try:
        judged: str | None = load(NUMBERS).check(text, adapter="plain").decision
    except adjudge.PayloadError as refused:
        judged = str(refused)

    assert judged == decision


def test_a_number_that_is_quoted_is_quoted_as_it_was_written(load: Callable[..., adjudge.Ruleset]) -> None:
    """Once one rule needs a finding, the others see the exact numbers, too."""
    ruleset = load("rules:\n  - {id: small, given: $.total, range: {max: 1}}\n")

    verdict = ruleset.check('{"total": 1.50}', adapter="plain")

    assert verdict.findings[0].reason == "$.total is 1.50, expected at most 1"


@pytest.mark.parametrize("kind", ["bytes", "str", "file"])
def test_a_document_that_surely_passes_is_read_once(
    kind: str, load: Callable[..., adjudge.Ruleset], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were it always read exactly as well, the tests above would show nothing."""
    # That one is blind to this document.
    ruleset = load("".join(line for line in RULES.splitlines(keepends=True) if "total-is-read" not in line))
    text = json.dumps(as_adapter("nutrient", INVOICE, METADATA))
    file = tmp_path / "payload.json"
    file.write_text(text, "utf-8")
    source = {"bytes": text.encode(), "str": text, "file": file}[kind]
    expected = ruleset.check(source).to_json()
    monkeypatch.delattr(Judging, "judge")

    assert ruleset.check(source).to_json() == expected


def test_quick_numbers_are_floats_only_where_they_are_the_same_number() -> None:
    read = read_json("[0.1, 1547.50, 1e2, 0.1234567890123456, -0.5, 7]", quick=True)

    assert [type(number) for number in read] == [float, float, Decimal, Decimal, float, int]
    assert all(Decimal(repr(number)) == Decimal(text) for number, text in zip(read[:2], ("0.1", "1547.5"), strict=True))


class Watching:
    """Notes what it sees of the total."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    @hookimpl
    def adjudge_verdict_made(self, extraction: adjudge.Extraction) -> None:
        self.seen.append(str(extraction["$.total"].value))


def test_observers_see_the_exact_numbers(tmp_path: Path) -> None:
    """Who reads the extraction beside the rules gets it as it was delivered."""
    rules = tmp_path / "rules.yaml"
    rules.write_text("adjudge: 1\nrules:\n  - {id: there, given: $.total, required: true}\n", "utf-8")
    watching = Watching()

    verdict = adjudge.load_rules(rules, plugins=[watching]).check('{"total": 1.50}', adapter="plain")

    assert verdict.decision == "accept"
    assert watching.seen == ["1.50"]


def test_of_a_document_that_does_not_pass_only_what_is_not_sure_is_judged(
    load: Callable[..., adjudge.Ruleset], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The exact numbers, which generated code is less sure of, cost no second look at what passes."""
    ruleset = load(RULES)
    payload = as_adapter("nutrient", {**INVOICE, "currency": "NOK"}, METADATA)
    ruleset.check(payload)
    judged: list[str] = []

    def judge_rule(rule: Rule, *rest: Any) -> adjudge.Result:
        judged.append(rule.id)
        return judging_rule(rule, *rest)

    judging_rule = judging.judge_rule
    monkeypatch.setattr(judging, "judge_rule", judge_rule)

    assert ruleset.check(json.dumps(payload)).to_json() == ruleset.check(payload).to_json()
    half = len(judged) // 2
    assert judged[:half] == judged[half:]
    assert {"currency-known", "currency-known-too"} <= set(judged)
    assert half < len(ruleset.rules) / 2


def test_only_so_many_numbers_are_kept_and_each_is_right() -> None:
    """A process that reads for years holds no more than one that has just begun."""
    numbers = [f"{number}.25" for number in range(20_000)]

    for quick in (True, False):
        assert read_json(f"[{','.join(numbers)}]", quick=quick) == [Decimal(number) for number in numbers]
    assert len(json_reader._QUICK.float_hook.__self__) <= json_reader._KEPT_NUMBERS
