"""What the bytes of a JSON text prove about it, many times faster than going through what they decode to.

A proof may fail for a text that is fine; then the slow way decides. It never succeeds for one that is not. What is
proven holds for JSON: that the text is JSON, its reader finds out.
"""

from __future__ import annotations

import re
from typing import Final

from adjudge.model.tree import MAX_DEPTH, MAX_NODES

_MARKS: Final = b'"{}[]'
_NO_MARKS: Final = bytes(set(range(256)) - set(_MARKS))
_STRING: Final = re.compile(rb'"[^"]*"')


def fits(raw: bytes) -> bool:
    """Prove that a JSON text is nested no deeper, and holds no more, than a payload may."""
    # Two bytes a value at least: its own, and the comma or bracket before it.
    return len(raw) <= 2 * MAX_NODES and _is_shallow(raw)


def _is_shallow(raw: bytes) -> bool:
    """Take brackets out from the inside, at most two levels a time, until none is left."""
    brackets = _brackets(raw)
    for _ in range(MAX_DEPTH // 2):
        if not brackets:
            return True
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    return not brackets


def _brackets(raw: bytes) -> bytes:
    """Give the brackets alone, without those in texts."""
    if b"\\" in raw and rb"\"" in raw:
        # A backslash before a quote is one that escapes it, once those that escape each other are gone.
        raw = raw.replace(rb"\\", b"").replace(rb"\"", b"")
    marks = raw.translate(None, _NO_MARKS)
    # Two texts that touch become one: what they hold goes either way.
    marks = marks.replace(b'""', b"")
    return _STRING.sub(b"", marks) if b'"' in marks else marks
