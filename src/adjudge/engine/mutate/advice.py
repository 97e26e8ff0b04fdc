"""The rule that would catch a survivor, where one is obvious: it holds of the original, and not of the mutant."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Final

from adjudge.checks.support import supports
from adjudge.engine.mutate.mutants import Mutant
from adjudge.engine.mutate.places import area_of
from adjudge.manager import built_in_manager
from adjudge.model.extraction import Extraction, follow
from adjudge.model.looks import is_number
from adjudge.model.paths import Parts
from adjudge.model.tree import ABSENT, is_list
from adjudge.model.values import Money
from adjudge.ruleset.expressions import ExpressionProblem, compile_expression
from adjudge.ruleset.fields import Document, Field, Scope
from adjudge.ruleset.footprint import declared
from adjudge.ruleset.rule import Rule

_CENT: Final = Decimal("0.01")
_IDENTIFIER: Final = re.compile("[A-Za-z_][A-Za-z0-9_]*")
_MOST: Final = 12
"""Numbers of one object that are tried with each other."""
_LARGEST: Final = 30
_KEYS: Final = re.compile("(^|_)(id|no|nr|number|pos|position|sku|code)($|_)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """A number, and how an expression says where it stands: in a list by the list and what follows an item."""

    number: Decimal
    name: str
    list: str | None = None

    @property
    def in_line(self) -> str:
        """How it is said of one item, which is called ``line``."""
        return self.name if self.list is None else f"line{self.name}"

    @property
    def column(self) -> str:
        """How it is said of all items."""
        return self.name if self.list is None else f"{self.list}[*]{self.name}"


Numbers = Mapping[Parts, Said]
Names = Mapping[Field, tuple[str | None, str]]


def names_of(fields: Mapping[str, Field]) -> Names:
    """Give fields with the list that each is a member of, and what expressions call it."""
    found: dict[Field, tuple[str | None, str]] = {field: (None, name) for name, field in fields.items()}
    for name, field in fields.items():
        found |= {inner: (name, f".{member}") for member, inner in (field.members or {}).items()}
    return found


class Adviser:
    """Knows the rules there are, and what they call things."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._scope = Scope({name: field for rule in rules for name, field in rule.scope.fields.items()})
        self._names = names_of(self._scope.fields)
        self._declared = declared(self._scope.fields.values())
        self._registry = built_in_manager().registry

    def advise(self, mutant: Mutant, old: Extraction, new: Extraction) -> str | None:
        """Give a rule in YAML that passes on the original and would not on the mutant; ``None``: none is obvious."""
        kind, parts = mutant.spot
        if kind in ("dropped", "emptied"):
            return _rule(parts, "is-there", "required: true")
        if mutant.signal is not None:
            return _of_signal(mutant)
        numbers = self._numbers(old)
        relations = _of_lines(numbers, parts) if kind.startswith("line-") else _relations(numbers, parts)
        relation = next((each for each in relations if self._tells(each, old, new)), None)
        if relation is not None:
            return f"{{id: {_slug(parts)}-adds-up, assert: {json.dumps(relation, ensure_ascii=False)}}}"
        if kind.startswith("line-"):
            return _unlike(mutant, old)
        node = follow(old.root, parts)
        texts = [citation.text for citation in node.citations or () if citation.text]
        if texts and supports(texts, node.value) and not supports(texts, follow(new.root, parts).value):
            return _rule(parts, "is-cited", "cited: {text: true}")
        return None

    def _tells(self, condition: str, old: Extraction, new: Extraction) -> bool:
        """Whether a condition holds of the original, and not of the mutant."""
        try:
            expression = compile_expression(condition, self._scope, self._registry)
        except ExpressionProblem:
            return False
        return expression.evaluate(Document(old)) is True and expression.evaluate(Document(new)) is not True

    def _numbers(self, extraction: Extraction) -> dict[Parts, Said]:
        """Give the numbers of a document as expressions read them: printed ones through a field alone."""
        found: dict[Parts, Said] = {}
        for node in extraction.leaves():
            parts, value = node.parts, node.value
            field = next((field for field in self._declared.fields_of(parts) if field in self._names), None)
            if field is not None and field.read is not None:
                value = field.read(value) if node.presence == "present" else None
                value = value.amount if isinstance(value, Money) else value
            if not is_number(value):
                continue
            number = Decimal(str(value))
            if number.is_finite() and abs(number.adjusted()) < _LARGEST:
                found[parts] = self._said(parts, number, field)
        return found

    def _said(self, parts: Parts, number: Decimal, field: Field | None) -> Said:
        if field is not None:
            holder, name = self._names[field]
            return Said(number, name, holder)
        if len(parts) > 1 and isinstance(parts[-2], int):
            return Said(number, _step(parts[-1]), _path(parts[:-2]))
        return Said(number, _path(parts))


