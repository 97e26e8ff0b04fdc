"""Add an inline test to a rule where it is written; comments and layout stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from adjudge.errors import ConfigError
from adjudge.ruleset.file_text import Text
from adjudge.ruleset.loading import Survey
from adjudge.ruleset.located import Located
from adjudge.ruleset.merging import ParsedFile, RuleBody
from adjudge.ruleset.words import SILENT_KEYS
from adjudge.ruleset.yaml_text import element_lines, flow


@dataclass(frozen=True, slots=True)
class Home:
    """The mapping that has the tests of a rule, or is to have them: the rule itself, or an override of it."""

    file: ParsedFile
    keys: Located
    inside: Located
    """The list or the mapping that holds it."""


def home_of_tests(survey: Survey, nodeid: str) -> Home:
    """Find where a test of a rule is to be written.

    Raises:
        ConfigError: That is in a pack, which is not the user's to change.
    """
    rule = next(whole.rules[nodeid] for whole in survey.own if nodeid in whole.rules)
    changed = rule.overridden - SILENT_KEYS
    home = _override(survey, rule) if changed else _definition(survey, rule)
    name = home.file.path.name
    for pack in survey.library.registry.packs:
        if name == pack or name.startswith(f"{pack}/"):
            raise ConfigError(
                f"{nodeid} is in the pack {pack}, which is not yours to change; put it to a rule of your own"
            )
    return home


def _definition(survey: Survey, rule: RuleBody) -> Home:
    file = survey.library.parsed[rule.origin.path]
    assert file is not None  # noqa: S101  # the rule was read from it
    section = file.tree.entries["rules"]
    keys = next(each for each in section.elements if "id" in each.entries and each.entries["id"].text == rule.id)
    return Home(file, keys, section)


def _override(survey: Survey, rule: RuleBody) -> Home:
    """Find the last override of a rule: tests of the rule before it no longer run."""
    found: Home | None = None
    for file, section, name in survey.changes("override", rule):
        keys = section.entries[name]
        if "tests" not in rule.overridden or keys.entries.get("tests") is rule.body.entries["tests"]:
            found = Home(file, keys, section)
    assert found is not None  # noqa: S101  # something was overridden
    return found


def with_test(data: bytes, home: Home, test: dict[str, Any]) -> bytes:
    """Give the bytes of the home's file with one test more."""
    text = Text(data)
    tests = home.keys.entries.get("tests")
    if tests is None and text.is_flow(home.keys):
        last = list(home.keys.entries.values())[-1]
        return text.replaced(text.end(last), text.end(last), f", tests: [{flow(test)}]")
    if tests is None:
        indent = home.keys.column - 1
        inner = indent + _offset(text, home)
        lines = [f"{' ' * indent}tests:", *_indented(test, inner)]
        return _below(text, text.end(home.keys), lines)
    if text.is_flow(tests):
        return _into_brackets(text, tests, test)
    last = tests.elements[-1]
    start = text.line_start(text.start(last))
    dash = text.text.index("-", start)
    return _below(text, text.end(last), _indented(test, dash - start))


def _indented(test: dict[str, Any], indent: int) -> list[str]:
    return [" " * indent + line for line in element_lines(test, indent)]


def _offset(text: Text, home: Home) -> int:
    """Say how far lists are indented below their keys in this file: as the list of its rules is."""
    section, key = home.inside, home.file.tree.keys.get("rules")
    if section.entries or key is None or text.is_flow(section):
        return 2
    start = text.line_start(text.start(section.elements[0]))
    return text.text.index("-", start) - start - (key.column - 1)


def _below(text: Text, end: int, lines: list[str]) -> bytes:
    """Put lines below the line that ends with what ends at ``end``."""
    place, newline = text.line_end(end), text.newline
    before = "" if text.text[:place].endswith("\n") else newline
    after = newline if not before else ""
    return text.replaced(place, place, before + newline.join(lines) + after)


def _into_brackets(text: Text, tests: Located, test: dict[str, Any]) -> bytes:
    element = flow(test)
    if not tests.elements:
        start = text.start(tests) + 1
        return text.replaced(start, start, element)
    last = tests.elements[-1]
    start, end = text.start(last), text.end(last)
    line, below = text.line_start(start), text.line_end(end)
    rest = text.text[end:below].strip()
    if text.text[line:start].strip() or not (rest in ("", ",") or rest.lstrip(",").lstrip().startswith("#")):
        return text.replaced(end, end, f", {element}")
    # Each test has its own line, and so has the new one; a comment behind the last stays there.
    comma = "" if rest.startswith(",") else ","
    after = "," if rest.startswith(",") else ""
    kept = text.text[end:below]
    return text.replaced(end, below, f"{comma}{kept}{' ' * (start - line)}{element}{after}{text.newline}")
