"""What the words of a name say of its value, in some of the languages that schemas are written in."""

from __future__ import annotations

from typing import Final, Literal

from adjudge.engine.propose.naming import words_of

Role = Literal[
    "code", "date", "percent", "decimal", "money",
    "quantity", "price", "amount", "net", "tax", "total", "less",
    "issued", "due", "start", "end", "day",
]  # fmt: skip
"""The first five are types; the others say what part a value has in a calculation, or which date comes first."""

_WORDS: Final[dict[Role, str]] = {
    "code": "id code number no nr num iban bic swift sku ref reference zip postcode postal phone fax account isbn ean "
    "nummer numero vin po",
    "date": "date datum day issued expiry expires deadline fecha dato",
    "percent": "percent percentage pct rate prozent",
    "decimal": "quantity qty count units hours weight menge anzahl quantite cantidad antall",
    "money": "total subtotal amount price cost net gross tax vat due balance fee charge discount shipping freight tip "
    "revenue paid payment sum salary income betrag summe gesamt netto brutto mwst preis montant prix importe precio "
    "belop",
    "quantity": "quantity qty count units hours rate percent menge anzahl quantite cantidad antall",
    "price": "price unit net subtotal cost rate preis einzelpreis prix precio pris taxable base",
    "amount": "amount total gross extended sum tax vat betrag montant importe belop gesamt",
    "net": "net subtotal sub netto untaxed excl excluding before",
    "tax": "tax vat gst mwst ust tva iva moms",
    "total": "total gross due balance brutto gesamt sum payable grand amount",
    "less": "discount rabatt deduction credit allowance prepaid paid remise descuento",
    "issued": "issue issued issuance invoice order rechnungsdatum emission emision fakturadato",
    "due": "due expiry expires deadline fallig falligkeit falligkeitsdatum echeance vencimiento forfall forfallsdato",
    "start": "start from begin opening",
    "end": "end until to closing",
    "day": "date datum",
}
_SETS: Final = {role: frozenset(words.split()) for role, words in _WORDS.items()}


def says(name: str, *roles: Role) -> bool:
    """Whether a word of a name speaks of one of these."""
    words = words_of(name)
    return any(words & _SETS[role] for role in roles)


def spoken_type(name: str) -> Literal["code", "date", "percent", "decimal", "money", ""]:
    """Say which type the words of a name speak of: the first that fits, ``""`` for none."""
    for role in ("code", "date", "percent", "decimal", "money"):
        if says(name, role):
            return role
    return ""
