"""What is generated from rules can be printed and read, and says of every rule what becomes of it."""

from __future__ import annotations

import ast
import builtins
import dis
import json
import re
from collections.abc import Callable
from itertools import chain
from types import CodeType, FunctionType

import pytest
from documents import RULES

import adjudge
from adjudge.adapters import ADAPTERS
from adjudge.engine.generated import generated_source
from adjudge.engine.plan import Plan

_SECTION = "\n\n# ===="


def printed(ruleset: adjudge.Ruleset, *names: str) -> str:
    """Print what is generated for some adapters, or for all."""
    return generated_source(ruleset.rules, [each for each in ADAPTERS if not names or each.name in names])


def with_inner(code: CodeType) -> list[CodeType]:
    """Give the code of a function and of the comprehensions in it."""
    return [code, *(inner for each in code.co_consts if isinstance(each, CodeType) for inner in with_inner(each))]


def test_it_is_python_whatever_stands_in_the_rules(load: Callable[..., adjudge.Ruleset]) -> None:
    """Texts of rules stay within their quotes, and within their comments."""
    hostile = json.dumps("a'\n\"# é \r\\")
    source = printed(
        load(
            f"""rules:
  - {{id: form, given: $.x, pattern: "\\n'\\r#é"}}
  - {{id: word, given: $.x, one_of: [{hostile}]}}
  - {{id: unread, given: $.x, match: {{none_of: [not_found]}}, message: {hostile}}}
"""
        )
    )

    ast.parse(source)
    assert source.isascii()
    assert "\r" not in source


def test_code_that_shapes_share_is_printed_once_under_all_their_names(load: Callable[..., adjudge.Ruleset]) -> None:
    source = printed(load("rules:\n  - {id: there, given: $.x, required: true}\n"))

    assert source.count("def document(") == source.count(_SECTION) - source.count("# always judged: 0\n")
    for adapter in ADAPTERS:
        assert f"# {adapter.name}: {adapter.shapes[0].name}" in source


@pytest.mark.parametrize("adapter", ["nutrient", "llamaextract", "extend", "datalab", "parsefy", "plain"])
def test_every_rule_is_answered_for_blind_or_always_judged(adapter: str, load: Callable[..., adjudge.Ruleset]) -> None:
    """A reader must not take a rule that no code answers for as one that the code passes."""
    ruleset = load(RULES)
    head, *sections = printed(ruleset, adapter).split(_SECTION)

    numbered = dict(re.findall(r"^#\s+(\d+)  (\S+)$", head, re.MULTILINE))
    assert list(numbered.values()) == [rule.nodeid for rule in ruleset.rules]
    for section in sections:
        told = re.findall(r"^# (?:blind, whatever the payload|always judged): (.*)$", section, re.MULTILINE)
        listed = {number for numbers in told for number in numbers.split(", ")}
        answered = set(re.findall(r"(?:found|settled)\[(\d+)\]", section))
        assert not listed & answered
        assert listed | answered == set(numbered)


def test_what_the_code_names_is_told_below_it(load: Callable[..., adjudge.Ruleset]) -> None:
    source = printed(
        load('rules:\n  - {id: form, given: $.x, pattern: "[A-Z]+"}\n  - {id: word, given: $.x, one_of: [b, a]}\n'),
        "plain",
    )

    legend = dict(re.findall(r"^# ([A-Z]+)_\d+ +(.*)$", source, re.MULTILINE))
    assert legend == {"FULLMATCH": "Pattern.fullmatch of '[A-Z]+'", "SET": "{'a', 'b'}"}


def test_code_names_nothing_that_it_does_not_have(load: Callable[..., adjudge.Ruleset]) -> None:
    """A name without a value leaves the rule to be judged, document by document, and nobody would see it."""
    checks = ["range: {min: 0}", "range: {max: 2025-01-02}", "one_of: [1, 2]", "length: {min: 1}", "required: true"]
    places = ["$.x", "$.lines[*].x", "$..x", "$..*"]
    written = [f'given: "{place}", {check}' for place in places for check in checks]
    rules = load("rules:\n" + "".join(f"  - {{id: r{at}, {rule}}}\n" for at, rule in enumerate(written))).rules
    plan = Plan(rules)

    for shape in (shape for adapter in ADAPTERS for shape in adapter.shapes):
        for function in plan.screen_of(shape).functions.values():
            assert isinstance(function, FunctionType)
            loads = chain.from_iterable(map(dis.get_instructions, with_inner(function.__code__)))
            named = {each.argval for each in loads if each.opname == "LOAD_GLOBAL"}
            assert named <= {*function.__globals__, *dir(builtins)}
