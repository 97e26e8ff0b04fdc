"""The compiled plan of a ruleset: one screen per shape of payloads, and the results that never vary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

from adjudge.engine.judge import judge_rule
from adjudge.engine.screen.plan import Screen, blind_by
from adjudge.engine.screen.settled import Found, Screened, Settled
from adjudge.errors import PayloadError
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
        self._readers = [(number, reads) for number, rule in enumerate(rules) if (reads := blind_by(rule)) is not None]

    def screen_of(self, shape: Shape) -> Screen:
        """Give the screen for a shape of payloads."""
        screen = self._screens.get(shape)
        if screen is None:
            screen = self._screens[shape] = Screen(self._rules, shape, self._settled)
        return screen

    def screen(self, extraction: Extraction) -> list[Found]:
        """Give per rule a finished result, what is left to judge of it, or ``None`` to judge all of it."""
        answers = self.screen_of(extraction.shape).run(extraction)
        for number, reads in self._readers:
            if type(answers[number]) is not Result and self._is_blind(answers[number], reads, extraction):
                answers[number] = self._blind_result(number, extraction)
        return answers

    def _is_blind(self, answer: Found, reads: str, extraction: Extraction) -> bool:
        """Whether a payload does not send what a rule reads; where some item passes, it does."""
        if isinstance(answer, Screened) and answer.passed:
            return False
        try:
            return not extraction.sends(reads)
        except PayloadError:
            raise
        except Exception:  # noqa: BLE001  # an adapter's own; who judges the rule names the crash
            return False

    def _blind_result(self, number: int, extraction: Extraction) -> Result:
        """Give what a rule says of every payload of an adapter that does not feed it; judged once.

        A rule that crashed says something of its own document alone.
        """
        key = (number, extraction.shape, extraction.adapter)
        result = self._blind.get(key)
        if result is None:
            result = judge_rule(self._rules[number], Document(extraction))
            if result.cause == "blind":
                self._blind[key] = result
        return result
