"""A signal of many values, ``min(ocr(leaves(doc)))``: short for ``min(ocr(x) for x in leaves(doc))``.

A leaf with neither a value nor the signal is no item, as for ``$..*``.
"""

from __future__ import annotations

import ast
from collections.abc import Container

VARIABLE = "each"


def spread(argument: ast.expr, signals: Container[str], taken: Container[str]) -> ast.GeneratorExp | None:
    """Write the generator that a signal of many values is short for; ``None`` where it is no such thing.

    Args:
        argument: The argument of an aggregate.
        signals: The names of the signals.
        taken: Names with a meaning, which the generator's own must not be.
    """
    match argument:
        case ast.Call(func=ast.Name(id=signal), args=[of], keywords=[]) if signal in signals and _is_many(of):
            pass
        case _:
            return None
    variable = VARIABLE
    while variable in taken:
        variable += "_"
    of_each = ast.Call(ast.Name(signal, ast.Load()), [ast.Name(variable, ast.Load())], [])
    conditions: list[ast.expr] = []
    if isinstance(of, ast.Call):
        there = [ast.Call(ast.Name("exists", ast.Load()), [part], []) for part in (of_each.args[0], of_each)]
        conditions = [ast.BoolOp(ast.Or(), list(there))]
    loop = ast.comprehension(ast.Name(variable, ast.Store()), of, conditions, is_async=0)
    written = ast.GeneratorExp(of_each, [loop])
    for part in ast.walk(written):
        if part is not of and not hasattr(part, "lineno"):
            ast.copy_location(part, argument)
    return written


def _is_many(tree: ast.expr) -> bool:
    """Whether a tree is ``leaves(…)``, or a path with ``[*]`` (which the grammar reads as ``[:]``)."""
    if isinstance(tree, ast.Call):
        return isinstance(tree.func, ast.Name) and tree.func.id == "leaves"
    return any(isinstance(part, ast.Slice) for part in ast.walk(tree))
