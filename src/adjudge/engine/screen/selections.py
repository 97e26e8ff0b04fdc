"""The generated function of one check of values that many places are selected for, wherever they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from adjudge.engine.screen import raw
from adjudge.engine.screen.checks import asks_what_is_read
from adjudge.engine.screen.reach import PARAMETERS, Reach
from adjudge.engine.screen.settled import Settled, writer_for
from adjudge.ruleset.rule import Rule


def make_selection_function(
    rule: Rule, number: int, settled: Sequence[Settled], reach: Reach
) -> tuple[Callable[..., Any], str] | None:
    """Compile ``selection(data, metadata, extraction, known, found)``, and give its source; ``None``: no test.

    It answers as ``document`` does (see ``document.py``). Metadata might add places, so only bare data will do.
    """
    check = rule.check
    if check is None or check.judge is None or check.sure is None or check.reads is not None or rule.when:
        return None
    if len(rule.given) != 1 or not rule.given[0].plural or len(rule.given[0].at) != 1 or not reach.tells_all:
        return None
    field = rule.given[0]
    writer = writer_for(settled)
    test = check.sure(rule.options, rule.scope, field, writer.constant)
    if test is None or asks_what_is_read(test) or rule.disabled is not None or field.every_leaf:
        return None
    with writer.block(f"def selection({PARAMETERS}, found):"):
        writer.line(f"# {rule.id}")
        writer.line(f"items = {writer.shared(field, lambda: raw.selected(field.at[0]), 'select')}(data, known)")
        writer.line(f"odd = [index for index, x in enumerate(items) if not ({test})]")
        writer.line(f"found[{number}] = settled[{number}].of(items, odd)")
    return writer.function("selection"), writer.source
