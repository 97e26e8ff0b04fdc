"""The generated function of one rule with ``for`` whose items are gone through one by one.

That is a rule with ``when``, or over a list that more than plain keys lead to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from adjudge.engine.screen.expressions import sure
from adjudge.engine.screen.reach import BESIDE, PARAMETERS, ROW, Reach
from adjudge.engine.screen.reads import Reads
from adjudge.engine.screen.scopes import Scope
from adjudge.engine.screen.settled import SKIPPED, Settled, writer_for
from adjudge.engine.screen.writer import Unsure, Writer
from adjudge.ruleset.expressions import Expression
from adjudge.ruleset.rule import Rule


def make_loop_function(
    rule: Rule, number: int, settled: Sequence[Settled], reach: Reach
) -> tuple[Callable[..., Any], str] | None:
    """Compile ``loop(data, metadata, extraction, known, found)``, and give its source; ``None``: there is no test.

    It answers as ``document`` does (see ``document.py``).
    """
    if rule.loop is None or rule.condition is None or rule.disabled is not None:
        return None
    writer = writer_for(settled)
    reads = Reads(writer, reach)
    try:
        with writer.block(f"def loop({PARAMETERS}, found):"):
            writer.line(f"# {rule.id}")
            for condition in rule.when:
                if not condition.uses_loop:
                    skip = f"found[{number}] = settled[{number}][{SKIPPED}]; return"
                    _write_when(condition, reads, writer, skip=skip, give_up="return")
            writer.line(f"items = {reads.items(rule.loop.field)}")
            writer.line("skipped = 0; odd = []")
            place = None if rule.loop.field.plural else "index"
            row = reads.within(Scope("items", ROW, BESIDE, at_once=False, place=place), rule.loop.variable)
            with writer.block(f"for index, {ROW} in enumerate(items):"):
                _write_item(rule, rule.condition, row, writer)
            writer.insert_before_last("for", reads.take())
            writer.line(f"found[{number}] = settled[{number}].of(items, odd, skipped)")
    except Unsure:
        return None
    return writer.function("loop"), writer.source


def _write_item(rule: Rule, holds: Expression, row: Reads, writer: Writer) -> None:
    with writer.block("try:"):
        for condition in rule.when:
            if condition.uses_loop:
                _write_when(condition, row, writer, skip="skipped += 1; continue", give_up="raise LookupError")
        test = sure(holds.tree, row, wanted=True)
        writer.add(row.take())
        writer.line(f"if {test}: continue")
    with writer.block("except Exception:"):
        writer.line("pass")
    writer.line("odd.append(index)")


def _write_when(condition: Expression, reads: Reads, writer: Writer, *, skip: str, give_up: str) -> None:
    skipped, applies = (sure(condition.tree, reads, wanted=wanted) for wanted in (False, True))
    writer.add(reads.take())
    writer.line(f"if {skipped}: {skip}")
    writer.line(f"if not {applies}: {give_up}")
