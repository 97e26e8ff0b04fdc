"""The doctor: how rules end on a corpus, so that those that never, or always, fire are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from adjudge.model.verdict import Verdict
from adjudge.ruleset.lint import Finding
from adjudge.ruleset.rule import Rule


@dataclass(slots=True)
class Health:
    """On how many payloads a rule ended how; ``blind`` is a part of ``unknown``, by adapter."""

    rule: Rule
    ends: Counter[str] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)
    blind: Counter[str] = field(default_factory=Counter)

    @property
    def judged(self) -> int:
        """On how many payloads it came to a pass or a fail."""
        return self.ends["pass"] + self.ends["fail"]

    def finding(self, payloads: int) -> Finding | None:
        """Give what is wrong with the rule on this corpus, if anything is."""
        nodeid = self.rule.nodeid
        if not self.judged:
            causes = ", ".join(f"{cause} {number}" for cause, number in self.causes.most_common())
            message = f"{nodeid}: judged none of {payloads} payloads ({causes or 'none was read'})"
            return Finding(self.rule.location, "ADJ401", message, self.rule.base_nodeid)
        if not self.ends["pass"] and self.judged > 1:
            message = f"{nodeid}: failed on all {self.judged} payloads that it judged"
            return Finding(self.rule.location, "ADJ402", message, self.rule.base_nodeid)
        return None


class Doctor:
    """Counts the results of verdicts, rule by rule."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.health = {rule.nodeid: Health(rule) for rule in rules if rule.disabled is None}
        self.adapters: Counter[str] = Counter()

    @property
    def payloads(self) -> int:
        """How many payloads were seen."""
        return self.adapters.total()

    def see(self, verdict: Verdict) -> None:
        """Count one verdict."""
        self.adapters[verdict.adapter] += 1
        for result in verdict.results:
            health = self.health.get(result.nodeid)
            if health is None:
                continue
            health.ends[result.outcome] += 1
            if result.outcome not in ("pass", "fail"):
                health.causes[result.cause or result.outcome] += 1
            if result.cause == "blind":
                health.blind[verdict.adapter] += 1

    def findings(self) -> list[Finding]:
        """Name the rules that judged nothing, and those that failed whenever they judged (more than once)."""
        found = (each.finding(self.payloads) for each in self.health.values())
        return sorted(finding for finding in found if finding is not None)

    def never_failed(self) -> list[str]:
        """Name the rules that judged something and never failed: the corpus does not show that they can."""
        return [nodeid for nodeid, each in self.health.items() if each.judged and not each.ends["fail"]]
