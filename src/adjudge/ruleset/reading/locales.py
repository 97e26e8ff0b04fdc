"""How numbers are printed where: signs, group sizes and the local currency of a locale."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from adjudge.record import Record
from adjudge.ruleset.reading import cldr
from adjudge.ruleset.reading.unparsable import ReadingProblem

BLANKS: Final = " \N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}"
"""The blanks that printers, OCR and CLDR put between groups; a locale that groups by one is read with any."""

APOSTROPHES: Final = "'\N{RIGHT SINGLE QUOTATION MARK}"


class Convention(Record):
    """The signs of one locale; ``decimals`` and ``groups`` have no character in common.

    ``last`` and ``others`` are the digits in the last group and in those before (3 and 2 in India).
    ``currency`` is the only legal tender of the locale's territory, ``None`` where there is no such.
    """

    locale: str
    decimals: str
    groups: str
    last: int
    others: int
    currency: str | None

    @property
    def example(self) -> str:
        """A number as this locale prints it."""
        group = self.groups[0]
        whole = f"12{group}34{group}567" if self.others == 2 else f"1{group}234{group}567"
        return f"{whole}{self.decimals[0]}89"


@cache
def convention(locale: str) -> Convention:
    """Look a locale up by its name (``en_US``, ``de-CH``, ``sr_Latn_RS``; the language alone will do).

    Raises:
        ReadingProblem: there is no such locale, or it prints other digits than 0-9 only.
    """
    name = locale.replace("-", "_")
    found = _by_name().get(name)
    if found is None:
        raise ReadingProblem(f'no locale is called "{locale}"; write en_US, de_CH or the language alone')
    decimals, groups, last, others = found
    territory = re.search(r"_([A-Z]{2})$", name)
    currency = _currencies().get(territory[1]) if territory else None
    groups = groups.replace(" ", BLANKS).replace("'", APOSTROPHES)
    return Convention(name, decimals, groups, last, others, currency)


@cache
def _by_name() -> dict[str, tuple[str, str, int, int]]:
    return {name: key for key, names in cldr.CONVENTIONS.items() for name in names.split()}


@cache
def _currencies() -> dict[str, str]:
    return {territory: code for code, names in cldr.TERRITORIES.items() for territory in names.split()}
