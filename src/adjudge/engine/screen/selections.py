"""The generated function of one check of values that many places are selected for, wherever they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from adjudge.engine.screen import raw
from adjudge.engine.screen.reach import Reach
from adjudge.engine.screen.single import SKIPPED
from adjudge.engine.screen.writer import Writer
from adjudge.ruleset.rule import Rule


def make_selection_function(rule: Rule, reach: Reach) -> tuple[Callable[..., Any], str] | None:
    """Compile ``selection(D, M, E, B)``, and give its source; ``None`` for a rule of another kind.

    It answers as ``loop`` does (see ``loops.py``). Metadata might add places, so only bare data will do.
    """
    check = rule.check
    if check is None or check.judge is None or check.sure is None or check.reads is not None or rule.when:
        return None
    if len(rule.given) != 1 or not rule.given[0].plural or len(rule.given[0].at) != 1 or not reach.tells_all:
        return None
    field = rule.given[0]
    writer = Writer()
    test = check.sure(rule.options, rule.scope, field, writer.constant)
    if test is None or rule.disabled is not None or field.every_leaf:
        return None
    with writer.block("def selection(D, M, E, B):"):
        writer.line(f"items = {writer.shared(field, lambda: raw.selected(field.at[0]))}(D, B)")
        writer.line(f"if not items: return [{SKIPPED if rule.on_empty == 'skip' else None}]")
        writer.line("passed = 0; suspects = []")
        with writer.block("for index, x in enumerate(items):"):
            writer.line(f"if {test}: passed += 1")
            writer.line("else: suspects.append(index)")
        writer.line("return [(passed, suspects, 0)]")
    return writer.function("selection"), writer.source
