"""The files of a new repository of rules, beside the rules: settings, CI, pre-commit, editor."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from adjudge.ruleset.json_schema import rule_file_schema
from adjudge.ruleset.registry import Registry
from adjudge.version import VERSION

SCHEMA: Final = ".vscode/adjudge.schema.json"

EXAMPLE: Final = """\
# An example to change: adjudge explain PAYLOAD shows what a payload has and what the extractor says
# of it; docs/rules.md of adjudge has every key.
adjudge: 1
extends: [adjudge:recommended]  # what the extractor itself says is doubtful
locale: en_US  # how printed numbers are read

fields:
  total: {at: [$.total, $.total_amount], type: money}

rules:
  - id: total-is-there
    title: The document has a total
    why: Without one there is nothing to pay or to book.
    source: example of adjudge init
    given: total
    required: true
    tests:
      - {given: {total: 0}, expect: pass}
      - {expect: fail}

  - id: total-is-not-negative
    title: The total is not below zero
    why: A credit note goes another way.
    source: example of adjudge init
    assert: total >= 0
    tests:
      - {given: {total: 0}, expect: pass}
      - {given: {total: -0.01}, expect: fail}
      - {expect: unknown}
"""

_SETTINGS: Final = """\
# Settings of adjudge, for every command in this folder and below.
rules = ["@RULES@"]
@PLUGINS@
fail_on = "review" # the least effect that adjudge check exits with 1 for: note, review, reject
"""

_WORKFLOW: Final = """\
# Every change of the rules is linted and tested; each rule must be seen to pass, to fail and, where
# evidence can be missing, to be unknown.
name: rules

on:
  push: {branches: [main]}
  pull_request:

permissions: {contents: read}

jobs:
  rules:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - run: pip install "adjudge==@VERSION@" # and the plugins of adjudge.toml
      - run: adjudge lint --format github
      - run: adjudge test --cov-fail-under 100
"""

_PRE_COMMIT: Final = """\
# pre-commit install. The hooks run the adjudge that is on the path, as CI does.
repos:
  - repo: local
    hooks:
      - id: adjudge-lint
        name: adjudge lint
        entry: adjudge lint
        language: system
        files: ^(@RULES@/|adjudge\\.toml$|pyproject\\.toml$)
        pass_filenames: false
      - id: adjudge-test
        name: adjudge test
        entry: adjudge test --quiet
        language: system
        files: ^(@RULES@/|adjudge\\.toml$|pyproject\\.toml$)
        pass_filenames: false
"""

_README: Final = """\
# Rules for extracted documents

What an extraction API returned is accepted, reviewed or rejected by the rules in `@RULES@/`.

| to | run |
| --- | --- |
| install | `pip install "adjudge==@VERSION@"` |
| judge payloads | `adjudge check PAYLOAD` |
| see a payload as the rules see it | `adjudge explain PAYLOAD` |
| run the tests of the rules | `adjudge test` |
| find rules that cannot be meant | `adjudge lint` |
| let editors know new keys after an update | `adjudge schema -o @SCHEMA@` |

A change of rules is a pull request. CI lints and tests it; `pre-commit install` does so before a commit.
Thresholds are where to begin: compare them with documents that people have checked.
"""


def scaffold(rules: str, plugins: Sequence[str], registry: Registry) -> dict[str, str]:
    """Give the files by name, from the root.

    Args:
        rules: The folder of rules, from the root.
        plugins: What the settings load.
        registry: What the editor's schema knows.
    """
    named = json.dumps(list(plugins), ensure_ascii=False)
    settings = _SETTINGS.replace("@PLUGINS@\n", f"plugins = {named}\n" if plugins else "")
    editor = {"yaml.schemas": {f"./{SCHEMA}": [f"{rules}/**/*.yaml", f"{rules}/**/*.yml"]}}
    files = {
        "adjudge.toml": settings,
        ".github/workflows/rules.yml": _WORKFLOW,
        ".pre-commit-config.yaml": _PRE_COMMIT,
        ".vscode/settings.json": _json(editor),
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
        SCHEMA: _json(rule_file_schema(registry)),
        "README.md": _README,
    }
    filled = {"@RULES@": rules, "@VERSION@": VERSION, "@SCHEMA@": SCHEMA}
    for mark, text in filled.items():
        files = {name: content.replace(mark, text) for name, content in files.items()}
    return files


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
