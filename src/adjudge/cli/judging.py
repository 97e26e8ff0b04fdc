"""A run of ``adjudge check``: payload after payload, and the exit code that sums it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from adjudge.cli import exits
from adjudge.cli.console import complain
from adjudge.cli.facts import with_day
from adjudge.cli.payloads import Payload, Unreadable, find_payloads
from adjudge.cli.progress import progress
from adjudge.cli.selecting import Selection
from adjudge.errors import ConfigError, PayloadError, SelectionError
from adjudge.model.words import Effect, at_least

if TYPE_CHECKING:
    from adjudge.engine.ruleset import Ruleset
    from adjudge.engine.suppression_use import SuppressionUse
    from adjudge.model.result import Result
    from adjudge.model.verdict import Verdict
    from adjudge.ruleset.lint import Finding


@dataclass(slots=True)
class Run:
    """One run over payloads: what was judged, what could not be read, when to stop.

    ``most`` is how many failing results end the run (0: none do); a result fails when its effect
    reaches ``fail_on``. What ``shadow`` says is recorded, and counts for nothing. ``quiet`` shows no progress.
    """

    ruleset: Ruleset
    selection: Selection
    fail_on: Effect
    shadow: Ruleset | None = None
    most: int = 0
    adapter: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    quiet: bool = False
    verdicts: list[Verdict] = field(default_factory=list)
    unreadable: int = 0
    failing: int = 0
    use: SuppressionUse = field(init=False)

    def __post_init__(self) -> None:
        from adjudge.engine.suppression_use import SuppressionUse

        self.use = SuppressionUse(self.ruleset.suppressions)

    def judge(self, arguments: Sequence[str]) -> None:
        """Judge every payload that the arguments name; unreadable ones get a line on standard error.

        Raises:
            SelectionError: The arguments name no payload at all.
        """
        with progress(lambda: _number_of_payloads(arguments), quiet=self.quiet) as step:
            for payload in find_payloads(arguments):
                if isinstance(payload, Unreadable):
                    self._refuse(payload.name, payload.reason)
                else:
                    self._check(payload)
                if self._stopped:
                    complain(f"stopped after {self.failing} failing result{'' if self.failing == 1 else 's'}")
                    return
                step()
        if not self.verdicts and not self.unreadable:
            raise SelectionError(f"no payload in {', '.join(arguments)}: a folder is searched for *.json and *.jsonl")

    @property
    def exit_code(self) -> int:
        """What the command ends with; the gravest of what happened."""
        if self.ruleset.crashed_observers:
            return exits.INTERNAL
        if self.unreadable:
            return exits.USAGE
        reached = any(
            at_least(effect, self.fail_on)
            for verdict in self.verdicts
            for effect in (verdict.effect, verdict.decision)
            if effect != "accept"
        )
        return exits.FAILED if reached or self.use.overrun() else exits.OK

    def suppression_findings(self) -> list[Finding]:
        """Tell what is wrong with the suppressions of this run."""
        from adjudge.ruleset.suppressions import day_given

        if not self.use.suppressions:
            return []
        ran = {rule.nodeid for rule in self.ruleset.rules}
        return self.use.findings(day_given(self.facts), ran, whole=not self._stopped)

    @property
    def _stopped(self) -> bool:
        return 0 < self.most <= self.failing

    def _check(self, payload: Payload) -> None:
        from adjudge.record import replace

        try:
            verdict = self.ruleset.check(
                payload.content,
                adapter=self.adapter,
                facts=self.facts,
                document=payload.name,
                hints=True,
                on_result=self._count if self.most else None,
            )
        except (PayloadError, ConfigError) as problem:  # the latter: two adapters claim this payload
            self._refuse(payload.name, str(problem))
        else:
            self.use.see(verdict)
            self.verdicts.append(replace(self.selection.narrow(verdict), shadow=self._shadow_of(payload)))

    def _shadow_of(self, payload: Payload) -> Verdict | None:
        """Give what the rules in shadow say of the same payload."""
        if self.shadow is None:
            return None
        facts = with_day(self.facts, self.shadow.suppressions)
        return self.shadow.check(payload.content, adapter=self.adapter, facts=facts, document=payload.name)

    def _count(self, result: Result) -> bool:
        self.failing += at_least(result.effect, self.fail_on)
        return self._stopped

    def _refuse(self, name: str, reason: str) -> None:
        self.unreadable += 1
        complain(reason if reason.startswith(name) else f"{name}: {reason}")


def _number_of_payloads(arguments: Sequence[str]) -> int:
    """Count the payloads, which are not kept; standard input can be read only once."""
    return 0 if "-" in arguments else sum(1 for _ in find_payloads(arguments))
