"""Lint rule files: what keeps them from loading, and what cannot be meant, in one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Final

from adjudge.ruleset.lint.conditions import condition_findings
from adjudge.ruleset.lint.finding import Finding
from adjudge.ruleset.lint.ignoring import Ignored, needless, read_ignored, split
from adjudge.ruleset.lint.load_problems import code_of
from adjudge.ruleset.lint.scene import Scene
from adjudge.ruleset.lint.telling import telling_findings
from adjudge.ruleset.lint.twins import twin_findings
from adjudge.ruleset.lint.unused import unused_findings
from adjudge.ruleset.lint.waived import suppression_findings
from adjudge.ruleset.loading import survey
from adjudge.ruleset.registry import Registry
from adjudge.ruleset.sources import Source

_LOOKS: Final = (condition_findings, twin_findings, unused_findings, telling_findings)
"""Each looks at all rules for one kind of thing."""


@dataclass(frozen=True, slots=True)
class Linted:
    """What was found, in the order of the files.

    ``broken`` tells that some of it keeps the rules from loading; ``silent`` is what the files themselves ignore.
    """

    findings: tuple[Finding, ...]
    broken: bool
    files: tuple[str, ...]
    rules: int
    silent: tuple[Finding, ...] = ()
    ignored: tuple[Ignored, ...] = ()


def lint(
    sources: Source | Sequence[Source], *, registry: Registry, project: Path | None = None, today: date | None = None
) -> Linted:
    """Lint rule files; takes what ``load`` takes. Packs that they extend are not linted.

    Where files cannot be loaded, the rules that can be compiled all the same are looked at; that a name is used by
    nothing is said only where every rule is known; that a suppression has expired, where it is said what day it is.

    Raises:
        ConfigError: A source is a pack that does not exist.
    """
    seen = survey(sources, registry=registry, project=project)
    scene = Scene(seen, registry)
    broken = [Finding(each.location, code_of(each), each.message) for each in seen.problems]
    looks = [look for look in _LOOKS if not broken or look is not unused_findings]
    suppressed = suppression_findings(seen.suppressions, today)
    found = {each for each in chain(suppressed, *(look(scene) for look in looks)) if scene.is_ours(each.location)}
    ignored, wrong = read_ignored(scene)
    told, silent = split(sorted(found), ignored)
    # A rule that does not compile has no findings yet, so that nothing is known of what it ignores.
    late = [] if broken else list(needless(scene, ignored, silent))
    return Linted(
        tuple(sorted({*told, *wrong, *late, *broken})),
        bool(broken),
        tuple(sorted(scene.files)),
        len({rule.base_nodeid for rule in seen.rules}),
        tuple(silent),
        tuple(ignored),
    )
