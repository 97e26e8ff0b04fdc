"""The ruleset: compiled once, immutable, checks any number of documents from any number of threads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import repeat
from types import MappingProxyType
from typing import Any

from adjudge.engine.batch.recipe import Recipe
from adjudge.engine.hookcalls import HookCalls
from adjudge.engine.judging import Judging, Question
from adjudge.engine.plan import Plan
from adjudge.errors import ConfigError, PayloadError, SelectionError
from adjudge.manager import Manager
from adjudge.model.adapter import Adapter
from adjudge.model.extraction import Extraction
from adjudge.model.payload import json_text, read_payload
from adjudge.model.recognise import normalize as normalize_payload
from adjudge.model.result import Result
from adjudge.model.verdict import Verdict
from adjudge.ruleset.loading import Loaded
from adjudge.ruleset.rule import Rule

Source = str | os.PathLike[str]


class Ruleset:
    """Rules that were loaded, validated and compiled together; made by ``load_rules``."""

    def __init__(
        self,
        loaded: Loaded,
        manager: Manager,
        rules: tuple[Rule, ...] | None = None,
        *,
        recipe: Recipe | None = None,
    ) -> None:
        self._loaded = loaded
        self._manager = manager
        self._recipe = recipe
        self.rules = loaded.rules if rules is None else rules
        """The rules that run, in order; one per params row."""
        self.fingerprint = loaded.fingerprint
        """SHA-256 over what the rules mean; the same on every machine."""
        self.files = tuple(file.name for file in loaded.files)
        """The rule files that took part, relative to the rules root."""
        self.suppressions = loaded.suppressions
        """The suppressions that were loaded with the rules, in the order of the files."""
        self.partial = len(self.rules) < len(loaded.rules)
        """Whether ``select`` has left rules out, so that no decision is made."""
        self._hooks = HookCalls(manager)
        self._plan = Plan(self.rules)
        self._judging = Judging(loaded, self.rules, self._plan, self._hooks)

    @property
    def crashed_observers(self) -> Mapping[str, str]:
        """Each observing plugin that raised so far, and what it raised."""
        return MappingProxyType(self._hooks.crashes)

    @property
    def judged_by_plugins(self) -> bool:
        """Whether a plugin takes part in judging rules, so that no rule alone says what it depends on."""
        return self._hooks.evaluates

    def select(self, wanted: Callable[[Rule], bool]) -> Ruleset:
        """Give the ruleset of the wanted rules alone; its verdicts are partial where rules are left out.

        Raises:
            SelectionError: no rule is wanted.
        """
        rules = tuple(rule for rule in self.rules if wanted(rule))
        if not rules:
            message = f"no rule is selected of {len(self.rules)}"
            raise SelectionError(message)
        return Ruleset(self._loaded, self._manager, rules)

    def check(
        self,
        payload: object,
        *,
        adapter: str | Adapter | None = None,
        facts: Mapping[str, Any] | None = None,
        document: str | None = None,
        hints: bool = False,
        on_result: Callable[[Result], bool] | None = None,
    ) -> Verdict:
        """Judge one payload.

        Args:
            payload: What the extraction API returned: a dict or list, JSON as ``str`` or bytes (a ``str`` is never a
                file name), an ``os.PathLike`` to read, or the SDK's own object. Never changed.
            adapter: Its adapter by name, or one made for it; recognised by shape otherwise.
            facts: What the caller knows beside the document (``facts.today`` in expressions); recorded.
            document: An id to record in the verdict.
            hints: Look for the one misread that would explain arithmetic that does not hold. It changes no outcome, and
                takes some milliseconds for each document that fails so.
            on_result: Called with each result; a true answer stops there, and the verdict is partial.

        Raises:
            PayloadError: the payload is no JSON object or array, or its job is still pending.
            ConfigError: the adapter is unknown, or two claim the payload.
        """
        asked = Question(_facts(facts or {}), document, on_result, hints)
        text = json_text(payload)
        if text is None:
            return self._judging.judge(self.normalize(payload, adapter=adapter), asked)
        # Most documents pass: then nothing of them is quoted, and how their numbers were written need not be known.
        quick = self.normalize(read_payload(text, quick=True), adapter=adapter)
        found = self._judging.screen(quick)
        verdict = self._judging.settle(quick, asked, found)
        return verdict or self._judging.judge(self.normalize(text, adapter=adapter), asked, found)

    @property
    def recipe(self) -> Recipe:
        """How to load the same rules in another process.

        Raises:
            ConfigError: this ruleset was not made by ``load_rules`` alone.
        """
        if self._recipe is None:
            raise ConfigError("only a whole ruleset, as load_rules gives it, can be loaded again by workers")
        return self._recipe

    def __reduce__(self) -> tuple[Callable[[Recipe], Ruleset], tuple[Recipe]]:
        """Pickle the rule files: a ruleset goes to other machines as text, and is compiled there."""
        from adjudge.engine.batch.carry import arrive, carry  # noqa: PLC0415  # for those who ask for it

        return arrive, (carry(self.recipe, self._loaded, self._manager.registry.packs),)

    def check_many(
        self,
        payloads: Iterable[object],
        *,
        documents: Iterable[str | None] | None = None,
        workers: int | None = None,
        adapter: str | Adapter | None = None,
        facts: Mapping[str, Any] | None = None,
        hints: bool = False,
    ) -> Iterator[Verdict | PayloadError]:
        """Judge any number of payloads in worker processes; gives a verdict for each, in their order.

        A payload that ``check`` refuses, or that ends every worker that judges it, gives a ``PayloadError`` in the
        verdict's place: as a value, not raised. The payloads are read as they are needed.

        Args:
            payloads: What ``check`` takes, as far as it can be pickled; JSON as bytes is fastest.
            documents: The ids to record, one for each payload.
            workers: How many processes; one for each usable core by default. They import your main module, so a
                script calls this below ``if __name__ == "__main__":``.
            adapter: As for ``check``.
            facts: As for ``check``.
            hints: As for ``check``.

        Raises:
            ConfigError: the ruleset was narrowed by ``select``, or its rule files have changed.
        """
        from adjudge.engine.batch.many import check_many  # noqa: PLC0415  # processes are for those who ask for them
        from adjudge.engine.batch.rows import Asked  # noqa: PLC0415  # as above

        asked = Asked(adapter, dict(_facts(facts or {})), hints)
        return check_many(self.recipe, payloads, repeat(None) if documents is None else documents, asked, workers)

    def check_batch(
        self,
        batch: Any,
        *,
        column: str = "payload",
        document: str = "document",
        adapter: str | Adapter | None = None,
        facts: Mapping[str, Any] | None = None,
        hints: bool = False,
    ) -> Any:
        """Judge each row of a ``pyarrow.RecordBatch``; gives a batch of as many verdicts (docs/batch.md).

        Args:
            batch: Payloads in ``column`` (JSON as text or bytes, or a struct), ids in ``document`` if it has that.
            column: The column of payloads.
            document: The column of ids.
            adapter: As for ``check``.
            facts: As for ``check``.
            hints: As for ``check``.

        Raises:
            ConfigError: the batch has no such column, or pyarrow (extra ``batch``) is not installed.
        """
        from adjudge.engine.batch.arrow import check_batch  # noqa: PLC0415  # pyarrow is an extra
        from adjudge.engine.batch.rows import Asked  # noqa: PLC0415  # as above

        asked = Asked(adapter, dict(_facts(facts or {})), hints)
        return check_batch(self, batch, column=column, document=document, asked=asked)

    def normalize(self, payload: object, *, adapter: str | Adapter | None = None) -> Extraction:
        """Give the extraction alone: the tree that the rules see."""
        return normalize_payload(payload, adapter=adapter, adapters=self._manager.registry.adapters)

    def report_sections(self, verdicts: Sequence[Verdict]) -> list[str]:
        """Collect what plugins add to the text report of a run."""
        return self._hooks.report(verdicts)


def _facts(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Check that facts are plain values: text, numbers, booleans, dates, lists and objects of them."""
    for name, fact in facts.items():
        if not isinstance(fact, str | int | float | Decimal | date | list | dict | None):
            kind = type(fact).__name__
            message = f'fact "{name}" is of type {kind}; facts are texts, numbers, dates, lists and objects'
            raise ConfigError(message)
    return MappingProxyType(dict(facts))


def load_rules(
    sources: Source | Sequence[Source],
    *,
    root: Source | None = None,
    plugins: Sequence[str | Any] = (),
    plugin_autoload: bool = False,
    settings: Mapping[str, Any] | None = None,
) -> Ruleset:
    """Load, validate and compile rules.

    Args:
        sources: A rule file, a folder of them, a pack's name (``adjudge:recommended``), or a list of these.
        root: The folder that ``extends`` and list files may not leave; the sources' own by default.
        plugins: Plugin objects, entry-point names or module names.
        plugin_autoload: Load every installed plugin too.
        settings: What ``adjudge_configure`` is given.

    Raises:
        RulesError: the files have problems; all of them, located.
        SelectionError: there is no rule.
        ConfigError: a plugin or a pack is not there.
    """
    listed = [sources] if isinstance(sources, str | os.PathLike) else list(sources)
    return Recipe(listed, root, tuple(plugins), plugin_autoload, dict(settings or {})).load()
