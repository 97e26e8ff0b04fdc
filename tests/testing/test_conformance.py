"""The conformance kit finds what is wrong with an adapter, and says where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from adjudge.plugin import Adapter, Citation, DocumentKeys, KeyTable, Shape, Signal, SignalKey, Slot, Walk
from adjudge.record import replace
from adjudge.testing import assert_adapter_conforms, check_adapter

PAYLOAD: dict[str, Any] = {
    "scanner": "S1",
    "pages": 2,
    "fields": [
        {"name": "total", "text": "5.00", "score": 0.5, "label": "sharp", "page": 1, "box": [1, 1, 2, 2]},
        {"name": "vat", "text": "1.00", "score": None, "label": "blurred", "page": 2, "box": [0, 0, 10, 10]},
    ],
}


def _walk(fields: Any) -> tuple[Any, dict[Any, Any]]:
    found = [field for field in fields if isinstance(field, dict)] if isinstance(fields, list) else []
    named = {field["name"]: field for field in found if isinstance(field.get("name"), str)}
    return {name: field.get("text") for name, field in named.items()}, {(name,): named[name] for name in named}


def _cite(entry: Any, _context: Any) -> tuple[Citation, ...]:
    box = entry.get("box")
    page = entry.get("page") if type(entry.get("page")) is int else None
    if not isinstance(box, list) or len(box) != 4 or not all(type(side) is int for side in box):
        return (Citation(page=page),)
    return (Citation(page=page, box=(box[0], box[1], box[2], box[3]), page_size=(10, 10), unit="px"),)


KEYS = KeyTable(
    signals=(SignalKey("sharpness", ("score",)),),
    match=("label",),
    citations=Slot((("page",),), _cite),
)
SHAPE = Shape(
    name="scan",
    layout=Walk(_walk),
    keys=KEYS,
    data=("fields",),
    requires=(("scanner",), ("fields",)),
    document=DocumentKeys(pages=("pages",)),
)
SOUND = Adapter(
    "scanner", (SHAPE,), labels=frozenset(("sharp", "blurred")), signals=(Signal("sharpness", "how sharp it is"),)
)


def _found(adapter: Adapter, payload: Any, **options: Any) -> list[str]:
    """Give the problems of an adapter, some of whose functions are local on purpose."""
    problems = check_adapter(adapter, payload, **options)
    return [problem for problem in problems if not problem.startswith("it cannot be sent to a worker process")]


def with_walk(walk: Callable[[Any], Any]) -> Adapter:
    """Give the sound adapter with another walk."""
    return replace(SOUND, shapes=(replace(SHAPE, layout=Walk(walk)),))


def with_citations(read: Callable[..., Any]) -> Adapter:
    """Give the sound adapter with another reader of citations."""
    return SOUND.with_keys(citations=Slot((("page",),), read))


def with_field(**changes: Any) -> dict[str, Any]:
    """Give the payload with another first field."""
    first, second = PAYLOAD["fields"]
    return {**PAYLOAD, "fields": [{**first, **changes}, second]}


def test_a_sound_adapter_has_no_problems() -> None:
    """The kit must not cry wolf."""
    assert check_adapter(SOUND, PAYLOAD) == []
    assert_adapter_conforms(SOUND, [PAYLOAD, with_field(score=1)])


def test_no_payload_is_no_proof() -> None:
    """An empty folder of payloads must not look like a pass."""
    with pytest.raises(AssertionError) as caught:
        assert_adapter_conforms(SOUND, [])

    assert str(caught.value) == "no payload was given, so nothing is known of scanner"


def test_every_problem_names_its_payload() -> None:
    """The first one is fine."""
    with pytest.raises(AssertionError) as caught:
        assert_adapter_conforms(SOUND, [PAYLOAD, with_field(score=50)])

    assert str(caught.value) == (
        "scanner does not conform:\npayload 2: $.total has the sharpness 50, which is off its scale 0–1"
    )


def test_a_payload_that_another_adapter_reads_is_not_recognised() -> None:
    """What nobody claims is plain data."""
    assert check_adapter(SOUND, {"scanner": "S1"}) == ["it is not recognised: plain reads it"]


def test_two_claims_are_a_problem() -> None:
    """A user would have to name the adapter each time."""
    rival = replace(SOUND, name="rival")

    assert check_adapter(SOUND, PAYLOAD, others=[rival]) == [
        "it is not recognised: the payload looks like rival and scanner: name its adapter"
    ]


@pytest.mark.parametrize(
    ("adapter", "problem"),
    [
        pytest.param(
            replace(SOUND, signals=()),
            'the signal "sharpness" is neither built in nor among the adapter\'s `signals`',
            id="undeclared-signal",
        ),
        pytest.param(
            replace(SOUND, labels=frozenset(("sharp",))),
            '$.vat has the match "blurred", which is not among the adapter\'s `labels`',
            id="undeclared-label",
        ),
        pytest.param(
            with_citations(lambda entry, _: (Citation(page=3),)),
            "$.total is cited on page 3 of 2",
            id="page-after-the-last",
        ),
        pytest.param(
            with_citations(lambda entry, _: (Citation(page=0),)),
            "$.total is cited on page 0 of 2",
            id="page-from-0",
        ),
        pytest.param(
            with_citations(lambda entry, _: (Citation(box=(2, 1, 1, 2)),)),
            "$.total has a box whose corners are not in order: (2, 1, 1, 2)",
            id="box-of-corner-and-size",
        ),
        pytest.param(
            with_citations(lambda entry, _: (Citation(box=(0, 0, 1.02, 1), unit="ratio"),)),
            "$.total has a box beyond the page (1.0 × 1.0): (0, 0, 1.02, 1)",
            id="box-beyond-the-page",
        ),
        pytest.param(
            with_citations(lambda entry, _: (Citation(box=(0, 0, 1, 1), unit="mm"),)),
            '$.total has a citation in the unknown unit "mm"',
            id="unknown-unit",
        ),
        pytest.param(
            with_walk(lambda fields: (_walk(fields)[0], {("total", "x"): {}})),
            "metadata at $.total.x fits no path of the data",
            id="lost-metadata",
        ),
    ],
)
def test_what_an_adapter_says_wrongly_is_found(adapter: Adapter, problem: str) -> None:
    """Each would mislead a rule on a payload that nothing is wrong with."""
    assert problem in check_adapter(adapter, PAYLOAD, damages=0)


def test_a_box_may_stand_a_little_beyond_the_page() -> None:
    """Detectors draw so; a hundredth of the page is the limit."""
    adapter = with_citations(lambda entry, _: (Citation(box=(-0.01, 0, 1.01, 1), unit="ratio"),))

    assert _found(adapter, PAYLOAD, damages=0) == []


def test_metadata_that_was_expected_to_be_lost_is_no_problem() -> None:
    """Some payloads have it; the extraction tells."""
    adapter = with_walk(lambda fields: (_walk(fields)[0], {("total", "x"): {}}))

    assert _found(adapter, PAYLOAD, damages=0, unplaced=["$.total.x"]) == []


def test_changing_the_payload_is_found() -> None:
    """The caller's data is the caller's."""

    def greedy(fields: Any) -> tuple[Any, dict[Any, Any]]:
        fields[0]["seen"] = True
        return _walk(fields)

    payload = with_field()

    assert _found(with_walk(greedy), payload, damages=0) == ["reading changes the payload"]


def test_a_reading_that_depends_on_anything_else_is_found() -> None:
    """The same input always ends the same way."""

    def counting() -> Iterator[int]:
        yield from range(1_000)

    counter = counting()
    adapter = with_walk(lambda fields: ({"total": next(counter)}, {}))

    assert "a second reading says something else" in check_adapter(adapter, PAYLOAD, damages=0)


def test_a_reading_that_depends_on_the_order_of_keys_is_found() -> None:
    """JSON objects have none."""
    adapter = with_walk(lambda fields: ({"total": next(iter(fields[0]))}, {}))

    assert _found(adapter, PAYLOAD, damages=0) == ["$.total depends on the order of keys"]


def test_a_crash_on_a_damaged_payload_is_found_and_names_the_damage() -> None:
    """A document is never an exception."""
    adapter = with_walk(lambda fields: ({field["name"]: field["text"] for field in fields}, {}))

    problems = check_adapter(adapter, PAYLOAD)

    found = [problem for problem in problems if problem.endswith(", reading raises KeyError: 'text'")]
    assert found
    assert all("delete $.fields[" in problem for problem in found)


def test_an_adapter_that_cannot_be_pickled_is_found() -> None:
    """A batch is judged by worker processes."""
    (problem,) = check_adapter(with_walk(lambda fields: _walk(fields)), PAYLOAD)  # noqa: PLW0108  # local on purpose

    assert problem.startswith("it cannot be sent to a worker process (a function in it is local?): ")


def test_a_crash_of_recognition_is_found() -> None:
    """It would take down the reading of payloads that are none of the adapter's business."""

    def looks_right(response: Any) -> bool:
        return len(response["fields"]) > 0

    adapter = replace(SOUND, shapes=(replace(SHAPE, looks_right=looks_right),))

    problems = check_adapter(adapter, PAYLOAD)

    assert any(
        "recognising raises TypeError: object of type 'NoneType' has no len()" in problem for problem in problems
    )


def test_the_same_seed_tries_the_same_damage() -> None:
    """A problem that was found once is found again."""
    adapter = with_walk(lambda fields: ({field["name"]: field["text"] for field in fields}, {}))

    assert check_adapter(adapter, PAYLOAD, seed=3) == check_adapter(adapter, PAYLOAD, seed=3)
    assert check_adapter(adapter, PAYLOAD, seed=3) != check_adapter(adapter, PAYLOAD, seed=4)
