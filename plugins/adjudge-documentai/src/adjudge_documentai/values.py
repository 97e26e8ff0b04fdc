"""Values of entities: the normalized one where there is one, else the text as printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

_INT64: Final = re.compile(r"-?[0-9]{1,19}")
_NANOS_IN_ONE: Final = 1_000_000_000


def value_of(entity: Mapping[str, Any]) -> Any:
    """Give what an entity means: an exact amount, an ISO date, a number, a boolean, an address, a text."""
    normalized = entity.get("normalizedValue")
    if isinstance(normalized, dict):
        for read in (_money, _date, _plain):
            value = read(normalized)
            if value is not None:
                return value
    # Proto3 JSON leaves an empty text out.
    return entity.get("mentionText", "")


def currency_of(entity: Mapping[str, Any]) -> str | None:
    """Give the ISO 4217 code of an amount, where one was understood."""
    normalized = entity.get("normalizedValue")
    money = normalized.get("moneyValue") if isinstance(normalized, dict) else None
    code = money.get("currencyCode") if isinstance(money, dict) else None
    return code if isinstance(code, str) and code else None


def _money(normalized: Mapping[str, Any]) -> Decimal | None:
    """Add whole units, a text, and billionths; either is left out when it is 0."""
    money = normalized.get("moneyValue")
    if not isinstance(money, dict):
        return None
    units, nanos = str(money.get("units", "0")), money.get("nanos", 0)
    if _INT64.fullmatch(units) is None or type(nanos) is not int or abs(nanos) >= _NANOS_IN_ONE:
        return None
    amount = Decimal(units) + Decimal(nanos).scaleb(-9)
    return amount.quantize(Decimal(1)) if nanos == 0 else amount.normalize()


def _date(normalized: Mapping[str, Any]) -> str | None:
    """Write a whole date; one without year, month or day stays as its text says."""
    date = normalized.get("dateValue")
    if not isinstance(date, dict):
        return None
    year, month, day = (date.get(part) for part in ("year", "month", "day"))
    if not all(type(part) is int and 0 < part < 10_000 for part in (year, month, day)):
        return None
    return f"{year:04}-{month:02}-{day:02}"


def _plain(normalized: Mapping[str, Any]) -> Any:
    kinds = ("booleanValue", "integerValue", "floatValue", "addressValue", "text")
    return next((normalized[kind] for kind in kinds if normalized.get(kind) is not None), None)
