"""Where the keys of a rule come from; a whole run is the scenario ``rules-origin``."""

from __future__ import annotations

from pathlib import Path

import pytest

from adjudge.manager import load_plugins
from adjudge.ruleset.loading import survey
from adjudge.ruleset.origins import origins_of

PACKS = ["recommended", "invoice", "receipt", "en16931", "nutrient", "extend", "datalab", "parsefy", "llamaextract"]


@pytest.mark.parametrize("pack", PACKS)
def test_what_is_told_is_what_holds(pack: str) -> None:
    """The rule that runs and what is said of it are made by two ways; they must agree."""
    seen = survey(f"adjudge:{pack}", registry=load_plugins(()).registry)
    for rule in seen.rules:
        told = {origin.key: origin.value for origin in origins_of(seen, rule)}
        unknown = {key.partition(".")[2] or "otherwise": told[key] for key in told if key.startswith("on_unknown")}

        assert (told["id"], told["on_fail"], told["on_empty"]) == (rule.id, rule.on_fail, rule.on_empty)
        assert unknown == dict(rule.on_unknown)
        assert (told.get("title"), told.get("why")) == (rule.title, rule.why)


def test_a_map_with_otherwise_leaves_nothing_of_the_outer_ones(tmp_path: Path) -> None:
    (tmp_path / "adjudge.yaml").write_text("adjudge: 1\ndefaults: {on_unknown: {blind: note, value_null: reject}}\n")
    (tmp_path / "a.yaml").write_text(
        "adjudge: 1\ndefaults: {on_unknown: {otherwise: note}}\n"
        "rules: [{id: a, given: $.a, required: true, on_unknown: {blind: review}}]\n"
    )
    seen = survey(tmp_path, registry=load_plugins(()).registry, root=tmp_path)

    told = {origin.key: (origin.value, str(origin.where), origin.how) for origin in origins_of(seen, seen.rules[0])}

    assert {key: value for key, value in told.items() if key.startswith("on_unknown")} == {
        "on_unknown.blind": ("review", "a.yaml:3:58", "rule"),
        "on_unknown.otherwise": ("note", "a.yaml:2:25", "file"),
    }
