"""The compiled plan of a ruleset: one screen per shape of payloads, and the results that never vary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, TypeGuard

from adjudge.engine.findings import settled_result, skipped_result
from adjudge.engine.judge import judge_rule
from adjudge.engine.screen.plan import Screen, Screened
from adjudge.engine.screen.single import SKIPPED
from adjudge.model.adapter import Shape
from adjudge.model.extraction import Extraction
from adjudge.model.result import Result
from adjudge.ruleset.fields import Document
from adjudge.ruleset.rule import Rule

Answer: TypeAlias = Result | Screened | None
"""A finished result, what is left to judge of a rule, or ``None`` to judge all of it."""

_KEPT_COUNTS = 1024
"""How many numbers of items a rule's passing results are kept for."""


def are_results(answers: list[Answer]) -> TypeGuard[list[Result]]:
    """Whether every rule is settled, so that nothing is left to judge."""
    return {*map(type, answers)} == {Result}


class Plan:
    """Screens documents and answers with shared results where a rule surely passes or is skipped.

    A screen is made when the first payload of its shape comes; making one twice in two threads does no harm.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._screens: dict[Shape, Screen] = {}
        self._blind: dict[tuple[int, Shape, str], Result] = {}
        self._settled = [{SKIPPED: skipped_result(rule, "not_applicable")} for rule in rules]

    def screen_of(self, shape: Shape) -> Screen:
        """Give the screen for a shape of payloads."""
        screen = self._screens.get(shape)
        if screen is None:
            screen = self._screens[shape] = Screen(self._rules, shape)
        return screen

    def screen(self, extraction: Extraction) -> list[Answer]:
        """Give the answer of the screen for each rule."""
        answers: list[Answer] = []
        screen = self.screen_of(extraction.shape)
        for number, found in enumerate(screen.run(extraction)):
            if type(found) is int:
                answers.append(self._settled[number].get(found) or self._settle(number, found, 0))
            elif isinstance(found, Screened) and not found.suspects:
                answers.append(self._settle(number, found.passed, found.skipped))
            else:
                answers.append(found if isinstance(found, Screened) else None)
        for number in screen.blind:
            answers[number] = self._blind_result(number, extraction)
        return answers

    def _blind_result(self, number: int, extraction: Extraction) -> Result:
        """Give what a rule says of every payload of a shape that cannot feed it; judged once."""
        key = (number, extraction.shape, extraction.adapter)
        result = self._blind.get(key)
        if result is None:
            result = self._blind[key] = judge_rule(self._rules[number], Document(extraction))
        return result

    def _settle(self, number: int, passed: int, skipped: int) -> Result | None:
        """Make the result of a rule that nothing is left to judge of; those of the usual counts are kept."""
        if passed + skipped < 1:
            return None
        result = settled_result(self._rules[number], passed, skipped)
        if not skipped and len(self._settled[number]) < _KEPT_COUNTS:
            self._settled[number][passed] = result
        return result
