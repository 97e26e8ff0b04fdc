"""The compiled plan of a ruleset: one screen per shape of payloads, and the results that never vary."""

from __future__ import annotations

from collections.abc import Sequence

from adjudge.engine.findings import passed_result, skipped_result
from adjudge.engine.screen.plan import Screen, Screened
from adjudge.engine.screen.single import SKIPPED
from adjudge.model.adapter import Shape
from adjudge.model.extraction import Extraction
from adjudge.model.result import Result
from adjudge.ruleset.rule import Rule

_KEPT_COUNTS = 1024
"""How many numbers of items a rule's passing results are kept for."""


class Plan:
    """Screens documents and answers with shared results where a rule surely passes or is skipped.

    A screen is made when the first payload of its shape comes; making one twice in two threads does no harm.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._screens: dict[Shape, Screen] = {}
        self._passed: list[dict[int, Result]] = [{} for _ in rules]
        self._skipped = [skipped_result(rule, "not_applicable") for rule in rules]

    def screen_of(self, shape: Shape) -> Screen:
        """Give the screen for a shape of payloads."""
        screen = self._screens.get(shape)
        if screen is None:
            screen = self._screens[shape] = Screen(self._rules, shape)
        return screen

    def screen(self, extraction: Extraction) -> list[Result | Screened | None]:
        """Give per rule a finished result, what is left to judge of it, or ``None`` to judge all of it."""
        answers: list[Result | Screened | None] = []
        for number, found in enumerate(self.screen_of(extraction.shape).run(extraction)):
            if type(found) is not int:
                answers.append(found)  # type: ignore[arg-type]  # what is no int is Screened or None
            elif found == SKIPPED:
                answers.append(self._skipped[number])
            else:
                answers.append(self._passed[number].get(found) or self._pass(number, found))
        return answers

    def _pass(self, number: int, count: int) -> Result | None:
        if count < 1:
            return None
        result = passed_result(self._rules[number], count)
        if len(self._passed[number]) < _KEPT_COUNTS:
            self._passed[number][count] = result
        return result
