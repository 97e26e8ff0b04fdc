"""``issues``: words that must not stand in what the extractor said of a value or of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pydantic import field_validator, model_validator

from adjudge.checks.options import Words
from adjudge.model.evidence import evidence_of
from adjudge.model.node import Node
from adjudge.ruleset.check import PASS, Check, CheckOptions, Constant, Item, Judgement, fail, unknown
from adjudge.ruleset.fields import Field, Scope
from adjudge.ruleset.keywords import Keywords
from adjudge.ruleset.patterns import PatternProblem, compile_pattern


class Issues(CheckOptions):
    """Keywords by word, a pattern searched for, or both."""

    none_of: Words | None = None
    pattern: str | None = None

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                compile_pattern(value)
            except PatternProblem as problem:
                raise ValueError(str(problem)) from None
        return value

    @model_validator(mode="after")
    def _decides(self) -> Issues:
        if self.none_of is None and self.pattern is None:
            message = "needs none_of or pattern"
            raise ValueError(message)
        return self


def _judge(items: Sequence[Item], options: Any) -> Iterator[tuple[Item, Judgement]]:
    keywords = Keywords(options.none_of or ())
    pattern = compile_pattern(options.pattern) if options.pattern else None
    for item in items:
        texts = item.node.issues
        if texts is None:
            yield item, _without_slot(item.node)
            continue
        clean = True
        for number, text in enumerate(texts):
            word = keywords.find(text)
            if word is None and (pattern is None or not pattern.search(text)):
                continue
            clean = False
            what = f'"{word}"' if word is not None else f"the pattern {options.pattern}"
            yield item, _mention(item.node, number, text, what)
        if clean:
            yield item, PASS


def _without_slot(node: Node) -> Judgement:
    if node.presence == "absent":
        return unknown("value_absent", f"{node.path} is absent")
    return unknown("signal_absent", f"{node.path} carries no issues")


def _mention(node: Node, number: int, text: str, what: str) -> Judgement:
    shown = text if len(text) <= 200 else text[:199] + "…"
    where = "the document" if node.path == "$" else node.path
    judgement = fail(f'an issue of {where} mentions {what}: "{shown}"', actual=text, expected=f"no mention of {what}")
    return replace(judgement, evidence=(replace(evidence_of(node), issue=number, text=text),))


def _sure(options: Any, _scope: Scope, _field: Field, constant: Constant) -> str:
    """Write the test of one issue that mentions nothing."""
    test = f"type(x) is str and {constant(Keywords(options.none_of or ()).find)}(x) is None"
    if options.pattern:
        test += f" and not {constant(compile_pattern(options.pattern).search)}(x)"
    return test


CHECKS = (
    Check(
        name="issues",
        options=Issues,
        judge_all=_judge,
        shorthand=lambda value: {"none_of": value},
        reads="issues",
        given_anywhere=True,
        sure=_sure,
        doc="No issue mentions one of the keywords (by word, whatever the case) or matches the pattern.",
    ),
)
