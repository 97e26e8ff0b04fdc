"""``x-lint-ignore: {ADJ105: "why"}``, on a rule or on a whole file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from adjudge.errors import Location
from adjudge.ruleset.lint.codes import CODES
from adjudge.ruleset.lint.finding import Finding
from adjudge.ruleset.lint.scene import Scene
from adjudge.ruleset.located import Located

KEY: Final = "x-lint-ignore"


@dataclass(frozen=True, slots=True)
class Ignored:
    """A code that is not to be told of one rule, or (``rule`` is ``None``) of one file."""

    code: str
    where: Location
    rule: str | None

    def covers(self, finding: Finding) -> bool:
        """Whether a finding is not to be told."""
        about = finding.location.file == self.where.file if self.rule is None else finding.rule == self.rule
        return about and finding.code == self.code


def split(findings: Sequence[Finding], ignored: Sequence[Ignored]) -> tuple[list[Finding], list[Finding]]:
    """Give the findings to tell, and those that are ignored."""
    silent = [finding for finding in findings if any(each.covers(finding) for each in ignored)]
    return [finding for finding in findings if finding not in silent], silent


def read_ignored(scene: Scene) -> tuple[list[Ignored], list[Finding]]:
    """Give what is ignored, and a finding for each entry that is no code with a reason."""
    ignored: list[Ignored] = []
    wrong: list[Finding] = []
    for tree, rule in _places(scene):
        for code, reason in tree.entries.items():
            where = tree.key(code)
            if code not in CODES or code < "ADJ1":
                wrong.append(Finding(where, "ADJ304", f'{KEY}: "{code}" is no code that can be ignored', rule))
            elif not (reason.text or "").strip():
                wrong.append(Finding(where, "ADJ304", f"{KEY}: {code} needs a reason, as text", rule))
            else:
                ignored.append(Ignored(code, where, rule))
        if not tree.entries:
            wrong.append(Finding(tree.where, "ADJ304", f"{KEY} takes a mapping of codes to reasons", rule))
    return ignored, [finding for finding in wrong if scene.is_ours(finding.location)]


def _places(scene: Scene) -> Iterator[tuple[Located, str | None]]:
    for file in scene.files.values():
        if KEY in file.tree.entries:
            yield file.tree.entries[KEY], None
    for nodeid, body in scene.bodies.items():
        if KEY in body.entries:
            yield body.entries[KEY], nodeid


def needless(scene: Scene, ignored: Sequence[Ignored], silent: Sequence[Finding]) -> Iterator[Finding]:
    """Tell the entries that silence nothing; what a corpus shows (ADJ4…) is not asked here."""
    for each in ignored:
        if each.code < "ADJ4" and scene.is_ours(each.where) and not any(each.covers(finding) for finding in silent):
            yield Finding(each.where, "ADJ304", f"{KEY}: {each.code} is not found here", each.rule)
