"""What an editor shows: npm's yaml-language-server with the schema, over a rule file with mistakes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from adjudge.cli import run
from support.language_server import LanguageServer

ROOT = Path(__file__).parents[2]
RULES = """\
# yaml-language-server: $schema=adjudge.schema.json
adjudge: 1
fields:
  total: {at: $.total, type: mony}
rules:
  - id: total-is-sure
    given: total
    confidence: {min: 90}
  - id: a-typo
    given: total
    confidnce: {min: 0.9}
  - id: two-checks
    given: total
    required: true
    unique: true
  - id: nothing-given
    range: {min: 1}
  - id: no-check
    given: total
    
"""  # noqa: W293  # the blanks are where words are offered

pytestmark = pytest.mark.language_server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LanguageServer]:
    found = shutil.which("yaml-language-server") or shutil.which(
        "yaml-language-server", path=ROOT / "node_modules" / ".bin"
    )
    if found is None:
        pytest.skip("needs: npm install --no-save yaml-language-server@1.25.0")
    assert run(["schema", "-o", str(tmp_path / "adjudge.schema.json")]) == 0
    with LanguageServer([found, "--stdio"], tmp_path) as started:
        yield started


def test_an_editor_underlines_mistakes_explains_keys_and_offers_words(server: LanguageServer, tmp_path: Path) -> None:
    """The schema is found by the file's first line, without a network."""
    file = tmp_path / "rules.yaml"
    file.write_text(RULES, encoding="utf-8")

    problems = {
        (problem["range"]["start"]["line"] + 1, problem["message"].partition(". ")[0]) for problem in server.open(file)
    }
    assert problems == {
        (4, "Value is not accepted"),
        (8, "Value is above the maximum of 1."),
        (9, "a rule has exactly one check"),
        (11, "Property confidnce is not allowed."),
        (12, "Matches multiple schemas when only one must validate."),
        (16, "a check needs given"),
        (18, "a rule has exactly one check"),
    }

    assert "The confidence of each node (the vendor's own composite) against thresholds" in server.hover(file, 7, 6)
    assert "The least that passes; it passes itself." in server.hover(file, 7, 18)

    offered = server.complete(file, 19, 4)
    assert offered["cited"] == (
        "The value has a citation; page: one within the document; text: one that supports the value."
    )
    assert offered["on_fail"] == "What a failure does to the decision: reject, review or note."
    assert "given" not in offered
