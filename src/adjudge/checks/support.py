"""Whether a quoted text supports a value, though written otherwise (``-20.91`` by ``$20.91``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

_MAX_TEXT = 100_000
_NUMBER = re.compile(r"\d(?:[\d.,'’\s]{0,30}\d)?")
_WORD = re.compile(r"\w+")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def supports(texts: Sequence[str], value: Any) -> bool:
    """Whether the texts together hold the value.

    A number is held when the digits of some printed number mean it, whatever the sign, the currency and
    the separators; an ISO date when its day, month (by number or name) and year are there; other text
    when each of its words is.
    """
    folded = _fold(" ".join(texts)[:_MAX_TEXT])
    if isinstance(value, bool):
        return str(value).lower() in _WORD.findall(folded)
    if isinstance(value, int | float | Decimal):
        return _holds_number(folded, abs(Decimal(str(value))))
    text = _fold(str(value)[:_MAX_TEXT])
    if _holds_text(folded, text.strip()):
        return True
    printed = _NUMBER.fullmatch(text.strip(" $€£()-+"))
    if printed and any(_holds_number(folded, meaning) for meaning in _meanings(printed.group())):
        return True
    day = _iso_date(text)
    if day is not None:
        return _holds_date(folded, day)
    words = _WORD.findall(text)
    return bool(words) and set(words) <= set(_WORD.findall(folded))


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _holds_text(text: str, wanted: str) -> bool:
    """Whether ``wanted`` stands in the text as such, not as a part of a longer word or number."""
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if not (_is_glued(text[at - 1 : at], wanted[:1]) or _is_glued(wanted[-1:], text[end : end + 1])):
            return True
        at = text.find(wanted, at + 1)
    return False


def _is_glued(left: str, right: str) -> bool:
    """Whether two neighbours belong together: two digits, or two letters of a script that parts words by blanks."""
    if left.isdigit() and right.isdigit():
        return True
    return left.upper() != left.lower() and right.upper() != right.lower()


def _holds_number(text: str, number: Decimal) -> bool:
    for found in _NUMBER.findall(text):
        parts = [found, *found.split()]
        if any(number in _meanings(part) for part in parts):
            return True
    return False


def _meanings(printed: str) -> Iterable[Decimal]:
    """Give what a printed number can mean: its last separator as decimal sign, or as a group's."""
    digits = re.sub(r"\D", "", printed)
    marks = [mark.start() for mark in re.finditer(r"[.,]", printed)]
    meanings = {Decimal(digits)} if digits else set()
    if marks:
        whole, rest = re.sub(r"\D", "", printed[: marks[-1]]), re.sub(r"\D", "", printed[marks[-1] :])
        try:
            meanings.add(Decimal(f"{whole or '0'}.{rest}"))
        except InvalidOperation:  # pragma: no cover  # digits only, so it cannot happen
            return meanings
    return meanings


def _iso_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _holds_date(text: str, day: date) -> bool:
    numbers = {int(number) for number in re.findall(r"\d{1,4}", text)}
    month_named = any(word.startswith(_MONTHS[day.month - 1]) for word in _WORD.findall(text))
    year = day.year in numbers or day.year % 100 in numbers
    return year and day.day in numbers and (month_named or day.month in numbers)
