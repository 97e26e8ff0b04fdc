"""The screen of a ruleset for one shape of payloads: generated functions, and how their answers come together.

There is one walk for all rules over every leaf, one for the rules about the items of each list, and one function for
the others. A rule that none of them has a sure test of is judged by the reference path.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from adjudge.engine.screen.leaves import LeafTest, leaf_test, make_leaf_walk
from adjudge.engine.screen.lists import list_of, make_list_walk
from adjudge.engine.screen.loops import make_loop_function
from adjudge.engine.screen.raw import Known
from adjudge.engine.screen.reach import Reach, reach_of
from adjudge.engine.screen.selections import make_selection_function
from adjudge.engine.screen.single import make_document_function
from adjudge.engine.screen.writer import Writer
from adjudge.model.adapter import Shape
from adjudge.model.extraction import Extraction
from adjudge.model.paths import Parts
from adjudge.model.tree import ABSENT, dig
from adjudge.record import Record
from adjudge.ruleset.rule import Rule

Suspects = Sequence[int | Parts]
"""Items that must be judged: indexes in the rule's list or selection, or the paths of leaves."""


class Screened(Record):
    """What the screen found out about one rule: how many items surely pass or are skipped, and which must be judged."""

    passed: int
    suspects: Suspects = ()
    skipped: int = 0


Found = int | Screened | None
"""How many items surely pass and none else is there; or ``Screened``; or ``None`` to judge the rule wholly.

The number is ``SKIPPED`` for a rule that surely does not apply.
"""


class _Walk(NamedTuple):
    """A generated walk, and the positions of the rules it answers for."""

    rules: Sequence[int]
    function: Callable[..., Any]


class Screen:
    """The generated functions for one ruleset and shape; ``sources`` holds their text by what they are for."""

    def __init__(self, rules: Sequence[Rule], shape: Shape) -> None:
        self._shape = shape
        self._count = len(rules)
        self._walks: list[_Walk] = []
        self._document: Callable[..., Any] | None = None
        self.sources: dict[str, str] = {}
        self.blind = frozenset(number for number, rule in enumerate(rules) if _is_blind(rule, shape))
        """The rules that no payload of this shape can feed; what they say is the same of each."""
        reach = self._reach = reach_of(shape)
        if reach is not None:
            able = [number for number in range(len(rules)) if number not in self.blind]
            left = self._make_leaf_walk(rules, able, reach)
            left = self._make_list_walks(rules, left, reach)
            left = self._make_loops(rules, left, reach)
            self._document, self.sources["document"] = make_document_function(rules, left, reach)

    def run(self, extraction: Extraction) -> list[Found]:
        """Screen a document; gives what was found for each rule, in order."""
        response = extraction.response
        data = dig(response, self._shape.data)
        meta = None if self._shape.meta is None else dig(response, self._shape.meta)
        found: list[Found] = [None] * self._count
        if data is ABSENT or self._document is None or self._reach is None or self._reach.unfit(extraction):
            return found
        if type(data) is str:
            data = extraction.tree.root.value
        known = Known(data, meta, self._reach.tidy)
        self._document(data, meta, extraction, known, found)
        for walk in self._walks:
            answers = _answers(walk, data, meta, extraction, known)
            if answers is None:
                continue
            for number, answer in zip(walk.rules, answers, strict=True):
                if type(answer) is tuple:
                    passed, suspects, skipped = answer
                    found[number] = Screened(passed, suspects, skipped) if suspects or skipped else passed
                else:
                    found[number] = answer
        return found

    def _make_leaf_walk(self, rules: Sequence[Rule], numbers: Sequence[int], reach: Reach) -> Sequence[int]:
        """Make the walk over every leaf; gives the rules that are left."""
        writer = Writer()
        tests: dict[int, LeafTest] = {}
        for number in numbers:
            test = leaf_test(rules[number], self._shape, writer)
            if test is not None:
                tests[number] = test
        made = make_leaf_walk(reach, list(tests.values()), writer.constants)
        if made is None:
            return numbers
        function, self.sources["every leaf"] = made
        self._walks.append(_Walk(list(tests), function))
        return [number for number in numbers if number not in tests]

    def _make_list_walks(self, rules: Sequence[Rule], numbers: Sequence[int], reach: Reach) -> Sequence[int]:
        """Make a walk for each list that rules are about; gives the rules that are left."""
        by_list: dict[Parts, list[int]] = {}
        for number in numbers:
            keys = list_of(rules[number])
            if keys is not None:
                by_list.setdefault(keys, []).append(number)
        done: set[int] = set()
        for keys, members in by_list.items():
            made = make_list_walk(reach, keys, [rules[number] for number in members])
            if made is not None:
                able, function, source = made
                self._walks.append(_Walk([members[position] for position in able], function))
                self.sources[f"items of {keys}"] = source
                done.update(members[position] for position in able)
        return [number for number in numbers if number not in done]

    def _make_loops(self, rules: Sequence[Rule], numbers: Sequence[int], reach: Reach) -> Sequence[int]:
        """Make a function for each other rule about many items; gives the rules that are left."""
        left: list[int] = []
        for number in numbers:
            made = make_loop_function(rules[number], reach) or make_selection_function(rules[number], reach)
            if made is None:
                left.append(number)
                continue
            function, self.sources[rules[number].nodeid] = made
            self._walks.append(_Walk((number,), function))
        return left


def _is_blind(rule: Rule, shape: Shape) -> bool:
    """Whether a check reads what neither entries nor documents of a shape ever carry, whatever the document."""
    check = rule.check
    if check is None or check.reads is None or rule.when or rule.disabled is not None:
        return False
    if any(len(field.at) != 1 and not field.plural for field in rule.given):
        return False
    if check.reads in ("match", "verification", "issues", "citations"):
        declared = getattr(shape.keys, check.reads) or getattr(shape.document, check.reads, None)
    else:
        declared = shape.keys.signal(check.reads) or any(key.name == check.reads for key in shape.document.signals)
    return not declared


def _answers(walk: _Walk, *roots: Any) -> Any:
    """Give what a walk found, ``None`` where an odd payload was too much for it: its rules are judged."""
    try:
        return walk.function(*roots)
    except Exception:  # noqa: BLE001  # see above
        return None
