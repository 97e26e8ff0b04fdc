"""Fields, lists and tags that are declared and used by nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from adjudge.errors import Location
from adjudge.ruleset.lint.finding import Finding, Removal
from adjudge.ruleset.lint.scene import Scene
from adjudge.ruleset.merging import Declared, ResolvedFile

_SAYS_NOTHING: Final = ("id", "title", "why", "source", "tags", "tests")
_SECTIONS: Final = (("fields", "field", "ADJ201"), ("lists", "list", "ADJ202"))


def unused_findings(scene: Scene) -> Iterator[Finding]:
    """Look for names that stand in no rule; a name that stands there as a word counts as used, to be sure."""
    waived = {word for each in scene.survey.suppressions if each.when for word in re.findall(r"\w+", each.said)}
    for section, noun, code in _SECTIONS:
        declared: dict[Location, Declared] = {}
        used: set[Location] = set()
        for whole in scene.survey.own:
            words = _words(whole) | waived
            for name, each in getattr(whole, section).items():
                declared[each.where] = each
                if name in words:
                    used.add(each.where)
        for where, each in declared.items():
            if where not in used and scene.is_ours(where):
                tree = scene.files[where.file].tree
                removal = Removal(each.origin.path, tree.entries[section], each.name, (tree, section))
                yield Finding(where, code, f'{noun} "{each.name}" is used by no rule', removal=removal)
    yield from _unused_tags(scene)


def _words(whole: ResolvedFile) -> set[str]:
    bodies = [rule.body.without(*_SAYS_NOTHING).plain() for rule in whole.rules.values()]
    return set(re.findall(r"\w+", json.dumps([bodies, whole.file.keys.when], default=str, ensure_ascii=False)))


def _unused_tags(scene: Scene) -> Iterator[Finding]:
    used = {tag for rule in scene.survey.rules for tag in rule.tags}
    for file in scene.files.values():
        tags = file.tree.entries.get("tags")
        for index, tag in enumerate(tags.elements if tags is not None and file.keys.tags else ()):
            if tags is not None and tag.text not in used:
                removal = Removal(file.path.path, tags, index, (file.tree, "tags"))
                yield Finding(tag.where, "ADJ203", f'tag "{tag.text}" is on no rule', removal=removal)
