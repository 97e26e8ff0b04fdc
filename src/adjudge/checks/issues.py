"""``issues``: words that must not stand in what the extractor said of a value or of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pydantic import Field, model_validator

from adjudge.checks.options import KeyWords, PatternText
from adjudge.model.evidence import evidence_of
from adjudge.model.node import Node
from adjudge.record import replace
from adjudge.ruleset.check import PASS, Check, CheckOptions, Constant, Item, Judgement, error, fail, unknown
from adjudge.ruleset.fields import Field as Target
from adjudge.ruleset.fields import Scope
from adjudge.ruleset.keywords import KeywordProblem, Keywords
from adjudge.ruleset.patterns import Pattern, PatternProblem, compile_pattern
from adjudge.ruleset.reading import show


class Issues(CheckOptions):
    """Keywords by word, a pattern searched for, or both."""

    none_of: KeyWords | None = Field(
        default=None, description="Words or phrases that no issue may mention; by whole word, whatever the case."
    )
    pattern: PatternText | None = Field(default=None, description="An RE2 pattern that is found in no issue.")

    @model_validator(mode="after")
    def _decides(self) -> Issues:
        if self.none_of is None and self.pattern is None:
            message = "needs none_of or pattern"
            raise ValueError(message)
        return self


class _Mention(NamedTuple):
    """An issue, by its place among those of its node, and what it mentions."""

    number: int
    text: str
    what: str


def _judge(items: Sequence[Item], options: Any) -> Iterator[tuple[Item, Judgement]]:
    keywords = Keywords(options.none_of or ())
    pattern = compile_pattern(options.pattern) if options.pattern else None
    for item in items:
        texts = item.node.issues
        if texts is None:
            yield item, _without_slot(item.node)
            continue
        try:
            mentions = [found for found in (_look(n, t, keywords, pattern) for n, t in enumerate(texts)) if found]
        except (KeywordProblem, PatternProblem) as problem:
            yield item, error("budget", f"an issue of {_whose(item.node)}: {problem}")
            continue
        yield item, _told(item.node, mentions) if mentions else PASS


def _look(number: int, text: str, keywords: Keywords, pattern: Pattern | None) -> _Mention | None:
    word = keywords.find(text)
    if word is not None:
        return _Mention(number, text, f'"{word}"')
    if pattern is not None and pattern.search(text):
        return _Mention(number, text, f"the pattern {pattern.text}")
    return None


def _without_slot(node: Node) -> Judgement:
    if node.presence == "absent":
        return unknown("value_absent", f"{node.path} is absent")
    return unknown("signal_absent", f"{node.path} carries no issues")


def _told(node: Node, mentions: Sequence[_Mention]) -> Judgement:
    """Tell of one node every issue that mentions something; each is evidence of its own."""
    where = _whose(node)
    reason = "; ".join(f"an issue of {where} mentions {what}: {show(text)}" for _, text, what in mentions)
    first, evidence = mentions[0], evidence_of(node)
    judgement = fail(reason, actual=first.text, expected=f"no mention of {first.what}")
    return replace(judgement, evidence=tuple(replace(evidence, issue=m.number, text=m.text) for m in mentions))


def _whose(node: Node) -> str:
    return "the document" if node.path == "$" else node.path


def _sure(options: Any, _scope: Scope, _field: Target, constant: Constant) -> str:
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
