"""Which rules run: node ids, ``-k`` and ``-m``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from adjudge.cli.matching import Match, parse_match
from adjudge.cli.names import unknown_name
from adjudge.errors import ConfigError, did_you_mean
from adjudge.ruleset.rule import Rule

_INDEX: Final = re.compile(r"\[\d+\]$")


def make_selection(
    rules: Sequence[Rule], tags: Iterable[str], *, nodeids: Sequence[str], keyword: str, tag: str
) -> Callable[[Rule], bool] | None:
    """Give the test that tells the wanted rules; ``None``: all are.

    Args:
        rules: All rules there are.
        tags: All tags there are.
        nodeids: Ids as reports print them. One with a list index (``…::line-amount[3]``) selects its
            rule, one without the params row (``…::key-fields``) every row.
        keyword: Expression over parts of the node id and tags, any case (``-k``).
        tag: Expression over whole tags (``-m``).

    Raises:
        ConfigError: A node id that is no rule, a tag that no rule has, an expression that cannot be read.
    """
    tests: list[Callable[[Rule], bool]] = []
    if nodeids:
        wanted = frozenset().union(*(_named(nodeid, rules) for nodeid in nodeids))
        tests.append(lambda rule: rule.nodeid in wanted)
    if keyword.strip():
        tests.append(_keyword_test(keyword))
    if tag.strip():
        tests.append(_tag_test(tag, frozenset(tags)))
    return (lambda rule: all(test(rule) for test in tests)) if tests else None


def _named(nodeid: str, rules: Sequence[Rule]) -> frozenset[str]:
    """Give the node ids of the rules that one argument names."""
    for text in (nodeid, _INDEX.sub("", nodeid)):
        found = frozenset(rule.nodeid for rule in rules if text in {rule.nodeid, _without_row(rule)})
        if found:
            return found
    known = [rule.nodeid for rule in rules]
    raise ConfigError(f'no rule "{nodeid}"{did_you_mean(nodeid, known)}')


def _without_row(rule: Rule) -> str:
    return rule.nodeid if rule.row is None else rule.nodeid.removesuffix(f"[{rule.row}]")


def _keyword_test(text: str) -> Callable[[Rule], bool]:
    match, _ = _parsed("-k", text)

    def wanted(rule: Rule) -> bool:
        words = [word.casefold() for word in (rule.nodeid, *rule.tags)]
        return match(lambda name: any(name.casefold() in word for word in words))

    return wanted


def _tag_test(text: str, tags: frozenset[str]) -> Callable[[Rule], bool]:
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
