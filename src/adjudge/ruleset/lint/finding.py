"""One finding of the linter, and the edit that would mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from adjudge.errors import Location
from adjudge.ruleset.located import Located


@dataclass(frozen=True, slots=True)
class Removal:
    """A safe fix: take ``key`` out of a mapping, or the element of this index out of a list.

    ``around`` is the mapping that holds ``container``, and its key there: where nothing else is left, that goes.
    """

    path: Path
    container: Located
    key: str | int
    around: tuple[Located, str] | None = None


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong, or cannot be meant; ``rule`` is the node id it is about, where it is about one."""

    location: Location
    code: str
    message: str
    rule: str | None = field(default=None, compare=False)
    removal: Removal | None = field(default=None, compare=False)

    @property
    def fails_check(self) -> bool:
        """Whether ``adjudge check`` fails by it: a suppression hit more than it may."""
        return self.code == "ADJ503"

    def __str__(self) -> str:
        return f"{self.location}: {self.code} {self.message}"
