"""Text that was read from documents, made safe to print.

What a document says may neither move the cursor, nor style, nor reorder or end a line, nor stop the
output, nor give commands to what reads it: whatever could is shown as its escape, so that nothing is lost and
nothing is hidden.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

_UNSAFE: Final = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0 and C1: escape sequences, U+009B, line ends
    "\xad\u061c\u200b\u200e\u200f\u2060-\u206f\ufeff\ufff9-\ufffb"  # invisible, bidi marks and isolates
    "\u2028-\u202e"  # line and paragraph separators, bidi overrides
    "\ud800-\udfff"  # lone surrogates cannot be encoded
    "\U000e0000-\U000e007f"  # tags: invisible text
    "]"
    "|#(?=#\\w*\\[)"  # "##[error]", "##vso[...]": commands to the runners of GitHub and Azure, anywhere in a line
)
DOTS: Final = "..."


def printable(text: str) -> str:
    r"""Give ``text`` with every unsafe character as its escape.

    Example:
        >>> print(printable("a\x1b[31mb"))
        a\x1b[31mb
    """
    return _UNSAFE.sub(_escape, text)


def show_value(value: Any, presence: str, longest: int = 60) -> str:
    """Give a delivered value in at most ``longest`` characters (8 or more); JSON has it whole.

    ``presence`` tells an absent value from a null one.
    """
    if presence in {"absent", "null"}:
        return presence
    if isinstance(value, str):
        return f'"{cut(printable(value), longest - 2)}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return cut(str(value), longest)
    if isinstance(value, dict):
        return f"{{{len(value)} {'key' if len(value) == 1 else 'keys'}}}"
    if isinstance(value, list | tuple):
        return f"[{len(value)} {'item' if len(value) == 1 else 'items'}]"
    return cut(printable(str(value)), longest)


def cut(text: str, longest: int) -> str:
    """Give ``text`` in at most ``longest`` characters, with three dots in place of the rest."""
    return text if len(text) <= longest else text[: longest - len(DOTS)] + DOTS


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
