"""What the mutants of a corpus come to: by kind and field, by rule, and which survive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from adjudge.engine.mutate.catching import NOTHING_EVALUATED
from adjudge.engine.mutate.mutator import Fate, Judged

_GONE: Final = frozenset(("dropped", "emptied"))


@dataclass(slots=True)
class Tally:
    """Mutants that can be caught, and those that are."""

    caught: int = 0
    total: int = 0

    def add(self, caught: bool) -> None:
        """Count one."""
        self.total += 1
        self.caught += caught

    @property
    def share(self) -> float | None:
        """Caught of all, 0 to 1; ``None`` of none."""
        return self.caught / self.total if self.total else None

    def to_dict(self) -> dict[str, int]:
        """Give both by name."""
        return {"caught": self.caught, "total": self.total}


@dataclass(slots=True)
class RuleTally:
    """Mutants that a rule catches, and those that no other does."""

    caught: int = 0
    alone: int = 0

    def to_dict(self) -> dict[str, int]:
        """Give both by name."""
        return {"caught": self.caught, "alone": self.alone}


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no rule catches; ``readers`` are the rules that read it, each with how it ends."""

    document: str
    fate: Fate
    readers: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Group:
    """The survivors of one field and kind."""

    area: str
    kind: str
    type: str
    tally: Tally
    survivors: list[Survivor] = field(default_factory=list)


@dataclass
class Report:
    """A corpus under mutation.

    ``rules`` has every rule that runs, by node id, also those that catch nothing. ``changed`` and ``gone`` are by type
    of field, of values that became others and of values that went.
    """

    nodeids: Sequence[str]
    documents: int = 0
    equivalent: int = 0
    masked: int = 0
    whole: Tally = field(default_factory=Tally)
    kinds: dict[str, Tally] = field(default_factory=dict)
    changed: dict[str, Tally] = field(default_factory=dict)
    gone: dict[str, Tally] = field(default_factory=dict)
    rules: dict[str, RuleTally] = field(default_factory=dict)
    _groups: dict[tuple[str, str], Group] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rules = {nodeid: RuleTally() for nodeid in self.nodeids}

    def add(self, judged: Judged) -> None:
        """Count one document."""
        self.documents += 1
        for fate in judged.fates:
            if fate.state in ("caught", "survived"):
                self._count(judged.name, fate)
            self.equivalent += fate.state == "equivalent"
            self.masked += fate.state == "masked"

    @property
    def made(self) -> int:
        """Number of mutants, those that do not count as well."""
        return self.whole.total + self.equivalent + self.masked

    @property
    def groups(self) -> list[Group]:
        """What was done, by field and kind of damage, in the order of their names."""
        return [self._groups[key] for key in sorted(self._groups)]

    @property
    def surviving(self) -> list[Group]:
        """The groups with survivors, those with most of them first."""
        return sorted((each for each in self.groups if each.survivors), key=lambda each: -len(each.survivors))

    @property
    def never_alone(self) -> list[str]:
        """The rules that catch something, but nothing that no other rule catches."""
        return [nodeid for nodeid, tally in self.rules.items() if tally.caught and not tally.alone]

    @property
    def never(self) -> list[str]:
        """The rules that catch nothing."""
        return [nodeid for nodeid, tally in self.rules.items() if not tally.caught]

    def _count(self, document: str, fate: Fate) -> None:
        caught = fate.state == "caught"
        area, kind = fate.area, fate.spot.kind
        group = self._groups.setdefault((area, kind), Group(area, kind, fate.type, Tally()))
        for tally in (self.whole, group.tally, self.kinds.setdefault(kind, Tally())):
            tally.add(caught)
        if fate.spot.signal is None and fate.type != "line":
            which = self.gone if kind in _GONE else self.changed
            which.setdefault(fate.type, Tally()).add(caught)
        catchers = [NOTHING_EVALUATED if number is None else self.nodeids[number] for number in fate.catchers]
        for nodeid in catchers:
            rule = self.rules.setdefault(nodeid, RuleTally())
            rule.caught += 1
            rule.alone += len(catchers) == 1
        if not caught:
            readers = tuple((self.nodeids[number], ends) for number, ends in fate.readers)
            group.survivors.append(Survivor(document, fate, readers))


def to_dict(report: Report, told: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Give a report as plain data; ``told`` are the groups with survivors."""
    return {
        "schema": 1,
        "documents": report.documents,
        "mutants": report.whole.total,
        "caught": report.whole.caught,
        "equivalent": report.equivalent,
        "masked": report.masked,
        "types": {
            "changed": {name: tally.to_dict() for name, tally in sorted(report.changed.items())},
            "gone": {name: tally.to_dict() for name, tally in sorted(report.gone.items())},
        },
        "kinds": {name: tally.to_dict() for name, tally in sorted(report.kinds.items())},
        "fields": [{"field": each.area, "kind": each.kind, **each.tally.to_dict()} for each in report.groups],
        "rules": {nodeid: tally.to_dict() for nodeid, tally in report.rules.items()},
        "never_alone": report.never_alone,
        "never": report.never,
        "survivors": list(told),
    }
