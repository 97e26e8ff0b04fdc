"""Recognition: by shape, by name, and never by luck."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from adjudge.adapters import ADAPTERS
from adjudge.errors import ConfigError, PayloadError
from adjudge.model.adapter import Adapter, JobKeys, Shape
from adjudge.model.extraction import Extraction, JobFailure
from adjudge.model.layouts import Bare
from adjudge.model.recognise import normalize

Read = Callable[..., Extraction]


def adapter(name: str, *shapes: Shape) -> Adapter:
    """Make an adapter."""
    return Adapter(name, shapes)


def shape(*requires: str, name: str = "made", **more: Any) -> Shape:
    """Make a shape that requires keys."""
    return Shape(name, Bare(), requires=tuple((key,) for key in requires), **more)


def by_name(*adapters: Adapter) -> dict[str, Adapter]:
    """Register adapters."""
    return {made.name: made for made in adapters}


def test_an_object_or_array_that_nobody_claims_is_plain(read: Read) -> None:
    """And the extraction says so."""
    for payload in ({"a": 1}, [1], {}, []):
        extraction = read(payload)
        assert (extraction.adapter, extraction.recognised) == ("plain", False)


def test_plain_named_by_the_caller_is_recognised(read: Read) -> None:
    """Then it is no guess."""
    assert read({"a": 1}, "plain").recognised
    assert read({"data": {}, "meta": {}}).recognised


def test_two_claims_are_an_error_naming_both() -> None:
    """A guess here would read one vendor's scores as another's."""
    adapters = by_name(adapter("zeta", shape("x")), adapter("alpha", shape("x", "y")))

    with pytest.raises(ConfigError) as caught:
        normalize({"x": 1, "y": 2}, adapters=adapters)
    assert str(caught.value) == "the payload looks like alpha and zeta: name its adapter"
    assert normalize({"x": 1, "y": 2}, "zeta", adapters=adapters).adapter == "zeta"
    assert normalize({"x": 1}, adapters=adapters).adapter == "zeta"


def test_the_first_of_an_adapters_shapes_reads() -> None:
    """Whichever of their keys is met first."""
    made = adapter("made", shape("a", "b", name="first"), shape("b", name="second"), shape("a", name="third"))

    assert normalize({"b": 1, "a": 1}, adapters=by_name(made)).shape.name == "first"
    assert normalize({"a": 1}, adapters=by_name(made)).shape.name == "third"
    late = adapter("late", shape("x", "no"), shape("y", name="y"), shape("x", name="x"))
    assert normalize({"x": 1, "y": 1}, adapters=by_name(late)).shape.name == "y"
    assert normalize({"x": 1, "y": 1}, late, adapters={}).shape.name == "y"


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    """Or with all, when none is near."""
    with pytest.raises(ConfigError) as caught:
        normalize({}, "nutriant", adapters=by_name(*ADAPTERS))
    assert str(caught.value) == 'no adapter is called "nutriant"; did you mean "nutrient"?'
    with pytest.raises(ConfigError) as caught:
        normalize({}, "qqq", adapters=by_name(adapter("b"), adapter("a")))
    assert str(caught.value) == 'no adapter is called "qqq"; there are a, b'


@pytest.mark.parametrize(
    ("payload", "what"),
    [
        ({"a": 1, "b": 2}, "an object with a, b"),
        (dict.fromkeys("abcdefg"), "an object with a, b, c, d, e"),
        ([1], "an array"),
        ({}, "empty"),
    ],
)
def test_a_named_adapter_that_does_not_know_the_payload_says_so(payload: Any, what: str) -> None:
    """Reading it as something else would leave every signal absent without a word."""
    with pytest.raises(PayloadError) as caught:
        normalize(payload, "extra", adapters=by_name(adapter("extra", shape("result"))))

    assert str(caught.value) == f"the payload is nothing that extra sends: it is {what}"


def test_without_a_fallback_an_unknown_payload_is_refused() -> None:
    """A caller may give a set of adapters without plain."""
    with pytest.raises(PayloadError) as caught:
        normalize({"a": 1}, adapters=by_name(adapter("made", shape("x"))))

    assert str(caught.value) == "no adapter recognises the payload"


def test_no_two_built_in_adapters_claim_one_payload() -> None:
    """Every key that one of their shapes needs, together in one payload: two at most by construction."""
    for payload in (
        {"object": {"a": 1}, "metadata": {"credits": 1}, "output": None},
        {"data": {"a": 1}, "metadata": {"processing_time_ms": 1}, "error": None},
        {"object": {"x": 1}, "status": "PROCESSED", "metadata": {}},
        {"status": "failed", "error": "x"},
        {"status": ["odd"], "object": ["odd"], "output": {"value": 1, "metadata": 2}},
    ):
        normalize(payload, adapters=by_name(*ADAPTERS))


@pytest.mark.parametrize("adapter", ADAPTERS, ids=lambda made: made.name)
@pytest.mark.parametrize("odd", [None, 5, "x", [], [1], {}, {"a": 1}], ids=repr)
def test_no_built_in_shape_raises_on_odd_payloads(adapter: Adapter, odd: Any) -> None:
    """Whatever stands where a shape looks; refusing is fine, crashing is not."""
    for made in adapter.shapes:
        payload: Any = {}
        for path in (*made.requires, *([made.meta] if made.meta else []), ("status",), ("output", "x")):
            place = payload
            for key in (*made.at, *path)[:-1]:
                place = place.setdefault(key, {}) if isinstance(place.get(key, {}), dict) else {}
            place[path[-1]] = copy.deepcopy(odd)
        for whole in (payload, [payload], copy.deepcopy(odd) if isinstance(odd, dict | list) else {}):
            try:
                extraction = normalize(whole, adapter, adapters={})
            except PayloadError:
                continue
            for node in extraction.nodes():
                _ = (node.value, node.signals, node.match, node.verification, node.verification_detail)
                _ = (node.reasoning, node.issues, node.citations, node.cited_by_ancestor())
            _ = (extraction.pages, extraction.flags, extraction.adapter_version, extraction.unplaced)


def test_a_job_is_done_failed_or_pending() -> None:
    """With the reasons in the order that the adapter names them, each once."""
    job = JobKeys(
        pending=frozenset(("waiting",)),
        failed=frozenset(("broken",)),
        error=("error",),
        reason=(("code",), ("error", "text"), ("code",)),
    )
    made = by_name(adapter("made", shape("status", data=("result", "data"), job=job)))

    assert normalize({"status": "done", "result": {"data": {}}}, adapters=made).failure is None
    assert normalize({"status": "broken", "result": {"data": {}}}, adapters=made).failure == JobFailure("status broken")
    assert normalize({"status": "done", "result": {"data": None}}, adapters=made).failure == JobFailure(
        "result.data is null"
    )
    assert normalize({"status": "done"}, adapters=made).failure == JobFailure("result.data is absent")
    failed = {"status": "done", "result": {"data": {}}, "error": {"text": " no pages "}, "code": "E1"}
    assert normalize(failed, adapters=made).failure == JobFailure("E1: no pages")
    with pytest.raises(PayloadError, match="the made job is not done yet: its status is waiting"):
        normalize({"status": "waiting"}, adapters=made)


def test_built_in_adapters_travel_to_worker_processes() -> None:
    """A pool pickles what it sends; nothing in them may be a local function."""
    for made in ADAPTERS:
        copied = pickle.loads(pickle.dumps(made))  # noqa: S301 - our own bytes
        assert [taken.name for taken in copied.shapes] == [original.name for original in made.shapes]


def test_recognition_does_not_hang_on_the_hash_seed() -> None:
    """Names of shapes are met in one order, whatever Python's seed."""
    script = (
        "from adjudge.adapters import ADAPTERS\n"
        "from adjudge.model.recognise import normalize\n"
        "payload = {'status': 'COMPLETED', 'extract_result': {'a': 1}, 'document_input_value': 'x'}\n"
        "print(normalize(payload, adapters={made.name: made for made in ADAPTERS}).shape.name)\n"
    )
    source = str(Path(__file__).parents[2] / "src")
    names = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": source},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert names == {"v2 without metadata\n"}
