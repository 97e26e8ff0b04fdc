"""Rules proposed from payloads: fields with types, and rules with tests, for what is really there.

    payloads ─survey→ places ─typed→ fields ─┬─ data rules ──────→ drafts ─write→ a rule file
            └─look_at→ evidence ─────────────┴─ evidence rules ──┘

A proposal is for a person to read. It holds no value of a document: only what its keys are called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from textwrap import wrap
from typing import Any, Final

from adjudge.engine.propose.data_rules import data_rules
from adjudge.engine.propose.draft import Draft, field_of, list_of, spots
from adjudge.engine.propose.evidence import Evidence, look_at
from adjudge.engine.propose.evidence_rules import evidence_rules
from adjudge.engine.propose.places import survey
from adjudge.engine.propose.scene import Scene
from adjudge.engine.propose.typed import Group, typed
from adjudge.engine.propose.yaml_text import WIDTH, element, entry
from adjudge.model.extraction import Extraction
from adjudge.ruleset.registry import Registry

_READS: Final = ("given", "for", "when", "assert", "blame")
_RULED: Final = "-" * 64


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule file, as text; ``rules`` and ``fields`` are how many it has."""

    text: str
    rules: int
    fields: int


def propose(extractions: Sequence[Extraction], registry: Registry) -> Proposal | None:
    """Propose a rule file for payloads like these; ``None`` where they hold nothing to say a rule about."""
    whole = survey([extraction.root.value for extraction in extractions])
    document, locale = typed(whole)
    evidence = look_at(extractions)
    about_data = tuple(data_rules(document))
    names = frozenset(chain.from_iterable(map(_names_of, about_data)))
    named = {each.name for each in document.values} | {each.name for each in document.lists}
    declared = names & named
    scene = Scene(
        evidence,
        document,
        *spots(document, declared),
        declared,
        registry.adapters,
        registry.signals,
    )
    drafts = _apart([*about_data, *evidence_rules(scene)])
    if not drafts:
        return None
    lines = [*_head(evidence, locale), *_fields(document, declared), *_rules(drafts, evidence)]
    return Proposal("\n".join(lines) + "\n", len(drafts), len(declared))


def _names_of(draft: Draft) -> set[str]:
    return set(re.findall(r"\w+", str([draft.keys.get(key) for key in _READS])))


def _apart(drafts: Sequence[Draft]) -> list[Draft]:
    """Give every rule an id of its own."""
    taken: set[str] = set()
    apart = []
    for draft in drafts:
        id_, number = draft.id, 2
        while id_ in taken:
            id_, number = f"{draft.id}-{number}", number + 1
        taken.add(id_)
        apart.append(replace(draft, id=id_))
    return apart


def _from(evidence: Evidence) -> str:
    """Say whose payloads these are: ``1 payload of extend``, ``3 payloads of extend and nutrient``."""
    number = sum(evidence.adapters.values())
    return f"{number} payload{'' if number == 1 else 's'} of {' and '.join(sorted(evidence.adapters))}"


def _head(evidence: Evidence, locale: str | None) -> Iterator[str]:
    text = (
        f"Proposed by adjudge init from {_from(evidence)}, to be read and changed. What adds up did so there; "
        "thresholds are where to begin, not calibrated. The values in tests are invented."
    )
    yield from (f"# {line}" for line in wrap(text, WIDTH - 2))
    yield "adjudge: 1"
    if locale is not None:
        yield f"locale: {locale}  # how printed numbers are read"
    yield ""


def _fields(document: Group, declared: frozenset[str]) -> Iterator[str]:
    values = [each for each in document.values if each.name in declared]
    lists = [each for each in document.lists if each.name in declared]
    if not values and not lists:
        return
    yield "fields:"
    for value in values:
        if value.kind.doubt:
            yield f"  # {value.kind.doubt}"
        yield from entry(value.name, field_of(value), 2)
    for group in lists:
        yield f"  {group.name}:"
        for key, said in list_of(group).items():
            yield from entry(key, said, 4) if key != "each" else _members(said)
    left = len(document.listing.left_out)
    if left:
        yield f"  # {left:,} more keys are not looked at"
    yield ""


def _members(members: Mapping[str, Any]) -> Iterator[str]:
    yield "    each:"
    for name, said in members.items():
        yield from entry(name, said, 6)


def _rules(drafts: Sequence[Draft], evidence: Evidence) -> Iterator[str]:
    yield "rules:"
    for number, (about, group) in enumerate(groupby(drafts, key=lambda draft: draft.about)):
        if number:
            yield ""
        yield f"  # {_RULED} {about}"
        for place, draft in enumerate(group):
            if place:
                yield ""
            yield from _rule(draft, evidence)


def _rule(draft: Draft, evidence: Evidence) -> Iterator[str]:
    yield f"  - id: {draft.id}"
    said = {
        "title": draft.title,
        "why": draft.why,
        "source": f"adjudge init, {_from(evidence)}",
        **draft.keys,
    }
    for key, value in said.items():
        yield from entry(key, value, 4)
    yield "    tests:"
    for test in draft.tests:
        yield from element(test, 6)
