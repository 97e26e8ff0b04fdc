"""Names for what payloads call their values: readable, ASCII, free, and what their words say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from itertools import count
from typing import Final

from adjudge.model.paths import Parts
from adjudge.ruleset.declarations import RESERVED

LONGEST: Final = 40
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SPELT: Final = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "œ": "oe", "ł": "l", "Ł": "L", "đ": "d", "þ": "th"}
)
"""Letters that Unicode does not take apart."""


class Names:
    """The names given so far in one place: a file's fields, or a list's members."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, parts: Parts) -> str:
        """Give a name of its own, with a number where the plain one is taken."""
        found = free_name(plain_name(parts), self._taken)
        self._taken.add(found)
        return found


def plain_name(parts: Parts) -> str:
    """Give the name that the keys of a path make.

    Example:
        >>> plain_name(("invoiceNumber",)), plain_name(("supplier", "name")), plain_name(("tax", "tax_id"))
        ('invoice_number', 'supplier_name', 'tax_id')
    """
    name = ""
    for part in parts:
        key = snake_case(str(part))
        name = key if not name or key.startswith(f"{name}_") else f"{name}_{key}" if key else name
    if len(name) > LONGEST:
        name = snake_case(str(parts[-1]))
    return name or "value"


def snake_case(key: str) -> str:
    """Spell a key as a name, ``""`` where nothing of it can be spelt so.

    Example:
        >>> snake_case("Größe (cm)"), snake_case("invoiceNumber"), snake_case("for"), snake_case("第1")
        ('grosse_cm', 'invoice_number', 'for_', 'n1')
    """
    letters = unicodedata.normalize("NFKD", key[:200].translate(_SPELT))
    ascii_only = "".join(letter for letter in letters if letter.isascii() or not unicodedata.combining(letter))
    words = re.findall(r"[A-Za-z0-9]+", _CAMEL.sub(" ", ascii_only))
    name = "_".join(words).lower()[:LONGEST].strip("_")
    if name[:1].isdigit():
        name = f"n{name}"
    return f"{name}_" if name in RESERVED else name


def singular(name: str, taken: Container[str]) -> str:
    """Give a name for one item of a list, which is none of those taken.

    Example:
        >>> singular("line_items", set()), singular("taxes", {"taxe"}), singular("data", set())
        ('item', 'row', 'row')
    """
    word = name.rstrip("_").rpartition("_")[2]
    one = f"{word[:-3]}y" if word.endswith("ies") else word[:-1] if word.endswith("s") else ""
    if re.fullmatch(r"[a-z]\w+", one) and one not in taken and one not in RESERVED:
        return one
    return free_name("row", taken)


def free_name(name: str, taken: Container[str]) -> str:
    """Give the name, with a number where it is taken."""
    return next(each for number in count(1) if (each := name if number == 1 else f"{name}_{number}") not in taken)


def words_of(name: str) -> frozenset[str]:
    """Give the words of a name."""
    return frozenset(name.split("_"))
