"""``adjudge lint --fix``: one fix at a time, each kept only if the rules still mean the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from adjudge.cli.rewriting import rewrite
from adjudge.errors import AdjudgeError

if TYPE_CHECKING:
    from adjudge.ruleset.lint import Finding
    from adjudge.ruleset.lint.linting import Linted
    from adjudge.ruleset.loading import Loaded
    from adjudge.ruleset.registry import Registry

MOST_FIXES: Final = 1_000


class Rules(NamedTuple):
    """The rule files of a run, to be read again after each change."""

    sources: tuple[str, ...]
    registry: Registry
    project: Path | None

    def lint(self, today: date | None = None) -> Linted:
        """Lint them as they are now."""
        from adjudge.ruleset.lint.linting import lint

        return lint(self.sources, registry=self.registry, project=self.project, today=today)

    def load(self) -> Loaded:
        """Load them as they are now.

        Raises:
            RulesError: They have problems.
            SelectionError: There is no rule.
        """
        from adjudge.ruleset.loading import load

        return load(self.sources, registry=self.registry, project=self.project)


def fix_all(rules: Rules, wanted: Callable[[Finding], bool]) -> list[Finding]:
    """Fix what can be fixed safely, and give what was; nothing is touched in files that do not load."""
    fixed: list[Finding] = []
    refused: set[str] = set()
    for _ in range(MOST_FIXES):
        linted = rules.lint()
        waiting = [each for each in linted.findings if each.removal is not None and wanted(each)]
        finding = next((each for each in waiting if each.message not in refused), None)
        if linted.broken or finding is None:
            break
        if _fixed(finding, rules):
            fixed.append(finding)
        else:
            refused.add(finding.message)
    return fixed


def _fixed(finding: Finding, rules: Rules) -> bool:
    """Take the finding's text out; put it back where the rules would then mean something else."""
    from adjudge.ruleset.lint.fixing import without

    assert finding.removal is not None  # noqa: S101  # the caller's choice
    changed = without(finding.removal)
    if changed is None:
        return False
    path, before = finding.removal.path, finding.removal.path.read_bytes()
    meant = _meaning(rules, finding)
    rewrite(path, changed)
    if meant is not None and _meaning(rules, finding) == meant:
        return True
    rewrite(path, before)
    return False


def _meaning(rules: Rules, finding: Finding) -> object:
    """Give what the rules mean; of a condition that is to go, only which rules there are."""
    try:
        loaded = rules.load()
    except AdjudgeError:
        return None
    return [rule.nodeid for rule in loaded.rules] if finding.code == "ADJ102" else loaded.fingerprint
