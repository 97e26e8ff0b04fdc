"""Pages for authors of rules, walked as they are printed: their files load, their commands print what is shown.

``ADJUDGE_ACCEPT=1`` writes what the commands print into the pages; read it before you commit it.
"""

from __future__ import annotations

import os
import re
from dataclasses import fields
from pathlib import Path

import pytest

from adjudge.config import Config, find_config
from adjudge.manager import load_plugins
from adjudge.ruleset.loading import load
from support.pages import walked

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", ["test.md", "lint.md", "config.md"])
def test_the_page_shows_what_happens(name: str, tmp_path: Path) -> None:
    """Output that is not run goes stale."""
    page = DOCS / name
    text = page.read_text("utf-8")

    happened = walked(text, tmp_path)

    if os.environ.get("ADJUDGE_ACCEPT"):
        page.write_text(happened, encoding="utf-8")
    assert happened.splitlines() == page.read_text("utf-8").splitlines()


def test_the_settings_on_the_page_are_read_and_none_is_left_out(tmp_path: Path) -> None:
    page = (DOCS / "config.md").read_text("utf-8")
    (block,) = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "adjudge.toml").write_text(block)

    config = find_config(tmp_path)

    keys = {key.name for key in fields(Config)} - {"rootdir", "file", "settings"}
    assert keys == set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert keys <= config.settings.keys()


def test_the_folders_on_the_page_mean_what_it_says(tmp_path: Path) -> None:
    walked((DOCS / "config.md").read_text("utf-8"), tmp_path)

    loaded = load(tmp_path / "rules", registry=load_plugins(()).registry, project=tmp_path)

    (rule,) = loaded.rules
    assert (rule.nodeid, rule.scope.fields["total"].text, rule.scope.locale, rule.on_fail, dict(rule.on_unknown)) == (
        "rules/common.yaml::total-is-sure",
        "$.belop",
        "nb_NO",
        "reject",
        {"otherwise": "review", "blind": "note"},
    )
