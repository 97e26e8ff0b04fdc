"""The screen of a ruleset for one shape of payloads: generated functions, and how their answers come together.

One function holds all rules that look at single values, at the items of lists, or at every leaf; some rules have one of
their own. A rule that none of them has a sure test of is judged by the reference path.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from adjudge.engine.screen.document import DocumentWriter
from adjudge.engine.screen.known import Known
from adjudge.engine.screen.loops import make_loop_function
from adjudge.engine.screen.reach import Reach, reach_of
from adjudge.engine.screen.scopes import singular_keys
from adjudge.engine.screen.selections import make_selection_function
from adjudge.engine.screen.settled import Found, Settled
from adjudge.model.adapter import Shape
from adjudge.model.extraction import Extraction
from adjudge.model.tree import ABSENT, dig
from adjudge.ruleset.rule import Rule


class Screen:
    """The generated functions for one ruleset and shape; ``sources`` holds their text by what they are for.

    A function is called with the data, the metadata, the extraction, what is known of the document, and the list of
    what was found of each rule, which it fills.
    """

    def __init__(self, rules: Sequence[Rule], shape: Shape, settled: Sequence[Settled]) -> None:
        self._shape = shape
        self._count = len(rules)
        self.functions: dict[str, Callable[..., Any]] = {}
        self.sources: dict[str, str] = {}
        self.blind = frozenset(number for number, rule in enumerate(rules) if _is_blind(rule, shape))
        """The rules that no payload of this shape can feed; what they say is the same of each."""
        reach = self._reach = reach_of(shape)
        if reach is not None:
            self._make(rules, settled, reach)

    def run(self, extraction: Extraction) -> list[Found]:
        """Screen a document; gives what was found for each rule, in order."""
        response = extraction.response
        data = dig(response, self._shape.data)
        meta = None if self._shape.meta is None else dig(response, self._shape.meta)
        found: list[Found] = [None] * self._count
        reach = self._reach
        if data is ABSENT or reach is None or reach.unfit(extraction):
            return found
        if type(data) is str:
            data = extraction.tree.root.value
        known = Known(data, meta, reach.tidy, reach.told_by)
        for function in self.functions.values():
            try:
                function(data, meta, extraction, known, found)
            except Exception:  # noqa: BLE001, S112  # an odd payload: what was not found is judged
                continue
        return found

    def _make(self, rules: Sequence[Rule], settled: Sequence[Settled], reach: Reach) -> None:
        """Write and compile all functions."""
        left: list[int] = []
        for number, rule in enumerate(rules):
            if number in self.blind:
                continue
            made = _function_of_its_own(rule, number, settled, reach)
            if made is None:
                left.append(number)
            else:
                self.functions[rule.nodeid], self.sources[rule.nodeid] = made
        document = DocumentWriter(rules, settled, reach)
        self.functions["document"], self.sources["document"] = document.write(left)
        for number, source in document.apart.items():
            self.sources[f"{rules[number].nodeid}, one by one"] = source


def _function_of_its_own(
    rule: Rule, number: int, settled: Sequence[Settled], reach: Reach
) -> tuple[Callable[..., Any], str] | None:
    if rule.loop is not None and (rule.when or singular_keys(rule.loop.field) is None):
        return make_loop_function(rule, number, settled, reach)
    return make_selection_function(rule, number, settled, reach)


def blind_by(rule: Rule) -> str | None:
    """Name what a rule is blind without, if it then says the same of every document; else ``None``."""
    if rule.check is None or rule.when or rule.disabled is not None:
        return None
    for field in rule.given:
        if not field.plural and singular_keys(field) is None:
            # Which node this leads to, and so the path of the finding, depends on the document.
            return None
    return rule.check.reads


def _is_blind(rule: Rule, shape: Shape) -> bool:
    """Whether a rule reads what neither entries nor documents of a shape ever carry, whatever the document."""
    reads = blind_by(rule)
    if reads is None:
        return False
    if reads in ("match", "verification", "issues", "citations"):
        declared = getattr(shape.keys, reads) or getattr(shape.document, reads, None)
    else:
        declared = shape.keys.signal(reads) or any(key.name == reads for key in shape.document.signals)
    return not declared
