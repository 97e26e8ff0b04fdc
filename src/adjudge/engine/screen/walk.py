"""Going through many items at once: every leaf, or the items of one list, for all rules that read them.

A walk is optimistic. As long as an item passes every test it costs the reads and the tests, no more. An item with
anything unexpected is odd: it is gone through again by ``each``, rule by rule, and where a rule is not sure of it
there, it is a suspect of that rule.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from adjudge.engine.screen.writer import Writer


class Test(NamedTuple):
    """What one rule asks of an item: statements that read, and a condition that is true where it surely passes."""

    reads: tuple[str, ...]
    condition: str


def write_tests(writer: Writer, tests: Sequence[Test], item: str) -> None:
    """Write the body of a loop: an item that one test is not sure of goes to ``odd``."""
    for test in tests:
        for line in test.reads:
            writer.line(line)
        writer.line(f"if not ({test.condition}): odd.append({item}); continue")


def make_each(tests: Sequence[Test], parameters: str, constants: dict[str, Any]) -> Callable[..., Any]:
    """Compile ``each(item, PARAMETERS, passed, suspects)``: the tests of one odd item, each by itself."""
    writer = Writer()
    writer.constants.update(constants)
    with writer.block(f"def each(item, {parameters}, passed, suspects):"):
        for number, test in enumerate(tests):
            with writer.block("try:"):
                for line in test.reads:
                    writer.line(line)
                writer.line(f"sure = {test.condition}")
            with writer.block("except (LookupError, TypeError):"):
                writer.line("sure = False")
            with writer.block("if sure:"):
                writer.line(f"passed[{number}] += 1")
            with writer.block("else:"):
                writer.line(f"suspects[{number}].append(item)")
    return writer.function("each")


def write_start(writer: Writer, count: int) -> None:
    """Write the counters of a walk for ``count`` tests."""
    empty = ", ".join("[]" for _ in range(count))
    writer.line(f"clean = 0; passed = [0] * {count}; suspects = [{empty}]")


def write_answer(writer: Writer) -> None:
    """Write the answer of a walk: per test the number of items that pass, and the suspects."""
    writer.line("return [(clean + count, items, 0) for count, items in zip(passed, suspects)]")
