"""Calling the hooks: the one place that does, with observers isolated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from adjudge.engine.judge import crashed, erred, judge_rule
from adjudge.errors import PayloadError
from adjudge.hookspecs import hookimpl
from adjudge.manager import Manager
from adjudge.model.extraction import Extraction
from adjudge.model.result import Result
from adjudge.model.verdict import Verdict
from adjudge.ruleset.fields import Document
from adjudge.ruleset.rule import Rule

_EVALUATE: Final = "adjudge_evaluate_rule"


class Engine:
    """The engine's own answer to evaluate-rule, for wrappers to wrap and for rules that no plugin judges."""

    @hookimpl(trylast=True)
    def adjudge_evaluate_rule(self, rule: Rule, document: Document) -> Result:
        """Judge a rule by the reference path."""
        return judge_rule(rule, document)


class HookCalls:
    """The hooks of one plugin set, frozen when the ruleset is loaded.

    ``crashes`` names each observer that raised, once, in the order seen.
    """

    def __init__(self, manager: Manager) -> None:
        self._manager = manager
        self._result_made = manager.callers("adjudge_result_made")
        self._verdict_made = manager.callers("adjudge_verdict_made")
        self._report = manager.callers("adjudge_report")
        self.evaluates = bool(manager.implementing(_EVALUATE))
        """Whether a plugin answers evaluate-rule; otherwise the engine's plan is called directly."""
        if self.evaluates:
            manager.complete(Engine())
        self._evaluate = manager.hook.adjudge_evaluate_rule
        self.observes = bool(self._result_made or self._verdict_made)
        self.crashes: dict[str, str] = {}

    def evaluate(self, rule: Rule, document: Document) -> Result:
        """Let the plugins judge a rule; the engine's own answer comes where none has one."""
        try:
            result = self._evaluate(rule=rule, document=document)
        except PayloadError:
            raise
        except Exception as reason:  # noqa: BLE001  # a plugin's crash is an outcome that names it
            plugin = self._manager.raiser(_EVALUATE, reason)
            return crashed(rule, document, reason, by=f'plugin "{plugin}"' if plugin else f"a plugin's {_EVALUATE}")
        if isinstance(result, Result):
            return result
        plugins = " or ".join(f'"{name}"' for name in self._manager.implementing(_EVALUATE))
        return erred(rule, document, f"plugin {plugins} answered with a {type(result).__name__}, which is no Result")

    def result_made(self, result: Result, rule: Rule, extraction: Extraction) -> None:
        """Tell the observers of a result."""
        self._tell(self._result_made, result=result, rule=rule, extraction=extraction)

    def verdict_made(self, verdict: Verdict, extraction: Extraction) -> None:
        """Tell the observers of a verdict."""
        self._tell(self._verdict_made, verdict=verdict, extraction=extraction)

    def report(self, verdicts: Sequence[Verdict]) -> list[str]:
        """Collect the sections that plugins add to the text report."""
        return [text for answer in self._tell(self._report, verdicts=verdicts) for text in answer if text]

    def _tell(self, callers: list[tuple[str, Callable[..., Any]]], **event: Any) -> list[Any]:
        answers = []
        for plugin, call in callers:
            try:
                answers.append(call(**event))
            except Exception as reason:  # noqa: BLE001  # an observer's crash is named and changes no verdict
                self.crashes.setdefault(plugin, f"{type(reason).__name__}: {reason}")
        return answers
