"""The screen of a ruleset for one shape of payloads: a generated function per rule, one walk for every leaf."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from adjudge.engine.screen.expressions import SureTests, Unsure, singular_keys
from adjudge.engine.screen.leaves import LeafTest, make_leaf_walk
from adjudge.engine.screen.reach import SCALARS, ParallelReach, Reach, member, reach_of, signal_path
from adjudge.engine.screen.writer import Writer
from adjudge.model.adapter import Shape
from adjudge.model.extraction import Extraction
from adjudge.model.paths import Parts
from adjudge.model.tree import ABSENT, dig
from adjudge.ruleset.check import Check
from adjudge.ruleset.fields import Field
from adjudge.ruleset.rule import Rule
from adjudge.ruleset.selectors import Segment

SKIPPED: Final = -1
"""What a generated function gives for a rule whose ``when`` is surely false."""


Suspects = Sequence[int | Parts]
"""Items that must be judged: indexes in the rule's list or selection, or the paths of leaves."""


@dataclass(frozen=True, slots=True)
class Screened:
    """What the screen found out about one rule: how many items surely pass, and which must be judged."""

    passed: int
    suspects: Suspects = ()


class Screen:
    """The generated functions for one ruleset and shape; ``source`` is their text."""

    def __init__(self, rules: Sequence[Rule], shape: Shape) -> None:
        self._shape = shape
        self._functions: list[Callable[..., Any] | None] = [None] * len(rules)
        self._leaf_rules: list[int] = []
        self._leaves: Callable[..., Any] | None = None
        self.sources: dict[str, str] = {}
        reach = reach_of(shape)
        if reach is None:
            return
        leaf_tests: list[LeafTest] = []
        leaf_writer = Writer()
        for number, rule in enumerate(rules):
            test = _leaf_test(rule, shape, leaf_writer)
            if test is not None:
                self._leaf_rules.append(number)
                leaf_tests.append(test)
            else:
                self._functions[number] = self._compile(rule, reach)
        walk = make_leaf_walk(reach, leaf_tests, leaf_writer.constants)
        if walk is not None:
            self._leaves, self.sources["every leaf"] = walk

    def run(self, extraction: Extraction) -> list[int | Screened | None]:
        """Screen a document.

        Returns:
            Per rule the number of its items where all pass, ``SKIPPED``, what is left to judge, or ``None`` to judge
            all of it.
        """
        response = extraction.response
        data = dig(response, self._shape.data)
        meta = None if self._shape.meta is None else dig(response, self._shape.meta)
        found: list[int | Screened | None] = []
        for function in self._functions:
            if function is None:
                found.append(None)
                continue
            try:
                found.append(function(data, meta, response))
            except Exception:  # noqa: BLE001  # whatever an odd payload does to the fast path, the reference path judges
                found.append(None)
        if self._leaves is not None and data is not ABSENT:
            self._run_leaves(data, meta, found)
        return found

    def _run_leaves(self, data: Any, meta: Any, found: list[int | Screened | None]) -> None:
        try:
            answers = self._leaves(data, meta)  # type: ignore[misc]  # the caller has seen that there is one
        except Exception:  # noqa: BLE001  # as above
            return
        if answers is None:
            return
        for number, (passed, suspects) in zip(self._leaf_rules, answers, strict=True):
            found[number] = Screened(passed, _in_order(data, suspects)) if suspects else passed

    def _compile(self, rule: Rule, reach: Reach) -> Callable[..., Any] | None:
        writer = Writer()
        try:
            with writer.block("def rule(D, M, R):"):
                if rule.disabled is not None:
                    return None
                tests = SureTests(writer, reach)
                for condition in rule.when:
                    if rule.loop is not None and condition.uses_loop:
                        raise Unsure
                    writer.line(f"if {tests.sure(condition.tree, wanted=False)}: return {SKIPPED}")
                    writer.line(f"if not {tests.sure(condition.tree, wanted=True)}: return None")
                if rule.condition is not None:
                    _write_condition(rule, writer, tests)
                else:
                    _write_check(rule, writer, reach)
        except Unsure:
            return None
        self.sources[rule.nodeid] = writer.source
        return writer.function("rule")


def _write_condition(rule: Rule, writer: Writer, tests: SureTests) -> None:
    assert rule.condition is not None  # noqa: S101  # the caller's branch
    tree = rule.condition.tree
    if rule.loop is None:
        writer.line(f"return 1 if {tests.sure(tree, wanted=True)} else None")
        return
    items = tests.list_at(rule.loop.field)
    writer.line(f"if not {items}: return None")
    writer.line("suspects = []")
    tests.bind(rule.loop.variable, "row")
    with writer.block(f"for index, row in enumerate({items}):"):
        with writer.block("try:"):
            writer.line(f"if {tests.sure(tree, wanted=True)}: continue")
        with writer.block("except (LookupError, TypeError):"):
            writer.line("pass")
        writer.line("suspects.append(index)")
    writer.constants["Screened"] = Screened
    writer.line(f"return Screened(len({items}) - len(suspects), suspects) if suspects else len({items})")


