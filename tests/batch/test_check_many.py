"""Many payloads from Python: in order, errors as values, and no document that kills a worker stops the rest."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable

import pytest

import adjudge

RULES = "rules:\n  - {id: total-is-there, given: $.total, required: true}\n"


class Deadly:
    """A payload that ends the process which unpickles it."""

    def __reduce__(self) -> tuple[Callable[[int], None], tuple[int]]:
        return signal.raise_signal, (signal.SIGKILL,)


def test_verdicts_come_in_order_and_what_check_refuses_is_a_value(load: Callable[..., adjudge.Ruleset]) -> None:
    payloads = [b'{"total": 1}', b"{", b'{"total": 3}']
    first, second, third = load(RULES).check_many(payloads, documents=["a", "b", "c"], workers=1)

    assert isinstance(first, adjudge.Verdict)
    assert isinstance(third, adjudge.Verdict)
    assert (first.document, third.document) == ("a", "c")
    assert isinstance(second, adjudge.PayloadError)
    assert str(second) == "the payload is no JSON: it ends too early"


def test_a_payload_that_kills_its_worker_is_named_and_the_rest_goes_on(load: Callable[..., adjudge.Ruleset]) -> None:
    before, deadly, after = load(RULES).check_many([b'{"total": 1}', Deadly(), b'{"total": 3}'], workers=1)

    assert isinstance(before, adjudge.Verdict)
    assert isinstance(after, adjudge.Verdict)
    assert str(deadly) == "judging it ended the worker process twice: killed by signal 9 (SIGKILL)"


def test_a_record_batch_of_payloads_gives_one_of_verdicts(load: Callable[..., adjudge.Ruleset]) -> None:
    pa = pytest.importorskip("pyarrow")
    batch = pa.RecordBatch.from_pydict({"document": ["a", "b"], "payload": [json.dumps({"total": 1}), "{"]})
    verdicts = load(RULES).check_batch(batch).to_pylist()

    assert [row["document"] for row in verdicts] == ["a", "b"]
    assert [row["decision"] for row in verdicts] == ["accept", None]
    assert [row["error"] for row in verdicts] == [None, "the payload is no JSON: it ends too early"]
    assert verdicts[0]["results"][0]["outcome"] == "pass"
