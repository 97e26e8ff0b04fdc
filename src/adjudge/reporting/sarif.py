"""SARIF 2.1.0: what code scanners write, for the views that show it (GitHub, editors).

A finding stands at the file of its document, and at the data path as a logical location; the place of its rule
is a related location. Its fingerprint is the key of its content, so that a view knows it again in the next run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from adjudge.errors import Location
from adjudge.model.content import content_key
from adjudge.model.result import Finding, Result
from adjudge.model.verdict import Verdict
from adjudge.reporting.document import counted
from adjudge.reporting.printable import printable
from adjudge.reporting.told import Told, place_of, told
from adjudge.reporting.view import View
from adjudge.version import VERSION

if TYPE_CHECKING:
    from adjudge.ruleset.lint import finding as lint
    from adjudge.ruleset.rule import Rule

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT: Final = "adjudgeContent/v1"
_LINK: Final = re.compile(r"\[(?=[^\[\]]*\]\()")
"""What would be read as the beginning of an embedded link (SARIF 3.11.6)."""


def render_sarif(verdicts: Sequence[Verdict], view: View) -> str:
    """Give one log with one run."""
    found = list(told(verdicts))
    # Rules that ran and found nothing are listed too: a view then knows that an alert is gone, not unseen.
    nodeids = dict.fromkeys(result.nodeid for verdict in verdicts for result in verdict.results)
    indexes = {nodeid: index for index, nodeid in enumerate(nodeids)}
    known = {rule.nodeid: rule for rule in view.rules}
    results = {result.nodeid: result for verdict in verdicts for result in verdict.results}
    driver = {
        "name": "adjudge",
        "version": VERSION,
        "rules": [_rule(results[nodeid], known.get(nodeid)) for nodeid in nodeids],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [_invocation(view)],
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, indexes[each.result.nodeid]) for each in found],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _invocation(view: View) -> dict[str, Any]:
    notifications = [_notification(finding) for finding in view.suppressions]
    if view.unreadable:
        text = f"{counted(view.unreadable, 'payload')} could not be read"
        notifications.append({"level": "error", "message": {"text": text}})
    told_too = {"toolExecutionNotifications": notifications} if notifications else {}
    return {"executionSuccessful": not view.unreadable, **told_too}


def _notification(finding: lint.Finding) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": _uri(finding.location.file)}, "region": _region(finding.location)}
    return {
        "level": "error" if finding.fails_check else "warning",
        "message": {"text": _text(f"{finding.code} {finding.message}")},
        "locations": [{"physicalLocation": place}],
    }


def _rule(result: Result, rule: Rule | None) -> dict[str, Any]:
    title = _text(result.title or result.rule)
    about = [title, *filter(None, (rule.why, rule.source and f"Source: {rule.source}"))] if rule else [title]
    described: dict[str, Any] = {
        "id": _text(result.nodeid),
        "name": _text(result.rule),
        "shortDescription": {"text": title},
        "fullDescription": {"text": _text(about[1] if len(about) > 1 else title)},
        "help": {"text": "\n\n".join(map(_text, about))},
        "properties": {"tags": sorted(set(map(_text, result.tags)))},
    }
    if rule is not None:
        level = {"reject": "error", "review": "warning", "note": "note"}[rule.on_fail]
        described["defaultConfiguration"] = {"level": level}
    return described


def _result(each: Told, rule_index: int) -> dict[str, Any]:
    told_as: dict[str, Any] = {
        "ruleId": _text(each.result.nodeid),
        "ruleIndex": rule_index,
        "level": each.level,
        "message": {"text": _text(each.sentence) or "no reason was given"},
        "locations": [_location(each)],
        "properties": {
            "nodeid": _text(each.nodeid),
            "outcome": each.outcome,
            "effect": each.effect,
            "decision": each.verdict.decision,
            "document": None if each.verdict.document is None else _text(each.verdict.document),
        },
    }
    if each.finding is not None:
        told_as["partialFingerprints"] = {FINGERPRINT: content_key(each.result.nodeid, each.finding)}
    if each.suppressed:
        told_as["suppressions"] = [_suppression(each.finding)]
    where = each.result.location
    if not each.result.nodeid.startswith("adjudge::"):
        place = {"artifactLocation": {"uri": _uri(where.file)}, "region": _region(where)}
        told_as["relatedLocations"] = [{"id": 1, "physicalLocation": place, "message": {"text": "the rule"}}]
    return told_as


def _suppression(finding: Finding | None) -> dict[str, Any]:
    """Say that it was let stand outside of the document, why, and where that is written."""
    if finding is None or finding.suppressed is None:
        return {"kind": "external", "status": "accepted"}
    by = finding.suppressed
    place = {"artifactLocation": {"uri": _uri(by.location.file)}, "region": _region(by.location)}
    return {
        "kind": "external",
        "status": "accepted",
        "justification": _text(by.reason),
        "location": {"physicalLocation": place},
        "properties": {"owner": None if by.owner is None else _text(by.owner), "until": by.until},
    }


def _region(where: Location) -> dict[str, int]:
    return {"startLine": where.line, "startColumn": where.column}


def _location(each: Told) -> dict[str, Any]:
    location: dict[str, Any] = {}
    place = place_of(each.verdict)
    if place is not None:
        # A region is optional in SARIF, but GitHub shows nothing without one.
        region = {"startLine": place.line or 1}
        location["physicalLocation"] = {"artifactLocation": {"uri": _uri(place.file)}, "region": region}
    if each.finding is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": _text(path)} for path in each.finding.paths]
        location["properties"] = {"pages": _pages(each.finding)}
    return location


def _pages(finding: Finding) -> list[int]:
    """Give the pages of the document itself; the file that is named is the payload."""
    return sorted({item.page for item in finding.evidence if item.page is not None})


def _uri(file: str) -> str:
    return quote(file.encode("utf-8", "replace"), safe="/")


def _text(text: str) -> str:
    return _LINK.sub(r"\\[", printable(text))
