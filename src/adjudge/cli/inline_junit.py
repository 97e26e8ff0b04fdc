"""``adjudge test --junitxml FILE``: a suite per rule file, a case per inline test."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from adjudge.reporting.junit import count_cases, xml_report, xml_text

if TYPE_CHECKING:
    from adjudge.cli.inline_cases import Case, Ran

_ELEMENTS: Final = {"failed": "failure", "error": "error", "xfailed": "skipped"}


def render_inline_junit(ran: Sequence[Ran], left_out: Sequence[Case]) -> str:
    """Give one XML document; what did not run is skipped, and says why."""
    root = ET.Element("testsuites", name="adjudge test")
    for file, group in groupby(ran, key=lambda each: each.case.file):
        suite = ET.SubElement(root, "testsuite", name=xml_text(file))
        suite.extend(_case(each) for each in group)
        count_cases(suite)
    if left_out:
        suite = ET.SubElement(root, "testsuite", name="not run")
        for case in left_out:
            ET.SubElement(_named(suite, case), "skipped", message="an override changed the rule")
        count_cases(suite)
    return xml_report(root)


def _case(ran: Ran) -> ET.Element:
    case = _named(None, ran.case)
    case.set("time", f"{ran.seconds:.6f}")
    if ran.end in _ELEMENTS:
        message = ran.problem or f"expected to fail: {ran.case.test.spec.get('xfail')}"
        element = ET.SubElement(case, _ELEMENTS[ran.end], type=ran.end, message=xml_text(message))
        element.text = xml_text(f"{ran.case.test.location}: {message}")
    return case


def _named(suite: ET.Element | None, case: Case) -> ET.Element:
    rule = case.nodeid.removeprefix(f"{case.file}::")
    names = {"classname": xml_text(case.file), "name": xml_text(rule), "time": "0"}
    return ET.Element("testcase", names) if suite is None else ET.SubElement(suite, "testcase", names)
