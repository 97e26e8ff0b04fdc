"""The promises of an adapter, checked on payloads that it should read and on damaged copies of them."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from adjudge.adapters import ADAPTERS
from adjudge.errors import AdjudgeError, ConfigError, PayloadError
from adjudge.model.adapter import Adapter
from adjudge.model.extraction import Extraction
from adjudge.model.payload import read_payload
from adjudge.model.recognise import normalize
from adjudge.testing.damage import damaged, reversed_keys
from adjudge.testing.nodes import content_problems, same, structure_problems, told

DAMAGES = 200


def assert_adapter_conforms(adapter: Adapter, payloads: Iterable[Any], *, unplaced: Iterable[str] = ()) -> None:
    """Assert that ``check_adapter`` finds nothing in any of the payloads.

    Raises:
        AssertionError: names every problem, and the payload by its position; also when there is no payload.
    """
    count = 0
    problems: list[str] = []
    for count, payload in enumerate(payloads, start=1):
        found = check_adapter(adapter, payload, unplaced=unplaced)
        problems += [f"payload {count}: {problem}" for problem in found]
    if not count:
        raise AssertionError(f"no payload was given, so nothing is known of {adapter.name}")
    if problems:
        raise AssertionError(f"{adapter.name} does not conform:\n" + "\n".join(problems))


def check_adapter(
    adapter: Adapter,
    payload: Any,
    *,
    others: Iterable[Adapter] = ADAPTERS,
    unplaced: Iterable[str] = (),
    damages: int = DAMAGES,
    seed: int = 1,
) -> list[str]:
    """Say what is wrong with an adapter, judged by a payload that it should read; nothing when all is well.

    A payload is recognised by its shape and by nobody else; each value in it is a node, each node is data or
    metadata, and no value has metadata in it; signals are declared, on their scale, and absent, null or measured;
    labels are declared; pages count from 1 and boxes lie on them; nothing is lost but what ``unplaced`` tells. Two
    readings say the same, whatever the order of keys, and leave the payload as it was. Whatever is damaged in it,
    reading it ends in ``PayloadError`` or in a sound extraction. The adapter itself can be pickled, as pools do.

    Args:
        adapter: The adapter.
        payload: Whatever ``check`` takes: a dict or list, JSON, a path, an SDK object. Its job may have failed.
        others: The adapters it must live with.
        unplaced: Metadata keys of this payload that fit no path of its data, as a payload may have.
        damages: How many damaged copies are tried.
        seed: Which ones they are.
    """
    data = read_payload(payload)
    before = deepcopy(data)
    known = {other.name: other for other in others} | {adapter.name: adapter}
    try:
        extraction = normalize(data, adapters=known)
    except AdjudgeError as error:
        return [f"it is not recognised: {error}"]
    if extraction.adapter != adapter.name:
        return [f"it is not recognised: {extraction.adapter} reads it"]
    problems = [*structure_problems(extraction), *content_problems(extraction)]
    expected = {f"metadata at {key} fits no path of the data" for key in unplaced}
    problems = [problem for problem in problems if problem not in expected]
    if not same(data, before):
        problems.append("reading changes the payload")
    problems += _pickling_problems(adapter)
    problems += _reading_problems(adapter, before)
    problems += _damage_problems(adapter, known, before, damages, seed)
    return list(dict.fromkeys(problems))


def _pickling_problems(adapter: Adapter) -> Iterator[str]:
    try:
        pickle.dumps(adapter)
    except Exception as error:  # noqa: BLE001  # every kind of object has its own way to refuse
        yield f"it cannot be sent to a worker process (a function in it is local?): {error}"


def _reading_problems(adapter: Adapter, data: Any) -> Iterator[str]:
    """Compare two readings of one payload, and that of a copy with its keys turned round."""
    first = told(_read(adapter, data))
    if not same(first, told(_read(adapter, data))):
        yield "a second reading says something else"
    turned = told(_read(adapter, reversed_keys(data)))
    for path in {**first, **turned}:
        if not same(first.get(path), turned.get(path)):
            yield f"{path} depends on the order of keys"


def _damage_problems(
    adapter: Adapter, known: Mapping[str, Adapter], data: Any, damages: int, seed: int
) -> Iterator[str]:
    for what, copy in damaged(data, count=damages, seed=seed):
        try:
            yield from (f"after {what}: {problem}" for problem in structure_problems(_read(adapter, copy)))
            told(_read(adapter, copy))
        except PayloadError:
            pass
        except Exception as error:  # noqa: BLE001  # whatever is raised is what is looked for
            yield f"after {what}, reading raises {type(error).__name__}: {error}"
        try:
            normalize(copy, adapters=known)
        except (PayloadError, ConfigError):
            # Damage may make a payload look like that of two adapters, which is told.
            pass
        except Exception as error:  # noqa: BLE001  # as above
            yield f"after {what}, recognising raises {type(error).__name__}: {error}"


def _read(adapter: Adapter, data: Any) -> Extraction:
    return normalize(data, adapter, adapters={adapter.name: adapter})
