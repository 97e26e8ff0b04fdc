"""The page about rules: each block is a file that loads, its inline tests hold, and no key or word is left out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from adjudge.engine.inline_tests import run_inline_test
from adjudge.manager import load_plugins
from adjudge.model.words import ERROR_CAUSES, OUTCOMES, SKIP_CAUSES, UNKNOWN_CAUSES
from adjudge.ruleset.loading import load
from adjudge.ruleset.schema import DefaultKeys, FieldKeys, FileKeys, TestKeys, TypeName, keys_of
from adjudge.ruleset.words import COMMON_KEYS

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
REGISTRY = load_plugins(()).registry


def in_rows(heading: str) -> set[str]:
    """Give what stands in code in the first column of the table after a heading."""
    rows = PAGE.partition(f"\n{heading}\n")[2].partition("\n| --- |")[2].partition("\n\n")[0].splitlines()
    return {name for row in rows if row.startswith("| `") for name in re.findall(r"`(\w+)`", row.split(" | ")[0])}


@pytest.mark.parametrize("block", BLOCKS, ids=range(1, len(BLOCKS) + 1))
def test_the_block_is_a_file_that_loads_and_its_tests_hold(block: str, tmp_path: Path) -> None:
    (tmp_path / "suppliers.csv").write_text("vat_id,iban\nNO123,NO93\n")
    (tmp_path / "common.yaml").write_text("adjudge: 1\nrules: [{id: common, given: $.a, required: true}]\n")
    (tmp_path / "rules.yaml").write_text(block)
    # The tests of a pack are about its rules as they are, not as a file overrides them.
    own = [
        rule
        for rule in load(tmp_path / "rules.yaml", registry=REGISTRY, root=tmp_path).rules
        if ":" not in rule.location.file
    ]
    reports = [run_inline_test(rule, test, REGISTRY) for rule in own for test in rule.tests]

    assert [f"{report.test.location}: {report.problem}" for report in reports if not report.passed] == []


def test_every_check_is_on_the_page() -> None:
    assert in_rows("### Checks") == {"assert", *REGISTRY.checks}


def test_every_key_of_a_rule_is_on_the_page() -> None:
    table = PAGE.partition("| key | says |")[2].partition("\n\n")[0]

    assert set(re.findall(r"`(\w+)`", " ".join(row.split(" | ")[0] for row in table.splitlines()))) == set(COMMON_KEYS)


def test_every_outcome_and_cause_is_on_the_page() -> None:
    causes = PAGE.partition("| cause | what is missing |")[2].partition("\n\n")[0]

    assert in_rows("## Outcomes and effects") == set(OUTCOMES)
    assert set(re.findall(r"`(\w+)`", " ".join(row.split(" | ")[0] for row in causes.splitlines()))) == set(
        UNKNOWN_CAUSES
    )
    assert [cause for cause in (*SKIP_CAUSES, *ERROR_CAUSES) if f"`{cause}`" not in PAGE] == []


@pytest.mark.parametrize("model", [FileKeys, DefaultKeys, FieldKeys, TestKeys])
def test_every_other_key_is_shown_on_the_page(model: type[FileKeys]) -> None:
    shown = {*re.findall(r"(\w+):", "".join(BLOCKS)), *re.findall(r"`(\w+)", PAGE)}

    assert [key for key in keys_of(model) if key not in shown] == []


def test_every_type_is_on_the_page() -> None:
    assert [name for name in get_args(TypeName) if f"`{name}`" not in PAGE] == []
