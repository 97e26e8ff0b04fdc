"""One document under all rules of a ruleset: its results, and the verdict made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

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
from adjudge.ruleset.fields import Document
from adjudge.ruleset.loading import Loaded
from adjudge.ruleset.rule import Rule
from adjudge.version import VERSION

_ENGINE: Final = f"adjudge {VERSION}"


@dataclass(frozen=True, slots=True)
class Question:
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

    def can_settle(self, asked: Question) -> bool:
        """Whether nobody waits for results one by one, and no plugin judges."""
        hooks = self._hooks
        return not (hooks.evaluates or hooks.observes or asked.on_result or self._suppressions)

    def settle(self, extraction: Extraction, asked: Question) -> Verdict | None:
        """Give the verdict where the screen is sure of every rule, ``None`` where something is left to judge.

        The numbers of the payload may be floats that say no longer how they were written: nothing of it is quoted.
        """
        if extraction.failure is not None:
            return None
        answers = self._plan.screen(extraction)
        return self._verdict(extraction, asked, answers, stopped=False) if are_results(answers) else None

    def judge(self, extraction: Extraction, asked: Question) -> Verdict:
        """Judge one document, decide on it, and tell the observers."""
        if extraction.failure is not None:
            failed = job_failed(extraction.failure.reason, self._loaded.on_job_failed)
            results, stopped = [failed, *self._skip_all(extraction)], False
        else:
            results, stopped = self._results(extraction, asked)
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

    def _results(self, extraction: Extraction, asked: Question) -> tuple[list[Result], bool]:
        """Give the results of all rules; tells whether ``on_result`` stopped before the last."""
        if self._hooks.evaluates:
            # Each rule is the plugins' wholly: there is nothing to screen.
            answers: list[Found] = [None] * len(self._rules)
        else:
            answers = self._plan.screen(extraction)
            if are_results(answers) and self.can_settle(asked):
                return answers, False
        seen = Document(extraction, asked.facts)
        results, stopped = self._run(seen, answers, asked)
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
