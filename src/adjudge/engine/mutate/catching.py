"""Which rules catch a mutant. Only those are run again that can see what was changed.

A rule *catches* a mutant when it says that a person must look and did not say so of the original, or says so of more
items: the worst effect of its findings rises to ``review`` or ``reject``, or more of its findings have such an effect.
So a document that was in review already can still show a catch, and a note is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from adjudge.engine.decide import nothing_evaluated
from adjudge.engine.findings import Ledger
from adjudge.engine.judge import judge_rule
from adjudge.engine.mutate.neighbours import Damaged, Known
from adjudge.engine.plan import Plan
from adjudge.engine.screen.settled import Screened
from adjudge.engine.suppressing import Suppressions
from adjudge.model.extraction import Extraction, follow
from adjudge.model.paths import Parts
from adjudge.model.result import Result
from adjudge.model.words import at_least
from adjudge.record import field_names, replace
from adjudge.ruleset.check import fail
from adjudge.ruleset.expressions import Explanation, Expression
from adjudge.ruleset.expressions.tree import Not
from adjudge.ruleset.fields import Document
from adjudge.ruleset.footprint import Footprint, footprint
from adjudge.ruleset.rule import Rule

if TYPE_CHECKING:
    from adjudge.engine.mutate.mutants import Mutant
    from adjudge.engine.ruleset import Ruleset

_KEPT: Final = 100_000
"""Places for which it is kept which rules see them."""
_GRAVER: Final = 10**9
NOTHING_EVALUATED: Final = nothing_evaluated(()).nodeid


_FAILS: Final = fail("", actual=None, expected=None)
_UNSAID: Final = Explanation("", paths=("$",))


class _Quiet(Expression, eq=False):
    """A condition that does not say why: of thousands of mutants nobody reads the reasons."""

    def explain(self, value: Any, evaluation: Any) -> Explanation:  # noqa: ARG002
        """Say nothing."""
        return _UNSAID


@dataclass(frozen=True, slots=True)
class Standing:
    """What every rule says of one document, in the order of the rules."""

    document: Known
    name: str
    results: tuple[Result, ...]
    weights: tuple[int, ...]
    accepts: bool
    """Whether nothing speaks against the document, and something was evaluated."""


class Catcher:
    """Judges mutants by the rules of a ruleset; made once in each process."""

    def __init__(self, ruleset: Ruleset, facts: Mapping[str, Any]) -> None:
        self._ruleset = ruleset
        self._facts = facts
        self.rules = ruleset.rules
        self._suppressions = Suppressions(ruleset.suppressions) if ruleset.suppressions else None
        named = frozenset(nodeid for each in ruleset.suppressions for nodeid in each.nodeids)
        # A suppression asks for the paths and the evidence of findings, and its condition may read anything.
        self._judged = tuple(rule if rule.nodeid in named else _quiet(rule) for rule in self.rules)
        self._opposites = tuple(map(_opposite, self._judged))
        self.footprints = tuple(None if rule.nodeid in named else footprint(rule) for rule in self.rules)
        self._all = tuple(range(len(self.rules)))
        self._plans: dict[tuple[int, ...], Plan] = {}
        self._seen: dict[Any, tuple[int, ...]] = {}

    def stand(self, extraction: Extraction, name: str) -> Standing:
        """Judge an original, which the caller calls ``name``, by all rules."""
        document = Known(extraction, self._facts)
        return _standing(document, name, self._judge(document, self._all, name))

    def judge(self, original: Extraction, before: Standing, mutant: Mutant, extraction: Extraction) -> Standing:
        """Judge a mutant: by the rules that can see what was changed; the others say what they said."""
        places = _places(mutant, original, extraction)
        numbers = self._seeing(places, mutant)
        results = list(before.results)
        document = Damaged(extraction, before.document, places)
        for number, result in zip(numbers, self._judge(document, numbers, before.name), strict=True):
            results[number] = result
        return _standing(before.document, before.name, tuple(results), before)

    def seeing(self, mutant: Mutant, original: Extraction, extraction: Extraction) -> tuple[int, ...]:
        """Give the numbers of the rules that may say something else of a mutant; all where plugins judge."""
        return self._seeing(_places(mutant, original, extraction), mutant)

    def _seeing(self, places: tuple[Parts, ...], mutant: Mutant) -> tuple[int, ...]:
        if self._ruleset.judged_by_plugins:
            return self._all
        key = (places, mutant.structure, mutant.signal)
        found = self._seen.get(key)
        if found is None:
            seen = enumerate(self.footprints)
            found = tuple(number for number, each in seen if each is None or _sees(each, places, mutant))
            if len(self._seen) < _KEPT:
                self._seen[key] = found
        return found

    def _judge(self, document: Document, numbers: tuple[int, ...], name: str) -> tuple[Result, ...]:
        extraction = document.extraction
        if self._ruleset.judged_by_plugins:
            definition, facts = extraction.definition, self._facts
            verdict = self._ruleset.check(extraction.payload, adapter=definition, facts=facts, document=name)
            return verdict.results[: len(self.rules)]
        plan = self._plans.get(numbers)
        if plan is None:
            plan = self._plans[numbers] = Plan([self._judged[number] for number in numbers])
        found = []
        for number, answer in zip(numbers, plan.screen(extraction), strict=True):
            rule = self._judged[number]
            if isinstance(answer, Result):
                result = answer
            else:
                result = self._surely_fails(number, answer, document) or judge_rule(rule, document, answer)
            if self._suppressions is not None:
                result = self._suppressions.apply(result, self.rules[number], document, name)
            found.append(result)
        return tuple(found)

    def _surely_fails(self, number: int, answer: Screened | None, document: Document) -> Result | None:
        """Give the result of a condition that surely does not hold, where the screen passes its opposite.

        That is many times as fast as the reference path, which has to say why.
        """
        opposite = self._opposites[number]
        if opposite is None:
            return None
        (found,) = opposite.screen(document.extraction)
        rule = self._judged[number]
        failing: Sequence[Any] = (None,)
        if rule.loop is None:
            if answer is not None or not isinstance(found, Result) or found.items.passed != 1:
                return None
        else:
            if answer is None or found is None:
                return None
            left, skipped = (
                (found.suspects, found.skipped) if isinstance(found, Screened) else ((), found.items.skipped)
            )
            # Of which item a skip is, is not told.
            if answer.skipped or skipped or not set(left).isdisjoint(answer.suspects):
                return None
            failing = answer.suspects
        ledger = Ledger(rule, document)
        ledger.passed(0 if answer is None else answer.passed)
        for index in failing:
            ledger.add(index, _FAILS, _UNSAID)
        return ledger.result()


def caught_by(before: Standing, after: Standing) -> tuple[int | None, ...]:
    """Give the numbers of the rules that catch; ``None`` is the built-in finding that nothing was evaluated."""
    found: tuple[int | None, ...] = tuple(
        number for number, (old, new) in enumerate(zip(before.weights, after.weights, strict=True)) if new > old
    )
    return (None,) if not found and before.accepts and not after.accepts else found


def _quiet(rule: Rule) -> Rule:
    """Give a rule that ends as this one does, and words nothing."""
    when = tuple(map(_silenced, rule.when))
    condition = None if rule.condition is None else _silenced(rule.condition)
    return replace(rule, when=when, condition=condition, blame=(), message=None)


def _opposite(rule: Rule) -> Plan | None:
    """Give the plan of a rule that holds where the condition of this one does not; ``None`` without a quiet one."""
    condition = rule.condition
    if not isinstance(condition, _Quiet) or rule.disabled is not None:
        return None
    return Plan([replace(rule, condition=replace(condition, tree=Not(condition.tree, condition.tree.span)))])


def _silenced(expression: Expression) -> _Quiet:
    return _Quiet(**{name: getattr(expression, name) for name in field_names(expression)})


def _standing(document: Known, name: str, results: tuple[Result, ...], like: Standing | None = None) -> Standing:
    """Weigh results; most are those of a standing before."""
    if like is None:
        weights = tuple(map(_weight, results))
    else:
        pairs = zip(results, like.results, like.weights, strict=True)
        weights = tuple([weight if new is old else _weight(new) for new, old, weight in pairs])
    accepts = not any(weights) and any(result.counts_for_accept for result in results)
    return Standing(document, name, results, weights, accepts)


def _weight(result: Result) -> int:
    """Weigh what a result says against a document: the worse its effect, then the more findings have one."""
    if result.effect is None:
        return 0
    findings = sum(at_least(finding.effect, "review") for finding in result.findings)
    return findings + (_GRAVER if result.effect == "reject" else 0) if at_least(result.effect, "review") else 0


def _sees(seen: Footprint, places: tuple[Parts, ...], mutant: Mutant) -> bool:
    if mutant.signal is not None:
        return mutant.signal in seen.signals
    if mutant.structure:
        # What is said about a value goes with it, and may have been all of its kind.
        return bool(seen.signals) or any(map(seen.sees, places))
    return any(map(seen.reads_value, places))


def _places(mutant: Mutant, original: Extraction, extraction: Extraction) -> tuple[Parts, ...]:
    """Give the places from which on a mutant is another."""
    if not mutant.structure:
        return mutant.places
    return tuple(_uppermost(place, original, extraction) for place in mutant.places)


def _uppermost(place: Parts, original: Extraction, extraction: Extraction) -> Parts:
    """Give the uppermost place whose presence is another: of an object that lost its only member, the object."""
    while place and follow(original.root, place[:-1]).presence != follow(extraction.root, place[:-1]).presence:
        place = place[:-1]
    return place
