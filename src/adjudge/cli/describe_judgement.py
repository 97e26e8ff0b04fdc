"""What ``adjudge explain PAYLOAD NODEID`` says, as plain data: a rule worked out on a document, item by item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from adjudge.cli.describe_payload import sends
from adjudge.cli.describe_rule import options_of
from adjudge.engine.selection import loop_nodes, select_items
from adjudge.model.evidence import evidence_of
from adjudge.model.values import Fault, Missing
from adjudge.record import asdict
from adjudge.ruleset.expressions.worked import work_out
from adjudge.ruleset.fields import Document

if TYPE_CHECKING:
    from adjudge.engine.ruleset import Ruleset
    from adjudge.model.extraction import Extraction
    from adjudge.model.node import Node
    from adjudge.model.result import Finding, Result
    from adjudge.ruleset.expressions import Expression
    from adjudge.ruleset.rule import Rule

Described = dict[str, Any]


def describe_judgement(
    ruleset: Ruleset, rule: Rule, extraction: Extraction, name: str, facts: Mapping[str, Any], only: int | None
) -> Described:
    """Describe how one rule came to its result on one document.

    Args:
        ruleset: The rules; the result is the one that it gives.
        rule: The rule that is explained.
        extraction: The document.
        name: What the command line calls it.
        facts: What the caller knows beside the document.
        only: The one item that is described; ``None``: all.
    """
    verdict = ruleset.select(lambda other: other is rule).check(
        extraction.payload, adapter=extraction.definition, facts=facts, document=name
    )
    result = next(result for result in verdict.results if result.nodeid == rule.nodeid)
    document = Document(extraction, facts)
    judged = list(_items(rule, result, document)) if extraction.failure is None else []
    whole = [finding for finding in result.findings if not any(finding is item["finding"] for item in judged)]
    return {
        "document": name,
        "adapter": extraction.adapter,
        "sends": sends(extraction),
        "nodeid": rule.nodeid,
        "title": rule.title,
        "check": rule.check.name if rule.check is not None else "assert",
        "options": options_of(rule),
        "outcome": result.outcome,
        "cause": result.cause,
        "effect": result.effect,
        "shadow": rule.shadow,
        "items": result.items.to_dict(),
        "failure": extraction.failure.reason if extraction.failure is not None else None,
        "disabled": rule.disabled,
        "when": [_worked(condition, document, None) for condition in rule.when if not _is_of_item(condition, rule)],
        "findings": [_told(finding) for finding in whole],
        "judged": [
            {key: value for key, value in item.items() if key != "finding"}
            for item in judged
            if only is None or item["item"] == only
        ],
    }


def _items(rule: Rule, result: Result, document: Document) -> Iterator[Described]:
    """Describe every item that the rule judged; none where it did not come to that."""
    stopped = any(
        condition.evaluate(document) is not True for condition in rule.when if not _is_of_item(condition, rule)
    )
    if stopped or rule.disabled is not None:
        return
    if rule.condition is None:
        yield from _checked(rule, result, document)
    elif rule.loop is None:
        yield _judged(rule, rule.condition, result, document, None, None)
    else:
        nodes = loop_nodes(rule.loop, document)
        for index, node in enumerate(nodes if isinstance(nodes, tuple) else ()):
            yield _judged(rule, rule.condition, result, document, index, node)


def _is_of_item(condition: Expression, rule: Rule) -> bool:
    return rule.loop is not None and condition.uses_loop


def _judged(
    rule: Rule, condition: Expression, result: Result, document: Document, index: int | None, node: Node | None
) -> Described:
    """Describe an expression on the document, or on one item of its list."""
    # Of a blind rule there is one finding, about the rule; its items are told apart here.
    finding = next((found for found in result.findings if found.item == index and found.cause != "blind"), None)
    conditions = [when for when in rule.when if index is not None and when.uses_loop]
    stopping = next((when for when in conditions if when.evaluate(document, node) is not True), None)
    deciding = condition if stopping is None else stopping
    value, evaluation = deciding.judge(document, node)
    explanation = deciding.explain(value, evaluation)
    outcome = _outcome(value, is_when=stopping is not None)
    return {
        "finding": finding,
        "item": index,
        "path": node.path if node is not None else "$",
        "outcome": finding.outcome if finding is not None else outcome,
        "cause": finding.cause if finding is not None else getattr(value, "cause", None),
        "effect": finding.effect if finding is not None else None,
        "reason": finding.reason
        if finding is not None
        else None
        if outcome in ("pass", "skip")
        else explanation.reason,
        "suppressed": _by(finding),
        "when": [_worked(when, document, node) for when in conditions],
        "worked": _worked(condition, document, node) if stopping is None else None,
        "operands": [asdict(evidence) for evidence in explanation.evidence],
    }


def _outcome(value: Any, *, is_when: bool) -> str:
    if isinstance(value, Missing):
        return "unknown"
    if isinstance(value, Fault):
        return "error"
    return "pass" if value is True else "skip" if is_when else "fail"


def _checked(rule: Rule, result: Result, document: Document) -> Iterator[Described]:
    """Describe the nodes that a check judged."""
    check = rule.check
    if check is None or (check.reads is not None and not document.extraction.sends(check.reads)):
        return
    findings = {(found.item, path): found for found in result.findings for path in _paths(found)}
    silent = "pass" if result.items.passed else "skip"
    for item in select_items(rule, document).items:
        finding = findings.get((item.index, item.node.path))
        evidence = finding.evidence if finding is not None else (evidence_of(item.node),)
        yield {
            "finding": finding,
            "item": item.index,
            "path": item.node.path,
            "outcome": finding.outcome if finding is not None else silent,
            "cause": finding.cause if finding is not None else None,
            "effect": finding.effect if finding is not None else None,
            "reason": finding.reason if finding is not None else None,
            "suppressed": _by(finding),
            "when": [],
            "worked": None,
            "operands": [asdict(operand) for operand in evidence],
        }


def _paths(finding: Finding) -> tuple[str, ...]:
    """Give the nodes that a finding is about: those of its evidence, as ``blame`` may point elsewhere."""
    return tuple(evidence.path for evidence in finding.evidence) or finding.paths


def _worked(condition: Expression, document: Document, node: Node | None) -> Described:
    worked = work_out(condition, document, node)
    return {**asdict(worked), "steps": [asdict(step) for step in worked.steps]}


def _told(finding: Finding) -> Described:
    said = {"outcome": finding.outcome, "cause": finding.cause, "effect": finding.effect, "reason": finding.reason}
    return {**said, "suppressed": _by(finding)}


def _by(finding: Finding | None) -> Described | None:
    """Say which suppression lets a finding stand."""
    by = finding.suppressed if finding is not None else None
    if by is None:
        return None
    return {"location": str(by.location), "reason": by.reason, "owner": by.owner, "until": by.until}
