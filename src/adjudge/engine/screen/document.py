"""The generated function of a ruleset: one block for each rule, with what that rule is sure of.

A rule about one value asks it a question. A rule about the items of a list, or about every leaf, asks all of them at
once, as long as each can be asked; where one cannot, ``one_by_one`` does so, and finds out which. Each rule stands in a
``try`` of its own: what is missing or odd leaves that rule to be judged, and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from adjudge.engine.screen.checks import Probe, leaf_probe, probe_of, split_at_stars
from adjudge.engine.screen.expressions import sure
from adjudge.engine.screen.reach import BESIDE, PARAMETERS, ROW, Reach
from adjudge.engine.screen.reads import Reads
from adjudge.engine.screen.scopes import Scope, column, singular_keys
from adjudge.engine.screen.settled import SKIPPED, Settled, writer_for
from adjudge.engine.screen.writer import Unsure, Writer
from adjudge.ruleset.fields import Field
from adjudge.ruleset.rule import Rule


class DocumentWriter:
    """Writes ``document(data, metadata, extraction, known, found)`` for those of the rules that there is a test of.

    It puts an answer (see ``Found``) into ``found`` at the number of each rule that it is sure of, wholly or in part.
    """

    def __init__(self, rules: Sequence[Rule], settled: Sequence[Settled], reach: Reach) -> None:
        self._rules = rules
        self._settled = settled
        self._reach = reach
        self._writer = writer_for(settled)
        self.apart: dict[int, str] = {}
        """The source of each rule's ``one_by_one``."""

    def write(self, numbers: Sequence[int]) -> tuple[Callable[..., Any], str]:
        """Write the function for the rules of these numbers; gives it and its source."""
        writer, reads = self._writer, Reads(self._writer, self._reach)
        # The walk over every leaf tells of all lists that the metadata knows no other items: it comes first.
        ordered = sorted(numbers, key=lambda number: not any(field.every_leaf for field in self._rules[number].given))
        with writer.block(f"def document({PARAMETERS}, found):"):
            for number in ordered:
                start, mark = len(writer.lines), reads.mark()
                try:
                    self._write_rule(number, reads)
                except Unsure:
                    writer.forget_after(start)
                    reads.back_to(mark)
            writer.line("return found")
        return writer.function("document"), writer.source

    def _write_rule(self, number: int, reads: Reads) -> None:
        rule = self._rules[number]
        if rule.disabled is not None:
            raise Unsure
        self._writer.line(f"# {rule.id}")
        with self._writer.block("try:"):
            if rule.when:
                self._write_when(number, reads.fork())
            else:
                after = self._write_body(number, reads)
        with self._writer.block("except Exception:"):
            self._writer.line("pass" if rule.when or after is None else after)

    def _write_when(self, number: int, reads: Reads) -> None:
        """Write a rule with ``when``: what the rule itself reads is read only where it applies."""
        rule, writer = self._rules[number], self._writer
        conditions = [
            [sure(condition.tree, reads, wanted=wanted) for condition in rule.when] for wanted in (False, True)
        ]
        writer.add(reads.take())
        # The first condition that does not hold tells; a later one is not asked.
        skipped, applies = conditions[0][0], " and ".join(conditions[1])
        writer.line(f"if {skipped}: found[{number}] = settled[{number}][{SKIPPED}]")
        start = len(writer.lines)
        try:
            with writer.block(f"elif {applies}:"):
                self._write_body(number, reads)
        except Unsure:
            # Where it applies it is judged.
            writer.forget_after(start)

    def _write_body(self, number: int, reads: Reads) -> str | None:
        """Write what a rule asks; gives the statement to fall back to, if there is one."""
        rule = self._rules[number]
        if rule.loop is not None:
            return self._write_loop(number, reads)
        if rule.condition is not None:
            test = sure(rule.condition.tree, reads, wanted=True)
            self._writer.add(reads.take())
            self._writer.line(f"if {test}: found[{number}] = settled[{number}][1]")
            return None
        if len(rule.given) == 1 and rule.given[0].every_leaf:
            return self._write_leaves(number, rule.given[0], reads)
        if len(rule.given) == 1 and rule.given[0].plural:
            return self._write_items(number, rule.given[0], reads)
        self._write_targets(number, reads)
        return None

    # ------------------------------------------------------------ many at once
    def _write_loop(self, number: int, reads: Reads) -> str:
        """Write a rule with ``for`` over a list that plain keys lead to."""
        rule = self._rules[number]
        keys = None if rule.loop is None else singular_keys(rule.loop.field)
        if keys is None or rule.loop is None or rule.condition is None:
            raise Unsure
        tree, variable = rule.condition.tree, rule.loop.variable
        scope = reads.rows_at((keys,))
        inner = reads.within(scope._replace(place="index"), variable)
        inner.columns["index"] = f"range(len({scope.rows}))"
        test = sure(tree, inner, wanted=True)
        self._writer.add(reads.take())
        self._write_answer(number, scope, inner.each("index", f" if not {test}"))

        def one(apart: Reads) -> tuple[list[str], str]:
            row = apart.within(Scope(scope.rows, ROW, BESIDE, at_once=False, place="index"), variable)
            condition = sure(tree, row, wanted=True)
            return row.take(), condition

        return self._apart(number, (keys,), one)

    def _write_items(self, number: int, field: Field, reads: Reads) -> str:
        """Write a check of the items of a list, of lists in lists, or of a member of each."""
        rule, halves = self._rules[number], split_at_stars(field)
        if halves is None or rule.check is None:
            raise Unsure
        steps, keys = halves
        scope = reads.rows_at(steps)
        inner = reads.within(scope)
        if rule.check.judge is None and rule.check.sure_all is not None:
            self._write_all(number, scope, inner.value(keys), reads)
            return "pass"
        probe = probe_of(rule, field, keys, inner)
        self._writer.add(reads.take())
        self._write_answer(number, scope, probe.odd())

        def one(apart: Reads) -> tuple[list[str], str]:
            row = apart.within(Scope(scope.rows, ROW, BESIDE, at_once=False))
            probe = probe_of(rule, field, keys, row)
            return [*row.take(), *probe.single()], probe.condition

        return self._apart(number, steps, one)

    def _write_all(self, number: int, scope: Scope, value: str, reads: Reads) -> None:
        """Write a check that looks at all items together."""
        rule = self._rules[number]
        check = rule.check
        test = None
        if check is not None and check.sure_all is not None:
            test = check.sure_all(rule.options, rule.scope, rule.given[0], self._writer.constant)
        if test is None:
            raise Unsure
        self._writer.add(reads.take())
        self._writer.line(f"xs = {column(value)}")
        self._writer.line(f"if {test}: found[{number}] = settled[{number}].of({scope.rows}, ())")

    def _write_leaves(self, number: int, field: Field, reads: Reads) -> str:
        """Write a check of every leaf."""
        rule = self._rules[number]
        leaves = reads.leaves()
        probe = leaf_probe(rule, field, reads, leaves)
        self._writer.add(reads.take())
        self._writer.line(f"odd = {probe.odd()}")
        self._writer.line(f"found[{number}] = settled[{number}].of_leaves({leaves}, odd)")
        writer = writer_for(self._settled)
        apart = Reads(writer, self._reach)
        with writer.block(f"def one_by_one({PARAMETERS}):"):
            leaves = apart.leaves()
            probe = leaf_probe(rule, field, apart, leaves)
            writer.add(apart.take())
            _write_one_by_one(writer, *probe.apart(), probe.condition)
            writer.line(f"return settled[{number}].of_leaves({leaves}, odd)")
        return self._fallback(number, writer)

    def _write_answer(self, number: int, scope: Scope, odd: str) -> None:
        self._writer.line(f"odd = {odd}")
        self._writer.line(f"found[{number}] = settled[{number}].of({scope.rows}, odd)")

    def _apart(self, number: int, steps: Any, one: Callable[[Reads], tuple[list[str], str]]) -> str:
        """Write the function that goes through the items one by one, and the statement that asks it."""
        writer = writer_for(self._settled)
        apart = Reads(writer, self._reach)
        with writer.block(f"def one_by_one({PARAMETERS}):"):
            scope = apart.rows_at(steps)
            lines, condition = one(apart)
            writer.add(apart.take())
            source = f"zip({scope.rows}, {scope.beside})"
            _write_one_by_one(writer, f"({ROW}, {BESIDE})", source, lines, condition)
            writer.line(f"return settled[{number}].of({scope.rows}, odd)")
        return self._fallback(number, writer)

    def _fallback(self, number: int, writer: Writer) -> str:
        self.apart[number] = writer.source
        name = self._writer.constant(writer.later("one_by_one"), "one_by_one")
        return f"found[{number}] = {name}({PARAMETERS})"

    # ------------------------------------------------------------ single values
    def _write_targets(self, number: int, reads: Reads) -> None:
        """Write a check of single values, or of several targets, all of which must surely pass."""
        rule, writer = self._rules[number], self._writer
        if not rule.given or rule.check is None or (rule.check.judge is None and rule.check.reads != "issues"):
            raise Unsure
        # All is read before anything is asked: what another rule shares must be there, whatever this one finds.
        asked = [self._target(rule, field, reads) for field in rule.given]
        writer.add(reads.take())
        for probe, scope in asked[:-1]:
            writer.add(_unless(probe, scope))
        probe, scope = asked[-1]
        counts = [f"len({scope.rows})" for _, scope in asked if scope is not None]
        count = " + ".join([str(len(asked) - len(counts)), *counts])
        if scope is None:
            writer.add(probe.single())
            writer.line(f"if {probe.condition}: found[{number}] = settled[{number}][{count}]")
        else:
            writer.add(_unless(probe, scope))
            writer.line(f"found[{number}] = settled[{number}][{count}]")

    def _target(self, rule: Rule, field: Field, reads: Reads) -> tuple[Probe, Scope | None]:
        """Give what is asked of one of several targets, and of which list's items."""
        if field.plural:
            halves = split_at_stars(field)
            if halves is None:
                raise Unsure
            scope = reads.rows_at(halves[0])
            return probe_of(rule, field, halves[1], reads.within(scope)), scope
        return probe_of(rule, field, singular_keys(field), reads), None


def _unless(probe: Probe, scope: Scope | None) -> list[str]:
    """Write that a target gives the rule up, unless it surely passes."""
    if scope is not None:
        return [f"if not {scope.rows} or {probe.odd()}: raise LookupError"]
    return [*probe.single(), f"if not ({probe.condition}): raise LookupError"]


def _write_one_by_one(writer: Writer, names: str, source: str, lines: Sequence[str], condition: str) -> None:
    writer.line("odd = []")
    with writer.block(f"for index, {names} in enumerate({source}):"):
        with writer.block("try:"):
            writer.add(lines)
            writer.line(f"if {condition}: continue")
        with writer.block("except Exception:"):
            writer.line("pass")
        writer.line("odd.append(index)")
