"""Rules about the labels of a second look: of values, of lists, of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from adjudge.engine.propose.draft import Draft, item
from adjudge.engine.propose.scene import ABOUT, Scene, listed
from adjudge.engine.propose.typed import Group

_DOUBTS: Final = ("FAIL", "MISSING", "PARTIAL", "MISMATCH", "UNRESOLV")
"""In labels of a second look that say that something is wrong."""
_VALUE_HOLDS: Final = frozenset({"FAIL_CITATIONS"})
"""Labels that say that something else than the value is wrong."""


def second_look_rules(scene: Scene) -> Iterator[Draft]:
    """Propose rules about the labels that are sent."""
    good, wrong = _verdicts(scene, scene.evidence.verified)
    if good and wrong:
        yield _verified_values(scene, good, wrong[0])
        seen = scene.evidence.verified_lists
        if lists := [each for each in scene.document.lists if any(at in seen for at in each.listing.at)]:
            yield _verified_lists(scene, lists, good[0], wrong)
    good, wrong = _verdicts(scene, scene.evidence.verified_documents)
    if good and wrong:
        yield _verified_documents(scene, good[0], wrong)


def _verdicts(scene: Scene, adapters: set[str]) -> tuple[list[str], list[str]]:
    """Give the labels of a second look, by what they say: that the value holds, that it does not."""
    known = frozenset[str]().union(*(each.verification_labels for each in scene.used() if each.name in adapters))
    wrong = sorted(label for label in known - _VALUE_HOLDS if any(word in label for word in _DOUBTS))
    return sorted(known - set(wrong), key=lambda label: (label in _VALUE_HOLDS, label)), wrong


def _verified_documents(scene: Scene, good: str, wrong: Sequence[str]) -> Draft:
    when, adapter = scene.when(scene.evidence.verified_documents)
    return Draft(
        "document-is-verified",
        "The extractor's own second look found nothing wrong",
        "Its calculations over the document did not come out, or not all.",
        {**when, "given": "$", "verification": {"none_of": list(wrong)}},
        [
            {**adapter, "verification": {"$": good}, "expect": "pass"},
            {**adapter, "verification": {"$": wrong[0]}, "expect": "fail"},
            {**adapter, "given": scene.spot.given, "expect": "unknown"},
        ],
        ABOUT,
    )


def _verified_values(scene: Scene, good: Sequence[str], wrong: str) -> Draft:
    spot = scene.spot
    when, adapter = scene.when(scene.evidence.verified, also=f"exists({scene.value})")
    return Draft(
        "every-value-is-verified",
        "The second look found every value to be right",
        "A status that is not known here is not taken for a pass, and a value without one was not looked at.",
        {"for": f"{scene.value} in $..*", **when, "assert": f"verification({scene.value}) in {listed(good)}"},
        [
            {**adapter, "given": spot.given, "verification": {spot.place: good[0]}, "expect": "pass"},
            {**adapter, "given": spot.given, "verification": {spot.place: wrong}, "expect": "fail"},
            {**adapter, "given": spot.given, "expect": "unknown"},
        ],
        ABOUT,
    )


def _verified_lists(scene: Scene, lists: Sequence[Group], good: str, wrong: Sequence[str]) -> Draft:
    when, adapter = scene.when(scene.evidence.verified)
    names = [each.name for each in lists]
    given: dict[str, Any] = {each.name: [item(each)] for each in lists}
    return Draft(
        "every-list-is-verified",
        "The second look found no list to be incomplete",
        "A row that was left out has no value that could be doubtful; only the list's own status tells.",
        {**when, "given": names if len(names) > 1 else names[0], "verification": {"none_of": list(wrong)}},
        [
            {**adapter, "given": given, "verification": dict.fromkeys(names, good), "expect": "pass"},
            {
                **adapter,
                "given": given,
                "verification": {**dict.fromkeys(names, good), names[0]: wrong[-1]},
                "expect": "fail",
            },
            {**adapter, "given": given, "expect": "unknown"},
        ],
        ABOUT,
    )
