"""The generated function of one rule with ``for`` whose items cannot be gone through together with those of others.

That is a rule with ``when``, or over a list that more than plain keys lead to.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from adjudge.engine.screen.expressions import sure
from adjudge.engine.screen.operands import Operands
from adjudge.engine.screen.reach import Reach
from adjudge.engine.screen.single import SKIPPED
from adjudge.engine.screen.writer import Unsure, Writer
from adjudge.ruleset.expressions import Expression
from adjudge.ruleset.rule import Rule


def make_loop_function(rule: Rule, reach: Reach) -> tuple[Callable[..., Any], str] | None:
    """Compile ``loop(D, M, E, B)``, and give its source; ``None`` where there is no sure test.

    It gives how many items surely pass, the indexes of those that must be judged, and how many are skipped;
    ``SKIPPED`` for a rule that surely does not apply.
    """
    if rule.loop is None or rule.condition is None or rule.disabled is not None:
        return None
    writer = Writer()
    operands = Operands(writer, reach)
    try:
        with writer.block("def loop(D, M, E, B):"):
            for condition in rule.when:
                if not condition.uses_loop:
                    _write_when(condition, operands, writer, skip=f"return [{SKIPPED}]", give_up="return None")
            items = operands.items(rule.loop.field)
            writer.line(f"items = {items}")
            writer.line(f"if not items: return [{SKIPPED if rule.on_empty == 'skip' else None}]")
            writer.line("passed = skipped = 0; suspects = []")
            operands.bind(rule.loop.variable, "row", None if rule.loop.field.plural else "index")
            with writer.block("for index, row in enumerate(items):"):
                _write_item(rule, rule.condition, operands, writer)
            writer.line("return [(passed, suspects, skipped)]")
    except Unsure:
        return None
    return writer.function("loop"), writer.source


def _write_item(rule: Rule, holds: Expression, operands: Operands, writer: Writer) -> None:
    with writer.block("try:"):
        for condition in rule.when:
            if condition.uses_loop:
                skip = "skipped += 1; continue"
                _write_when(condition, operands.fork(), writer, skip=skip, give_up="raise LookupError")
        own = operands.fork()
        test = sure(holds.tree, own, wanted=True)
        for line in own.take():
            writer.line(line)
        writer.line(f"if {test}: passed += 1; continue")
    with writer.block("except Exception:"):
        writer.line("pass")
    writer.line("suspects.append(index)")


def _write_when(condition: Expression, operands: Operands, writer: Writer, *, skip: str, give_up: str) -> None:
    skipped, applies = (sure(condition.tree, operands, wanted=wanted) for wanted in (False, True))
    for line in operands.take():
        writer.line(line)
    writer.line(f"if {skipped}: {skip}")
    writer.line(f"if not {applies}: {give_up}")
