"""Text, codes and booleans: as delivered, never turned into something else."""

from __future__ import annotations

from adjudge.ruleset.reading.show import show
from adjudge.ruleset.reading.unparsable import Unparsable

_MAX_BITS = 100


def read_text(value: object) -> str | Unparsable:
    """Read a text as it is; a whole number is its digits, any other number has lost how it was printed."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() <= _MAX_BITS:
        return str(value)
    return Unparsable(f"{show(value)} is no text")


def read_code(value: object) -> str | Unparsable:
    """Read a code (an invoice number, an IBAN): exact, but for blanks around it."""
    text = read_text(value)
    return Unparsable(f"{show(value)} is no code") if isinstance(text, Unparsable) else text.strip()


def read_boolean(value: object) -> bool | Unparsable:
    """Read JSON's true and false, and these two words."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and (word := value.strip().lower()) in ("true", "false"):
        return word == "true"
    return Unparsable(f"{show(value)} is neither true nor false")
