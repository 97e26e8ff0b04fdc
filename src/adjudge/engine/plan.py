"""The compiled plan of a ruleset: one screen per shape of payloads, and the results that never vary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

from adjudge.engine.judge import judge_rule
from adjudge.engine.screen.plan import Screen
from adjudge.engine.screen.settled import Found, Settled
from adjudge.model.adapter import Shape
from adjudge.model.extraction import Extraction
from adjudge.model.result import Result
from adjudge.ruleset.fields import Document
from adjudge.ruleset.rule import Rule


def are_results(answers: list[Found]) -> TypeGuard[list[Result]]:
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
        self._settled = tuple(map(Settled, rules))

    def screen_of(self, shape: Shape) -> Screen:
        """Give the screen for a shape of payloads."""
        screen = self._screens.get(shape)
        if screen is None:
            screen = self._screens[shape] = Screen(self._rules, shape, self._settled)
        return screen

    def screen(self, extraction: Extraction) -> list[Found]:
        """Give per rule a finished result, what is left to judge of it, or ``None`` to judge all of it."""
        screen = self.screen_of(extraction.shape)
        answers = screen.run(extraction)
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
