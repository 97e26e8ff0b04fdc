"""Misprints: what one slip makes of a printed number, date or code. Its form stays as it was printed.

Each takes a text and draws from a source of chance; ``None`` says that there is nothing to slip on.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any, Final

from adjudge.ruleset.reading.currencies import mark_pattern

_DIGIT: Final = re.compile("[0-9]")
_LOOK_ALIKES: Final = {
    "0": "86", "1": "7", "2": "7", "3": "85", "4": "9", "5": "63", "6": "580", "7": "12", "8": "306", "9": "4",
}  # fmt: skip
_BODY: Final = re.compile("[0-9](?:[0-9.,'’\N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE} ]*[0-9])?")
_MINUS: Final = re.compile("^(\\s*)[-\N{MINUS SIGN}]\\s*|(?<=[0-9])[-\N{MINUS SIGN}](\\s*)$")
_AROUND: Final = re.compile("[-+%()\\s\N{MINUS SIGN}.,]+")
_DAY_LAST: Final = re.compile(r"(\d{4}[-/.])(\d{1,2})([-/.])(\d{1,2})(?!\d)(.*)", re.DOTALL)
_DAY_FIRST: Final = re.compile(r"()(\d{1,2})([-/.]\s?)(\d{1,2})(?!\d)([-/.]\s?(?:\d{4}|\d\d)(?!\d).*)", re.DOTALL)
_CODES: Final = ("EUR", "USD", "GBP", "CHF", "NOK")
_SIGNS: Final = ("€", "$", "£")
_MOST: Final = 40
"""Characters of a printed number or date."""
_LONGEST_MARK: Final = 5


def digit_flipped(text: str, chance: Random) -> str | None:
    """Make another digit of one; half of the time one that looks like it."""
    places = [found.start() for found in _DIGIT.finditer(text)]
    if not places:
        return None
    at = chance.choice(places)
    old = text[at]
    others = [digit for digit in "0123456789" if digit != old and not (digit == "0" and _leads(text, at))]
    alike = [digit for digit in _LOOK_ALIKES[old] if digit in others]
    new = chance.choice(alike if alike and chance.random() < 0.5 else others)
    return text[:at] + new + text[at + 1 :]


def digits_swapped(text: str, chance: Random) -> str | None:
    """Exchange two neighbouring digits that differ; a sign between groups may stand between them."""
    places = [found.start() for found in _DIGIT.finditer(text)]
    pairs = [
        (one, two)
        for one, two in pairwise(places)
        if text[one] != text[two]
        and (two == one + 1 or (two == one + 2 and text[one + 1] in ".,'’"))
        and not (text[two] == "0" and _leads(text, one))
    ]
    if not pairs:
        return None
    one, two = chance.choice(pairs)
    return text[:one] + text[two] + text[one + 1 : two] + text[one] + text[two + 1 :]


def decimal_shifted(text: str, chance: Random) -> str | None:
    """Make the number ten or a hundred times as large, or as small where no digit is lost; groups are set anew."""
    found = _BODY.search(text)
    if found is None or not found[0].strip("0.,'’ "):
        return None
    body = found[0]
    whole, sign, fraction = _cut(body)
    group = next((character for character in whole if not character.isdigit()), "")
    digits = "".join(_DIGIT.findall(whole + fraction))
    ways = [digits + "0", digits + "00"]
    ways += [digits[:-places] for places in (1, 2) if digits.endswith("0" * places) and digits[:-places].strip("0")]
    new = chance.choice(ways).lstrip("0").zfill(len(fraction) + 1)
    end = len(new) - len(fraction)
    return text[: found.start()] + _grouped(new[:end], group) + sign + new[end:] + text[found.end() :]


def sign_changed(text: str, _: Random) -> str | None:
    """Take a minus or brackets away, or put a minus in front; zero has no sign."""
    if not re.search("[1-9]", text):
        return None
    if "(" in text:
        return text.replace("(", "").replace(")", "")
    if _MINUS.search(text):
        return _MINUS.sub(r"\1\2", text)
    return f"-{text.lstrip()}"


def currency_changed(text: str, chance: Random) -> str | None:
    """Put another currency in the place of the one that is printed: a code for a code, a sign for a sign."""
    found = _mark().search(text) if len(text) <= _MOST else None
    if found is None:
        return None
    others = [mark for mark in (_CODES if found[0].isalpha() else _SIGNS) if mark != found[0]]
    return text[: found.start()] + chance.choice(others) + text[found.end() :]


def day_and_month_swapped(text: str, _: Random) -> str | None:
    """Exchange day and month, where both can be either and they differ."""
    found = _DAY_LAST.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if found is None:
        return None
    before, one, sign, two, after = found.groups()
    if int(one) == int(two) or not (1 <= int(one) <= 12 and 1 <= int(two) <= 12):
        return None
    return f"{before}{two}{sign}{one}{after}"


def is_date(text: str) -> bool:
    """Whether a text looks like a date in figures."""
    return len(text) <= _MOST and bool(_DAY_LAST.fullmatch(text) or _DAY_FIRST.fullmatch(text))


def is_currency(text: str) -> bool:
    """Whether a text is the code or the sign of a currency, and nothing else."""
    if len(text) > _LONGEST_MARK or (len(text) < 3 and text.isalpha()):
        return False
    return _mark().fullmatch(text) is not None


def is_number(text: str) -> bool:
    """Whether a text looks like a printed number: digits in one place, and a mark or a sign around them at most."""
    found = _BODY.search(text) if len(text) <= _MOST else None
    if found is None:
        return False
    around = _AROUND.sub("", text[: found.start()] + text[found.end() :])
    return not around or (len(around) <= _LONGEST_MARK and _mark().fullmatch(around) is not None)


def of_number(slip: Any, value: Any, chance: Random) -> Any:
    """Let a slip happen to a delivered number; it stays of its type."""
    text = repr(value) if isinstance(value, float) else str(value)
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) or len(text) > _MOST:
        return None
    if slip is decimal_shifted:
        places = chance.choice((1, 2, -1) if not isinstance(value, int) or value % 10 == 0 else (1, 2))
        return None if not value else type(value)(Decimal(text).scaleb(places))
    slipped = slip(text, chance)
    return None if slipped is None else type(value)(slipped)


@cache
def _mark() -> re.Pattern[str]:
    """Give the pattern of any currency's mark; it takes long to compile."""
    return re.compile(mark_pattern())


def _leads(text: str, at: int) -> bool:
    """Whether a digit is the first of several before the decimal sign: a 0 there would be another form."""
    if text[:at][-1:].isdigit() or text[:at][-1:] in (".", ","):
        return False
    body = _BODY.match(text, at)
    return body is not None and sum(map(str.isdigit, _cut(body[0])[0])) > 1


def _cut(body: str) -> tuple[str, str, str]:
    """Cut a printed number at its decimal sign: the last sign, unless three digits follow the only kind there is."""
    at = max(body.rfind("."), body.rfind(","))
    if at < 0:
        return body, "", ""
    kinds = {character for character in body if not character.isdigit()}
    whole, fraction = body[:at], body[at + 1 :]
    if not fraction.isdigit() or body[at] in whole or (len(kinds) == 1 and len(fraction) == 3):
        return body, "", ""
    return whole, body[at], fraction


def _grouped(digits: str, group: str) -> str:
    if not group:
        return digits
    first = len(digits) % 3 or 3
    return group.join([digits[:first], *(digits[at : at + 3] for at in range(first, len(digits), 3))])
