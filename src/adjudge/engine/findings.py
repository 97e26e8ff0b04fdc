"""The ledger of one rule on one document: counts, findings, and the result made of them."""

from __future__ import annotations

from typing import Final

from adjudge.model.node import Node
from adjudge.model.result import Evidence, Finding, Items, Result
from adjudge.model.words import OUTCOMES, Cause, Effect, Outcome, at_least, worst_effect
from adjudge.ruleset.check import Item, Judgement, fail, unknown
from adjudge.ruleset.expressions import Explanation
from adjudge.ruleset.fields import Document, Field
from adjudge.ruleset.messages import fill
from adjudge.ruleset.rule import Rule

_NO_SIGNAL: Final = frozenset(("signal_absent", "signal_null"))


class Ledger:
    """Collects what the items of one rule said; ``result()`` closes it."""

    def __init__(self, rule: Rule, document: Document) -> None:
        self._rule = rule
        self._document = document
        self._counts: dict[Outcome, int] = dict.fromkeys(OUTCOMES, 0)
        self._findings: list[Finding] = []
        self._empty: Outcome | None = None

    @property
    def has_passed(self) -> bool:
        """Whether some item has passed."""
        return self._counts["pass"] > 0

    # ------------------------------------------------------------ what the items said
    def passed(self, count: int = 1) -> None:
        """Count items that passed."""
        self._counts["pass"] += count

    def skip_items(self, count: int) -> None:
        """Count items whose ``when`` is false."""
        self._counts["skip"] += count

    def add_item(self, item: Item, judgement: Judgement) -> None:
        """Add the finding of a check on one node."""
        evidence = judgement.evidence if judgement.evidence is not None else (self._document.evidence(item.node),)
        self._add(item.index, judgement, (item.node.path,), evidence, None)

    def add(
        self,
        index: int | None,
        judgement: Judgement,
        explanation: Explanation | None,
        loop_node: Node | None = None,
    ) -> None:
        """Add the finding of an expression, on the document or on one item of the rule's list."""
        if explanation is not None:
            paths, evidence = explanation.paths, explanation.evidence
        else:
            paths, evidence = ((loop_node.path if loop_node is not None else "$"),), ()
        self._add(index, judgement, paths, evidence, loop_node)

    def empty(self, field: Field) -> None:
        """Say that a list or a plural target selected nothing; ``on_empty`` tells what that is."""
        outcome = self._rule.on_empty
        text = field.text
        if outcome == "unknown":
            self._add(None, unknown("nothing_selected", f"{text} selected nothing"), (text,), (), None)
        elif outcome == "fail":
            self._add(None, fail(f"{text} selected nothing", actual=0, expected=">= 1"), (text,), (), None)
        else:
            self._empty = outcome

    def blind(self, *signals: str, paths: tuple[str, ...] | None = None) -> None:
        """Say, once and by name, that no node of this payload carries what the rule reads."""
        sender = self._document.extraction.adapter
        reason = f"{sender} sends no {' or '.join(signals)} here"
        self._add(None, unknown("blind", reason), paths or self._target_paths(), (), None)

    # ------------------------------------------------------------ the result
    def result(self) -> Result:
        """Close: the worst outcome of the items, the worst effect of the findings."""
        self._find_blindness()
        outcome = next((outcome for outcome, count in self._counts.items() if count), self._empty)
        if outcome is None:
            outcome = "skip"
        cause = next((f.cause for f in self._findings if f.outcome == outcome), None)
        if outcome == "skip":
            cause = "not_applicable"
        effect = None if self._rule.shadow else worst_effect(finding.effect for finding in self._findings)
        counts = self._counts
        items = Items(counts["pass"], counts["fail"], counts["unknown"], counts["skip"], counts["error"])
        return _result(self._rule, outcome, cause, effect, items, tuple(self._findings))

    def _add(
        self,
        index: int | None,
        judgement: Judgement,
        paths: tuple[str, ...],
        evidence: tuple[Evidence, ...],
        loop_node: Node | None,
    ) -> None:
        self._counts[judgement.outcome] += 1
        rule = self._rule
        if rule.blame:
            paths = self._blamed(loop_node) or paths
        paths = paths or ("$",)
        reason = judgement.reason
        if rule.message is not None and judgement.outcome == "fail":
            reason = fill(rule.message, rule, self._document, loop_node, reason=reason)
        self._findings.append(
            Finding(
                item=index,
                path=paths[0],
                paths=paths,
                outcome=judgement.outcome,
                cause=judgement.cause,
                effect=None if rule.shadow else effect_of(rule, judgement),
                reason=reason,
                actual=judgement.actual,
                expected=judgement.expected,
                evidence=evidence,
            )
        )

    def _blamed(self, loop_node: Node | None) -> tuple[str, ...]:
        """Give the paths that ``blame`` names; a member of an item only where there is an item."""
        fields = (f for f in self._rule.blame if loop_node is not None or all(path.absolute for path in f.at))
        nodes = (node for field in fields for node in self._document.resolve(field, loop_node).nodes)
        return tuple(dict.fromkeys(node.path for node in nodes))

    def _find_blindness(self) -> None:
        """Replace findings about signals that an expression reads in vain by one that names them."""
        condition, extraction = self._rule.condition, self._document.extraction
        in_vain = [f for f in self._findings if f.outcome == "unknown" and f.cause in _NO_SIGNAL]
        if condition is None or not in_vain:
            return
        lacking = [name for name in sorted(condition.signals) if not extraction.sends(name)]
        if lacking:
            others = [finding for finding in self._findings if finding not in in_vain]
            self._findings = []
            self.blind(*lacking, paths=in_vain[0].paths if len(in_vain) == 1 else None)
            # First, so that it is the cause of the result; it stands for all its items, which were counted.
            self._findings += others
            self._counts["unknown"] -= 1

    def _target_paths(self) -> tuple[str, ...]:
        """Give what a blind rule is about: its targets where they are single nodes; none is the document."""
        targets = [field for field in self._rule.given if not field.plural]
        paths = [node.path for field in targets for node in self._document.resolve(field).nodes]
        return tuple(dict.fromkeys(paths))


