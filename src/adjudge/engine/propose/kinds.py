"""What the values of a place are: their type, how dates and numbers are printed. Proposed, never proven."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from adjudge.engine.propose.words import spoken_type
from adjudge.model.looks import is_number, is_text
from adjudge.model.values import Money
from adjudge.ruleset.reading import Unparsable, reader

MOST_TRIED: Final = 60
"""Values of a place that are looked at."""

LOCALES: Final = (None, "en_US", "de_DE", "fr_FR", "de_CH", "en_IN")
"""How numbers may be printed; each stands for all that print them so. The first that reads most is taken."""

_MONTH_FIRST: Final = ("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%m.%d.%Y")
_FORMATS: Final = (
    "%Y/%m/%d",
    "%d.%m.%Y",
    "%d.%m.%y",
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d-%m-%Y",
    *_MONTH_FIRST,
    "%d %B %Y",
    "%d %b %Y",
    "%d. %B %Y",
    "%d-%b-%Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%B %d %Y",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%S%z",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S.%f%z",
)
"""Beside ISO, which needs none."""

_CODE: Final = re.compile(r"(?=\S*[0-9])\S{1,40}")
_NUMBER: Final = re.compile(r"[-+(]?[0-9][0-9.,' \u00a0\u202f\u2019]*\)?")


@dataclass(frozen=True, slots=True)
class Kind:
    """A proposed type; ``as_text``: numbers come as texts. ``doubt`` is what a person has to settle, for a comment."""

    type: str
    formats: tuple[str, ...] = ()
    locale: str | None = None
    as_text: bool = False
    doubt: str = ""


def number_locale(texts: Sequence[str]) -> str | None:
    """Say how these printed amounts are read; ``None`` where plain reading does.

    A third decimal counts against a locale: 1.234 is more often a thousand than a fraction of a cent.
    """

    def fit(locale: str | None) -> tuple[int, int]:
        read = [found for found in map(reader("money", locale), texts) if isinstance(found, Money)]
        return len(read), -sum(decimals_of(found) > 2 for found in read)

    return max(LOCALES, key=fit) if texts else None


def decimals_of(amount: Money) -> int:
    """Give the number of decimals that were printed."""
    exponent = amount.amount.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def kind_of(name: str, values: Sequence[Any], locale: str | None) -> Kind:
    """Propose a type for what a place was seen to have; ``locale`` is the file's."""
    hint = spoken_type(name)
    values = values[:MOST_TRIED]
    if all(isinstance(value, bool) for value in values):
        return Kind("boolean")
    if all(map(is_number, values)):
        return Kind(_number(hint, values))
    if not all(is_text(value) or is_number(value) for value in values):
        return Kind("text")
    return _printed(hint, [str(value).strip() for value in values], locale)


def settle(kinds: Iterable[Kind]) -> tuple[str, ...]:
    """Give the date formats that some place of the payload proves; they settle those that could be either."""
    return tuple(dict.fromkeys(kind.formats[0] for kind in kinds if len(kind.formats) == 1))


def settled(kind: Kind, proven: Sequence[str]) -> Kind:
    """Decide between several formats by what is proven elsewhere, else leave the place a text, with the doubt."""
    if len(kind.formats) < 2:
        return kind
    fitting = [each for each in kind.formats if each in proven]
    if len(fitting) == 1:
        return replace(kind, formats=(fitting[0],))
    either = " or ".join(f'"{each}"' for each in kind.formats)
    return Kind("text", as_text=True, doubt=f"a date, day or month first? then type: date, format: {either}")


def _number(hint: str, values: Sequence[Any]) -> str:
    whole = all(isinstance(value, int) for value in values)
    if hint == "code" and whole:
        return "code"
    if hint in {"money", "percent", "decimal"}:
        return hint
    return "integer" if whole else "decimal"


def _printed(hint: str, texts: list[str], locale: str | None) -> Kind:
    if all(text.lower() in {"true", "false"} for text in texts):
        return Kind("boolean", as_text=True)
    if hint != "code":
        found = _as_date(texts, sure=hint == "date") or _as_number(hint, texts, locale)
        if found is not None:
            return found
    is_code = all(re.search("[0-9]", text) if hint == "code" else _CODE.fullmatch(text) for text in texts)
    return Kind("code" if is_code else "text", as_text=True)


def _as_date(texts: list[str], *, sure: bool) -> Kind | None:
    if _reads("date", None, (), texts):
        return Kind("date", as_text=True)
    fitting = tuple(each for each in _FORMATS if _reads("date", None, (each,), texts))
    if not fitting:
        return None
    if _same_days(fitting, texts):
        return Kind("date", fitting[:1], as_text=True)
    return Kind("date", fitting, as_text=True) if sure else Kind("text", as_text=True)


def _same_days(formats: Sequence[str], texts: list[str]) -> bool:
    """Whether it does not matter which format reads these; ``01/01/2025`` says nothing of the next one."""
    firsts = {each in _MONTH_FIRST for each in formats}
    days = {tuple(reader("date", None, (each,))(text) for text in texts) for each in formats}
    return len(days) == 1 and len(firsts) == 1


def _as_number(hint: str, texts: list[str], locale: str | None) -> Kind | None:
    if all(text.endswith("%") for text in texts):
        return _read_as("percent", texts, locale)
    marked = [not _NUMBER.fullmatch(text) for text in texts]
    if hint in {"money", "decimal", "percent"} and any(
        re.search("[0-9]", text) and _is_amount(text, locale) for text in texts
    ):
        return _read_as(hint, texts, locale) or Kind(hint, locale=None, as_text=True)
    if all(marked):
        return _read_as("money", texts, locale)
    if any(marked) or any(re.fullmatch("0[0-9]+|[0-9]{1,40}", text) for text in texts):
        return None
    if all(re.search(r"[.,][0-9]{2}\)?$", text) for text in texts):
        return _read_as("money", texts, locale)
    return _read_as("decimal", texts, locale)


def _is_amount(text: str, locale: str | None) -> bool:
    return _read_as("money", [text], locale) is not None or _NUMBER.fullmatch(text) is not None


def _read_as(type_: str, texts: list[str], locale: str | None) -> Kind | None:
    """Propose the type if every text can be read so, under the file's locale or one of its own."""
    for each in (locale, *LOCALES[1:]):
        if _reads(type_, each, (), texts):
            return Kind(type_, locale=each if each != locale else None, as_text=True)
    return None


def _reads(type_: str, locale: str | None, formats: Sequence[str], texts: list[str]) -> bool:
    read = reader(type_, locale, formats)
    return all(not isinstance(read(text), Unparsable) for text in texts)