def _rule(parts: Parts, name: str, check: str) -> str:
    """Write a rule about a field, for every item where it is of a list."""
    return f"{{id: {_slug(parts)}-{name}, given: {json.dumps(area_of(parts), ensure_ascii=False)}, {check}}}"


def _slug(parts: Parts) -> str:
    names = "-".join(str(part) for part in parts if isinstance(part, str))
    return re.sub("[^a-z0-9]+", "-", names.lower()).strip("-") or "value"


def _of_signal(mutant: Mutant) -> str | None:
    """Ask for what the original had, to a tenth of the scale."""
    parts, signal = mutant.spot.parts, mutant.signal
    if mutant.spot.kind.endswith("-worsened"):
        return _rule(parts, f"{signal}-is-good", f"{signal}: {{none_of: [{mutant.after}]}}")
    before = Decimal(str(mutant.before))
    bound = before if before > 1 else (before * 10).to_integral_value("ROUND_FLOOR") / 10
    if mutant.after is not ABSENT and Decimal(str(mutant.after)) >= bound:
        return None
    return _rule(parts, f"{signal}-is-high", f"{signal}: {{min: {bound}}}")


def _of_lines(numbers: Numbers, parts: Parts) -> Iterator[str]:
    """Give the sums that an item of a list is a term of."""
    for place, said in numbers.items():
        if place[: len(parts)] == parts and abs(said.number) > _CENT:
            yield from _sums(numbers, place)


def _unlike(mutant: Mutant, old: Extraction) -> str | None:
    """Say that no line is there twice, where something numbers the lines."""
    parts = mutant.spot.parts
    lines = follow(old.root, parts[:-1]).value
    if mutant.spot.kind != "line-doubled" or not is_list(lines) or not all(isinstance(line, dict) for line in lines):
        return None
    for name in lines[0]:
        values = [line.get(name) for line in lines]
        if _KEYS.search(name) and None not in values and len(set(map(str, values))) == len(values):
            return _rule((*parts, name), "is-there-once", "unique: true")
    return None


def _relations(numbers: Numbers, parts: Parts) -> Iterator[str]:
    """Give equations that hold in a document and have a place in them: sums of lines, products, sums of two."""
    if parts not in numbers:
        return
    yield from _sums(numbers, parts)
    around = [place for place in numbers if place[:-1] == parts[:-1]][:_MOST]
    for one, two in combinations(around, 2):
        for three in around:
            if parts in (one, two, three) and three not in (one, two):
                yield from _of_three(numbers[one], numbers[two], numbers[three])


def _of_three(one: Said, two: Said, three: Said) -> Iterator[str]:
    """Give the product and the sum of two numbers where it is the third, and neither would be so by chance."""
    a, b, c = one.number, two.number, three.number
    if not a or not b or not c:
        return
    if 1 not in (a, b) and abs(c) > 1 and abs(a * b - c) <= _CENT:
        yield _each(f"{one.in_line} * {two.in_line} == approx({three.in_line}, abs=0.01)", one)
    if abs(a + b - c) <= _CENT:
        yield _each(f"{one.in_line} + {two.in_line} == approx({three.in_line}, abs=0.01)", one)


def _each(condition: str, said: Said) -> str:
    return condition if said.list is None else f"all({condition} for line in {said.list})"


def _sums(numbers: Numbers, parts: Parts) -> Iterator[str]:
    """Give the sums of lines that a number is a term or the total of."""
    columns: dict[str, list[Parts]] = {}
    for place, said in numbers.items():
        if said.list is not None and sum(isinstance(part, int) for part in place) == 1:
            columns.setdefault(said.column, []).append(place)
    for column, terms in columns.items():
        total = sum(numbers[term].number for term in terms)
        for place, said in numbers.items():
            alone = said.list is None and (parts == place or parts in terms)
            if len(terms) > 1 and alone and said.number and abs(said.number - total) <= _CENT:
                yield f"sum({column}) == approx({said.name}, abs=0.01)"


def _path(parts: Parts) -> str:
    return "doc" + "".join(map(_step, parts))


def _step(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    return f".{part}" if _IDENTIFIER.fullmatch(part) else f"[{json.dumps(part, ensure_ascii=False)}]"
