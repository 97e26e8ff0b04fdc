"""What the tests of proposals share: payloads in, a rule file out that holds all that was promised of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from adjudge.engine.coverage import measure_coverage
from adjudge.engine.inline_tests import run_inline_test
from adjudge.engine.propose import propose
from adjudge.engine.ruleset import load_rules
from adjudge.manager import load_plugins
from adjudge.model.recognise import normalize
from adjudge.ruleset.lint.linting import lint
from adjudge.ruleset.loading import load

REGISTRY = load_plugins(()).registry


def texts_of(value: Any) -> Iterator[str]:
    """Give every text that is a value, at any depth."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)
    elif isinstance(value, str):
        yield value


def proposed(*payloads: Any, adapter: str | None = None) -> str | None:
    """Propose rules from payloads, and hold the file to its promises: clean, tested, complete, and none errs there."""
    sources = [json.dumps(payload).encode() for payload in payloads]
    extractions = [normalize(source, adapter, adapters=REGISTRY.adapters) for source in sources]
    proposal = propose(extractions, REGISTRY)
    if proposal is None:
        return None
    with TemporaryDirectory() as folder:
        file = Path(folder) / "rules.yaml"
        file.write_text(proposal.text, encoding="utf-8")
        assert [str(finding) for finding in lint(file, registry=REGISTRY).findings] == []
        rules = load(file, registry=REGISTRY).rules
        ruleset = load_rules(file)
        for source in sources if len(sources) == 1 else []:
            found = ruleset.check(source, adapter=adapter).findings
            # A signal off its scale is the payload's own fault, and told as such.
            wrong = [each.reason for each in found if each.outcome == "error" and each.cause != "off_scale"]
            assert wrong == [], proposal.text
    reports = [run_inline_test(rule, test, REGISTRY) for rule in rules for test in rule.tests]
    assert [f"{each.test.location}: {each.problem}" for each in reports if not each.passed] == [], proposal.text
    coverages = measure_coverage(rules, reports, REGISTRY)
    assert [f"{each.nodeid}: {each.missing} ({each.without})" for each in coverages if each.missing] == []
    assert proposal.rules == len(rules)
    return proposal.text
