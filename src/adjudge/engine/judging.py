"""One document under all rules of a ruleset: its results, and the verdict made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeGuard

from adjudge.engine.decide import decide, job_failed
from adjudge.engine.findings import skipped_result
from adjudge.engine.hookcalls import HookCalls
from adjudge.engine.judge import judge_rule
from adjudge.engine.plan import Plan, are_results
from adjudge.engine.screen.settled import Found
from adjudge.engine.suppressing import Suppressions
from adjudge.model.extraction import Extraction
from adjudge.model.result import Result
from adjudge.model.verdict import Verdict
from adjudge.model.words import Decision
from adjudge.record import Record, field
from adjudge.ruleset.fields import Document
from adjudge.ruleset.loading import Loaded
from adjudge.ruleset.rule import Rule
from adjudge.version import VERSION

_ENGINE: Final = f"adjudge {VERSION}"


class Question(Record):
    """What a caller asks of one document, beside the document; the options of ``Ruleset.check``."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    document: str | None = None
    on_result: Callable[[Result], bool] | None = None
    hints: bool = False


class Judging:
    """Judges documents by some of the rules that were loaded together."""

    def __init__(self, loaded: Loaded, rules: tuple[Rule, ...], plan: Plan, hooks: HookCalls) -> None:
        self._loaded = loaded
        self._rules = rules
        self._plan = plan
        self._hooks = hooks
        self._suppressions = Suppressions(loaded.suppressions) if loaded.suppressions else None
        self._files = tuple(file.name for file in loaded.files)

    def screen(self, extraction: Extraction) -> list[Found]:
        """Give what the screen finds out about each rule; it is nothing where plugins judge, or the job failed.

        Numbers may be floats that no longer say how they were written: nothing of the payload is quoted.
        """
        if self._hooks.evaluates or extraction.failure is not None:
            return [None] * len(self._rules)
        return self._plan.screen(extraction)

    def settle(self, extraction: Extraction, asked: Question, found: list[Found]) -> Verdict | None:
        """Give the verdict where the screen has settled every rule, and nobody waits for results one by one."""
        return self._verdict(extraction, asked, found, stopped=False) if self._is_settled(found, asked) else None

    def _is_settled(self, found: list[Found], asked: Question) -> TypeGuard[list[Result]]:
        """Whether every rule has a result that nobody is told of, and no suppression can be about."""
        if not are_results(found) or self._hooks.observes or asked.on_result:
            return False
        return self._suppressions is None or not any(result.findings for result in found)

    def judge(self, extraction: Extraction, asked: Question, found: list[Found] | None = None) -> Verdict:
        """Judge one document, decide on it, and tell the observers; ``found`` is what ``screen`` found, if known."""
        if extraction.failure is not None:
            failed = job_failed(extraction.failure.reason, self._loaded.on_job_failed)
            results, stopped = [failed, *self._skip_all(extraction)], False
        else:
            found = self.screen(extraction) if found is None else found
            results, stopped = self._results(extraction, asked, found)
        verdict = self._verdict(extraction, asked, results, stopped=stopped)
        self._hooks.verdict_made(verdict, extraction)
        return verdict

    def _verdict(self, extraction: Extraction, asked: Question, results: list[Result], *, stopped: bool) -> Verdict:
        """Decide on a document."""
        partial = stopped or len(self._rules) < len(self._loaded.rules)
        decision: Decision | None = None
        decided_by: tuple[str, ...] = ()
        if not partial:
            decision, decided_by, silence = decide(results)
            results += () if silence is None else (silence,)
        return Verdict(
            engine=_ENGINE,
            document=asked.document,
            adapter=extraction.adapter,
            adapter_version=extraction.adapter_version,
            recognised=extraction.recognised,
            decision=decision,
            partial=partial,
            fingerprint=self._loaded.fingerprint,
            files=self._files,
            facts={name: str(fact) if isinstance(fact, date) else fact for name, fact in asked.facts.items()},
            results=tuple(results),
            decided_by=decided_by,
        )

    def _skip_all(self, extraction: Extraction) -> Iterator[Result]:
        """Skip every rule: there is no document to judge."""
        for rule in self._rules:
            result = skipped_result(rule, "disabled" if rule.disabled is not None else "not_applicable")
            if self._hooks.observes:
                self._hooks.result_made(result, rule, extraction)
            yield result

    def _results(self, extraction: Extraction, asked: Question, found: list[Found]) -> tuple[list[Result], bool]:
        """Give the results of all rules; tells whether ``on_result`` stopped before the last."""
        if self._is_settled(found, asked):
            return found, False
        seen = Document(extraction, asked.facts)
        results, stopped = self._run(seen, found, asked)
        return (_with_hints(self._rules, results, seen) if asked.hints else results), stopped

    def _run(self, document: Document, answers: Sequence[Found], asked: Question) -> tuple[list[Result], bool]:
        """Judge every rule that the screen has no result of; tells whether ``on_result`` stopped it."""
        hooks = self._hooks
        results: list[Result] = []
        for rule, answer in zip(self._rules, answers, strict=True):
            if hooks.evaluates:
                result = hooks.evaluate(rule, document)
            else:
                result = answer if type(answer) is Result else judge_rule(rule, document, answer)
            if self._suppressions is not None:
                result = self._suppressions.apply(result, rule, document, asked.document)
            results.append(result)
            if hooks.observes:
                hooks.result_made(result, rule, document.extraction)
            if asked.on_result is not None and asked.on_result(result):
                return results, len(results) < len(self._rules)
        return results, False


def _with_hints(rules: Sequence[Rule], results: list[Result], document: Document) -> list[Result]:
    from adjudge.engine.hints import with_hints  # noqa: PLC0415  # loaded only where hints are asked for

    return with_hints(rules, results, document)
