"""Every block of every page runs: YAML loads and its inline tests hold, Python runs, JSON and TOML can be read."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from adjudge.engine.inline_tests import run_inline_test
from adjudge.manager import load_plugins
from adjudge.ruleset.loading import load

DOCS = Path(__file__).parents[2] / "docs"
WALKED = {"config.md", "expressions.md", "first-hour.md", "plugins.md", "rules-repo.md"}
"""Pages whose blocks need each other: they have tests of their own."""


class Block(NamedTuple):
    """A block of a page: its language and its text."""

    page: str
    line: int
    language: str
    text: str


def blocks_of(page: Path) -> list[Block]:
    """Give the blocks of a page, but those of comments only."""
    text = page.read_text("utf-8")
    found = re.finditer(r"^```(\w+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    blocks = [Block(page.name, text.count("\n", 0, match.start()) + 1, *match.groups()) for match in found]
    return [block for block in blocks if any(line[:1] not in {"", "#"} for line in block.text.splitlines())]


BLOCKS = [block for page in sorted(DOCS.glob("*.md")) if page.name not in WALKED for block in blocks_of(page)]


def of(*languages: str) -> pytest.MarkDecorator:
    chosen = [block for block in BLOCKS if block.language in languages]
    return pytest.mark.parametrize("block", chosen, ids=lambda block: f"{block.page}:{block.line}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files that blocks speak of."""
    (tmp_path / "suppliers.csv").write_text("vat_id,iban\nNO123,NO93\n")
    (tmp_path / "common.yaml").write_text("adjudge: 1\nrules: [{id: common, given: $.a, required: true}]\n")
    return tmp_path


@of("yaml")
def test_a_rule_file_loads_and_its_tests_hold(block: Block, folder: Path) -> None:
    assert re.match(r"adjudge: 1\b", block.text), "a block of YAML is a whole rule file, so that it can be copied"
    registry = load_plugins(()).registry
    (folder / "rules.yaml").write_text(block.text)
    # The tests of a pack are about its rules as they are, not as a file overrides them.
    own = [
        rule
        for rule in load(folder / "rules.yaml", registry=registry, root=folder).rules
        if ":" not in rule.location.file
    ]
    reports = [run_inline_test(rule, test, registry) for rule in own for test in rule.tests]

    assert [f"{report.test.location}: {report.problem}" for report in reports if not report.passed] == []


@of("python")
def test_a_program_runs(block: Block, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)

    exec(compile(block.text, f"{block.page}:{block.line}", "exec"), {})  # noqa: S102  # our own page


@of("json", "toml")
def test_data_can_be_read(block: Block) -> None:
    assert {"json": json.loads, "toml": tomllib.loads}[block.language](block.text)
