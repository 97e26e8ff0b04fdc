"""The generated function of one rule: a check of one node, the document's issues, or an ``assert`` on the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from adjudge.engine.screen.expressions import sure
from adjudge.engine.screen.operands import Operands, Unsure, singular_keys
from adjudge.engine.screen.reach import SCALARS, Reach, member, signal_path
from adjudge.engine.screen.writer import Writer
from adjudge.ruleset.check import Check
from adjudge.ruleset.rule import Rule

SKIPPED: Final = -1
"""What a generated function gives for a rule whose ``when`` is surely false."""


def make_rule_function(rule: Rule, reach: Reach) -> tuple[Callable[..., Any], str] | None:
    """Compile ``rule(D, M, R)``, and give its source; ``None`` where there is no sure test.

    It gives 1 where the rule surely passes, ``SKIPPED`` where it surely does not apply, else ``None`` or raises.
    """
    if rule.disabled is not None or rule.loop is not None:
        return None
    writer = Writer()
    operands = Operands(writer, reach)
    try:
        with writer.block("def rule(D, M, R):"):
            for condition in rule.when:
                skipped, applies = (sure(condition.tree, operands, wanted=wanted) for wanted in (False, True))
                _write_lines(writer, operands)
                writer.line(f"if {skipped}: return {SKIPPED}")
                writer.line(f"if not {applies}: return None")
            if rule.condition is not None:
                test = sure(rule.condition.tree, operands, wanted=True)
                _write_lines(writer, operands)
                writer.line(f"return 1 if {test} else None")
            else:
                _write_check(rule, writer, reach)
    except Unsure:
        return None
    return writer.function("rule"), writer.source


def _write_lines(writer: Writer, operands: Operands) -> None:
    for line in operands.take():
        writer.line(line)


def _write_check(rule: Rule, writer: Writer, reach: Reach) -> None:
    check = rule.check
    keys = singular_keys(rule.given[0]) if len(rule.given) == 1 else None
    if check is None or check.sure is None or keys is None:
        raise Unsure
    test = check.sure(rule.options, rule.scope, rule.given[0], writer.constant)
    if test is None:
        raise Unsure
    if check.reads == "issues":
        _write_issues(keys, test, writer, reach)
    elif check.judge is not None and keys:
        _write_node(check, keys, test, writer, reach)
    else:
        raise Unsure


def _write_node(check: Check, keys: tuple[str | int, ...], test: str, writer: Writer, reach: Reach) -> None:
    """Write the check of one node, read at its value or in its metadata entry."""
    value = reach.data("D", keys)
    if value is None:
        raise Unsure
    writer.line(f"x = {value}")
    if check.reads is not None:
        path, entry = signal_path(reach.shape, check.reads), reach.entry(keys)
        if entry is None or path is None:
            raise Unsure
        writer.line(f"if type(x) not in {writer.constant(SCALARS)}: return None")
        writer.line(f"x = {member(entry, path)}")
    writer.line(f"return 1 if {test} else None")


def _write_issues(keys: tuple[str | int, ...], test: str, writer: Writer, reach: Reach) -> None:
    """Write the check of the document's own issues, which pass where none mentions anything."""
    at = reach.shape.document.issues
    if keys or not at or reach.shape.keys.issues is not None:
        raise Unsure
    writer.line(f"issues = {member('R', at)}")
    writer.line("if type(issues) is not list: return None")
    with writer.block("for x in issues:"):
        writer.line(f"if not ({test}): return None")
    writer.line("return 1")
