"""The generated function of all rules that look at single nodes: checks, the document's issues, and ``assert``.

Each value is read once, into a local that later rules use. Each rule stands in a ``try`` of its own: what is missing
or odd leaves that rule to be judged, and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from adjudge.engine.screen.expressions import sure
from adjudge.engine.screen.operands import Operands, singular_keys
from adjudge.engine.screen.reach import FlatReach, Reach, member, signal_path
from adjudge.engine.screen.walk import Test
from adjudge.engine.screen.writer import Unsure, Writer
from adjudge.ruleset.rule import Rule

SKIPPED: Final = -1
"""What is found of a rule whose ``when`` is surely false."""


def make_document_function(
    rules: Sequence[Rule], numbers: Sequence[int], reach: Reach
) -> tuple[Callable[..., Any], str]:
    """Compile ``document(D, M, E, B, found)`` for those of the rules that there is a sure test of.

    It puts 1 into ``found`` at the number of each rule that surely passes, ``SKIPPED`` for one that surely does not
    apply.
    """
    writer = Writer()
    operands = Operands(writer, reach)
    with writer.block("def document(D, M, E, B, found):"):
        for number in numbers:
            start, attempt = len(writer.lines), operands.fork()
            try:
                _write_rule(rules[number], number, attempt, reach, writer)
            except Unsure:
                writer.forget_after(start)
                continue
            if not rules[number].when:
                operands = attempt
        writer.line("return found")
    return writer.function("document"), writer.source


def _write_rule(rule: Rule, number: int, operands: Operands, reach: Reach, writer: Writer) -> None:
    if rule.disabled is not None or rule.loop is not None:
        raise Unsure
    writer.line(f"# {rule.id}")
    with writer.block("try:"):
        test = _test(rule, operands, reach, writer) if not rule.when else None
        if test is not None:
            _write_test(writer, test, f"found[{number}] = 1")
        else:
            _write_conditional(rule, number, operands, reach, writer)
    with writer.block("except Exception:"):
        writer.line("pass")


def _write_test(writer: Writer, test: Test, then: str) -> None:
    for line in test.reads:
        writer.line(line)
    writer.line(f"if {test.condition}: {then}")


def _write_conditional(rule: Rule, number: int, operands: Operands, reach: Reach, writer: Writer) -> None:
    """Write a rule with ``when``: what the rule itself reads is read only where it applies."""
    conditions = [
        [sure(condition.tree, operands, wanted=wanted) for condition in rule.when] for wanted in (False, True)
    ]
    for line in operands.take():
        writer.line(line)
    skipped, applies = " or ".join(conditions[0]), " and ".join(conditions[1])
    if len(rule.when) > 1:
        # The first condition that does not hold tells; a later one is not asked.
        skipped = conditions[0][0]
    writer.line(f"if {skipped}: found[{number}] = {SKIPPED}")
    with writer.block(f"elif {applies}:"):
        _write_test(writer, _test(rule, operands, reach, writer), f"found[{number}] = 1")


def _test(rule: Rule, operands: Operands, reach: Reach, writer: Writer) -> Test:
    """Give what a rule asks of the document."""
    if rule.condition is not None:
        condition = sure(rule.condition.tree, operands, wanted=True)
        return Test(operands.take(), condition)
    check = rule.check
    keys = singular_keys(rule.given[0]) if len(rule.given) == 1 else None
    test = None
    if check is not None and check.sure is not None and keys is not None:
        test = check.sure(rule.options, rule.scope, rule.given[0], writer.constant)
    if check is None or keys is None or test is None:
        raise Unsure
    if check.reads == "issues":
        return _issues_test(keys, test, reach)
    value = reach.data("D", keys)
    if check.judge is None or not keys or value is None:
        raise Unsure
    if check.reads is None:
        return Test((f"x = {value}",), test)
    path = signal_path(reach.shape, check.reads)
    entry = None if path is None else reach.entry(keys, path)
    if entry is None:
        raise Unsure
    own = operands.entry_of(value, entry)
    return Test((*operands.take(), f"x = {own}"), test)


def _issues_test(keys: tuple[str | int, ...], test: str, reach: Reach) -> Test:
    """Give the test of the document's own issues, which pass where none mentions anything."""
    at = reach.shape.document.issues
    own = reach.shape.keys.issues is not None and not isinstance(reach, FlatReach)
    if keys or not at or own:
        # Where the root may have an entry, that may have issues too.
        raise Unsure
    return Test(
        (f"issues = {member('E.response', at)}",), f"type(issues) is list and not any(not ({test}) for x in issues)"
    )
