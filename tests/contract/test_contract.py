"""Each statement of the contract names the tests that prove it, and they are there."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
import yaml

TESTS = Path(__file__).parents[1]
TABLE = yaml.safe_load((Path(__file__).parent / "statements.yaml").read_text(encoding="utf-8"))
STATEMENTS = [
    pytest.param(statement["tests"], id=f"{section}: {statement['says']}")
    for section, statements in TABLE.items()
    for statement in statements
]


@cache
def names_in(file: Path) -> frozenset[str]:
    """Give the names of the tests of a module without running it."""
    if not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("nodeids", STATEMENTS)
def test_a_promise_is_proven_by_tests_that_exist(nodeids: list[str]) -> None:
    """A test that was renamed or deleted takes its promise with it, and nobody would notice."""
    assert nodeids
    pairs = [nodeid.split("::") for nodeid in nodeids]
    missing = [f"{file}::{name}" for file, name in pairs if name not in names_in(TESTS / file)]

    assert missing == []


def test_every_part_of_the_contract_has_statements() -> None:
    assert list(TABLE) == ["extraction", "rules", "results", "library", "plugins"]
    assert all(TABLE.values())


def test_no_statement_stands_twice() -> None:
    says = [statement["says"] for statements in TABLE.values() for statement in statements]

    assert len(says) == len(set(says))
