"""Suppressions beside plugins: neither may hide what the other says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import adjudge
from adjudge.plugin import Function, hookimpl, replace

RULES = """\
adjudge: 1
rules:
  - {{id: total-is-there, given: $.total, required: true}}
  - {{id: holds, assert: 2 > 1}}
suppressions:
  - {{rule: total-is-there, {}, reason: known}}
"""


class Strict:
    """A plugin that answers with an effect of its own."""

    @hookimpl(wrapper=True)
    def adjudge_evaluate_rule(self, rule: object, document: object) -> Iterator[None]:
        result = yield
        return replace(result, effect="reject") if result.findings else result


def test_an_effect_that_no_finding_explains_is_not_waived(tmp_path: Path) -> None:
    """It is a plugin's judgement of the whole rule, and no suppression is about that."""
    file = tmp_path / "rules.yaml"
    file.write_text(RULES.format("path: $.total"))
    ruleset = adjudge.load_rules(file, root=tmp_path, plugins=[Strict()])

    verdict = ruleset.check({"supplier": "ACME"})

    (finding,) = verdict.results[0].findings
    assert (finding.effect, finding.suppressed is not None) == (None, True)
    assert (verdict.results[0].effect, verdict.decision) == ("reject", "reject")


class Crashing:
    """A plugin whose function raises."""

    @hookimpl
    def adjudge_register_functions(self) -> list[Function]:
        def crash(_: object) -> bool:
            raise ZeroDivisionError("by nothing")

        return [Function("crash", crash)]


def test_a_condition_that_crashes_is_an_error_beside_what_was_found(tmp_path: Path) -> None:
    """It neither waives the finding nor hides it, nor ends the run."""
    file = tmp_path / "rules.yaml"
    file.write_text(RULES.format("when: crash(doc.supplier)"))
    verdict = adjudge.load_rules(file, root=tmp_path, plugins=[Crashing()]).check({"supplier": "ACME"})

    result = verdict.results[0]
    assert (result.outcome, result.effect, result.items.failed, result.items.errors) == ("error", "review", 1, 1)
    assert [finding.outcome for finding in result.findings] == ["fail", "error"]
    assert result.findings[-1].reason.startswith("when of a suppression crashed: ZeroDivisionError: by nothing")
