"""From whatever a caller holds to plain data: text, a file, an SDK's result object, or plain data as is."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import msgspec

from adjudge.errors import PayloadError
from adjudge.model.tree import MAX_DEPTH, MAX_NODES, too_deep, too_many

MAX_BYTES: Final = 64 * 1024 * 1024
MAX_EXPONENT: Final = 30
"""Of a number in scientific notation, up and down; larger numbers are attacks or mistakes, not amounts."""

_BOM: Final = b"\xef\xbb\xbf"


def read_payload(source: Any) -> Any:
    """Read a payload into plain data; a dict or list is given back as it is, not copied.

    Args:
        source: A dict or list; JSON text (str, bytes; a str is never a file name); a path object of a
            regular file; or a vendor SDK's result object (a pydantic model or a dataclass).

    Raises:
        PayloadError: what cannot be read as a JSON object or array; one line, with the place if known.
    """
    if isinstance(source, dict | list):
        return source
    if isinstance(source, os.PathLike):
        data = read_json(_read_file(Path(source)))
    elif isinstance(source, str | bytes | bytearray | memoryview):
        data = read_json(source)
    elif _is_object(source):
        data = _plain(source, 0)
    else:
        raise PayloadError(f"a payload cannot be {_a(type(source).__name__)}")
    if not isinstance(data, dict | list):
        raise PayloadError(f"the payload is {_what(data)}, not a JSON object or array")
    return data


def read_json(source: str | bytes | bytearray | memoryview) -> Any:
    """Decode JSON exactly: numbers with a point or an exponent become ``Decimal``.

    Raises:
        PayloadError: no JSON, too large, too deep, or a number out of bounds.
    """
    raw = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else bytes(source)
    if len(raw) > MAX_BYTES:
        raise PayloadError(f"the payload is larger than {MAX_BYTES // 1024 // 1024} MiB")
    raw = raw.removeprefix(_BOM)
    if not raw.strip():
        raise PayloadError("the payload is empty")
    try:
        data = msgspec.json.Decoder(float_hook=_exact).decode(raw)
    except RecursionError:
        raise too_deep() from None
    except UnicodeDecodeError:
        raise PayloadError(f"the payload is not UTF-8 text{_where_not_utf8(raw)}") from None
    except msgspec.ValidationError as error:
        raise PayloadError(f"the payload is no JSON: {_lower(str(error))}") from None
    except msgspec.DecodeError as error:
        raise PayloadError(f"the payload is no JSON: {_explain(str(error), raw)}") from None
    if isinstance(data, dict | list):
        _check_extent(data)
    return data


def _exact(text: str) -> Decimal:
    try:
        number = Decimal(text)
        if -MAX_EXPONENT <= number.adjusted() <= MAX_EXPONENT:
            return number
    except InvalidOperation:
        # An exponent that not even Decimal can hold.
        pass
    shown = text if len(text) <= 40 else f"{text[:37]}..."
    raise PayloadError(f"the number {shown} is out of bounds: its exponent is beyond {MAX_EXPONENT}")


def _check_extent(data: Any) -> None:
    """Refuse what is nested too deep or holds too much, before any rule goes through it."""
    level, left = [data], MAX_NODES
    for _ in range(MAX_DEPTH):
        left -= sum(map(len, level))
        if left < 0:
            raise too_many()
        level = [
            below
            for value in level
            if value
            for below in (value.values() if type(value) is dict else value)
            if type(below) is dict or type(below) is list
        ]
        if not level:
            return
    raise too_deep()


def _explain(message: str, raw: bytes) -> str:
    """Turn msgspec's message into ours, a byte offset into line and column."""
    if "truncated" in message:
        return "it ends too early"
    text = _lower(message.removeprefix("JSON is malformed: "))
    what, found, offset = text.partition(" (byte ")
    if not found:
        return text
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "it is UTF-16 text, not UTF-8"
    # Of trailing characters msgspec tells the place behind the first.
    before = raw[: int(offset.rstrip(")")) - what.startswith("trailing")]
    line = before.count(b"\n") + 1
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    return f"{what} at line {line}, column {column}"


def _where_not_utf8(raw: bytes) -> str:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return f" (byte {error.start})"
    return ""


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


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
        raise PayloadError(f"{path} cannot be read: {_lower(error.strerror or str(error))}") from None


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
