"""The walk over every leaf, generated once for all rules that read ``$..*``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from adjudge.engine.screen.reach import SCALARS, ParallelReach, Reach, member
from adjudge.engine.screen.writer import Writer
from adjudge.model.adapter import KeyPath
from adjudge.model.tree import MAX_DEPTH

LeafTest = tuple[KeyPath | None, str]
"""Where the entry keeps what a rule reads (``None``: it reads the value), and the test over ``x``."""


def write_leaf_walk(writer: Writer, reach: Reach, tests: Sequence[LeafTest]) -> bool:
    """Write ``leaves(D, M)``: for each test the number of leaves that pass and the paths of the others.

    The walk gives up (``None``) where metadata has keys that the data has not. Returns whether it could be written.
    """
    if not isinstance(reach, ParallelReach):
        return False
    scalars = writer.constant(SCALARS)
    with writer.block("def leaves(D, M):"):
        for number in range(len(tests)):
            writer.line(f"n{number} = 0; suspects{number} = []")
        writer.line("stack = [((), D, M)]")
        with writer.block("while stack:"):
            writer.line("path, data, meta = stack.pop()")
            with writer.block("if type(data) is dict:"):
                with writer.block("if type(meta) is not dict or meta.keys() - data.keys():"):
                    writer.line("return None")
                writer.line("pairs = data.items()")
            with writer.block("else:"):
                with writer.block("if type(meta) is not list or len(meta) > len(data):"):
                    writer.line("return None")
                writer.line("pairs = enumerate(data)")
                writer.line("meta = dict(enumerate(meta))")
            with writer.block("for key, value in pairs:"):
                writer.line("kind = type(value)")
                with writer.block(f"if kind in {scalars}:"):
                    writer.line("entry = meta.get(key)")
                    for number, test in enumerate(tests):
                        _write_test(writer, number, test)
                with writer.block(f"elif value and (kind is dict or kind is list) and len(path) < {MAX_DEPTH - 1}:"):
                    writer.line("stack.append(((*path, key), value, meta.get(key)))")
                with writer.block("else:"):
                    for number in range(len(tests)):
                        writer.line(f"suspects{number}.append((*path, key))")
        answers = ", ".join(f"(n{number}, suspects{number})" for number in range(len(tests)))
        writer.line(f"return ({answers},)")
    return True


def _write_test(writer: Writer, number: int, test: LeafTest) -> None:
    path, source = test
    if path is None:
        writer.line("x = value")
    elif len(path) == 1:
        writer.line(f"x = entry.get({path[0]!r}) if type(entry) is dict else None")
    else:
        with writer.block("try:"):
            writer.line(f"x = {member('entry', path)}")
        with writer.block("except (LookupError, TypeError):"):
            writer.line("x = None")
    with writer.block(f"if {source}:"):
        writer.line(f"n{number} += 1")
    with writer.block("else:"):
        writer.line(f"suspects{number}.append((*path, key))")


def make_leaf_walk(reach: Reach, tests: Sequence[LeafTest], constants: dict[str, Any]) -> tuple[Any, str] | None:
    """Compile the walk; ``constants`` are those that the tests name."""
    writer = Writer()
    writer.constants.update(constants)
    if not tests or not write_leaf_walk(writer, reach, tests):
        return None
    return writer.function("leaves"), writer.source
