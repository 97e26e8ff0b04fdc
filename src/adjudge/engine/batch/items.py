"""What workers are given: payloads by name, in chunks that are small enough to lose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

CHUNK_ITEMS: Final = 64
CHUNK_BYTES: Final = 1024 * 1024


class Item(NamedTuple):
    """One payload, or why it could not be read.

    ``read`` is how far the inputs were read with it, in bytes as stored.
    """

    name: str | None
    payload: Any
    error: str | None = None
    read: int = 0


def chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Group items: up to 64 of them, or about 1 MiB."""
    chunk: list[Item] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += len(item.payload) if isinstance(item.payload, bytes) else 0
        if len(chunk) >= CHUNK_ITEMS or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
