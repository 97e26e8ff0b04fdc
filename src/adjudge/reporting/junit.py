"""JUnit XML: a suite per document, a case per result.

What costs the accept is a failure; what was found but costs nothing (a note, a rule in shadow) is skipped,
and says why: it must look neither like a pass nor like a failure of a command that ends with 0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree as ET

from adjudge.model.result import Result
from adjudge.model.verdict import Verdict
from adjudge.reporting.document import counted
from adjudge.reporting.printable import printable
from adjudge.reporting.told import Told, told_of
from adjudge.reporting.view import View
from adjudge.ruleset.lint.finding import Finding

_FORBIDDEN: Final = re.compile("[\ufffe\uffff]")
"""What XML 1.0 has no way to say, beyond what `printable` escapes."""

_COUNTED: Final = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render_junit(verdicts: Sequence[Verdict], view: View) -> str:
    """Give one XML document; control characters are shown as escapes, so that it always parses."""
    root = ET.Element("testsuites", name="adjudge")
    root.extend(_suite(verdict) for verdict in verdicts)
    if view.unreadable:
        root.append(_unreadable_suite(view.unreadable))
    if view.suppressions:
        root.append(_suppressions_suite(view.suppressions))
    return xml_report(root)


def xml_report(root: ET.Element) -> str:
    """Give the document of some counted suites."""
    for name in ("tests", *_COUNTED):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(verdict: Verdict) -> ET.Element:
    suite = ET.Element("testsuite", name=xml_text(verdict.document or "document"))
    properties = ET.SubElement(suite, "properties")
    about = {"decision": verdict.decision or "partial", "adapter": verdict.adapter, "ruleset": verdict.fingerprint}
    for name, value in about.items():
        ET.SubElement(properties, "property", name=f"adjudge_{name}", value=xml_text(value))
    suite.extend(_case(verdict, result) for result in verdict.results)
    return count_cases(suite)


def _case(verdict: Verdict, result: Result) -> ET.Element:
    file, _, name = result.nodeid.rpartition("::")
    case = ET.Element("testcase", classname=xml_text(file), name=xml_text(name), time="0")
    found = sorted(told_of(verdict, result), key=lambda each: each.suppressed)
    if found:
        element = ET.SubElement(case, _element(result), type=result.outcome, message=xml_text(_message(result, found)))
        element.text = "\n".join(map(_line, found))
    elif result.outcome == "skip":
        ET.SubElement(case, "skipped", message=result.cause or "skip")
    return case


def _message(result: Result, found: Sequence[Told]) -> str:
    sentence = found[0].sentence + (f" (and {len(found) - 1} more)" if len(found) > 1 else "")
    if _element(result) != "skipped":
        return sentence
    state = "shadow" if result.shadow else "suppressed" if result.suppressed else result.effect or "no effect"
    return f"{result.outcome} ({state}): {found[0].finding.reason if found[0].finding else sentence}"


def _line(each: Told) -> str:
    known = each.finding.suppressed if each.finding is not None else None
    state = f" (suppressed: {xml_text(known.reason)})" if known is not None else ""
    return f"{xml_text(each.nodeid)}: {xml_text(each.sentence)}{state}"


def _element(result: Result) -> str:
    if result.effect not in {"reject", "review"}:
        return "skipped"
    return "error" if result.outcome == "error" else "failure"


def _unreadable_suite(number: int) -> ET.Element:
    """Tell of payloads that have no verdict, lest a reader of the report take them for judged."""
    suite = ET.Element("testsuite", name="unreadable payloads")
    case = ET.SubElement(suite, "testcase", classname="adjudge", name="unreadable", time="0")
    ET.SubElement(case, "error", type="unreadable", message=f"{counted(number, 'payload')} could not be read")
    return count_cases(suite)


def _suppressions_suite(findings: Sequence[Finding]) -> ET.Element:
    """Tell what is wrong with suppressions; only one that hit more than it may fails the command."""
    suite = ET.Element("testsuite", name="suppressions")
    for finding in findings:
        case = ET.SubElement(
            suite, "testcase", classname=xml_text(finding.location.file), name=xml_text(str(finding.location))
        )
        case.set("time", "0")
        element = "failure" if finding.fails_check else "skipped"
        ET.SubElement(case, element, type=finding.code, message=xml_text(f"{finding.code} {finding.message}"))
    return count_cases(suite)


def count_cases(suite: ET.Element) -> ET.Element:
    """Give a suite with the numbers that it must have."""
    suite.set("tests", str(len(suite.findall("testcase"))))
    for name, element in _COUNTED.items():
        suite.set(name, str(len(suite.findall(f"testcase/{element}"))))
    suite.set("time", "0")
    return suite


def xml_text(text: str) -> str:
    """Give text that XML can say: control characters are shown as escapes."""
    return _FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", printable(text))
