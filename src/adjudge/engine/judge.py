"""Judge one rule on one document: the reference path, which alone decides and words every outcome.

Disabled? → when? → items (of a list, of a selection, or the document itself) → findings → result.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from adjudge.engine.findings import Ledger, skipped_result
from adjudge.engine.screen.settled import Screened, Suspects
from adjudge.engine.selection import carries, loop_items, select_items
from adjudge.errors import PayloadError
from adjudge.model.node import Node
from adjudge.model.result import Result
from adjudge.model.values import Missing
from adjudge.ruleset.check import Item, Judgement, error, fail, unknown
from adjudge.ruleset.expressions import Expression
from adjudge.ruleset.fields import Document
from adjudge.ruleset.rule import Rule


def judge_rule(rule: Rule, document: Document, screened: Screened | None = None) -> Result:
    """Judge ``rule`` on ``document``; where that was ``screened``, only the suspects are judged.

    Raises:
        PayloadError: the payload turned out to be nested too deep, or endless, so that it cannot be judged at all.
    """
    ledger = Ledger(rule, document)
    if rule.disabled is not None:
        return skipped_result(rule, "disabled")
    try:
        if screened is not None:
            ledger.passed(screened.passed)
            ledger.skip_items(screened.skipped)
            return _judge_items(rule, document, ledger, screened.suspects)
        return _judge(rule, document, ledger)
    except PayloadError:
        raise
    except Exception as reason:  # noqa: BLE001  # the one broad catch: a crash is an outcome, named, never a pass
        return crashed(rule, document, reason)


def crashed(rule: Rule, document: Document, reason: Exception, by: str | None = None) -> Result:
    """Make the error result of a rule whose evaluation raised; names who did, and the plugin where it is one's."""
    notes = "; ".join(getattr(reason, "__notes__", ()))
    said = f"{type(reason).__name__}: {reason}" + (f" ({notes})" if notes else "")
    return erred(rule, document, f"{by or _judged_by(rule)} crashed: {said}")


def erred(rule: Rule, document: Document, what: str) -> Result:
    """Make the error result of a rule that was not judged as it must be."""
    ledger = Ledger(rule, document)
    ledger.add(None, error("crashed", what), None)
    return ledger.result()


def _judged_by(rule: Rule) -> str:
    if rule.check is None:
        return "the expression"
    return f"check {rule.check.name}" + (f' of plugin "{rule.check.plugin}"' if rule.check.plugin else "")


def _judge(rule: Rule, document: Document, ledger: Ledger) -> Result:
    for condition in rule.when:
        if condition.uses_loop:
            continue
        answer = judge_when(condition, document, None)
        if answer is not None:
            if answer.outcome == "skip":
                return skipped_result(rule, "not_applicable")
            ledger.add(None, answer, None)
            return ledger.result()
    return _judge_items(rule, document, ledger, None)


def _judge_items(rule: Rule, document: Document, ledger: Ledger, suspects: Suspects | None) -> Result:
    if rule.loop is not None:
        _judge_loop(rule, document, ledger, suspects)
    elif rule.condition is not None:
        judge_condition(rule.condition, document, None, ledger, None)
    else:
        _judge_check(rule, document, ledger, suspects)
    return ledger.result()


def judge_when(condition: Expression, document: Document, loop_node: Node | None) -> Judgement | None:
    """Judge a ``when``: ``None`` where it holds, else the outcome that it makes of the rule or item."""
    value = condition.evaluate(document, loop_node)
    if value is True:
        return None
    if value is False:
        return Judgement("skip", "not_applicable")
    return _undecided(value, prefix="when: ", missing_cause="when_unknown")


def judge_condition(
    condition: Expression, document: Document, loop_node: Node | None, ledger: Ledger, index: int | None
) -> None:
    """Judge an ``assert`` on the document or on one item of its list."""
    value, evaluation = condition.judge(document, loop_node)
    if value is True:
        ledger.passed()
        return
    explanation = condition.explain(value, evaluation)
    if value is False:
        judgement = fail(explanation.reason, actual=explanation.actual, expected=explanation.expected)
    else:
        judgement = _undecided(value, reason=explanation.reason)
    ledger.add(index, judgement, explanation, loop_node)


def _undecided(value: Any, *, prefix: str = "", reason: str = "", missing_cause: Any = None) -> Judgement:
    """Make the judgement of a condition that is neither true nor false: a ``Missing``, or a ``Fault``."""
    if isinstance(value, Missing):
        return unknown(missing_cause or value.cause, prefix + (reason or value.reason))
    return error(value.cause, prefix + (reason or value.reason))


def _judge_loop(rule: Rule, document: Document, ledger: Ledger, suspects: Suspects | None) -> None:
    """Judge a rule with ``for``: ``when`` and ``assert`` once per item."""
    assert rule.loop is not None  # noqa: S101  # the caller's branch
    assert rule.condition is not None  # noqa: S101  # the loader lets ``for`` stand with ``assert`` only
    items = loop_items(rule.loop, document, suspects)
    if isinstance(items, Judgement):
        ledger.add(None, items, None)
        return
    conditions = [condition for condition in rule.when if condition.uses_loop]
    for index, node in items:
        answer = next(filter(None, (judge_when(c, document, node) for c in conditions)), None)
        if answer is None:
            judge_condition(rule.condition, document, node, ledger, index)
        elif answer.outcome == "skip":
            ledger.skip_items(1)
        else:
            ledger.add(index, answer, None, node)
    if not items:
        ledger.empty(rule.loop.field)


def _judge_check(rule: Rule, document: Document, ledger: Ledger, suspects: Suspects | None) -> None:
    """Judge a check on the items of every target."""
    check = rule.check
    assert check is not None  # noqa: S101  # the loader gives each rule a check or a condition
    selected = select_items(rule, document, suspects)
    if check.reads is not None and not ledger.has_passed and not _sends(check.reads, selected.items, document):
        ledger.blind(check.reads)
        return
    for field in selected.empty:
        ledger.empty(field)
    for item, judgement in _judgements(rule, selected.items):
        if judgement.outcome == "pass":
            ledger.passed()
        elif judgement.outcome == "skip":
            ledger.skip_items(1)
        else:
            ledger.add_item(item, judgement)


def _sends(reads: str, items: Sequence[Item], document: Document) -> bool:
    """Whether a payload sends what a check reads; its own first item tells so at once, if it carries that."""
    return any(carries(item.node, reads) for item in items[:1]) or document.extraction.sends(reads)


def _judgements(rule: Rule, items: Sequence[Item]) -> Iterator[tuple[Item, Judgement]]:
    check = rule.check
    if check is None:  # pragma: no cover  # see the caller
        return
    if check.judge_all is not None:
        answered: set[int] = set()
        for item, judgement in check.judge_all(items, rule.options) if items else ():
            answered.add(id(item))
            yield item, judgement
        for item in items:
            if id(item) not in answered:  # it would be neither counted nor found: silence is never a pass
                message = f"nothing is said of {item.node.path}"
                raise LookupError(message)
    elif check.judge is not None:
        for item in items:
            yield item, check.judge(item, rule.options)
