"""Dates: ISO, or the formats that a rule lists; never by guessing which number is the month.

Formats are those of ``strptime``, compiled here: ``strptime`` itself takes month names from the process's
locale, digits of other scripts, and the year 1900 for a format without one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from adjudge.record import Record
from adjudge.ruleset.reading.show import show
from adjudge.ruleset.reading.unparsable import ReadingProblem, Unparsable

MAX_PRINTED: Final = 100
"""Characters of a printed date."""

_MONTHS: Final = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_ABBREVIATED: Final = [name[:3] for name in _MONTHS]
_DIRECTIVES: Final = {
    "Y": "(?P<Y>[0-9]{4})",
    "y": "(?P<y>[0-9]{2})",
    # One digit only where no other digit touches it: "1112025" has two readings in %d%m%Y.
    "m": "(?P<m>1[0-2]|0[1-9]|(?<![0-9])[1-9](?![0-9]))",
    "d": "(?P<d>3[01]|[12][0-9]|0[1-9]|(?<![0-9])[1-9](?![0-9]))",
    "B": f"(?P<B>{'|'.join(_MONTHS)})",
    "b": f"(?P<b>{'|'.join(_ABBREVIATED)})",
    "H": "(?P<H>2[0-3]|[01][0-9]|(?<![0-9])[0-9](?![0-9]))",
    "I": "(?P<I>1[0-2]|0[1-9]|(?<![0-9])[1-9](?![0-9]))",
    "M": "(?P<M>[0-5][0-9])",
    "S": "(?P<S>[0-5][0-9])",
    "f": "(?P<f>[0-9]{1,6}(?![0-9]))",
    "p": "(?P<p>am|pm)",
    "z": "(?P<z>[zZ]|[+-][0-9]{2}:?[0-9]{2})",
    "%": "%",
}


class _Format(Record):
    text: str
    pattern: re.Pattern[str]

    def read(self, text: str) -> date | None:
        """Read a text; ``None`` if it is not of this format or no such day exists."""
        found = self.pattern.fullmatch(text)
        if found is None:
            return None
        part = {name: str(value).lower() for name, value in found.groupdict().items()}
        year = int(part["Y"]) if "Y" in part else _century(int(part["y"]))
        if "m" in part:
            month = int(part["m"])
        else:
            month = 1 + (_MONTHS.index(part["B"]) if "B" in part else _ABBREVIATED.index(part["b"]))
        try:
            return date(year, month, int(part["d"]))
        except ValueError:
            return None


_ISO: Final = _Format("2025-12-31", re.compile("(?P<Y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"))
"""The one format where none is listed: always two digits, shown by an example."""


def date_reader(formats: Sequence[str]) -> Callable[[object], date | Unparsable]:
    """Make a reader of dates in the listed formats (none: ISO ``2025-12-31``).

    All formats are tried; a text that is one date by one and another by the next is unparsable. ``%y`` is
    read as POSIX has it: 69-99 is 19xx, 00-68 is 20xx. Month names are English.

    Raises:
        ReadingProblem: a format has an unknown directive, or does not fix year, month and day once each.
    """
    compiled = tuple(map(_compile, formats)) or (_ISO,)
    iso_only = compiled == (_ISO,)
    listed = " or ".join(format_.text for format_ in compiled)

    def read(value: object) -> date | Unparsable:
        if type(value) is date:
            return value
        if iso_only and type(value) is str and len(value) == 10 and value[4] == value[7] == "-":
            # The usual case, ten times as fast; what it refuses is refused below, with the reason.
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        if not isinstance(value, str) or len(value) > MAX_PRINTED:
            return Unparsable(f"{show(value)} is no date")
        text = value.strip()
        found = {format_.text: day for format_ in compiled if (day := format_.read(text)) is not None}
        days = set(found.values())
        if len(days) > 1:
            readings = " and ".join(f"{day} by {format_}" for format_, day in found.items())
            return Unparsable(f"{show(value)} is more than one date: {readings}")
        return days.pop() if days else Unparsable(f"{show(value)} is no date like {listed}")

    return read


def _compile(text: str) -> _Format:
    pattern = "".join(_translated(text))
    try:
        compiled = re.compile(pattern, re.IGNORECASE | re.ASCII)
    except re.error as problem:
        raise ReadingProblem(f'the date format "{text}" has a directive twice') from problem
    given = set(compiled.groupindex)
    if len(given & {"Y", "y"}) != 1 or len(given & {"m", "b", "B"}) != 1 or "d" not in given:
        raise ReadingProblem(f'the date format "{text}" does not say year, month and day once each')
    return _Format(text, compiled)


def _translated(text: str) -> Iterator[str]:
    """Translate a format piece by piece into a regular expression."""
    for piece in re.finditer(r"%(?P<directive>.?)|\s+|[^%\s]+", text, re.DOTALL):
        directive = piece["directive"]
        if directive is None:
            yield r"\s+" if piece[0].isspace() else re.escape(piece[0])
        elif directive in _DIRECTIVES:
            yield _DIRECTIVES[directive]
        else:
            known = " ".join(f"%{name}" for name in _DIRECTIVES)
            raise ReadingProblem(f'the date format "{text}" has {piece[0]}, which is none of {known}')


def _century(year: int) -> int:
    return year + (1900 if year >= 69 else 2000)
