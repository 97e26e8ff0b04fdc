"""Which rules run, and which items of them are shown: node ids, ``-k`` and ``-m``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from adjudge.cli.matching import Match, parse_match
from adjudge.cli.names import unknown_name
from adjudge.errors import ConfigError, did_you_mean
from adjudge.model.words import Outcome, worst_effect, worst_outcome

if TYPE_CHECKING:
    from adjudge.model.result import Result
    from adjudge.model.verdict import Verdict
    from adjudge.ruleset.rule import Rule

_ITEM: Final = re.compile(r"(.+)\[(0|[1-9][0-9]{0,8})\]")


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for: rules that pass every test, and of some of them only these items.

    ``items`` maps a rule's node id to indexes in its list, for rules that were named by items alone.
    """

    tests: tuple[Callable[[Rule], bool], ...]
    items: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def wants(self, rule: Rule) -> bool:
        """Whether a rule is to run."""
        return all(test(rule) for test in self.tests)

    def narrow(self, verdict: Verdict) -> Verdict:
        """Leave out of a partial verdict the findings on items that were not asked for."""
        if not self.items:
            return verdict
        from adjudge.record import replace

        results = tuple(
            _narrowed(result, self.items[result.nodeid]) if result.nodeid in self.items else result
            for result in verdict.results
        )
        return replace(verdict, results=results)


def make_selection(
    rules: Sequence[Rule], tags: Iterable[str], *, nodeids: Sequence[str], keyword: str, tag: str
) -> Selection:
    """Read what was asked for; without a test it is every rule.

    Args:
        rules: All rules there are.
        tags: All tags there are.
        nodeids: Ids as reports print them. One without the params row (``…::key-fields``) is every row,
            one with a list index (``…::line-amount[3]``) that item.
        keyword: Expression over parts of the node id and tags, any case (``-k``).
        tag: Expression over whole tags (``-m``).

    Raises:
        ConfigError: A node id that is no rule, a tag that no rule has, an expression that cannot be read.
    """
    tests: list[Callable[[Rule], bool]] = []
    items: dict[str, frozenset[int]] = {}
    if nodeids:
        items = _named_items(nodeids, rules)
        wanted = frozenset(items)
        tests.append(lambda rule: rule.nodeid in wanted)
    if keyword.strip():
        has_keyword = keyword_test(keyword)
        tests.append(lambda rule: has_keyword(rule.nodeid, rule.tags))
    if tag.strip():
        tests.append(tag_test(tag, frozenset(tags)))
    return Selection(tuple(tests), {nodeid: indexes for nodeid, indexes in items.items() if indexes})


def _named_items(nodeids: Sequence[str], rules: Sequence[Rule]) -> dict[str, frozenset[int]]:
    """Give the rules that the arguments name, each with the items asked for; none: all of them."""
    named: dict[str, frozenset[int]] = {}
    for text in nodeids:
        item = _ITEM.fullmatch(text)
        if called := _called(text, rules):
            named.update(dict.fromkeys(called, frozenset()))
        elif item and (called := _called(item[1], rules)):
            for nodeid in called:
                # A rule that was also named as a whole stays whole.
                if named.get(nodeid) != frozenset():
                    named[nodeid] = named.get(nodeid, frozenset()) | {int(item[2])}
        else:
            raise ConfigError(f'no rule "{text}"{did_you_mean(text, [rule.nodeid for rule in rules])}')
    return named


def _called(text: str, rules: Sequence[Rule]) -> tuple[str, ...]:
    """Give the node ids that are ``text``, or are it with a params row."""
    return tuple(rule.nodeid for rule in rules if text in (rule.nodeid, rule.base_nodeid))


def _narrowed(result: Result, indexes: frozenset[int]) -> Result:
    """Give a result as if the items asked for (and what concerns all items) were all there is."""
    from adjudge.model.result import Items
    from adjudge.record import replace

    findings = tuple(finding for finding in result.findings if finding.item is None or finding.item in indexes)
    outcomes: list[Outcome] = [finding.outcome for finding in findings]
    judged = sum(result.items.to_dict().values())
    silent = {index for index in indexes if index < judged} - {finding.item for finding in findings}
    outcomes += ["pass" if result.items.passed else "skip" for _ in silent]
    worst = worst_outcome(outcomes)
    counts = [outcomes.count(outcome) for outcome in ("pass", "fail", "unknown", "skip", "error")]
    return replace(
        result,
        outcome=worst,
        cause="not_applicable" if worst == "skip" else next((f.cause for f in findings if f.outcome == worst), None),
        effect=worst_effect(finding.effect for finding in findings),
        items=Items(*counts),
        findings=findings,
    )


def keyword_test(text: str) -> Callable[[str, Sequence[str]], bool]:
    """Give the test of ``-k`` on a node id and tags.

    Raises:
        ConfigError: The expression cannot be read.
    """
    match, _ = _parsed("-k", text)

    def wanted(nodeid: str, tags: Sequence[str]) -> bool:
        words = [word.casefold() for word in (nodeid, *tags)]
        return match(lambda name: any(name.casefold() in word for word in words))

    return wanted


def tag_test(text: str, tags: frozenset[str]) -> Callable[[Rule], bool]:
    """Give the test of ``-m``.

    Raises:
        ConfigError: The expression cannot be read, or names none of ``tags``.
    """
    match, names = _parsed("-m", text)
    for name in names:
        if name not in tags:
            raise unknown_name("tag", name, tags)
    return lambda rule: match(rule.tags.__contains__)


def _parsed(option: str, text: str) -> tuple[Match, tuple[str, ...]]:
    try:
        return parse_match(text)
    except ConfigError as problem:
        raise ConfigError(f"{option}: {problem}") from None
