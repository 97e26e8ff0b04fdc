"""The page about expressions: every function is on it, and every example holds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from adjudge.engine.ruleset import load_rules
from adjudge.model.signals import SIGNALS
from adjudge.ruleset.expressions.functions import FUNCTIONS, ROUNDING
from adjudge.ruleset.expressions.names import ABOUT, AGGREGATES

PAGE = (Path(__file__).parents[2] / "docs" / "expressions.md").read_text("utf-8")
RULES, DOCUMENT = (re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)[1] for language in ("yaml", "json"))
ROWS = [line.split(" | ") for line in PAGE.splitlines() if line.startswith("| `")]
EXAMPLES = {row[0].strip("| "): row[2].strip("| ")[1:-1] for row in ROWS if len(row) == 3}


def test_every_function_is_on_the_page() -> None:
    """A function that is added and not described cannot be found."""
    named = {name for row in ROWS for name in re.findall(r"`(\w+)`", row[0])}

    assert named == {*AGGREGATES, *ABOUT, *FUNCTIONS, *SIGNALS, "approx", "leaves"}


def test_every_rounding_mode_is_on_the_page() -> None:
    assert [mode for mode in ROUNDING if f"`{mode}`" not in PAGE] == []


@pytest.mark.parametrize("functions", EXAMPLES)
def test_the_example_holds(functions: str, tmp_path: Path) -> None:
    """Examples that are not run go stale."""
    (tmp_path / "suppliers.csv").write_text("vat_id,iban\nNO123,NO93\n")
    (tmp_path / "rules.yaml").write_text(
        f"{RULES}rules:\n  - id: example\n    assert: {json.dumps(EXAMPLES[functions])}\n"
    )
    result = load_rules(tmp_path / "rules.yaml").check(json.loads(DOCUMENT), adapter="plain").results[0]

    assert (result.outcome, [finding.reason for finding in result.findings]) == ("pass", [])
