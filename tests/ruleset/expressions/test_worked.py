"""Expressions worked out: with paths, with values, and step by step."""

from __future__ import annotations

from typing import Any

import pytest

from adjudge.ruleset.expressions.worked import Step, Worked, work_out
from adjudge.ruleset.fields import Document

RULES = """
fields:
  total: {{at: $.total, type: money}}
  net: {{at: $.net, type: money}}
  due: {{at: $.due, type: date}}
  lines: {{at: $.lines, each: {{quantity: decimal, unit_price: money, amount: money}}}}
rules:
  - id: rule
    assert: |-
      {}
    params: [{{id: row, most: 3}}]
    message: "{{most}}"
"""
DATA = {"total": "119.00", "net": 100, "lines": [{"quantity": 2, "unit_price": 5, "amount": 11}, {"quantity": 1}]}


def worked(load: Any, text: str) -> Worked:
    """Work out the assert of a rule over a plain document."""
    ruleset = load(RULES.format(text))
    condition = ruleset.rules[0].condition
    return work_out(condition, Document(ruleset.normalize(DATA)))


@pytest.mark.parametrize(
    ("source", "paths", "values", "result"),
    [
        ("net < total", "$.net < $.total", "100.00 < 119.00", "true"),
        ("100 <= net <= 100", "100 <= $.net <= 100", "100 <= 100.00 <= 100", "true"),
        ("(net + 1) * 2 == total", "($.net + 1) * 2 == $.total", "(100.00 + 1) * 2 == 119.00", "false"),
        ("due > total", "$.due > $.total", "absent > 119.00", "unknown"),
        ("exists(due)", "exists($.due)", "false", "false"),
        ("len(lines) <= most", "len($.lines) <= most", "2 <= 3", "true"),
        ("sum(lines[*].quantity) == 3", "sum(lines[*].quantity) == 3", "3 == 3", "true"),
        ("doc.net in (99, most)", "$.net in (99, most)", "100 in (99, 3)", "false"),
        ("lines[0].amount == lines[-1].amount", "$.lines[0].amount == $.lines[1].amount", "11.00 == absent", "unknown"),
        ("1 in lines[*].quantity", "1 in lines[*].quantity", "1 in [2, 1]", "true"),
        ("facts.today == due", "facts.today == $.due", "absent == absent", "unknown"),
        (
            "net == 1 if exists(due) else true",
            "$.net == 1 if exists($.due) else true",
            "100.00 == 1 if false else true",
            "true",
        ),
    ],
)
def test_paths_and_values_take_the_place_of_names(load: Any, source: str, paths: str, values: str, result: str) -> None:
    """Everything else of the source stays as its author wrote it."""
    assert (got := worked(load, source)).source == source
    assert (got.paths, got.values, got.result) == (paths, values, result)


@pytest.mark.parametrize(
    ("source", "steps"),
    [
        pytest.param("net < total", (), id="nothing in between"),
        pytest.param(
            "net * 1.19 == approx(total, abs=0.01)", (Step("net * 1.19", "100.00 * 1.19", "119.00"),), id="a product"
        ),
        pytest.param("sum(lines[*].quantity) == 3", (Step("sum(lines[*].quantity)", "", "3"),), id="a sum"),
        pytest.param("net == 100 or due > 1 * total", (Step("net == 100", "100.00 == 100", "true"),), id="decided or"),
        pytest.param("net == 1 and total == 1", (Step("net == 1", "100.00 == 1", "false"),), id="decided and"),
        pytest.param(
            "net == 1 or total == 1",
            (Step("net == 1", "100.00 == 1", "false"), Step("total == 1", "119.00 == 1", "false")),
            id="or that needs both",
        ),
        pytest.param(
            "net == 1 if exists(due) else total > 1", (Step("total > 1", "119.00 > 1", "true"),), id="branch taken"
        ),
        pytest.param(
            "net == 1 if due > total else total > 1",
            (Step("due > total", "absent > 119.00", "unknown"),),
            id="branch unknown",
        ),
        pytest.param("not net == 1", (Step("net == 1", "100.00 == 1", "false"),), id="inside a not"),
        pytest.param("net > 1 * 2", (), id="constants are no step"),
    ],
)
def test_steps_are_the_parts_that_were_needed(load: Any, source: str, steps: tuple[Step, ...]) -> None:
    """What a decided ``and`` or a branch not taken did not evaluate is not shown as if it had mattered."""
    assert worked(load, source).steps == steps
