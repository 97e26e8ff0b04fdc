"""Rules that nobody can judge by: without tests, or without a word on why they are there."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge.errors import Location
from adjudge.ruleset.lint.finding import Finding
from adjudge.ruleset.lint.scene import Scene


def telling_findings(scene: Scene) -> Iterator[Finding]:
    """Look at the tests and the ``why`` of every rule; of its rows, one is enough."""
    for rows in scene.rules():
        rule = rows[0]
        tests = [test for row in rows for test in row.tests]
        if not tests:
            yield Finding(rule.location, "ADJ301", f"{rule.base_nodeid}: has no tests", rule.base_nodeid)
        elif all(test.inherited for test in tests):
            message = f"{rule.base_nodeid}: an override changed the rule, so its tests do not run"
            yield Finding(_override(scene, rule.base_nodeid) or rule.location, "ADJ303", message, rule.base_nodeid)
        if not any(row.why for row in rows):
            yield Finding(rule.location, "ADJ302", f"{rule.base_nodeid}: does not say why", rule.base_nodeid)


def _override(scene: Scene, nodeid: str) -> Location | None:
    """Give the last place that overrides a rule."""
    found = None
    for file in scene.files.values():
        section = file.tree.entries.get("override")
        for name in section.entries if section is not None else ():
            if section is not None and name in (nodeid, nodeid.rpartition("::")[2]):
                found = section.key(name)
    return found
