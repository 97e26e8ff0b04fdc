"""From whatever a caller holds to plain data: text, a file, an SDK's result object, or plain data as is."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

from adjudge.errors import PayloadError
from adjudge.model.json_reader import MAX_BYTES, lower_first, read_json
from adjudge.model.tree import MAX_DEPTH, too_deep

JsonText: TypeAlias = str | bytes | bytearray | memoryview


def json_text(source: Any) -> JsonText | None:
    """Give the JSON text that a payload is, or that stands in its file; ``None`` for plain data and objects.

    Raises:
        PayloadError: a file that cannot be read.
    """
    if isinstance(source, os.PathLike):
        return _read_file(Path(source))
    return source if isinstance(source, JsonText) else None


def read_payload(source: Any, *, quick: bool = False) -> Any:
    """Read a payload into plain data; a dict or list is given back as it is, not copied.

    Args:
        source: A dict or list; JSON text (str, bytes; a str is never a file name); a path object of a
            regular file; or a vendor SDK's result object (a pydantic model or a dataclass).
        quick: Read the numbers of JSON as floats where these stand for the same number (see ``read_json``).

    Raises:
        PayloadError: what cannot be read as a JSON object or array; one line, with the place if known.
    """
    if isinstance(source, dict | list):
        return source
    text = json_text(source)
    if text is not None:
        data = read_json(text, quick=quick)
    elif _is_object(source):
        data = _plain(source, 0)
    else:
        raise PayloadError(f"a payload cannot be {_a(type(source).__name__)}")
    if not isinstance(data, dict | list):
        raise PayloadError(f"the payload is {_what(data)}, not a JSON object or array")
    return data


def _read_file(path: Path) -> bytes:
    """Read a regular file of bounded size: neither a device nor a pipe can stall us."""
    try:
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, flags)
        try:
            # Of the descriptor, so that what is checked is what is read.
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise PayloadError(f"{path} is no regular file")
            if status.st_size > MAX_BYTES:
                raise PayloadError(f"{path} is larger than {MAX_BYTES // 1024 // 1024} MiB")
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                return file.read(MAX_BYTES + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise PayloadError(f"{path} cannot be read: {lower_first(error.strerror or str(error))}") from None


def _is_object(source: Any) -> bool:
    if isinstance(source, type):
        return False
    return hasattr(source, "model_dump") or hasattr(source, "__fields__") or is_dataclass(source)


def _plain(value: Any, depth: int) -> Any:
    """Turn an SDK's result into plain data, by the wire's own names."""
    if depth > MAX_DEPTH:
        raise too_deep()
    if not isinstance(value, type) and (hasattr(value, "model_dump") or hasattr(value, "__fields__")):
        return _plain(_dump(value), depth + 1)
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name), depth + 1) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(below, depth + 1) for key, below in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(below, depth + 1) for below in value]
    return _scalar(value)


def _dump(model: Any) -> Any:
    """Dump a pydantic model by the wire's names; those of pydantic 1 have ``dict`` only."""
    try:
        if hasattr(model, "model_dump"):
            # Unchecked models of SDKs hold what their types forbid; that is no reason to warn.
            return model.model_dump(mode="json", by_alias=True, warnings=False)
        return model.dict(by_alias=True)
    except Exception as error:  # noqa: BLE001 - a foreign object's own code; its failure is the payload's
        raise PayloadError(f"{_a(type(model).__name__)} cannot be read: {_first_line(error)}") from None


def _scalar(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | Decimal):
        return value
    if isinstance(value, UUID | os.PathLike):
        return str(value)
    raise PayloadError(f"a payload cannot hold {_a(type(value).__name__)}")


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__


def _a(name: str) -> str:
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def _what(data: Any) -> str:
    if data is None:
        return "null"
    if isinstance(data, bool):
        return "true" if data else "false"
    return "a text" if isinstance(data, str) else "a number"
