"""Make the smallest inline test in which rules say what they said of a payload."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

from adjudge.engine.inline_tests import run_inline_test
from adjudge.engine.judge import judge_rule
from adjudge.engine.selection import loop_nodes, select_items
from adjudge.engine.smallest.naming import Spec, spec_of
from adjudge.engine.smallest.parts import Part, part_of
from adjudge.engine.smallest.shrink import MOST_VALUES, Shrinker
from adjudge.errors import ConfigError
from adjudge.model.extraction import Extraction
from adjudge.model.node import Node
from adjudge.model.paths import Parts
from adjudge.model.result import Finding, Result
from adjudge.model.words import Outcome
from adjudge.record import replace
from adjudge.ruleset.fields import Document
from adjudge.ruleset.reads import fields_of, signals_of, values_of
from adjudge.ruleset.registry import Registry
from adjudge.ruleset.rule import InlineTest, Rule
from adjudge.ruleset.selectors import compile_path

LONGEST_REASON: Final = 120
"""What is beyond is left to a ``*``."""

_INDEX: Final = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Said:
    """What one rule said: ``reason`` is that of a finding, with ``*`` for the indexes of lists."""

    outcome: Outcome
    cause: str | None = None
    reason: str | None = None

    def is_in(self, result: Result) -> bool:
        """Whether a result says the same."""
        return result.outcome == self.outcome and (
            self.reason is None or any(_said_in(finding) == self for finding in result.findings)
        )


def _said_in(finding: Finding) -> Said:
    return Said(finding.outcome, finding.cause, _INDEX.sub("[*]", finding.reason))


def _said_of(result: Result, item: int | None) -> Said:
    """Give what a result says of one item, or (``None``) at its worst."""
    if item is None:
        worst = next((finding for finding in result.findings if finding.outcome == result.outcome), None)
        return Said(result.outcome) if worst is None else _said_in(worst)
    of_item = next((finding for finding in result.findings if finding.item == item), None)
    if of_item is not None:
        return _said_in(of_item)
    return Said("pass" if result.items.passed else "skip")


def smallest_test(
    rules: Sequence[Rule], extraction: Extraction, facts: Mapping[str, Any], item: int | None, registry: Registry
) -> Spec | None:
    """Give a test as it is written: what of the payload the rules read, and what they say of it.

    Args:
        rules: One rule, or the rows of one.
        extraction: The payload.
        facts: What the caller knows beside it.
        item: The one item of the rule's list that the test is about; ``None``: all.
        registry: What the rules were loaded with.

    Returns:
        ``None`` where no test can show it by what is given: the rules read pages or flags, or too much to be read.

    Raises:
        ConfigError: The rule judged no such item.
    """
    rules = [replace(rule, disabled=None) for rule in rules]
    document = Document(extraction, facts)
    wanted = [_said_of(judge_rule(rule, document), item) for rule in rules]
    root = part_of(extraction.root, frozenset(name for rule in rules for name in signals_of(rule)))
    if item is not None:
        _keep_item(root, rules[0], document, item)
    around = _around(extraction, facts, registry)
    trial = _Trial(rules, wanted, registry)
    if not trial.holds({**spec_of(root), **around}):
        return None
    kept = _kept(root, rules, document) if any(said.outcome == "unknown" for said in wanted) else frozenset()
    shrinker = Shrinker(root, lambda: trial.holds({**spec_of(root), **around}), _least(rules, wanted), kept)
    shrinker.shrink(root)
    if shrinker.size > MOST_VALUES:
        return None
    for section, key in [("adapter", None), *(("facts", name) for name in around.get("facts", {}))]:
        less = _less(around, section, key)
        around = less if trial.holds({**spec_of(root), **less}) else around
    named = {**spec_of(root, dict.fromkeys(field for rule in rules for field in fields_of(rule))), **around}
    spec = named if trial.ends_so(named) else {**spec_of(root), **around}
    return {**spec, **trial.expected(spec)}


def payload_test(rules: Sequence[Rule], extraction: Extraction, facts: Mapping[str, Any]) -> Spec:
    """Give what a test of the whole payload expects; the caller adds the file."""
    document = Document(extraction, facts)
    rules = [replace(rule, disabled=None) for rule in rules]
    wanted = [_said_of(judge_rule(rule, document), None) for rule in rules]
    around = {"facts": _facts(facts)} if facts else {}
    return {**around, **_expected(rules, wanted)}


class _Trial:
    """Judges rules on what a test gives."""

    def __init__(self, rules: Sequence[Rule], wanted: Sequence[Said], registry: Registry) -> None:
        self.rules = rules
        self.wanted = wanted
        self.registry = registry

    def holds(self, spec: Spec) -> bool:
        """Whether each rule says what it is to say."""
        return all(said.is_in(self._result(rule, spec)) for rule, said in zip(self.rules, self.wanted, strict=True))

    def ends_so(self, spec: Spec) -> bool:
        """Whether each rule ends as it is to end: in a reason, a field may stand at the first of its paths."""
        ends = [_said_of(self._result(rule, spec), None) for rule in self.rules]
        return [(end.outcome, end.cause) for end in ends] == [(said.outcome, said.cause) for said in self.wanted]

    def _result(self, rule: Rule, spec: Spec) -> Result:
        return run_inline_test(rule, InlineTest(rule.location, {**spec, "expect": None}), self.registry).result

    def expected(self, spec: Spec) -> Spec:
        """Give ``expect`` and ``reason`` of the test."""
        return _expected(self.rules, [_said_of(self._result(rule, spec), None) for rule in self.rules])


def _expected(rules: Sequence[Rule], said: Sequence[Said]) -> Spec:
    if rules[0].row is not None:
        expect: Any = {rule.row: each.outcome for rule, each in zip(rules, said, strict=True)}
    else:
        expect = said[0].outcome
    reason = said[0].reason if len(said) == 1 and said[0].outcome == "fail" else None
    if reason is None:
        return {"expect": expect}
    # What cannot stand in a rule file (a control character of the document) is any character.
    shown = "".join(char if char.isprintable() else "?" for char in reason)
    return {"expect": expect, "reason": shown if len(shown) <= LONGEST_REASON else f"{shown[:LONGEST_REASON]}*"}


def _around(extraction: Extraction, facts: Mapping[str, Any], registry: Registry) -> Spec:
    around: Spec = {"adapter": extraction.adapter} if extraction.adapter in registry.adapters else {}
    return {**around, "facts": _facts(facts)} if facts else around


def _facts(facts: Mapping[str, Any]) -> Spec:
    """Give facts as a rule file has them: a date is a text."""
    return {name: fact.isoformat() if isinstance(fact, date) else fact for name, fact in facts.items()}


def _less(around: Spec, section: str, key: str | None) -> Spec:
    rest = {name: each for name, each in around.get(section, {}).items() if name != key} if key is not None else {}
    return {**{name: each for name, each in around.items() if name != section}, **({section: rest} if rest else {})}


def _least(rules: Sequence[Rule], wanted: Sequence[Said]) -> int:
    """Say how many items a list keeps: of one alone, nothing that is said of a list as a whole could be false."""
    one_by_one = all(rule.loop is not None or (rule.check is not None and rule.check.judge) for rule in rules)
    return 2 if not one_by_one and any(said.outcome == "pass" for said in wanted) else 0


def _kept(root: Part, rules: Sequence[Rule], document: Document) -> frozenset[int]:
    """Give the parts that the rules name: a test shows that one thing is missing only where the others are there."""
    kept: set[int] = set()
    for path in (path for rule in rules for read in values_of(rule) for path in read.paths):
        # Of many, one is enough.
        for node in islice(compile_path(path).select(document.root), 1):
            part: Part | None = root
            for key in node.parts:
                part = None if part is None else part.children.get(key)
                kept |= set() if part is None else {id(part)}
    return frozenset(kept)


def _keep_item(root: Part, rule: Rule, document: Document, item: int) -> None:
    """Take the other items of the rule's list away.

    Raises:
        ConfigError: The rule judged no such item.
    """
    nodes = _items(rule, document)
    if item not in nodes:
        raise ConfigError(f"{rule.nodeid} judged no item {item} of this payload")
    for index, node in nodes.items():
        if index != item:
            _take_away(root, node.parts)


def _items(rule: Rule, document: Document) -> dict[int, Node]:
    if rule.loop is not None:
        looped = loop_nodes(rule.loop, document)
        return dict(enumerate(looped)) if isinstance(looped, tuple) else {}
    if rule.check is None:
        return {}
    items = select_items(rule, document).items
    return {item.index: item.node for item in items if item.index is not None}


def _take_away(root: Part, parts: Parts) -> None:
    part = root
    for key in parts[:-1]:
        part = part.children[key]
    del part.children[parts[-1]]
