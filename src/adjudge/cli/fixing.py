"""``adjudge lint --fix``: one fix at a time, each kept only if the rules still mean the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from adjudge.errors import AdjudgeError

if TYPE_CHECKING:
    from adjudge.ruleset.lint import Finding
    from adjudge.ruleset.registry import Registry

MOST_FIXES: Final = 1_000


def fix_all(sources: Sequence[str], registry: Registry, wanted: Callable[[Finding], bool]) -> list[Finding]:
    """Fix what can be fixed safely, and give what was; nothing is touched in files that do not load."""
    from adjudge.ruleset.lint import lint

    fixed: list[Finding] = []
    refused: set[str] = set()
    for _ in range(MOST_FIXES):
        linted = lint(list(sources), registry=registry)
        waiting = [each for each in linted.findings if each.removal is not None and wanted(each)]
        finding = next((each for each in waiting if each.message not in refused), None)
        if linted.broken or finding is None:
            break
        if _fixed(finding, sources, registry):
            fixed.append(finding)
        else:
            refused.add(finding.message)
    return fixed


def _fixed(finding: Finding, sources: Sequence[str], registry: Registry) -> bool:
    """Take the finding's text out; put it back where the rules would then mean something else."""
    from adjudge.ruleset.lint.fixing import without

    assert finding.removal is not None  # noqa: S101  # the caller's choice
    changed = without(finding.removal)
    if changed is None:
        return False
    path, before = finding.removal.path, finding.removal.path.read_bytes()
    meant = _meaning(sources, registry, finding)
    path.write_bytes(changed)
    if meant is not None and _meaning(sources, registry, finding) == meant:
        return True
    path.write_bytes(before)
    return False


def _meaning(sources: Sequence[str], registry: Registry, finding: Finding) -> object:
    """Give what the rules mean; of a condition that is to go, only which rules there are."""
    from adjudge.ruleset.loading import load

    try:
        loaded = load(list(sources), registry=registry)
    except AdjudgeError:
        return None
    return [rule.nodeid for rule in loaded.rules] if finding.code == "ADJ102" else loaded.fingerprint