def _write_check(rule: Rule, writer: Writer, reach: Reach) -> None:
    check = rule.check
    if check is None or len(rule.given) != 1:
        raise Unsure
    field = rule.given[0]
    if check.name == "issues":
        _write_root_issues(rule, writer, reach)
        return
    test = _sure_test(rule, check, field, writer)
    keys = singular_keys(field)
    if keys:
        _write_single(check, keys, test, writer, reach)
        return
    _write_plural(check, field, test, writer, reach)


def _sure_test(rule: Rule, check: Check, field: Field, writer: Writer) -> str:
    if check.sure is None or check.judge is None:
        raise Unsure
    test = check.sure(rule.options, rule.scope, field, writer.constant)
    if test is None:
        raise Unsure
    return test


def _write_single(check: Check, keys: Parts, test: str, writer: Writer, reach: Reach) -> None:
    """Write the check of one node."""
    value = reach.data("D", keys)
    if value is None:
        raise Unsure
    writer.line(f"x = {value}")
    if check.reads is not None:
        _write_entry(check.reads, reach, reach.entry(keys), writer, miss="return None")
    writer.line(f"return 1 if {test} else None")


def _write_plural(check: Check, field: Field, test: str, writer: Writer, reach: Reach) -> None:
    """Write the check of one member of each item of a list: ``$.lines[*].amount``."""
    before, after = _split(field)
    value, items = reach.data("row", after), reach.data("D", before)
    if value is None or items is None or not isinstance(reach, ParallelReach):
        raise Unsure
    writer.line(f"rows = {items}; metas = {reach.rows(before)}")
    with writer.block("if type(rows) is not list or not rows or type(metas) is not list or len(metas) != len(rows):"):
        writer.line("return None")
    writer.line("suspects = []")
    with writer.block("for index, row in enumerate(rows):"):
        with writer.block("try:"):
            writer.line(f"x = {value}")
            if check.reads is not None:
                entry = reach.entry(after, ("metas[index]", before))
                _write_entry(check.reads, reach, entry, writer, miss="raise LookupError")
            writer.line(f"if {test}: continue")
        with writer.block("except (LookupError, TypeError):"):
            writer.line("pass")
        writer.line("suspects.append(index)")
    writer.constants["Screened"] = Screened
    writer.line("return Screened(len(rows) - len(suspects), suspects) if suspects else len(rows)")


def _write_entry(reads: str, reach: Reach, entry: str | None, writer: Writer, *, miss: str) -> None:
    """Write the step from a scalar in ``x`` to what the check reads of its entry."""
    path = signal_path(reach.shape, reads)
    if entry is None or path is None:
        raise Unsure
    writer.line(f"if type(x) not in {writer.constant(SCALARS)}: {miss}")
    writer.line(f"x = {member(entry, path)}")


def _write_root_issues(rule: Rule, writer: Writer, reach: Reach) -> None:
    """Write the check of the document's own issues, which pass where no keyword is in any."""
    shape = reach.shape
    at, sure = shape.document.issues, rule.check.sure if rule.check is not None else None
    if singular_keys(rule.given[0]) != () or not at or shape.keys.issues is not None or sure is None:
        raise Unsure
    test = sure(rule.options, rule.scope, rule.given[0], writer.constant)
    writer.line(f"issues = {member('R', at)}")
    writer.line("if type(issues) is not list: return None")
    with writer.block("for x in issues:"):
        writer.line(f"if not ({test}): return None")
    writer.line("return 1")


def _split(field: Field) -> tuple[Parts, Parts]:
    """Take a path with one ``[*]`` apart, into the keys before and after it."""
    if len(field.at) != 1 or not field.at[0].absolute:
        raise Unsure
    segments = field.at[0].segments
    stars = [number for number, segment in enumerate(segments) if segment.key is None]
    if len(stars) != 1 or any(segment.descendant for segment in segments):
        raise Unsure
    before, after = segments[: stars[0]], segments[stars[0] + 1 :]
    return _keys(before), _keys(after)


def _keys(segments: Sequence[Segment]) -> Parts:
    keys = tuple(segment.key for segment in segments if segment.key is not None)
    if any(isinstance(key, int) and key < 0 for key in keys):
        raise Unsure
    return keys


def _leaf_test(rule: Rule, shape: Shape, writer: Writer) -> LeafTest | None:
    """Give the test of a rule over ``$..*`` that the shared walk can make, ``None`` for any other rule."""
    check = rule.check
    if check is None or rule.when or rule.disabled is not None or len(rule.given) != 1:
        return None
    field = rule.given[0]
    if len(field.at) != 1 or not field.at[0].every_leaf or check.sure is None or check.judge is None:
        return None
    path = None if check.reads is None else signal_path(shape, check.reads)
    if check.reads is not None and path is None:
        return None
    test = check.sure(rule.options, rule.scope, field, writer.constant)
    return None if test is None else (path, test)


def _in_order(data: Any, paths: Sequence[Parts]) -> Sequence[Parts]:
    """Sort paths as they stand in the data."""
    if len(paths) < 2:
        return paths
    places: dict[int, dict[Any, int]] = {}

    def place(parts: Parts) -> list[int]:
        value, order = data, []
        for key in parts:
            if isinstance(value, dict):
                order.append(places.setdefault(id(value), {k: n for n, k in enumerate(value)})[key])
            else:
                order.append(int(key))
            value = value[key]
        return order

    return sorted(paths, key=place)
