"""What a reader may count on, whichever file is opened."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    file
    for top in ("src", "plugins", "tests", "benchmarks")
    for file in (ROOT / top).rglob("*.py")
    if ".venv" not in file.parts
)
LONGEST_MODULE = 300
LONGEST_FUNCTION = 50


@pytest.mark.parametrize("file", [pytest.param(file, id=file.relative_to(ROOT).as_posix()) for file in MODULES])
def test_a_module_is_one_idea_and_a_function_one_screen(file: Path) -> None:
    """Past these lengths, look for the second idea."""
    source = file.read_text(encoding="utf-8")
    long_functions = [
        f"{node.name} ({length} lines)"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]

    lines = len(source.splitlines())
    assert lines <= LONGEST_MODULE
    assert long_functions == []
