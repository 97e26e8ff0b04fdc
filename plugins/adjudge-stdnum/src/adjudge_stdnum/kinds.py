"""The kinds of numbers: what each is called, for which countries it is known, and what is wrong with a text.

Every function here is pure and short: python-stdnum's own online look-ups (``check_vies`` and the like) are never
called.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import Any, Final

from stdnum import bic, get_cc_module, iban, isbn, lei, luhn, numdb, vatin
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidFormat, InvalidLength, ValidationError

MAX_LENGTH: Final = 100
"""Characters of the longest text that is looked at; the longest number of all has 34."""

CHECK_DIGITS: Final = "its check digits do not fit"
FORMAT: Final = "its form is another"
LENGTH: Final = "its length is another"
PART: Final = "a part of it is not in use"

_SAID: Final = (
    (InvalidChecksum, CHECK_DIGITS),
    (InvalidLength, LENGTH),
    (InvalidFormat, FORMAT),
    (InvalidComponent, PART),
)

TAX_IDS: Final[Mapping[str, tuple[str, ...]]] = {
    "AT": ("at.tin",),
    "AU": ("au.abn", "au.tfn"),
    "BE": ("be.vat", "be.nn"),
    "BR": ("br.cnpj", "br.cpf"),
    "CA": ("ca.bn", "ca.sin"),
    "CH": ("ch.uid",),
    "DE": ("de.idnr", "de.stnr"),
    "DK": ("dk.cvr", "dk.cpr"),
    "ES": ("es.nif",),
    "FI": ("fi.ytunnus", "fi.hetu"),
    "FR": ("fr.siren", "fr.siret", "fr.nif"),
    "GB": ("gb.utr",),
    "IE": ("ie.pps",),
    "IN": ("in_.pan", "in_.gstin"),
    "IT": ("it.iva", "it.codicefiscale"),
    "JP": ("jp.cn",),
    "MX": ("mx.rfc",),
    "NL": ("nl.bsn",),
    "NO": ("no.orgnr", "no.fodselsnummer"),
    "PL": ("pl.nip", "pl.pesel"),
    "PT": ("pt.nif",),
    "SE": ("se.orgnr", "se.personnummer"),
    "US": ("us.tin",),
}
"""The modules of python-stdnum for what a country calls a tax number; one of them must fit."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of number.

    ``called`` stands after "expected" in a reason. ``problem`` says what is wrong with a text, ``None`` when nothing
    is; ``knows`` whether it knows a country, ``None`` where countries make no difference.
    """

    name: str
    called: str
    problem: Callable[[str, str | None], str | None]
    knows: Callable[[str], bool] | None = None
    needs_country: bool = False

    def is_known(self, country: Any) -> bool:
        """Whether it is a country, in two capital letters, whose numbers are known."""
        is_code = isinstance(country, str) and re.fullmatch("[A-Z]{2}", country) is not None
        return is_code and self.knows is not None and self.knows(country)

    def find(self, text: str, country: str | None = None) -> str | None:
        """Say what is wrong with a text from a document, of whatever length and letters."""
        if len(text) > MAX_LENGTH:
            return f"it has more than {MAX_LENGTH} characters"
        text = text.strip()
        # Some patterns of python-stdnum take a line break for the end of the text.
        return self.problem(text, country) if text.isprintable() else FORMAT


def _said(validate: Callable[[str], Any], text: str) -> str | None:
    """Give python-stdnum's complaint in our words."""
    try:
        validate(text)
    except ValidationError as complaint:
        return next((words for kind, words in _SAID if isinstance(complaint, kind)), FORMAT)
    return None


def _iban(text: str, country: str | None) -> str | None:
    """Look at country and length first: python-stdnum complains of the check digits of whatever is cut short."""
    number = iban.compact(text)
    code = number[:2]
    if re.fullmatch("[A-Z]{2}[0-9]{2}[0-9A-Z]*", number) is None:
        return FORMAT
    if not knows_iban_of(code):
        return f"its country {code} is unknown"
    if country is not None and code != country:
        return f"it is one of {code}, not of {country}"
    expected = 4 + sum(map(int, re.findall("[0-9]+", _structure(code))))
    if len(number) != expected:
        return f"it has {len(number)} characters, those of {code} have {expected}"
    return _said(iban.validate, number)


def knows_iban_of(country: str) -> bool:
    """Whether a country has IBANs."""
    return bool(_structure(country))


def _structure(country: str) -> str:
    """Give the registered form after the check digits: ``8!n10!n``."""
    return str(numdb.get("iban").info(country)[0][1].get("bban", ""))


def _bic(text: str, country: str | None) -> str | None:
    problem = _said(bic.validate, text)
    code = bic.compact(text)[4:6]
    if problem == PART:
        return f"its country {code} is unknown"
    if problem is None and country is not None and code != country:
        return f"it is one of {code}, not of {country}"
    return problem


def _vat_id(text: str, country: str | None) -> str | None:
    """Look at a VAT number with its country's prefix, which may be left out where the country is given."""
    if country is not None:
        module = _vat_module(country)
        return FORMAT if module is None else _said(module.validate, text)
    code = text[:2].upper()
    if re.fullmatch("[A-Z]{2}", code) is None:
        return "it begins with no country"
    return _said(vatin.validate, text) if knows_vat_of(code) else f"its country {code} is unknown"


def knows_vat_of(country: str) -> bool:
    """Whether a country's VAT numbers are known."""
    return _vat_module(country) is not None


@lru_cache(maxsize=256)
def _vat_module(country: str) -> Any:
    # VAT numbers of Greece begin with EL, those of Northern Ireland with XI.
    return get_cc_module({"EL": "gr", "XI": "gb"}.get(country, country.lower()), "vat")


def _tax_id(text: str, country: str | None) -> str | None:
    """Take a number that fits any of the country's kinds; else tell what the first of them lacks."""
    problems = [_said(module.validate, text) for module in _tax_modules(country or "")]
    return None if None in problems else problems[0]


@lru_cache(maxsize=64)
def _tax_modules(country: str) -> tuple[ModuleType, ...]:
    return tuple(importlib.import_module(f"stdnum.{name}") for name in TAX_IDS[country])


def _whatever_country(validate: Callable[[str], Any]) -> Callable[[str, str | None], str | None]:
    return lambda text, _country: _said(validate, text)


KINDS: Final = (
    Kind("iban", "an IBAN", _iban, knows_iban_of),
    Kind("bic", "a BIC", _bic, knows_iban_of),
    Kind("vat_id", "a VAT number", _vat_id, knows_vat_of),
    Kind("tax_id", "a tax number", _tax_id, TAX_IDS.__contains__, needs_country=True),
    Kind("lei", "an LEI", _whatever_country(lei.validate)),
    Kind("isbn", "an ISBN", _whatever_country(isbn.validate)),
    Kind("luhn", "a number with a Luhn check digit", _whatever_country(luhn.validate)),
)
