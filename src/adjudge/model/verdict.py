"""The verdict on one document: decision, results, and the same seen per field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from adjudge.model.result import Evidence, Finding, Hint, Result, Suppressed
from adjudge.model.words import OUTCOMES, Decision, Effect, worst_effect
from adjudge.record import Record

SCHEMA = 1
"""Version of the JSON shape: it may gain keys, never change any."""


class FieldView(Record):
    """What the findings say about one data path: the worst effect and the findings that blame it."""

    effect: Effect | None
    findings: tuple[Finding, ...]
    ids: tuple[str, ...] = ()
    """Node id of each finding, with its item index: ``rules/invoice.yaml::line-amount[3]``."""


class Verdict(Record):
    """The judgement of one document by one ruleset.

    ``decision`` is ``None`` for a partial run (``partial``), which must not be acted on. ``decided_by``
    names the results that carry the decision's effect. ``recognised`` is false where no adapter claimed
    the payload and it was read as plain data.
    """

    engine: str
    document: str | None
    adapter: str
    adapter_version: str | None
    recognised: bool
    decision: Decision | None
    partial: bool
    fingerprint: str
    files: tuple[str, ...]
    facts: Mapping[str, Any]
    results: tuple[Result, ...]
    decided_by: tuple[str, ...]
    shadow: Verdict | None = None
    """What other rules would have said, where they were asked too; it counts for nothing here."""

    @property
    def effect(self) -> Effect | None:
        """The worst effect of all results."""
        return worst_effect(result.effect for result in self.results)

    @property
    def counts(self) -> dict[str, int]:
        """Number of results per outcome, all five words."""
        counts: dict[str, int] = dict.fromkeys(OUTCOMES, 0)
        for result in self.results:
            counts[result.outcome] += 1
        return counts

    @property
    def blind(self) -> tuple[str, ...]:
        """Node ids of the rules that no node of this payload could feed."""
        return tuple(result.nodeid for result in self.results if result.cause == "blind")

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, in the order of the rules."""
        return tuple(finding for result in self.results for finding in result.findings)

    @property
    def fields(self) -> dict[str, FieldView]:
        """Per data path the worst effect and the findings that blame it, in path order."""
        blamed: dict[str, list[tuple[str, Finding]]] = {}
        for result in self.results:
            for finding in result.findings:
                for path in finding.paths:
                    blamed.setdefault(path, []).append((finding_id(result, finding), finding))
        return {
            path: FieldView(
                worst_effect(finding.effect for _, finding in pairs),
                tuple(finding for _, finding in pairs),
                tuple(nodeid for nodeid, _ in pairs),
            )
            for path, pairs in sorted(blamed.items())
        }

    def to_dict(self) -> dict[str, Any]:
        """Give the verdict as plain data (see ``schema``); the same input gives the same dict.

        The key ``shadow`` is there only where other rules were asked too.
        """
        return self._plain(_result)

    def to_json(self) -> str:
        """Give the verdict as one line of JSON with sorted keys, byte-identical for the same input."""
        from adjudge.model.jsontext import to_json  # noqa: PLC0415  # msgspec is loaded only where JSON is written

        return to_json(self._plain(_written_result))

    def _plain(self, show: Callable[[Result], Any]) -> dict[str, Any]:
        plain = {
            "schema": SCHEMA,
            "engine": self.engine,
            "document": self.document,
            "adapter": self.adapter,
            "adapter_version": self.adapter_version,
            "recognised": self.recognised,
            "decision": self.decision,
            "partial": self.partial,
            "ruleset": {"fingerprint": self.fingerprint, "files": list(self.files)},
            "facts": dict(self.facts),
            "counts": self.counts,
            "decided_by": list(self.decided_by),
            "blind": list(self.blind),
            "fields": {path: {"effect": view.effect, "findings": list(view.ids)} for path, view in self.fields.items()},
            "results": [show(result) for result in self.results],
        }
        return plain if self.shadow is None else {**plain, "shadow": self.shadow._plain(show)}  # noqa: SLF001  # its own

    def __str__(self) -> str:
        """Give a line with the decision, then one per finding: what is printed in a notebook or a log."""
        lines = [f"{self.decision or 'partial'}  {self.document or 'document'}  ({self.adapter})"]
        for result in self.results:
            lines += [f"  {f.outcome}  {finding_id(result, f)}  {f.reason}" for f in result.findings]
        return "\n".join(lines)


def finding_id(result: Result, finding: Finding) -> str:
    """Give the id of one finding, as the command line takes it."""
    return result.nodeid if finding.item is None else f"{result.nodeid}[{finding.item}]"


def _written_result(result: Result) -> Any:
    """Give a result as JSON that was written before, where nothing was found: most are the same in most documents."""
    return _result(result) if result.findings else _written(result)


@lru_cache(maxsize=4096)
def _written(result: Result) -> Any:
    from adjudge.model.jsontext import written  # noqa: PLC0415  # as above

    return written(_result(result))


def _result(result: Result) -> dict[str, Any]:
    return {
        "rule": result.rule,
        "nodeid": result.nodeid,
        "title": result.title,
        "tags": list(result.tags),
        "outcome": result.outcome,
        "cause": result.cause,
        "effect": result.effect,
        "items": result.items.to_dict(),
        "findings": [_finding(finding) for finding in result.findings],
        "location": str(result.location),
        "shadow": result.shadow,
        "suppressed": result.suppressed,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "item": finding.item,
        "path": finding.path,
        "paths": list(finding.paths),
        "outcome": finding.outcome,
        "cause": finding.cause,
        "effect": finding.effect,
        "reason": finding.reason,
        "actual": finding.actual,
        "expected": finding.expected,
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
        "hints": [_hint(hint) for hint in finding.hints],
        "suppressed": None if finding.suppressed is None else _suppressed(finding.suppressed),
    }


def _suppressed(by: Suppressed) -> dict[str, Any]:
    return {"location": str(by.location), "reason": by.reason, "owner": by.owner, "until": by.until}


def _hint(hint: Hint) -> dict[str, Any]:
    return {
        "kind": hint.kind,
        "path": hint.path,
        "delivered": hint.delivered,
        "suggested": hint.suggested,
        "reason": hint.reason,
        "equations": list(hint.equations),
        "rank": hint.rank,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "path": evidence.path,
        "presence": evidence.presence,
        "value": evidence.value,
        "signals": dict(evidence.signals),
        "match": evidence.match,
        "page": evidence.page,
        "box": list(evidence.box) if evidence.box else None,
        "unit": evidence.unit,
        "text": evidence.text,
        "inherited": evidence.inherited,
        "issue": evidence.issue,
    }