def _result(
    rule: Rule,
    outcome: Outcome,
    cause: Cause | None,
    effect: Effect | None,
    items: Items,
    findings: tuple[Finding, ...],
) -> Result:
    return Result(
        rule=rule.id,
        nodeid=rule.nodeid,
        outcome=outcome,
        items=items,
        location=rule.location,
        cause=cause,
        effect=effect,
        findings=findings,
        title=rule.title,
        tags=rule.tags,
        shadow=rule.shadow,
        counts_for_accept=outcome == "pass" and items.passed > 0 and could_cost_accept(rule),
    )


def settled_result(rule: Rule, passed: int, skipped: int) -> Result:
    """Make the result of a rule whose items all passed or were skipped."""
    items = Items(passed=passed, skipped=skipped)
    return (
        _result(rule, "pass", None, None, items, ())
        if passed
        else _result(rule, "skip", "not_applicable", None, items, ())
    )


def skipped_result(rule: Rule, cause: Cause) -> Result:
    """Make the result of a rule that did not apply."""
    return _result(rule, "skip", cause, None, Items(), ())


def effect_of(rule: Rule, judgement: Judgement) -> Effect | None:
    """Give what a judgement does to the decision; an error costs at least a review."""
    if judgement.outcome == "fail":
        return judgement.effect or rule.on_fail
    unknown_effect = rule.on_unknown.get(judgement.cause or "otherwise", rule.on_unknown["otherwise"])
    if judgement.outcome == "unknown":
        return unknown_effect
    if judgement.outcome == "error":
        return worst_effect(("review", rule.on_unknown["otherwise"]))
    return None


def could_cost_accept(rule: Rule) -> bool:
    """Whether the rule, had it failed, would have kept the document from being accepted."""
    if rule.shadow:
        return False
    costs = rule.check.costs(rule.options) if rule.check is not None and rule.check.costs is not None else None
    return at_least(worst_effect((rule.on_fail, costs)), "review")
