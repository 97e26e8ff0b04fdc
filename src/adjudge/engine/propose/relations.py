"""What holds between the numbers and dates of payloads: arithmetic that was seen to hold, never assumed.

A relation is proposed when it holds wherever its values are, and does not hold by chance alone: its numbers are not
trivial (a factor 1, a term 0), or the names say what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, permutations
from typing import Final

from adjudge.engine.propose.typed import Group, Typed
from adjudge.engine.propose.words import Role, says

CENT: Final = Decimal("0.01")
MOST_COMPARED: Final = 12
"""Numbers of one document or item that are combined with each other."""


@dataclass(frozen=True, slots=True)
class Product:
    """``factor`` × ``price`` is ``amount``, in each item of a list (``None``: in the document)."""

    group: Group | None
    factor: Typed
    price: Typed
    amount: Typed


@dataclass(frozen=True, slots=True)
class Sum:
    """The items of a list add up to a value of the document."""

    group: Group
    member: Typed
    total: Typed


@dataclass(frozen=True, slots=True)
class Balance:
    """``plus`` without ``less`` is ``total``, in the document."""

    plus: tuple[Typed, ...]
    less: tuple[Typed, ...]
    total: Typed


@dataclass(frozen=True, slots=True)
class Order:
    """A date is not before another."""

    early: Typed
    late: Typed


def products(group: Group, *, is_document: bool = False) -> Iterator[Product]:
    """Find what is the product of two others; each amount once."""
    factors = group.of_type("decimal", "integer", "percent")[:MOST_COMPARED]
    amounts = group.of_type("money")[:MOST_COMPARED]
    explained: set[str] = set()
    found = [
        (named, Product(None if is_document else group, factor, price, amount))
        for factor in factors
        for price, amount in permutations(amounts, 2)
        if (named := _is_product(factor, price, amount)) is not None
    ]
    for _, product in sorted(found, key=lambda each: -each[0]):
        if product.amount.name not in explained:
            explained |= {product.amount.name, product.price.name}
            yield product


def _is_product(factor: Typed, price: Typed, amount: Typed) -> int | None:
    """Say how far the names speak for a product that holds; ``None`` where it does not."""
    numbers = _together(factor, price, amount)
    unit = Decimal(100) if factor.type == "percent" else Decimal(1)
    if not numbers or any(abs(each[0] / unit * each[1] - each[2]) > CENT for each in numbers):
        return None
    named = says(factor.name, "quantity") + says(price.name, "price") + says(amount.name, "amount")
    telling = any(each[0] not in (0, unit) and each[1] not in (0, 1) for each in numbers)
    return named if telling or named == 3 else None


def sums(document: Group) -> Iterator[Sum]:
    """Find what the items of lists add up to; each member and each total once."""
    totals = sorted(document.of_type("money")[:MOST_COMPARED], key=lambda each: not says(each.name, "net"))
    for group in document.lists:
        taken: set[str] = set()
        members = sorted(group.of_type("money")[:MOST_COMPARED], key=lambda each: not says(each.name, "amount"))
        for member in members:
            total = next((each for each in totals if each.name not in taken and _adds_up(group, member, each)), None)
            if total is not None:
                taken.add(total.name)
                yield Sum(group, member, total)
                break


def _adds_up(group: Group, member: Typed, total: Typed) -> bool:
    items = member.numbers
    telling = says(member.name, "amount") and says(total.name, "total", "net")
    seen = False
    for number, stated in total.numbers.items():
        own = group.listing.items_of(number)
        if not own or any(item not in items for item in own):
            continue
        terms = [items[item] for item in own]
        if abs(sum(terms, Decimal(0)) - stated) > CENT:
            return False
        seen = True
        telling = telling or sum(term != 0 for term in terms) > 1
    return seen and telling


def balances(document: Group) -> Iterator[Balance]:
    """Find what is the sum of two or three others, a discount taken off; each total once."""
    amounts = document.of_type("money")[:MOST_COMPARED]
    explained: set[str] = set()
    for total in sorted(amounts, key=lambda each: not says(each.name, "total")):
        terms = [each for each in amounts if each is not total and each.name not in explained]
        chosen = next((each for size in (2, 3) for each in combinations(terms, size) if _balances(each, total)), None)
        if chosen is not None:
            explained.add(total.name)
            less = tuple(each for each in chosen if says(each.name, "less"))
            yield Balance(tuple(each for each in chosen if each not in less), less, total)


def _balances(terms: Sequence[Typed], total: Typed) -> bool:
    if all(says(each.name, "less") for each in terms) or says(total.name, "less", "tax"):
        return False
    numbers = _together(*terms, total)
    signs = [-1 if says(each.name, "less") else 1 for each in terms]
    if not numbers or any(
        abs(sum(sign * number for sign, number in zip(signs, each[:-1], strict=True)) - each[-1]) > CENT
        for each in numbers
    ):
        return False
    if len(terms) == 2 and says(terms[0].name, "net") and says(terms[1].name, "tax") and says(total.name, "total"):
        return True
    named = says(total.name, "total") and not all(says(each.name, "total") for each in terms)
    return any(all(abs(number) >= 1 for number in each) and (named or min(map(_digits, each)) > 3) for each in numbers)


def orders(document: Group) -> Iterator[Order]:
    """Find the dates that are not before others, by what they are called; each late one once."""
    dates = document.of_type("date")[:MOST_COMPARED]
    for late in dates:
        wanted: tuple[Role, ...] = ("issued", "day") if says(late.name, "due") else ("start",)
        if not says(late.name, "due", "end"):
            continue
        earlier = [each for each in dates if each is not late and not says(each.name, "due", "end")]
        early = next((each for role in wanted for each in earlier if says(each.name, role)), None)
        both = [] if early is None else [(early.dates[n], late.dates[n]) for n in early.dates if n in late.dates]
        if early is not None and both and all(first <= second for first, second in both):
            yield Order(early, late)


def _together(*places: Typed) -> list[tuple[Decimal, ...]]:
    """Give what stood together in one document or item, wherever all of it was there."""
    columns: list[Mapping[int, Decimal]] = [each.numbers for each in places]
    return [tuple(column[n] for column in columns) for n in columns[0] if all(n in column for column in columns)]


def _digits(number: Decimal) -> int:
    return len(number.normalize().as_tuple().digits)
