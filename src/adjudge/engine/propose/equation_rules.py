"""Rules about what adds up, wherever it did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from adjudge.engine.propose.draft import Draft, id_of, is_optional, number, over, row_name, when_there
from adjudge.engine.propose.relations import Balance, Product, Sum, balances, products, sums
from adjudge.engine.propose.typed import Group, Typed

_ADDS_UP: Final = "what must add up"


def equation_rules(document: Group) -> Iterator[Draft]:
    """Propose a rule for each equation that holds in the payloads."""
    for group in document.lists:
        for product in products(group):
            yield _product(product, document)
    for product in products(document, is_document=True):
        yield _product(product, document)
    for total in sums(document):
        yield _sum(total, document)
    for balance in balances(document):
        yield _balance(balance, document)


def _product(product: Product, document: Group) -> Draft:
    factor, price, amount = product.factor, product.price, product.amount
    percent = factor.type == "percent"
    right: dict[Typed, Decimal] = dict(zip((factor, price, amount), _RATIO if percent else _FACTOR, strict=True))
    everywhere = len((product.group or document).listing.owners)
    optional = [each.name for each in right if len(each.value.seen) < everywhere]
    keys: dict[str, Any] = {}
    before, going = "", dict[str, Any]()
    if product.group is not None:
        going = over(document, product.group)
        keys["for"], before = going.pop("for"), f"{row_name(document, product.group)}."
    computed = f"{before}{factor.name} * {before}{price.name}{' / 100' if percent else ''}"
    keys |= when_there([f"{before}{name}" for name in optional])
    keys |= {"assert": f"{computed} == approx({before}{amount.name}, abs=0.01)", **going}
    return Draft(
        f"{id_of(factor.name)}-times-{id_of(price.name)}-is-{id_of(amount.name)}",
        f"{amount.name} is {factor.name} times {price.name}",
        "It holds in the payload; where it does not, one of the three was misread.",
        keys,
        list(_equation_tests(right, optional, product.group, skips="on_empty" in going)),
        _ADDS_UP,
    )


_FACTOR: Final = (Decimal(2), Decimal("60.00"), Decimal("120.00"))
_RATIO: Final = (Decimal(20), Decimal("600.00"), Decimal("120.00"))


def _sum(found: Sum, document: Group) -> Draft:
    group, member, total = found.group, found.member, found.total
    owners = document.listing.owners
    optional = [total.name] if len(total.value.seen) < len(owners) else []
    optional += [group.name] if is_optional(document, group) else []
    first, second = ({member.name: number(member, amount)} for amount in (Decimal("80.00"), Decimal("40.00")))
    right, wrong = ({total.name: number(total, amount)} for amount in (Decimal("120.00"), Decimal("121.00")))
    return Draft(
        f"{id_of(group.name)}-add-up-to-{id_of(total.name)}",
        f"{group.name} add up to {total.name}",
        "It holds in the payload; where it does not, an item is missing, there twice, or misread.",
        {
            **when_there(optional),
            "assert": f"sum({group.name}[*].{member.name}) == approx({total.name}, abs=0.01)",
            "blame": [total.name],
        },
        [
            {"given": {group.name: [first, second], **right}, "expect": "pass"},
            {"given": {group.name: [first, second], **wrong}, "expect": "fail"},
            {"given": {group.name: [first, {}], **right}, "expect": "unknown"},
        ],
        _ADDS_UP,
    )


def _balance(found: Balance, document: Group) -> Draft:
    terms = [*found.plus, *found.less]
    amounts = [Decimal("100.00"), Decimal("20.00"), Decimal("5.00")][: len(terms)]
    less = sum(amounts[len(found.plus) :], Decimal(0))
    right: dict[Typed, Decimal] = dict(zip(terms, amounts, strict=True)) | {
        found.total: sum(amounts, Decimal(0)) - 2 * less
    }
    name = found.total.name
    optional = [each.name for each in right if len(each.value.seen) < len(document.listing.owners)]
    computed = " + ".join(each.name for each in found.plus) + "".join(f" - {each.name}" for each in found.less)
    plus = "-plus-".join(id_of(each.name) for each in found.plus) + "".join(
        f"-less-{id_of(e.name)}" for e in found.less
    )
    return Draft(
        f"{plus}-is-{id_of(name)}",
        f"{name} is {computed.replace(' + ', ' plus ').replace(' - ', ' less ')}",
        "It holds in the payload; where it does not, one of the amounts was misread.",
        {**when_there(optional), "assert": f"{computed} == approx({name}, abs=0.01)"},
        list(_equation_tests(right, optional, None)),
        _ADDS_UP,
    )


def _equation_tests(
    right: Mapping[Typed, Decimal], optional: list[str], group: Group | None, *, skips: bool = False
) -> Iterator[Any]:
    """Test an equation whose last value is computed: right, wrong, without what is needed, without what may lack."""

    def test(given: Mapping[str, Any], expect: str) -> dict[str, Any]:
        return {"given": {group.name: [given]} if group is not None else given, "expect": expect}

    given = {place.name: number(place, value) for place, value in right.items()}
    place, value = list(right.items())[-1]
    yield test(given, "pass")
    yield test({**given, place.name: number(place, value + 1)}, "fail")
    needed = [name for name in given if name not in optional]
    if needed:
        yield test({name: its for name, its in given.items() if name != needed[-1]}, "unknown")
    elif group is not None and not skips:
        yield {"expect": "unknown"}
    if optional:
        yield test({name: its for name, its in given.items() if name != optional[-1]}, "skip")
