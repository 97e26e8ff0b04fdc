"""The plainest printed form of numbers, read many at once: ``-1,234.50``, ``$1,234.50``, ``12.00 EUR``.

It reads a text as the grammar of the locale does (``printed.py``), or not at all: the few forms that most documents
have, with at most 13 digits, so that the float is the one whose shortest form is the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from adjudge.ruleset.reading.currencies import marks_of
from adjudge.ruleset.reading.locales import convention

_BETWEEN = "\n"
"""Parts texts that are read together; none of them may have one in it."""


class PlainForm:
    """Numbers as one locale prints them, alone or with a mark of one currency before or behind."""

    def __init__(self, locale: str | None, currency: str | None) -> None:
        signs = convention(locale) if locale else None
        self._marks = marks_of(currency, signs.currency) if currency is not None and signs is not None else ()
        self._decimals = signs.decimals[0] if signs else "."
        self._groups = signs.groups[0] if signs and signs.last == signs.others == 3 else ""
        self._many = re.compile(f"(?:{self._pattern()}{_BETWEEN})*")

    def _pattern(self) -> str:
        # Nothing is given back once it is taken (`+`), which is what makes it quick.
        whole = "[0-9]{1,9}+"
        if self._groups:
            whole = rf"(?:[1-9][0-9]{{0,2}}+(?:{re.escape(self._groups)}[0-9]{{3}}){{0,2}}+|{whole})"
        number = rf"{whole}(?:{re.escape(self._decimals)}[0-9]{{1,4}}+)?+"
        if not self._marks:
            return f"-?+{number}"
        mark = f"(?:{'|'.join(map(re.escape, self._marks))})"
        return f"(?:-?+(?:{mark} ?+)?+{number}|-?+{number} ?+{mark})"

    def is_marked(self, texts: Iterable[str]) -> bool:
        """Whether one of the texts has a mark."""
        joined = _BETWEEN.join(texts)
        return any(mark in joined for mark in self._marks)

    def read_all(self, texts: Sequence[str]) -> list[float] | None:
        """Read all texts; ``None`` where one is not of this form."""
        joined = _BETWEEN.join([*texts, ""])
        if joined.count(_BETWEEN) != len(texts) or not self._many.fullmatch(joined):
            return None
        return [*map(float, self._bare(joined).split(_BETWEEN)[:-1])]

    def _bare(self, text: str) -> str:
        """Take marks and group signs away, and write the decimal sign as a point."""
        for mark in self._marks:
            if mark in text:
                text = text.replace(mark, "")
        if self._groups:
            text = text.replace(self._groups, "")
        return text if self._decimals == "." else text.replace(self._decimals, ".")


@cache
def plain_form(locale: str | None, currency: str | None) -> PlainForm:
    """Give the form of a locale with the marks of a currency; of no currency, with none."""
    return PlainForm(locale, currency)


def local_currency(locale: str | None) -> str | None:
    """Give the currency that a locale's territory pays with; ``None`` where that is not one."""
    return convention(locale).currency if locale else None
