"""What a printed number may be misread as: one digit, two digits, the decimal point, the sign.

Every question is asked backwards: *seen* was delivered; may *meant* stand on the page? ``weight`` says how
likely a misread of that kind is against the others; only the order of the weights matters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final, TypeAlias

from adjudge.model.result import HintKind

Slip: TypeAlias = tuple[HintKind, str, float]
"""Kind, words and weight."""

MAX_GRID: Final = 40
"""Numbers around the wanted one that are looked at; a tolerance rarely leaves room for more than three."""

MAX_DIGITS: Final = 25
_LOOK_ALIKE: Final = frozenset(
    frozenset(pair) for pair in ("08", "06", "68", "17", "38", "56", "49", "35", "89", "27")
)  # fmt: skip
_CENT: Final = Decimal("0.01")
_SHIFTS: Final = (1, 2, 3, -1, -2, -3)


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers that would reconcile an equation: ``wanted`` exactly, ``low`` to ``high`` within tolerance."""

    wanted: Decimal
    low: Decimal
    high: Decimal

    def __contains__(self, number: Decimal) -> bool:
        return self.low <= number <= self.high


@dataclass(frozen=True, slots=True)
class Misread:
    """A number that may stand on the page, and the slip that made another of it."""

    meant: Decimal
    kind: HintKind
    slip: str
    weight: float


def misreads(seen: Decimal, wanted: Range, *, money: bool) -> Iterator[Misread]:
    """Give the numbers within ``wanted`` that ``seen`` may be a misread of.

    Args:
        seen: The number that was delivered.
        wanted: The numbers that would reconcile.
        money: Whether two decimals may have been cut off (12 for 12.50), which is rare otherwise.
    """
    if -seen in wanted and seen:
        yield Misread(-seen, "sign", "a minus lost" if seen > 0 else "a minus too many", 0.6)
    for places in _SHIFTS:
        if (meant := seen.scaleb(places)) in wanted and seen:
            yield Misread(meant, "decimal_shift", _moved(places), 0.5 if abs(places) == 1 else 0.6)
    own = max(0, -int(seen.normalize().as_tuple().exponent))
    decimals = max(own, 2)
    for meant in _grid(wanted, decimals):
        found = _compared(seen, meant, decimals) or _shifted(seen, meant)
        if found is not None:
            rare = not money and own == 0 and meant != meant.to_integral_value()
            kind, slip, weight = found
            yield Misread(meant, kind, slip, weight * (0.2 if rare else 1.0))


def _grid(wanted: Range, decimals: int) -> list[Decimal]:
    """Give the numbers of so many decimals within a range, the nearest to the wanted one first."""
    first = int(wanted.low.scaleb(decimals).to_integral_value(ROUND_CEILING))
    last = int(wanted.high.scaleb(decimals).to_integral_value(ROUND_FLOOR))
    middle = int(wanted.wanted.scaleb(decimals).to_integral_value())
    near = range(max(first, middle - MAX_GRID), min(last, middle + MAX_GRID) + 1)
    return sorted((Decimal(step).scaleb(-decimals) for step in near), key=lambda number: abs(number - wanted.wanted))


def _compared(seen: Decimal, meant: Decimal, decimals: int) -> Slip | None:
    """Compare two numbers as they are printed; gives kind, slip and weight."""
    if seen == meant or (seen < 0) != (meant < 0):
        return None
    one, two = (f"{abs(number):.{decimals}f}" for number in (seen, meant))
    if max(len(one), len(two)) > MAX_DIGITS:
        return None
    if len(one) == len(two):
        replaced = _same_length(one.replace(".", ""), two.replace(".", ""))
        if replaced is not None:
            return replaced
    # With and without the zeros at the end: 1,346.57 may be read as 1,346.7, and 1,150.00 as 150.00.
    for short, long in ((one, two), (_bare(one), _bare(two))):
        # Zeros that led after the slip are gone: 10,062.46 without its 1 is 62.46.
        if len(long) > len(short) and (digit := _inserted(short.zfill(len(long) - 1), long)):
            return "digit_dropped", f"{_a(digit[0])} dropped", 0.6 if digit[1] else 0.4
        if len(short) == len(long) + 1 and (digit := _inserted(long, short)):
            slip = f"{_a(digit[0])} {'doubled' if digit[1] else 'too many'}"
            return "digit_added", slip, 0.6 if digit[1] else 0.3
    return None


def _shifted(seen: Decimal, meant: Decimal) -> Slip | None:
    """Compare two numbers of which one was shifted and then cut to cents: 10.29 for 1,029.21."""
    for places in _SHIFTS[:3]:
        if seen and meant != seen.scaleb(places) and meant.scaleb(-places).quantize(_CENT, ROUND_HALF_UP) == seen:
            return "decimal_shift", f"{_moved(places)} and rounded", 0.2
    return None


def _moved(places: int) -> str:
    count = abs(places)
    return f"the decimal point shifted by {count} place{'s' if count > 1 else ''}"


def _same_length(one: str, two: str) -> Slip | None:
    places = [place for place, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
    if len(places) == 1:
        wrong, right = one[places[0]], two[places[0]]
        weight = 1.0 if frozenset((wrong, right)) in _LOOK_ALIKE else 0.5
        return "digit", f"{_a(right)} read as {wrong}", weight
    if len(places) == 2 and places[1] == places[0] + 1 and one[places[0]] == two[places[1]]:
        swapped = one[places[1]] == two[places[0]]
        return ("digits_swapped", "two digits swapped", 0.8) if swapped else None
    return None


def _inserted(short: str, long: str) -> tuple[str, bool] | None:
    """Give the one digit that ``long`` has more, and whether it stands beside its like."""
    place = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if long[place] == "." or long[:place] + long[place + 1 :] != short:
        return None
    return long[place], long[place] in (long[place - 1 : place], long[place + 1 : place + 2])


def _bare(text: str) -> str:
    return text.rstrip("0").rstrip(".")


def _a(digit: str) -> str:
    return f"an {digit}" if digit == "8" else f"a {digit}"
