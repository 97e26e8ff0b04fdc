"""Golden verdicts: what was decided on a document before, kept beside it, compared and updated."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any, Final

from adjudge.model.verdict import Verdict, finding_id

SCHEMA: Final = 1
_STRICTNESS: Final = {"accept": 0, "review": 1, "reject": 2}


class Golden:
    """The stored verdict of one document; it equals a verdict that says the same.

    The same: the decision, and every rule's outcome and findings. What a reason says is stored for readers and not
    compared, nor is anything that changes with every edit of the rules, such as their fingerprint.
    """

    def __init__(self, path: Path, name: str, *, update: str | None = None, may_loosen: bool = False) -> None:
        self.path = path
        self.name = name
        self.difference: list[str] = []
        self._update = update
        self._may_loosen = may_loosen

    __hash__ = None  # type: ignore[assignment]  # it is compared, never kept in a set

    def __repr__(self) -> str:
        """Name the file."""
        return f"<golden {self.name}>"

    def __eq__(self, other: object) -> bool:
        """Compare with a verdict; writes the file where an update was asked for and is allowed."""
        if not isinstance(other, Verdict):
            return NotImplemented
        stored = self._read()
        told = golden_of(other)
        self.difference = difference(stored, told, self.name)
        if not self.difference:
            return True
        if self._update not in ({"new", "all"} if stored is None else {"changed", "all"}):
            return False
        if stored is not None and _loosens(stored, told) and not self._may_loosen:
            self.difference.append("it moves towards accept: --adjudge-allow-loosen lets the update write it")
            return False
        _write(self.path, told)
        return True

    def _read(self) -> dict[str, Any] | None:
        try:
            stored = json.loads(self.path.read_text("utf-8"))
        except FileNotFoundError:
            return None
        except ValueError as problem:
            raise AssertionError(f"{self.name} is no golden verdict: {problem}") from None
        if not isinstance(stored, dict) or stored.get("schema") != SCHEMA:
            raise AssertionError(f"{self.name} is no golden verdict of schema {SCHEMA}")
        return stored


def golden_of(verdict: Verdict) -> dict[str, Any]:
    """Give what a golden holds of a verdict."""
    return {
        "schema": SCHEMA,
        "decision": verdict.decision,
        "results": {result.nodeid: result.outcome for result in verdict.results},
        "findings": _findings(verdict),
    }


def _findings(verdict: Verdict) -> dict[str, dict[str, Any]]:
    """Give the findings by id and path; of several on one path the later ones are numbered."""
    found: dict[str, dict[str, Any]] = {}
    for result in verdict.results:
        for finding in result.findings:
            key = f"{finding_id(result, finding)} {finding.path}"
            number = sum(known == key or known.startswith(f"{key} (") for known in found)
            found[f"{key} ({number + 1})" if number else key] = {
                "outcome": finding.outcome,
                "cause": finding.cause,
                "effect": finding.effect,
                "reason": finding.reason,
            }
    return found


def difference(stored: dict[str, Any] | None, told: dict[str, Any], name: str) -> list[str]:
    """Say in lines how a verdict differs from its golden one; nothing when it does not."""
    if stored is None:
        return [f"{name} does not exist (the decision is {told['decision']}): --adjudge-update=new writes it"]
    rows = []
    before, after = stored["results"], told["results"]
    for nodeid in [*before, *(each for each in after if each not in before)]:
        changes = _finding_changes(nodeid, stored["findings"], told["findings"])
        if before.get(nodeid) != after.get(nodeid) or changes:
            rows.append(f"  {nodeid}: {_moved(before.get(nodeid, 'no such rule'), after.get(nodeid, 'no such rule'))}")
            rows += changes
    same = stored["decision"] == told["decision"]
    if not rows and same:
        return []
    moved = f"is still {told['decision']}" if same else f"was {stored['decision']}, is now {told['decision']}"
    return [f"{name}: the decision {moved}", *rows]


def _finding_changes(nodeid: str, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    rows = []
    for key in [*before, *(each for each in after if each not in before)]:
        if not key.startswith((f"{nodeid} ", f"{nodeid}[")):
            continue
        old, new = _essence(before.get(key)), _essence(after.get(key))
        if old == new:
            continue
        if key in before:
            rows.append(f"    - {_told(before[key])}")
        if key in after:
            rows.append(f"    + {_told(after[key])}")
    return rows


def _essence(finding: dict[str, Any] | None) -> tuple[Any, ...] | None:
    return None if finding is None else (finding["outcome"], finding["cause"], finding["effect"])


def _told(finding: dict[str, Any]) -> str:
    return f"{finding['outcome']} ({finding['effect'] or 'no effect'}): {finding['reason']}"


def _moved(before: str, after: str) -> str:
    return before if before == after else f"was {before}, is now {after}"


def _loosens(stored: dict[str, Any], told: dict[str, Any]) -> bool:
    return _STRICTNESS.get(told["decision"], 0) < _STRICTNESS.get(stored["decision"], 0)


def _write(path: Path, told: dict[str, Any]) -> None:
    """Replace the file at once, so that neither a crash nor a second worker leaves half of one."""
    text = json.dumps(told, indent=2, ensure_ascii=False) + "\n"
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
