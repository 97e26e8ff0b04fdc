"""From JSON text to plain data: exactly, within bounds, and with every refusal in one line."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import msgspec

from adjudge.errors import PayloadError
from adjudge.model.extent import fits
from adjudge.model.tree import MAX_DEPTH, MAX_NODES, too_deep, too_many

MAX_BYTES: Final = 64 * 1024 * 1024
MAX_EXPONENT: Final = 30
"""Of a number in scientific notation, up and down; larger numbers are attacks or mistakes, not amounts."""

_BOM: Final = b"\xef\xbb\xbf"
_KEPT_NUMBERS: Final = 8192
_SHORT: Final = 15
"""So many digits a float holds exactly enough: written out again, it is the same number."""


def read_json(source: str | bytes | bytearray | memoryview, *, quick: bool = False) -> Any:
    """Decode JSON exactly: numbers with a point or an exponent become ``Decimal``.

    Args:
        source: The text.
        quick: Make floats of short numbers without an exponent. Each stands for the same number, but no longer says
            how it was written (``1.50``): good enough to judge by, not to quote.

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
        data = (_QUICK if quick else _EXACT).decode(raw)
    except RecursionError:
        raise too_deep() from None
    except UnicodeDecodeError:
        raise PayloadError(f"the payload is not UTF-8 text{_where_not_utf8(raw)}") from None
    except msgspec.ValidationError as error:
        raise PayloadError(f"the payload is no JSON: {lower_first(str(error))}") from None
    except msgspec.DecodeError as error:
        raise PayloadError(f"the payload is no JSON: {_explain(str(error), raw)}") from None
    if isinstance(data, dict | list) and not fits(raw):
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


class _Kept(dict[str, Any]):
    """Numbers by how they are written; short ones are kept, since scores and rates come again and again."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Any:
        """Read a number that did not come before."""
        number = self._read(text)
        if len(text) <= _SHORT:
            if len(self) >= _KEPT_NUMBERS:
                self.clear()
            self[text] = number
        return number


def _quick(text: str) -> Decimal | float:
    return float(text) if len(text) <= _SHORT and "e" not in text and "E" not in text else _exact(text)


_EXACT: Final = msgspec.json.Decoder(float_hook=_Kept(_exact).__getitem__)
_QUICK: Final = msgspec.json.Decoder(float_hook=_Kept(_quick).__getitem__)


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
    text = lower_first(message.removeprefix("JSON is malformed: "))
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


def lower_first(text: str) -> str:
    """Give a sentence as a part of another."""
    return text[:1].lower() + text[1:]
