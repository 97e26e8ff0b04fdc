"""Apply suppressions to results: what was found stays found, and costs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from adjudge.engine.judge import crashed
from adjudge.errors import PayloadError
from adjudge.model.content import content_key
from adjudge.model.result import Finding, Result, Suppressed
from adjudge.model.words import worst_effect
from adjudge.record import replace
from adjudge.ruleset.fields import Document
from adjudge.ruleset.rule import Rule
from adjudge.ruleset.suppressions import Suppression, day_given


class Suppressions:
    """The suppressions of a ruleset, by the rules that they name.

    Those with a key are looked up by it, so that a long baseline costs no more than a short one.
    """

    def __init__(self, suppressions: Iterable[Suppression]) -> None:
        self._keyed: dict[str, dict[str, list[Suppression]]] = {}
        self._others: dict[str, list[Suppression]] = {}
        self._end = False
        for each in suppressions:
            self._end = self._end or each.until is not None
            for nodeid in each.nodeids - each.protected:
                if each.key is not None:
                    self._keyed.setdefault(nodeid, {}).setdefault(each.key, []).append(each)
                else:
                    self._others.setdefault(nodeid, []).append(each)

    def apply(self, result: Result, rule: Rule, document: Document, name: str | None) -> Result:
        """Give a result with every finding marked that a suppression is about; those with a key go first.

        Args:
            result: What the rule said; an error is never suppressed.
            rule: The rule.
            document: What it was said about.
            name: What the caller calls the document.
        """
        if not result.findings or not (rule.nodeid in self._keyed or rule.nodeid in self._others):
            return result
        today = day_given(document.facts) if self._end else None
        try:
            found = [self._marked(finding, rule, document, name, today) for finding in result.findings]
        except PayloadError:
            raise
        except Exception as reason:  # noqa: BLE001  # a plugin's function in `when`: a crash is an outcome, never a pass
            return _crashed(result, rule, document, reason)
        if not any(finding.suppressed for finding in found):
            return result
        # An effect that no finding explains is a plugin's own: it stays.
        explained = result.effect == worst_effect(finding.effect for finding in result.findings)
        return replace(
            result,
            findings=tuple(found),
            effect=worst_effect(finding.effect for finding in found) if explained else result.effect,
            suppressed=all(finding.suppressed for finding in found),
        )

    def _marked(
        self, finding: Finding, rule: Rule, document: Document, name: str | None, today: date | None
    ) -> Finding:
        if finding.outcome == "error":
            return finding
        about = (each for each in self._candidates(finding, rule) if each.holds_on(today) and each.is_about(name))
        for each in about:
            if each.covers(finding.paths) and _holds(each, finding, rule, document):
                until = str(each.until) if each.until is not None else None
                return replace(
                    finding, effect=None, suppressed=Suppressed(each.location, each.reason, each.owner, until)
                )
        return finding

    def _candidates(self, finding: Finding, rule: Rule) -> Iterator[Suppression]:
        keyed = self._keyed.get(rule.nodeid)
        if keyed is not None:
            yield from keyed.get(content_key(rule.nodeid, finding), ())
        yield from self._others.get(rule.nodeid, ())


def _holds(each: Suppression, finding: Finding, rule: Rule, document: Document) -> bool:
    """Whether the condition of a suppression is true; one that is unknown suppresses nothing."""
    if each.when is None:
        return True
    condition = each.when[rule.nodeid]
    if rule.loop is None or not condition.uses_loop:
        return condition.evaluate(document) is True
    nodes = document.items(rule.loop.field)
    if finding.item is None or not isinstance(nodes, tuple):
        return False
    return condition.evaluate(document, nodes[finding.item]) is True


def _crashed(result: Result, rule: Rule, document: Document, reason: Exception) -> Result:
    """Give the result of a rule whose suppression raised: all that was found, and that."""
    crash = crashed(rule, document, reason, by="when of a suppression")
    return replace(
        crash,
        findings=(*result.findings, *crash.findings),
        items=replace(result.items, errors=result.items.errors + 1),
        effect=worst_effect((result.effect, crash.effect)),
    )
