"""A mutant is its original but for one place, in every adapter's own shape, and the original is left alone."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import adjudge
from adjudge.engine.mutate.choosing import Wish
from adjudge.engine.mutate.mutants import Mutant, make
from adjudge.engine.mutate.mutator import Mutator
from adjudge.engine.mutate.neighbours import Original
from adjudge.engine.mutate.places import Spot, sites
from adjudge.engine.mutate.scribes import scribe_of
from adjudge.model.extraction import Extraction
from adjudge.model.paths import Parts, parse
from adjudge.model.payload import read_payload
from adjudge.testing.nodes import same, told

PAYLOADS = sorted((Path(__file__).parents[1] / "payloads").glob("*/*.json"))
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/payloads/*.json"))


RULESET = adjudge.load_rules("adjudge:recommended")


def mutants(extraction: Extraction) -> Iterator[Mutant]:
    """Make every mutant there is."""
    mutator = Mutator(RULESET, Wish(seed=7, count=100_000), {}, extraction.adapter)
    return (made.mutant for made in mutator.mutants(Original(extraction), "any"))


def places_of(extraction: Extraction) -> dict[Parts, Any]:
    """Give all that is said of places."""
    return {parse(path): said for path, said in told(extraction).items() if path != "the document"}


@pytest.mark.parametrize("file", [*PAYLOADS, *EXAMPLES], ids=lambda file: f"{file.parent.parent.name}-{file.stem}")
def test_a_mutant_differs_from_its_original_in_one_place(file: Path) -> None:
    """A damage that spreads would show catches of rules that never saw it."""
    payload = read_payload(file)
    before = copy.deepcopy(payload)
    original = adjudge.normalize(payload)
    old = places_of(original)
    made = 0
    for mutant in mutants(original):
        again = Extraction(original.definition, original.shape, mutant.payload)
        new = places_of(again)
        moved = {place for place in old.keys() | new.keys() if not same(old.get(place), new.get(place))}
        assert moved, f"{mutant.spot.id} changes nothing"
        made += 1
        if not mutant.structure:
            assert moved == set(mutant.places), mutant.spot.id
            continue
        (place,) = mutant.places
        # What lost its only member is empty now; nothing else may be another but what is below.
        beyond = {each for each in moved if each[: len(place)] != place}
        assert all(place[: len(each)] == each and old[each][1:] == new[each][1:] for each in beyond), mutant.spot.id
        if mutant.spot.kind.startswith("line-"):
            _items_follow(mutant, old, new)
    assert made
    assert same(payload, before), "the payload itself was changed"


def _items_follow(mutant: Mutant, old: dict[Parts, Any], new: dict[Parts, Any]) -> None:
    """Check that every item has with it what was said of it."""
    (place,) = mutant.places
    dropped = mutant.spot.kind == "line-dropped"
    hit = mutant.spot.parts[-1]
    below = {each for each in old if each[: len(place)] == place and len(each) > len(place)}
    size = 1 + max(each[len(place)] for each in below)
    order = [index for index in range(size) for _ in range((0 if dropped else 2) if index == hit else 1)]
    wanted = {
        (*place, at, *each[len(place) + 1 :]): old[each]
        for at, index in enumerate(order)
        for each in below
        if each[len(place)] == index
    }
    found = {each: said for each, said in new.items() if each[: len(place)] == place and len(each) > len(place)}
    assert found.keys() == wanted.keys(), mutant.spot.id
    assert all(same(found[each], wanted[each]) for each in wanted), mutant.spot.id


def test_the_same_seed_gives_the_same_mutants_and_another_seed_others() -> None:
    """A report that cannot be repeated cannot be acted on."""
    original = adjudge.normalize({"total": "1,547.50", "number": "INV-2024-117", "issued": "2024-05-02"})
    scribe = scribe_of(original)
    assert scribe is not None
    spots = [Spot(kind, site.parts) for site in sites(original, lambda _: None) for kind in site.kinds]

    runs = [[mutant and mutant.after for mutant in (make(scribe, spot, seed) for spot in spots)] for seed in (1, 1, 2)]

    assert runs[0] == runs[1]
    assert runs[0] != runs[2]
