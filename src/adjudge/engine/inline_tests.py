"""Run the inline tests of rules: each alone, on what the test gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from adjudge.engine.given import given_extraction
from adjudge.engine.judge import judge_rule
from adjudge.model.extraction import Extraction
from adjudge.model.recognise import normalize
from adjudge.model.result import Result
from adjudge.record import replace
from adjudge.ruleset.fields import Document
from adjudge.ruleset.registry import Registry
from adjudge.ruleset.rule import InlineTest, Rule


@dataclass(frozen=True, slots=True)
class InlineReport:
    """What became of one inline test; ``problem`` is a sentence where it does not hold."""

    rule: Rule
    test: InlineTest
    result: Result
    problem: str | None

    @property
    def passed(self) -> bool:
        """Whether the test holds."""
        return self.problem is None


def run_inline_test(rule: Rule, test: InlineTest, registry: Registry) -> InlineReport:
    """Run one test of one rule; a disabled rule is tested as if it were not.

    Raises:
        PayloadError: the file of the test holds no payload.
        ConfigError: two adapters claim that payload.
    """
    facts = {name: _fact(value) for name, value in test.spec.get("facts", {}).items()}
    document = Document(_extraction(rule, test, registry), facts)
    result = judge_rule(replace(rule, disabled=None), document)
    return InlineReport(rule, test, result, _verdict_on(result, test.spec))


def _extraction(rule: Rule, test: InlineTest, registry: Registry) -> Extraction:
    file: Path | None = test.spec.get("payload")
    if file is not None:
        return normalize(file, adapter=test.spec.get("adapter"), adapters=registry.adapters)
    return given_extraction(test.spec, rule.scope.fields, registry.signals)


def _fact(value: Any) -> Any:
    """Read a date, as ``--fact`` does: rule files have no dates, only texts."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == len("YYYY-MM-DD") else value
    except ValueError:
        return value


def _verdict_on(result: Result, spec: Any) -> str | None:
    problem = _difference(result, spec)
    if not spec.get("xfail"):
        return problem
    return None if problem else "holds, although it is marked xfail"


def _difference(result: Result, spec: Any) -> str | None:
    """Say where the result is not what the test expects; ``None`` where it is."""
    reasons = [finding.reason for finding in result.findings]
    if result.outcome != spec["expect"]:
        told = f": {'; '.join(reasons)}" if reasons else ""
        return f"expected {spec['expect']}, got {result.outcome}{told}"
    wanted = spec.get("reason")
    if wanted is None or any(_is_like(reason, wanted) for reason in reasons):
        return None
    return f'expected a reason like "{wanted}", got {"; ".join(reasons) or "none"}'


def _is_like(reason: str, wanted: str) -> bool:
    """Compare with a pattern of ``*`` and ``?``; brackets are those of paths, not of a shell's classes."""
    pattern = re.escape(wanted).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(pattern, reason, re.DOTALL) is not None
