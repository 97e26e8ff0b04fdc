"""Makes `src/adjudge/ruleset/reading/cldr.py` from the CLDR data in Babel; only maintainers need it.

    python tests/ruleset/reading/cldr_table.py > src/adjudge/ruleset/reading/cldr.py

Why a table of our own: Babel is 10 MB for what fits 10 KB, and a new CLDR may change a sign (it has before),
so the conventions that a verdict rests on must change with adjudge's version only.
"""

import json
import re
import sys
import textwrap
from collections import defaultdict
from datetime import date

from babel import Locale, localedata
from babel.core import get_cldr_version, get_global

STILL_PRINTED = date(2020, 1, 1)
"""Documents outlive their currency: codes withdrawn since then are still read."""

Convention = tuple[str, str, int, int]


def signs(text: str) -> str:
    """Make every blank a blank and every apostrophe an apostrophe; the reader takes all their forms."""
    return "".join(dict.fromkeys(re.sub(r"\s", " ", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")))


def convention(locale: Locale) -> Convention | None:
    symbols = locale.number_symbols.get("latn")
    if symbols is None:
        return None
    decimals = signs(symbols["decimal"] + symbols.get("currencyDecimal", ""))
    groups = signs(symbols["group"] + symbols.get("currencyGroup", ""))
    last, others = locale.decimal_formats[None].grouping
    if not set(decimals) <= set(".,") or not set(groups) <= set(",. '") or last != 3:
        return None
    return decimals, groups, last, others


def conventions() -> dict[Convention, list[str]]:
    table = defaultdict(list)
    for name in localedata.locale_identifiers():
        if re.fullmatch(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?", name) and (found := convention(Locale.parse(name))):
            table[found].append(name)
    return {found: sorted(table[found]) for found in sorted(table)}


def tenders() -> tuple[dict[str, list[str]], list[str]]:
    """Give the territories of each currency, and all codes that are or recently were legal tender."""
    territories, codes = defaultdict(list), set()
    for territory, currencies in sorted(get_global("territory_currencies").items()):
        tender = [(code, end) for code, _, end, is_tender in currencies if is_tender]
        codes.update(code for code, end in tender if end is None or date(*end) >= STILL_PRINTED)
        today = [code for code, end in tender if end is None]
        if len(today) == 1 and re.fullmatch("[A-Y][A-Z]|Z[AMW]", territory):
            territories[today[0]].append(territory)
    return {code: territories[code] for code in sorted(territories)}, sorted(codes - {"XXX"})


def table() -> str:
    """Give the source of the table."""
    lines = [
        '"""How locales print numbers, from Unicode CLDR. Made by tests/ruleset/reading/cldr_table.py; do not edit.',
        "",
        "Copyright © 1991-2025 Unicode, Inc. Data under the Unicode License v3 (https://www.unicode.org/license.txt).",
        '"""',
        "",
        "from typing import Final",
        "",
        f'VERSION: Final = "{get_cldr_version()}"',
        "",
        "CONVENTIONS: Final = {",
        "    # decimal signs, group signs, digits in the last group and in the others: locales",
    ]
    for key, names in conventions().items():
        lines += block(f"({', '.join(map(json.dumps, key))})", names)
    territories, codes = tenders()
    lines += ["}", "", "TERRITORIES: Final = {", "    # currency: where it is the only legal tender"]
    for code, names in territories.items():
        lines += block(f'"{code}"', names)
    lines += ["}", "", "CODES: Final = (", *quoted(codes, "    "), ")"]
    return "\n".join(lines) + "\n"


def block(key: str, names: list[str]) -> list[str]:
    one_line = f'    {key}: "{" ".join(names)}",'
    if len(one_line) <= 120:
        return [one_line]
    return [f"    {key}: (", *quoted(names, "        "), "    ),"]


def quoted(names: list[str], indent: str) -> list[str]:
    lines = textwrap.wrap(" ".join(names), 120 - len(indent) - 3)
    return [f'{indent}"{line} "' for line in lines[:-1]] + [f'{indent}"{lines[-1]}"']


if __name__ == "__main__":
    sys.stdout.write(table())
