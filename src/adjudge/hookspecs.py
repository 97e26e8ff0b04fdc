"""Every place where a plugin can step in.

A plugin is a module or object with functions of these names, marked ``@adjudge.hookimpl``. It may leave out
arguments that it does not need. Nothing that a hook is given may be changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from adjudge.model.adapter import Adapter
    from adjudge.model.extraction import Extraction
    from adjudge.model.result import Result
    from adjudge.model.verdict import Verdict
    from adjudge.ruleset.check import Check
    from adjudge.ruleset.fields import Document
    from adjudge.ruleset.registry import Function, Reporter
    from adjudge.ruleset.rule import Rule

PROJECT = "adjudge"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def adjudge_configure(settings: Mapping[str, Any]) -> None:
    """Called once for each plugin set, after all plugins are registered and before anything else.

    ``settings`` is the ``[tool.adjudge]`` table of the project, or empty for a library call. A plugin that
    cannot work raises ``adjudge.ConfigError``: the run ends with its sentence.
    """


@hookspec
def adjudge_register_checks() -> Iterable[Check]:  # type: ignore[empty-body]  # a hookspec has no body
    """Give the checks that this plugin adds. Called once; a name that is taken is an error naming both."""


@hookspec
def adjudge_register_functions() -> Iterable[Function]:  # type: ignore[empty-body]  # a hookspec has no body
    """Give the expression functions that this plugin adds. Called once; names are unique."""


@hookspec
def adjudge_register_adapters() -> Iterable[Adapter]:  # type: ignore[empty-body]  # a hookspec has no body
    """Give the adapters that this plugin adds. Called once; names are unique."""


@hookspec
def adjudge_register_reporters() -> Iterable[Reporter]:  # type: ignore[empty-body]  # a hookspec has no body
    """Give the output formats that this plugin adds. Called once; names are unique."""


@hookspec
def adjudge_register_packs() -> Mapping[str, Path]:  # type: ignore[empty-body]  # a hookspec has no body
    """Give rule packs: ``"mine:invoice"`` → a rule file or a folder of them. Called once; names are unique."""


@hookspec(firstresult=True)
def adjudge_evaluate_rule(rule: Rule, document: Document) -> Result | None:
    """Judge one rule on one document; the first answer wins, ``None`` passes it on.

    The built-in answer is the engine's compiled plan; while no plugin implements this hook the plan is
    called directly. Called once per rule and document, never per node. May be wrapped
    (``hookimpl(wrapper=True)``). An exception becomes an ``error`` result that names the plugin.
    """


@hookspec
def adjudge_result_made(result: Result, rule: Rule, extraction: Extraction) -> None:
    """Observe a result, right after it was made. Called once per result of a rule.

    An observer that raises is named and makes the command end in exit 3; it changes no verdict.
    """


@hookspec
def adjudge_verdict_made(verdict: Verdict, extraction: Extraction) -> None:
    """Observe a verdict. Called once per document; isolated as ``adjudge_result_made`` is."""


@hookspec
def adjudge_report(verdicts: Sequence[Verdict]) -> str | None:
    """Add a section to the end of the text report of a run. Called once per run of ``adjudge check``.

    Every plugin's answer is printed, in the order of registration; ``None`` adds nothing. Isolated as the
    observers are.
    """
