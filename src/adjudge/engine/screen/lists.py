"""The walk over the items of one list, generated once for all rules about its items.

These are the rules with ``for`` over it, and the checks of one member of each (``$.lines[*].amount``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from adjudge.engine.screen.expressions import sure
from adjudge.engine.screen.operands import Operands, singular_keys
from adjudge.engine.screen.raw import list_at, raw_at
from adjudge.engine.screen.reach import Reach, Row, signal_path
from adjudge.engine.screen.single import SKIPPED
from adjudge.engine.screen.walk import Test, make_each, write_answer, write_start, write_tests
from adjudge.engine.screen.writer import Unsure, Writer
from adjudge.model.paths import Parts
from adjudge.ruleset.fields import Field
from adjudge.ruleset.rule import Rule
from adjudge.ruleset.selectors import Segment


def list_of(rule: Rule) -> Parts | None:
    """Give the keys of the list whose items a rule is about; ``None`` for any other rule, or with ``when``."""
    if rule.when or rule.disabled is not None:
        return None
    if rule.loop is not None:
        return singular_keys(rule.loop.field)
    if rule.check is None or len(rule.given) != 1 or rule.check.judge is None:
        return None
    halves = split_at_star(rule.given[0])
    return None if halves is None else halves[0]


def split_at_star(field: Field) -> tuple[Parts, Parts] | None:
    """Take a path with one ``[*]`` apart, into the keys before and after it; ``None`` for any other."""
    if len(field.at) != 1 or not field.at[0].absolute:
        return None
    segments = field.at[0].segments
    stars = [number for number, segment in enumerate(segments) if segment.key is None]
    if len(stars) != 1 or any(segment.descendant for segment in segments):
        return None
    before, after = _keys(segments[: stars[0]]), _keys(segments[stars[0] + 1 :])
    return None if before is None or after is None else (before, after)


def make_list_walk(
    reach: Reach, keys: Parts, rules: Sequence[Rule]
) -> tuple[list[int], Callable[..., Any], str] | None:
    """Compile ``items(D, M, E, B)`` for those of the rules that a walk can test.

    Returns:
        Their positions among ``rules``, the function (which gives for each how many items pass and the indexes of the
        others, or ``SKIPPED``), and its source. ``None`` where no rule can be tested.
    """
    writer = Writer()
    able: list[int] = []
    for number, rule in enumerate(rules):
        try:
            _test(rule, Operands(writer, reach), reach, writer)
        except Unsure:
            continue
        able.append(number)
    more = reach.more_items("items", keys, writer.constant)
    if not able or reach.data("D", keys) is None or more is None:
        return None
    able_rules = [rules[number] for number in able]
    apart = [_test(rule, Operands(writer, reach), reach, writer) for rule in able_rules]
    shared = Operands(writer, reach)
    together = [_test(rule, shared, reach, writer) for rule in able_rules]
    writer.constants["each"] = make_each(apart, "index, row, metas", writer.constants)
    with writer.block("def items(D, M, E, B):"):
        at = writer.shared(("at", keys), lambda: raw_at(keys))
        writer.line(f"items = {writer.shared(('list at', keys), lambda: list_at(keys))}(D); metas = {at}(M)")
        writer.line(f"if {more}: return None")
        writer.line(f"if not items: return {[SKIPPED if rule.on_empty == 'skip' else None for rule in able_rules]}")
        write_start(writer, len(able))
        writer.line("odd = []")
        with writer.block("for index, row in enumerate(items):"):
            with writer.block("try:"):
                write_tests(writer, together, "index")
            with writer.block("except (LookupError, TypeError):"):
                writer.line("odd.append(index)")
        writer.line("clean = len(items) - len(odd)")
        with writer.block("for index in odd:"):
            writer.line("each(index, index, items[index], metas, passed, suspects)")
        write_answer(writer)
    return able, writer.function("items"), writer.source


def _test(rule: Rule, operands: Operands, reach: Reach, writer: Writer) -> Test:
    """Give what a rule asks of the item ``row`` at ``index``."""
    if rule.loop is not None and rule.condition is not None:
        operands.bind(rule.loop.variable, "row", "index")
        holds = sure(rule.condition.tree, operands, wanted=True)
        return Test(operands.take(), holds)
    halves = split_at_star(rule.given[0])
    check = rule.check
    if halves is None or check is None or check.sure is None:
        raise Unsure
    value = reach.data("row", halves[1])
    condition = check.sure(rule.options, rule.scope, rule.given[0], writer.constant)
    if value is None or condition is None:
        raise Unsure
    if check.reads is None:
        return Test((f"x = {value}",), condition)
    path = signal_path(reach.shape, check.reads)
    entry = None if path is None else reach.entry(halves[1], path, Row("index", halves[0]))
    if entry is None:
        raise Unsure
    own = operands.entry_of(value, entry)
    return Test((*operands.take(), f"x = {own}"), condition)


def _keys(segments: Sequence[Segment]) -> Parts | None:
    keys = tuple(segment.key for segment in segments if segment.key is not None)
    return None if any(isinstance(key, int) and key < 0 for key in keys) else keys
