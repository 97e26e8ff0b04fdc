"""Rules about what extractors say of their values; only about what is really sent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from adjudge.engine.propose.draft import Draft, Spot, id_of
from adjudge.engine.propose.evidence import Signalled
from adjudge.engine.propose.scene import ABOUT, Scene, listed
from adjudge.engine.propose.second_look import second_look_rules

_THRESHOLDS: Final = {
    "confidence": "0.85",
    "extraction": "0.85",
    "ocr": "0.80",
    "parsing": "0.80",
    "grounding": "0.60",
    "rating": "4",
}
"""Where to begin, as the shipped packs do."""
_PARTS: Final = frozenset({"extraction", "probability", "margin", "grounding", "format"})
"""Parts of a composite confidence: where one of them is the same throughout, it says nothing more."""
_TITLES: Final = {
    "confidence": ("confident", "The extractor is confident of every value"),
    "ocr": ("legible", "The characters of every value were read surely"),
    "parsing": ("parsed", "The page under every value was parsed surely"),
    "rating": ("rated", "The reviewing model rates every value well"),
    "grounding": ("anchored", "Every value is anchored in the text of the document"),
    "extraction": ("", "The extraction step was sure of every value"),
    "probability": ("", "The tokens of every value were probable"),
    "margin": ("", "No other value was nearly as likely"),
    "format": ("", "Every value has the form that was expected"),
    "logprobs": ("likely", "The tokens of every value were likely"),
}
"""Of a rule about every value: the word after every-value-is-, if there is one, and the title."""
_NOT_THERE: Final = ("not_found", "fuzzy_match", "none")
_DOUBTFUL: Final = (*_NOT_THERE, "low", "very_low")
"""Labels that doubt a value: that it is in the document, or in general; as some extractor words them."""
_LOCATED: Final = (
    "every-value-was-located",
    "Every value was found in the document",
    "A located value can still be the wrong one, but one that was not found stands nowhere. "
    "A value without a label was not looked for.",
)
_DOUBTED: Final = (
    "no-value-is-doubted",
    "No value has a label that doubts it",
    "The extractor's own word for a value that it is not sure of. A value without a label is unknown.",
)
_BLIND: Final = {"blind": "review", "otherwise": "note"}


def evidence_rules(scene: Scene) -> Iterator[Draft]:
    """Propose a rule for each thing that is sent."""
    for name, signalled in scene.evidence.signals.items():
        if signalled.carried and not _said_by_another(name, signalled):
            yield _every_value(scene, name, signalled)
        if signalled.documents:
            yield _document(scene, name, signalled)
    yield from _labels(scene)
    yield from second_look_rules(scene)
    if scene.evidence.cited:
        yield _citations(scene)
    if scene.evidence.issues:
        yield _issues(scene)


def _said_by_another(name: str, signalled: Signalled) -> bool:
    """Whether it is a part of the composite that was the same wherever there was one."""
    return name in _PARTS and "confidence" in (signalled.same_as or ())


def _every_value(scene: Scene, name: str, signalled: Signalled) -> Draft:
    least, below = _threshold(scene, name, set(signalled.carried))
    spot, both = scene.spot, scene.both
    when, adapter = scene.when(set(signalled.carried))
    lenient = {"signal_absent": "note", "signal_null": "note"}
    word, title = _TITLES.get(name, ("", f"Every value has enough {name}"))
    lacks = scene.evidence.lacks(name)
    none = "Some values had none, which is not low: a note." if lacks else "All values had one; one without is unknown."
    return Draft(
        f"every-value-is-{word}" if word else f"every-value-has-{id_of(name)}",
        title,
        f"{least} is a proposal, as scores are not calibrated: compare with checked documents. {none}",
        {
            **when,
            "given": "$..*",
            name: {"min": least},
            **({"on_unknown": lenient} if lacks else {}),
        },
        [
            {**adapter, "given": spot.given, "signals": {spot.place: {name: least}}, "expect": "pass"},
            {**adapter, "given": spot.given, "signals": {spot.place: {name: below}}, "expect": "fail"},
            {
                **adapter,
                "given": both,
                "signals": {spot.place: {name: least}},
                "expect": "unknown",
            },
        ],
        ABOUT,
    )


def _document(scene: Scene, name: str, signalled: Signalled) -> Draft:
    least, below = _threshold(scene, name, signalled.documents)
    when, adapter = scene.when(signalled.documents)
    return Draft(
        f"document-has-{id_of(name)}",
        f"The document as a whole has enough {name}",
        f"{least} is a proposal, as scores are not calibrated. A score of the whole says nothing of one value.",
        {**when, "given": "$", name: {"min": least}},
        [
            {**adapter, "signals": {"$": {name: least}}, "expect": "pass"},
            {**adapter, "signals": {"$": {name: below}}, "expect": "fail"},
            {**adapter, "given": scene.spot.given, "expect": "unknown"},
        ],
        ABOUT,
    )


def _threshold(scene: Scene, name: str, adapters: set[str]) -> tuple[Decimal, Decimal]:
    """Give a least value, and one that is just below it."""
    scale = scene.signals[name]
    usual = Decimal(scale.low) + Decimal("0.8") * (scale.high - scale.low)
    least = Decimal(_THRESHOLDS.get(name, f"{usual:.2f}"))
    if name == "ocr" and adapters == {"extend"}:
        # Its scores move between 0.92 and 1, so that a lower line would pass everything.
        least = Decimal("0.90")
    return least, least - (1 if scale.high - scale.low > 1 else Decimal("0.01"))


def _labels(scene: Scene) -> Iterator[Draft]:
    known = frozenset[str]().union(*(each.labels for each in scene.used() if each.name in scene.evidence.match))
    doubtful = [label for label in _DOUBTFUL if label in known]
    good = sorted(scene.evidence.labels & known - set(doubtful)) or sorted(known - set(doubtful))
    if not (scene.evidence.match and doubtful and good):
        return
    spot = scene.spot
    when, adapter = scene.when(scene.evidence.match, also=f"exists({scene.value})")
    yield Draft(
        *(_LOCATED if doubtful[0] in _NOT_THERE else _DOUBTED),
        {"for": f"{scene.value} in $..*", **when, "assert": f"match({scene.value}) not in {listed(doubtful)}"},
        [
            {**adapter, "given": spot.given, "match": {spot.place: good[0]}, "expect": "pass"},
            {**adapter, "given": spot.given, "match": {spot.place: doubtful[0]}, "expect": "fail"},
            {**adapter, "given": spot.given, "expect": "unknown"},
        ],
        ABOUT,
    )


def _citations(scene: Scene) -> Draft:
    spot, evidence = scene.spot, scene.evidence
    when, adapter = scene.when(evidence.cited)
    text = evidence.quoted >= evidence.cited and not evidence.unsupported
    wanted: Any = {"inherit": True} if evidence.inherited else {}
    wanted = {**({"text": True} if text else {"cited": True}), **wanted} if wanted or text else True
    cited: dict[str, Any] = {"page": 1, "text": _text_of(spot)} if text else {"page": 1}
    return Draft(
        "every-value-is-cited",
        "Every value cites where it was read" + (", and the cited text says it" if text else ""),
        "What cites nothing was not read but inferred.",
        {**when, "given": "$..*", "cited": wanted, "on_unknown": _BLIND},
        [
            {**adapter, "given": spot.given, "citations": {spot.place: cited}, "expect": "pass"},
            {**adapter, "given": spot.given, "citations": {spot.place: []}, "expect": "fail"},
            {**adapter, "given": spot.given, "expect": "unknown"},
        ],
        ABOUT,
    )


def _issues(scene: Scene) -> Draft:
    when, adapter = scene.when(scene.evidence.issues)
    return Draft(
        "nothing-was-remarked",
        "The extractor had nothing to remark",
        "Any remark is worth a look until you know which are not; then name the words that matter (none_of).",
        {**when, "issues": {"pattern": "."}},
        [
            {**adapter, "issues": {"$": []}, "expect": "pass"},
            {**adapter, "issues": {"$": ["The total is unclear"]}, "expect": "fail"},
            {**adapter, "given": scene.spot.given, "expect": "unknown"},
        ],
        ABOUT,
    )


def _text_of(spot: Spot) -> str:
    value = next(iter(spot.given.values()))
    while isinstance(value, list | dict):
        value = next(iter(value if isinstance(value, list) else value.values()))
    return str(value)
