"""The walk over every leaf, generated once for all rules that read ``$..*``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from adjudge.engine.screen.reach import SCALARS, FlatReach, ParallelReach, Reach, member, signal_path
from adjudge.engine.screen.tidy import is_plain
from adjudge.engine.screen.walk import Test, make_each, write_answer, write_start, write_tests
from adjudge.engine.screen.writer import Writer
from adjudge.model.adapter import KeyPath, Shape
from adjudge.model.tree import MAX_DEPTH
from adjudge.ruleset.rule import Rule


class LeafTest:
    """What a rule over ``$..*`` asks of a leaf: where its entry keeps what is read, and the test over ``x``."""

    def __init__(self, path: KeyPath | None, condition: str) -> None:
        self._path = path
        self._condition = condition

    def of(self, value: str, entry: str) -> Test:
        """Give the test of the leaf whose value and entry are written so."""
        return Test((f"x = {value if self._path is None else member(entry, self._path)}",), self._condition)


def leaf_test(rule: Rule, shape: Shape, writer: Writer) -> LeafTest | None:
    """Give the test of a rule over ``$..*`` that the walk can make, ``None`` for any other rule."""
    check = rule.check
    if check is None or rule.when or rule.disabled is not None or len(rule.given) != 1:
        return None
    field = rule.given[0]
    if len(field.at) != 1 or not field.at[0].every_leaf or check.sure is None or check.judge is None:
        return None
    path = None if check.reads is None else signal_path(shape, check.reads)
    if check.reads is not None and path is None:
        return None
    condition = check.sure(rule.options, rule.scope, field, writer.constant)
    return None if condition is None else LeafTest(path, condition)


def make_leaf_walk(
    reach: Reach, tests: Sequence[LeafTest], constants: dict[str, Any]
) -> tuple[Callable[..., Any], str] | None:
    """Compile ``leaves(D, M, E, B)``, which gives for each test how many leaves pass and the paths of the others.

    It gives ``None`` where metadata has what the data has not. ``constants`` are those the tests name.
    """
    if not tests or not isinstance(reach, ParallelReach | FlatReach):
        return None
    writer = Writer()
    writer.constants.update(constants)
    scalar = f"type(value) in {writer.constant(SCALARS)}"
    together = [test.of("value", "entry") for test in tests]
    each = [Test(test.reads, f"{scalar} and {test.condition}") for test in together]
    writer.constants["each"] = make_each(each, "value, entry", writer.constants)
    with writer.block("def leaves(D, M, E, B):"):
        write_start(writer, len(tests))
        if isinstance(reach, ParallelReach):
            writer.line("stack = [((), D, M)]")
            with writer.block("while stack:"):
                _write_parallel(writer, together)
        else:
            writer.constants["is_plain"] = is_plain
            writer.line("stack = [((), D, '')]; hits = 0")
            with writer.block("while stack:"):
                _write_flat(writer, together)
            writer.line("if hits != len(M): return None")
        write_answer(writer)
    return writer.function("leaves"), writer.source


def _write_parallel(writer: Writer, tests: Sequence[Test]) -> None:
    """Write what is done with one object or list: containers are put on the stack, odd leaves looked at closely."""
    writer.line("path, data, meta = stack.pop()")
    writer.line("if type(data) is not type(meta) or len(data) != len(meta): return None")
    writer.line("odd = []; mark = len(stack)")
    with writer.block("try:"):
        with writer.block("for key, value in data.items() if type(data) is dict else enumerate(data):"):
            writer.line("entry = meta[key]; kind = type(value)")
            with writer.block(f"if kind not in {writer.constant(SCALARS)}:"):
                _write_push(writer, "entry")
                writer.line("continue")
            write_tests(writer, tests, "key")
        writer.line("clean += len(data) - len(odd) - len(stack) + mark")
    with writer.block("except (LookupError, TypeError):"):
        writer.line("if type(data) is dict and data.keys() != meta.keys(): return None")
        writer.line("odd = []; del stack[mark:]")
        with writer.block("for key, value in data.items() if type(data) is dict else enumerate(data):"):
            writer.line("entry = meta[key]; kind = type(value)")
            _write_push(writer, "entry")
    with writer.block("for key in odd:"):
        writer.line("each((*path, key), data[key], meta[key], passed, suspects)")


def _write_flat(writer: Writer, tests: Sequence[Test]) -> None:
    """Write the same for a map of written paths: each member's path is written out and looked up."""
    writer.line("path, data, above = stack.pop()")
    with writer.block("if type(data) is dict:"):
        writer.line("prefix = above and above + '.'")
        writer.line("for key in data:")
        writer.line("    if not is_plain(key): return None")
        writer.line("pairs = [(key, value, prefix + key) for key, value in data.items()]")
    with writer.block("else:"):
        writer.line("pairs = [(key, value, f'{above}[{key}]') for key, value in enumerate(data)]")
    writer.line("odd = []")
    with writer.block("for key, value, written in pairs:"):
        writer.line("entry = M.get(written); kind = type(value)")
        writer.line("if entry is not None: hits += 1")
        with writer.block(f"if kind not in {writer.constant(SCALARS)}:"):
            _write_push(writer, "written")
            writer.line("continue")
        with writer.block("try:"):
            write_tests(writer, tests, "key")
            writer.line("clean += 1")
        with writer.block("except (LookupError, TypeError):"):
            writer.line("odd.append(key)")
    with writer.block("for key, value, written in pairs if odd else ():"):
        writer.line("if key in odd: each((*path, key), value, M.get(written), passed, suspects)")


def _write_push(writer: Writer, below: str) -> None:
    """Write the choice between a container to go into and a leaf to look at closely."""
    with writer.block(f"if (kind is dict or kind is list) and value and len(path) < {MAX_DEPTH - 1}:"):
        writer.line(f"stack.append(((*path, key), value, {below}))")
    with writer.block("else:"):
        writer.line("odd.append(key)")
