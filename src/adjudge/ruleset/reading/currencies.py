"""Which currency a printed mark means: an ISO 4217 code, or a symbol with or without the locale's help."""

from __future__ import annotations

import re
from functools import cache, lru_cache, reduce
from typing import Final

from adjudge.ruleset.reading import cldr

_MEANS_ONE: Final = {
    "AMD": "֏",
    "AUD": "A$ AU$",
    "AZN": "₼",
    "BDT": "৳",
    "BGN": "лв лв.",
    "BRL": "R$",
    "CAD": "CA$",
    "CHF": "SFr SFr.",
    "CNY": "CN¥ RMB",
    "CZK": "Kč",
    "EUR": "€ Euro EURO euro Euros euros",
    "GEL": "₾",
    "GHS": "₵ GH₵",
    "HKD": "HK$",
    "HUF": "Ft",
    "IDR": "Rp",
    "ILS": "₪",
    "INR": "₹",
    "JPY": "JP¥ 円",
    "KES": "KSh",
    "KHR": "៛",
    "KZT": "₸",
    "LAK": "₭",
    "MNT": "₮",
    "MXN": "MX$",
    "MYR": "RM",
    "NGN": "₦",
    "NZD": "NZ$",
    "PEN": "S/ S/.",
    "PHP": "₱",
    "PLN": "zł",
    "PYG": "₲",
    "RUB": "₽ руб. руб",
    "SGD": "S$",
    "THB": "฿",
    "TRY": "₺ TL",
    "TWD": "NT$",
    "UAH": "₴ грн грн.",
    "USD": "US$",
    "VND": "₫",
}
"""Symbols that mean one currency wherever they are printed."""

_MEANS_SEVERAL: Final = {
    "$ ＄": "ARS AUD BBD BMD BND BSD BZD CAD CLP COP CUP CVE DOP FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD SRD TTD "
    "TWD USD UYU XCD",
    "¥ ￥": "CNY JPY",
    "kr kr. Kr Kr. KR KR.": "DKK ISK NOK SEK",
    "Rs Rs. ₨": "INR LKR MUR NPR PKR SCR",
    "Fr Fr. fr.": "BIF CDF CHF DJF GNF KMF RWF XAF XOF XPF",
    "C$": "CAD NIO",
    "R": "LSL NAD SZL ZAR",
    "lei Lei": "MDL RON",
    "₡": "CRC SVC",
    "₩": "KPW KRW",
    "元": "CNY HKD MOP TWD",
    "£": "EGP FKP GBP GIP LBP SDG SHP SSP SYP",
}
"""Symbols whose meaning the territory of the locale decides."""

_USUALLY: Final = {"£": "GBP", "₩": "KRW", "₡": "CRC"}
"""What such a symbol means where the territory has no currency of that symbol (as CLDR prints it unqualified)."""


@cache
def _candidates() -> dict[str, frozenset[str]]:
    table = {code: frozenset({code}) for code in cldr.CODES.split()}
    for code, symbols in _MEANS_ONE.items():
        table.update((symbol, frozenset({code})) for symbol in symbols.split())
    for symbols, codes in _MEANS_SEVERAL.items():
        table.update((symbol, frozenset(codes.split())) for symbol in symbols.split())
    return table


@cache
def mark_pattern() -> str:
    """Give the regular expression of all marks, the longest first; a code or word is not cut out of a longer one."""
    marks = sorted(_candidates(), key=lambda mark: (-len(mark), mark))
    bounded = (rf"(?<![^\W\d_]){re.escape(mark)}" if mark[0].isalpha() else re.escape(mark) for mark in marks)
    whole = "|".join(
        rf"{pattern}(?![^\W\d_])" if mark[-1].isalpha() else pattern
        for mark, pattern in zip(marks, bounded, strict=True)
    )
    return f"(?:{whole})"


@lru_cache(maxsize=1024)
def meant(marks: tuple[str, ...], local: str | None) -> frozenset[str]:
    """Give the currencies that all ``marks`` together may mean.

    Several is an unknown currency, none a contradiction (``$12 EUR``). ``local`` is the currency of the
    locale's territory, ``None`` where that is unknown. No mark may mean anything: give at least one.
    """
    known = _candidates()
    agreed = reduce(frozenset.__and__, (known[mark] for mark in marks))
    if len(agreed) > 1 and local in agreed:
        return frozenset({local})
    usual = agreed & {_USUALLY[mark] for mark in marks if mark in _USUALLY}
    return usual if len(agreed) > 1 and usual else agreed


@cache
def marks_of(currency: str, local: str | None) -> tuple[str, ...]:
    """Give the marks that mean this currency and no other, the longest first; ``local`` as for ``meant``."""
    marks = [mark for mark in _candidates() if meant((mark,), local) == {currency}]
    return tuple(sorted(marks, key=lambda mark: (-len(mark), mark)))
