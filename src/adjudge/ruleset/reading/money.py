"""Money: an exact amount and, where it is printed beyond doubt, its currency."""

from __future__ import annotations

from collections.abc import Callable

from adjudge.model.values import Money
from adjudge.ruleset.reading.currencies import mark_pattern, meant
from adjudge.ruleset.reading.locales import convention
from adjudge.ruleset.reading.numbers import read_number
from adjudge.ruleset.reading.printed import Grammar
from adjudge.ruleset.reading.show import show
from adjudge.ruleset.reading.unparsable import Unparsable


def money_reader(locale: str | None) -> Callable[[object], Money | Unparsable]:
    """Make a reader of amounts of money.

    An ISO 4217 code or an unmistakable symbol gives the currency; a symbol of several (``$``, ``kr``, ``¥``)
    only where the locale's territory uses it; a number alone has none.
    """
    signs = convention(locale) if locale else None
    grammar = Grammar(signs, mark_pattern(), dash=True)
    local = signs.currency if signs else None

    def read(value: object) -> Money | Unparsable:
        found = read_number(value, grammar)
        if isinstance(found, Unparsable):
            return found
        if not found.marks:
            return Money(found.number)
        currencies = meant(found.marks, local)
        if not currencies:
            return Unparsable(f"{show(value)} names two currencies: {' and '.join(found.marks)}")
        return Money(found.number, next(iter(currencies)) if len(currencies) == 1 else None)

    return read
