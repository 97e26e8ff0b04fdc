"""Which adapter reads a payload, told by its shape or named by the caller; and the extraction it gives."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeAlias

from adjudge.errors import ConfigError, PayloadError, did_you_mean
from adjudge.model.adapter import Adapter, JobKeys, KeyPath, Shape
from adjudge.model.extraction import Extraction, JobFailure
from adjudge.model.payload import read_payload
from adjudge.model.tree import ABSENT, dig

_Candidate: TypeAlias = tuple[Adapter, int, Shape]
"""An adapter, and one of its shapes with its position there."""


def normalize(source: Any, adapter: str | Adapter | None = None, *, adapters: Mapping[str, Adapter]) -> Extraction:
    """Read a payload and show it as an extraction.

    Args:
        source: Whatever ``read_payload`` reads.
        adapter: Who made it: a name, or an adapter of your own; told by shape when not given.
        adapters: The adapters by name.

    Raises:
        PayloadError: an unreadable payload, a job still pending, or one that the named adapter does not know.
        ConfigError: an unknown adapter, or two that claim the payload.
    """
    payload = read_payload(source)
    if adapter is None:
        definition, shape = _recogniser(tuple(adapters.values())).recognise(payload)
    else:
        definition = adapter if isinstance(adapter, Adapter) else _named(adapter, adapters)
        shape = _shape_of(definition, payload)
    return _extraction(definition, shape, payload, recognised=adapter is not None or not definition.fallback)


class Recogniser:
    """Finds the adapter and shape of payloads.

    Shapes are asked only when the payload has their first required key, so that many shapes cost little;
    those that require nothing (bare output, told by what it looks like) only when no other claims.
    """

    def __init__(self, adapters: tuple[Adapter, ...]) -> None:
        self._by_key: dict[str, list[_Candidate]] = {}
        self._by_look: list[_Candidate] = []
        self._fallback = next((adapter for adapter in adapters if adapter.fallback), None)
        for adapter in adapters:
            for position, shape in enumerate(() if adapter.fallback else adapter.shapes):
                first = next(iter((*shape.at, *(path[0] for path in shape.requires))), None)
                known = self._by_look if first is None else self._by_key.setdefault(first, [])
                known.append((adapter, position, shape))

    def recognise(self, payload: Any) -> tuple[Adapter, Shape]:
        """Give the one adapter that claims the payload, and its first shape that does.

        Raises:
            ConfigError: two adapters claim it.
            PayloadError: none does, and none is the fallback.
        """
        if isinstance(payload, dict):
            claims: dict[Adapter, tuple[int, Shape]] = {}
            for key, candidates in self._by_key.items():
                if key in payload:
                    _claim(payload, candidates, claims)
            if not claims:
                _claim(payload, self._by_look, claims)
            if len(claims) > 1:
                names = " and ".join(sorted(adapter.name for adapter in claims))
                raise ConfigError(f"the payload looks like {names}: name its adapter")
            for adapter, (_, shape) in claims.items():
                return adapter, shape
        if self._fallback is None:
            raise PayloadError("no adapter recognises the payload")
        return self._fallback, self._fallback.shapes[0]


def _claim(payload: Any, candidates: list[_Candidate], claims: dict[Adapter, tuple[int, Shape]]) -> None:
    for adapter, position, shape in candidates:
        first = claims.get(adapter)
        if (first is None or position < first[0]) and shape.claims(payload):
            claims[adapter] = position, shape


@lru_cache(maxsize=32)
def _recogniser(adapters: tuple[Adapter, ...]) -> Recogniser:
    return Recogniser(adapters)


def _named(name: str, adapters: Mapping[str, Adapter]) -> Adapter:
    if name not in adapters:
        hint = did_you_mean(name, list(adapters)) or f"; there are {', '.join(sorted(adapters))}"
        raise ConfigError(f'no adapter is called "{name}"{hint}')
    return adapters[name]


def _shape_of(adapter: Adapter, payload: Any) -> Shape:
    for shape in adapter.shapes:
        if shape.claims(payload):
            return shape
    for shape in adapter.shapes:
        if not shape.requires and not shape.at:
            # Bare output with nothing to know it by; the caller's word is enough.
            return shape
    keys = list(payload)[:5] if isinstance(payload, dict) else []
    what = f"an object with {', '.join(map(str, keys))}" if keys else "an array" if payload else "empty"
    raise PayloadError(f"the payload is nothing that {adapter.name} sends: it is {what}")


def _extraction(adapter: Adapter, shape: Shape, payload: Any, *, recognised: bool) -> Extraction:
    response = shape.response(payload)
    data = dig(response, shape.data)
    failure = None
    if shape.job is not None:
        failure = _failure(adapter, shape, shape.job, response, data)
    extraction = Extraction(adapter, shape, payload, failure=failure, recognised=recognised)
    if isinstance(data, str) and failure is None:
        # Data that is itself a text of JSON is decoded now, so that a broken one is refused here.
        _ = extraction.tree
    return extraction


def _failure(adapter: Adapter, shape: Shape, job: JobKeys, response: Any, data: Any) -> JobFailure | None:
    status = dig(response, job.status)
    if isinstance(status, str) and status in job.pending:
        raise PayloadError(f"the {adapter.name} job is not done yet: its status is {status}")
    if job.only_accepted and not (job.error and dig(response, job.error)):
        raise PayloadError(f"the {adapter.name} job is not done yet: this only says where to ask for the result")
    failed = isinstance(status, str) and status in job.failed
    error = dig(response, job.error) if job.error is not None else ABSENT
    if not failed and (error is ABSENT or not error) and data is not None and data is not ABSENT:
        return None
    texts = [_reason(dig(response, path)) for path in job.reason]
    reason = ": ".join(dict.fromkeys(text for text in texts if text))
    if not reason:
        reason = f"status {status}" if failed else f"{_dotted(shape.data)} is {'absent' if data is ABSENT else 'null'}"
    return JobFailure(reason)


def _reason(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _dotted(path: KeyPath) -> str:
    return ".".join(path) or "the result"
