"""The grammar of a printed number: signs, groups and decimals of one locale, and marks around them.

    -1,234.50   (12.00)   12.50-   −12.50   $ -5   CHF 1'234.50   12 kr   120,-   250000 .00   19 %

A number is read exactly or not at all. Without a locale only plain numbers are: a sign, digits, and decimals
after a point. The stray blank before the decimal sign (``250000 .00``) is what extractors really print, and
has no second meaning: a group is never empty. Group sizes are checked, and a group sign after a leading zero
is refused (``0,123`` is a decimal of some other locale), as are ``1e9``, digits other than 0-9, and a blank
*after* the decimal sign: ``1. 50`` may be the first item, 50.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Final

from adjudge.record import Record
from adjudge.ruleset.reading.locales import BLANKS, Convention
from adjudge.ruleset.reading.show import show_text
from adjudge.ruleset.reading.unparsable import Unparsable

MAX_PRINTED: Final = 100
"""Characters of a printed number; a longer text is something else."""

NO_MARK: Final = "(?!)"

_MINUS: Final = "\\-\N{MINUS SIGN}"
_DASHES: Final = "\N{EN DASH}\N{EM DASH}-"
# b blank, s sign, ( ) brackets, m mark; a minus after the number touches it, as does one after a mark in front.
_LEAD: Final = re.compile(r"b?(?:[s(]b?)?(?:mb?){0,2}|(?:mb?){1,2}[s(]")
_TRAIL: Final = re.compile(r"[s)]?b?(?:mb?){0,2}\)?")


class Printed(Record):
    """A number as read, and the marks beside it (``$``, ``EUR``, ``%``), at most four."""

    number: Decimal
    marks: tuple[str, ...]


class Grammar:
    """The grammar of one locale, or of plain numbers (``None``); made once, when rules are loaded.

    ``mark`` is a regular expression for what may stand beside the number. ``bare_mark`` takes one after a
    plain number too, and ``dash`` a dash for "no decimals" (``120,-``), as prices have it.
    """

    def __init__(
        self, convention: Convention | None, mark: str = NO_MARK, *, bare_mark: bool = False, dash: bool = False
    ) -> None:
        self._convention = convention
        self._mark = mark
        # Few different texts stand around numbers. One cache each: a pattern is slow to hash as a key.
        self._surround = lru_cache(maxsize=512)(lambda lead, trail: _surround(self._token, lead, trail))
        if convention is None:
            self._forms = _plain(mark if bare_mark else NO_MARK)
            self._foreign = re.compile(r"[^0-9.]")
        else:
            decimals, groups = map(re.escape, (convention.decimals, convention.groups))
            self._forms = _printed(convention, dash=dash)
            self._foreign = re.compile(rf"(?![{BLANKS}][{decimals}])[^0-9{decimals}{groups}]")

    @cached_property
    def _token(self) -> re.Pattern[str]:
        """What may stand around a number; made when the first text is read, as it takes long to compile."""
        return re.compile(rf"(?P<b>\s+)|(?P<s>[{_MINUS}+])|(?P<open>\()|(?P<close>\))|(?P<m>{self._mark})")

    def read(self, text: str) -> Printed | Unparsable:
        """Read a text; blanks around it do not count, nor in the places that a reason names."""
        text = text.strip()
        if len(text) > MAX_PRINTED:
            return Unparsable(f"{show_text(text)} is no number: it has {len(text)} characters")
        for form in self._forms:
            found = form.fullmatch(text)
            around = self._surround(found["lead"], found["trail"]) if found else None
            if found and around:
                negative, marks = around
                _, whole, group, fraction, _ = found.groups()
                digits = whole.replace(group, "") if group else whole or "0"
                number = Decimal(f"{digits}.{fraction}" if fraction else digits)
                return Printed(number.copy_negate() if negative and number else number, marks)
        return Unparsable(self._complaint(text))

    def _complaint(self, text: str) -> str:
        """Say why a text is no number: by the first character that has no place in one, else by an example."""
        shown, convention = show_text(text), self._convention
        digits = list(re.finditer("[0-9]", text))
        first, end = (digits[0].start(), digits[-1].end()) if digits else (len(text), len(text))
        foreign = self._foreign.search(text, first, end)
        places = (_misfit(self._token, text, 0, first), foreign and foreign.start(), _misfit(self._token, text, end))
        at = next((place for place in places if place is not None), None)
        if at is not None and (convention or text[at].isalnum()):
            return f"{shown} is no number: {_named(text[at])} at {at + 1}"
        if not digits:
            return f"{shown} is no number: it has no digit"
        if convention is None:
            place = "" if at is None else f": {_named(text[at])} at {at + 1}"
            return f"{shown} is no plain number{place} (a locale says how to read printed ones)"
        return f"{shown} is no number as {convention.locale} prints them ({convention.example})"


def _plain(mark: str) -> tuple[re.Pattern[str], ...]:
    number = rf"(?P<lead>[{_MINUS}+]?)(?P<whole>[0-9]+)(?P<group>)(?:\.(?P<fraction>[0-9]+))?"
    return (re.compile(rf"{number}(?P<trail>(?:\s?{mark})?)"),)


def _printed(convention: Convention, *, dash: bool) -> tuple[re.Pattern[str], ...]:
    decimals, groups = map(re.escape, (convention.decimals, convention.groups))
    last, others = convention.last, convention.others
    grouped = rf"[1-9][0-9]{{0,{others - 1}}}(?P<group>[{groups}])(?:[0-9]{{{others}}}(?P=group))*[0-9]{{{last}}}"
    no_decimals = rf"|[{decimals}][{_DASHES}]{{1,2}}" if dash else ""
    return (
        re.compile(
            rf"(?P<lead>[^0-9]*)(?P<whole>{grouped}|[0-9]+)"
            rf"(?:[{BLANKS}]?[{decimals}](?P<fraction>[0-9]+){no_decimals})?(?P<trail>[^0-9]*)"
        ),
        # ".50", where nothing else fits: "Rs.50" are fifty.
        re.compile(rf"(?P<lead>\W*?)(?P<whole>)(?P<group>)[{decimals}](?P<fraction>[0-9]+)(?P<trail>[^0-9]*)"),
    )


def _surround(token: re.Pattern[str], lead: str, trail: str) -> tuple[bool, tuple[str, ...]] | None:
    """Read what stands around the digits: whether it makes the number negative, and the marks."""
    before, after = _tokens(token, lead), _tokens(token, trail)
    if before is None or after is None:
        return None
    shape_before, shape_after = ("".join(kind for kind, _ in tokens) for tokens in (before, after))
    signs = [text for kind, text in before + after if kind in "s("]
    if not (_LEAD.fullmatch(shape_before) and _TRAIL.fullmatch(shape_after)) or len(signs) > 1:
        return None
    if ("(" in shape_before) != (")" in shape_after) or shape_after.count(")") > 1 or "+" in trail:
        return None
    marks = tuple(text for kind, text in before + after if kind == "m")
    return bool(signs) and signs[0] != "+", marks


def _tokens(token: re.Pattern[str], text: str) -> list[tuple[str, str]] | None:
    """Cut a text into pairs of kind and text; ``None`` if some of it is no token."""
    tokens = []
    at = 0
    while at < len(text):
        found = token.match(text, at)
        if found is None:
            return None
        kind = str(found.lastgroup)
        tokens.append(({"open": "(", "close": ")"}.get(kind, kind), found[0]))
        at = found.end()
    return tokens


def _misfit(token: re.Pattern[str], text: str, at: int, end: int | None = None) -> int | None:
    """Give the place of the first character that belongs to no token."""
    end = len(text) if end is None else end
    while at < end:
        found = token.match(text, at, end)
        if found is None:
            return at
        at = found.end()
    return None


def _named(character: str) -> str:
    """Name a character so that look-alikes are told apart: ``letter O``, ``letter О (U+041E)``."""
    code = "" if character.isascii() else f" (U+{ord(character):04X})"
    if character.isspace():
        return f"a blank{code}"
    if character.isalpha():
        return f"letter {character}{code}"
    if unicodedata.category(character).startswith("N"):
        return f"digit {character}{code}"
    return f"{show_text(character)}{code}"
