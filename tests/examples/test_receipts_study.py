"""The study of the receipts example: its own sample, and real receipts where they are at hand."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import adjudge

EXAMPLE = Path(__file__).parents[2] / "examples" / "03-receipts"


@pytest.fixture(scope="module")
def study() -> ModuleType:
    spec = importlib.util.spec_from_file_location("receipts_study", EXAMPLE / "study.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_it_prints_what_the_readme_shows() -> None:
    run = subprocess.run([sys.executable, "study.py"], cwd=EXAMPLE, capture_output=True, text=True, check=True)

    assert run.stdout == (EXAMPLE / "expected-study.txt").read_text("utf-8")


def test_it_needs_no_more_than_fifteen_rules() -> None:
    assert len({rule.id for rule in adjudge.load_rules(EXAMPLE / "rules.yaml").rules}) <= 15


def test_on_real_receipts_a_total_that_passes_is_far_more_often_right(shared: Path, study: ModuleType) -> None:
    """Wide bounds: the rules are general, and are not fitted to these receipts."""
    found = study.study(shared / "receipts")
    share = {name: group.right / group.receipts for name, group in found.groups.items()}

    assert share["pass"] > 0.9
    assert share["fail"] < 0.75
    assert found.accepted.receipts >= 50
    assert found.accepted.right / found.accepted.receipts > 0.95


def test_no_rule_errs_on_a_real_receipt(shared: Path, study: ModuleType) -> None:
    rules = adjudge.load_rules(EXAMPLE / "rules.yaml")
    verdicts = [rules.check(payload) for payload in study.read_lines(shared / "receipts" / "extractions.jsonl")]

    assert [result.nodeid for verdict in verdicts for result in verdict.results if result.outcome == "error"] == []
