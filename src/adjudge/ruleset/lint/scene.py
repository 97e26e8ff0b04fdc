"""What the rules of the linter look at: the surveyed files, and where each rule of them is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from adjudge.errors import Location
from adjudge.model.adapter import Adapter, Shape
from adjudge.ruleset.loading import Survey
from adjudge.ruleset.located import Located
from adjudge.ruleset.merging import ParsedFile
from adjudge.ruleset.registry import Registry
from adjudge.ruleset.rule import Rule


@dataclass(frozen=True)
class Scene:
    """A survey, and what the linter asks of it again and again."""

    survey: Survey
    registry: Registry

    @cached_property
    def files(self) -> Mapping[str, ParsedFile]:
        """The files that are linted, by name: those that were named, and what they extend in the same folder.

        A pack that they extend is somebody else's; a folder's file above those that were named is not all they know.
        """
        roots = {path.root for path in self.survey.paths}
        named = {path.path for path in self.survey.paths}
        read = (file for file in self.survey.library.parsed.values() if file is not None)
        ours = (file for file in read if file.path.path in named or file.path.root in roots)
        return {file.path.name: file for file in ours if file.path.path in named | self.survey.reached}

    @cached_property
    def bodies(self) -> Mapping[str, Located]:
        """Every rule as written and overridden, by node id without a row."""
        return {nodeid: rule.body for whole in self.survey.own for nodeid, rule in whole.rules.items()}

    @cached_property
    def can_send(self) -> Mapping[str, frozenset[str]]:
        """What each adapter has a place for: signals, match, verification, issues, citations."""
        return {name: _can_send(adapter) for name, adapter in self.registry.adapters.items()}

    def is_ours(self, where: Location) -> bool:
        """Whether a place is in a file that is linted."""
        return where.file in self.files

    def rules(self) -> Iterator[list[Rule]]:
        """Give the enabled rules, each with all its rows."""
        for _, rows in groupby(self.survey.rules, key=lambda rule: rule.base_nodeid):
            enabled = [rule for rule in rows if rule.disabled is None]
            if enabled:
                yield enabled

    def place(self, rule: Rule, key: str) -> Location:
        """Give the place of what stands under ``key`` of a rule, else of the rule."""
        body = self.bodies[rule.base_nodeid]
        return body.entries[key].where if key in body.entries else rule.location


def _can_send(adapter: Adapter) -> frozenset[str]:
    return frozenset(name for shape in adapter.shapes for name in _sent(shape))


def _sent(shape: Shape) -> Iterator[str]:
    for name in ("match", "verification", "issues", "citations"):
        if getattr(shape.keys, name) is not None or getattr(shape.document, name, None) is not None:
            yield name
    for key in (*shape.keys.signals, *shape.document.signals):
        yield key.name
