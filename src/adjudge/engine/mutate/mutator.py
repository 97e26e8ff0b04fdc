"""One document: its mutants, and what becomes of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from adjudge.engine.mutate.catching import Catcher, Standing, caught_by
from adjudge.engine.mutate.choosing import Wish, drawn
from adjudge.engine.mutate.equivalents import is_read_alike, is_tolerated
from adjudge.engine.mutate.mutants import Mutant, make, told
from adjudge.engine.mutate.neighbours import Neighbour, Original
from adjudge.engine.mutate.places import SLIPS, Spot, area_of, sites
from adjudge.engine.mutate.scribe import Scribe
from adjudge.engine.mutate.scribes import scribe_of
from adjudge.errors import ConfigError, PayloadError
from adjudge.model.extraction import Extraction
from adjudge.model.paths import Parts
from adjudge.model.payload import read_payload
from adjudge.ruleset.fields import Document
from adjudge.ruleset.footprint import declared

if TYPE_CHECKING:
    from adjudge.engine.batch.items import Item
    from adjudge.engine.ruleset import Ruleset

State = Literal["caught", "survived", "equivalent", "masked"]
"""*equivalent*: it means what the original means. *masked*: a rule that reads it fails with it and without it."""


_BY_FUNCTION: Final = "reads payloads by a function, which does not say where in them a value stands"


class Fate(NamedTuple):
    """What becomes of one mutant.

    ``catchers`` are numbers of rules, ``None`` is the built-in finding that nothing was evaluated. ``readers`` are,
    where none catches it, the rules that read what was changed, each with how it ends.
    """

    spot: Spot
    type: str
    state: State
    catchers: tuple[int | None, ...] = ()
    told: str = ""
    readers: tuple[tuple[int, str], ...] = ()

    @property
    def area(self) -> str:
        """The field that it counts under."""
        return area_of(self.spot.parts)


class Judged(NamedTuple):
    """A document and what became of its mutants; ``reason`` says why there are none."""

    name: str
    fates: tuple[Fate, ...] = ()
    reason: str | None = None
    unreadable: bool = False


class Made(NamedTuple):
    """A mutant, with the extraction of the original and its own."""

    original: Original
    mutant: Mutant
    extraction: Extraction
    type: str


class Mutator:
    """Makes mutants and judges them; one in each process."""

    def __init__(self, ruleset: Ruleset, wish: Wish, facts: Mapping[str, Any], adapter: str | None = None) -> None:
        self._ruleset = ruleset
        self._wish = wish
        self._facts = facts
        self._adapter = adapter
        self.catcher = Catcher(ruleset, facts)
        scopes = {id(rule.scope): rule.scope for rule in ruleset.rules}.values()
        self._declared = declared(field for scope in scopes for field in scope.fields.values())
        self.type_of = lru_cache(maxsize=65536)(self._type_of)

    def document(self, item: Item) -> Judged:
        """Judge the mutants of one document; what cannot be read is told, and stops nothing."""
        name = str(item.name)
        try:
            extraction = self.read(item)
            if extraction.failure is not None:
                return Judged(name, reason=f"the extraction failed: {extraction.failure.reason}")
            if scribe_of(extraction) is None:
                return Judged(name, reason=f"no mutants: {extraction.adapter} {_BY_FUNCTION}")
            before = self.catcher.stand(extraction, name)
            return Judged(name, tuple(self._fate(extraction, before, made) for made in self.mutants(extraction, name)))
        except (PayloadError, ConfigError) as problem:  # the latter: two adapters claim this payload
            return Judged(name, reason=str(problem), unreadable=True)

    def read(self, item: Item) -> Original:
        """Read a document.

        Raises:
            PayloadError: It is no payload.
            ConfigError: Two adapters claim it.
        """
        if item.error is not None:
            raise PayloadError(item.error)
        return Original(self._ruleset.normalize(read_payload(item.payload, quick=True), adapter=self._adapter))

    def mutants(self, extraction: Original, name: str) -> Iterator[Made]:
        """Make the mutants of a document that the wish asks for, as many as it says."""
        scribe = scribe_of(extraction)
        if scribe is None:
            return
        left = self._wish.count
        for spot, kind in drawn(sites(extraction, self.type_of), self._wish, Path(name).name):
            if not left:
                return
            made = self._made(scribe, extraction, spot, kind)
            if made is not None:
                yield made
                left -= 1

    def again(self, item: Item, spot: Spot) -> Made | None:
        """Make one mutant once more."""
        original = self.read(item)
        scribe = scribe_of(original)
        return None if scribe is None else self._made(scribe, original, spot, "")

    def _made(self, scribe: Scribe, original: Original, spot: Spot, kind: str) -> Made | None:
        """Make the mutant of a spot and read it; ``None`` where there is none."""
        mutant = make(scribe, spot, self._wish.seed)
        extraction = None if mutant is None else self._read_again(original, mutant)
        return None if mutant is None or extraction is None else Made(original, mutant, extraction, kind)

    def _read_again(self, extraction: Original, mutant: Mutant) -> Extraction | None:
        """Read a mutant; ``None`` where it would be taken for something else than another value of the same payload."""
        try:
            again = self._ruleset.normalize(mutant.payload, adapter=self._adapter)
        except (PayloadError, ConfigError):
            return None
        if again.shape is not extraction.shape or again.failure is not None:
            return None
        found = Neighbour(extraction, mutant)
        return found if mutant.spot.kind in SLIPS or _is_alone(extraction, found, mutant) else None

    def _fate(self, extraction: Original, before: Standing, made: Made) -> Fate:
        mutant, again = made.mutant, made.extraction
        after = self.catcher.judge(extraction, before, mutant, again)
        catchers = caught_by(before, after)
        if catchers:
            return Fate(mutant.spot, made.type, "caught", catchers)
        numbers = self.catcher.seeing(mutant, extraction, again)
        documents = Document(extraction, self._facts), Document(again, self._facts)
        if is_read_alike(mutant, self.catcher.footprints, extraction, again) or is_tolerated(
            mutant, self.catcher.rules, numbers, after, documents
        ):
            return Fate(mutant.spot, made.type, "equivalent")
        readers = [number for number in numbers if self._reads(number, mutant)]
        if any(before.weights[number] and after.weights[number] for number in readers):
            return Fate(mutant.spot, made.type, "masked")
        ends = ((number, after.results[number]) for number in readers)
        return Fate(
            mutant.spot,
            made.type,
            "survived",
            (),
            told(mutant),
            tuple((number, "note" if result.effect == "note" else result.outcome) for number, result in ends),
        )

    def _reads(self, number: int, mutant: Mutant) -> bool:
        """Whether a rule is about what was changed, and not only run again to be on the safe side."""
        seen = self.catcher.footprints[number]
        return seen is None or mutant.signal is not None or any(map(seen.is_about, mutant.places))

    def _type_of(self, parts: Parts) -> str | None:
        """Give the type that the first field that stands at a place is declared with."""
        return next((field.type for field in self._declared.fields_of(parts) if field.type is not None), None)


def _is_alone(old: Extraction, new: Extraction, mutant: Mutant) -> bool:
    """Whether a mutant has the places of its original around what was changed, and no others.

    Metadata may look like data when some of it is gone, and data like metadata.
    """
    if mutant.spot.kind.startswith("line-"):
        return True
    gone = mutant.spot.kind == "dropped"
    for parts in mutant.places:
        one, two = old.tree.root, new.tree.root
        for depth, key in enumerate(parts, 1):
            keys = [each for each in old.tree.child_keys(one) if not (gone and depth == len(parts) and each == key)]
            if keys != new.tree.child_keys(two):
                return False
            one, two = old.tree.child(one, key), new.tree.child(two, key)
        if mutant.signal is not None and one.value != two.value:
            return False
        if mutant.structure and new.tree.child_keys(two):
            return False
    return True
