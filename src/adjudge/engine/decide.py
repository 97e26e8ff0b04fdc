"""From results to a decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from adjudge.errors import Location
from adjudge.model.result import Finding, Items, Result
from adjudge.model.words import Decision, Effect, Outcome

_BUILT_IN: Final = "adjudge"
_NOWHERE: Final = Location(_BUILT_IN)


def decide(results: Sequence[Result]) -> tuple[Decision, tuple[str, ...], Result | None]:
    """Decide on a document.

    ``reject`` or ``review`` if any effect is; ``accept`` needs a rule that passed and could have cost it.

    Returns:
        The decision, the node ids of the results that made it, and the built-in result that is to be added where
        nothing was evaluated, so that silence is not taken for a pass.
    """
    effects: tuple[Decision, ...] = ("reject", "review")
    found = {result.effect for result in results}
    for effect in effects:
        if effect not in found:
            continue
        made_by = tuple([result.nodeid for result in results if result.effect == effect])
        return effect, made_by, None
    if any(result.counts_for_accept for result in results):
        return "accept", (), None
    silence = nothing_evaluated(results)
    return "review", (silence.nodeid,), silence


def nothing_evaluated(results: Sequence[Result]) -> Result:
    """Make the built-in result of a document that no rule could have kept from being accepted."""
    words: tuple[Outcome, ...] = ("pass", "fail", "unknown", "skip", "error")
    ended = {outcome: sum(result.outcome == outcome for result in results) for outcome in words}
    listed = ", ".join(f"{count} {outcome}" for outcome, count in ended.items() if count) or "no rule ran"
    reason = f"no rule passed that could have cost the accept ({listed})"
    return _built_in("nothing-evaluated", "unknown", "nothing_selected", "review", reason)


def job_failed(reason: str, effect: Effect) -> Result:
    """Make the built-in result of an extraction job that failed, with the reason that was sent."""
    return _built_in("job-failed", "fail", None, effect, f"the extraction failed: {reason}")


def _built_in(name: str, outcome: str, cause: str | None, effect: Effect, reason: str) -> Result:
    finding = Finding(
        item=None,
        path="$",
        paths=("$",),
        outcome=outcome,  # type: ignore[arg-type]  # the two callers above give the words
        cause=cause,  # type: ignore[arg-type]  # as above
        effect=effect,
        reason=reason,
    )
    return Result(
        rule=name,
        nodeid=f"{_BUILT_IN}::{name}",
        outcome=finding.outcome,
        items=Items(failed=1) if outcome == "fail" else Items(unknown=1),
        location=_NOWHERE,
        cause=finding.cause,
        effect=effect,
        findings=(finding,),
    )
