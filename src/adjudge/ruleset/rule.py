"""A compiled rule: everything the engine needs, nothing it must look up again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel

from adjudge.errors import Location
from adjudge.model.words import Effect
from adjudge.record import Record
from adjudge.ruleset.check import Check

if TYPE_CHECKING:
    from adjudge.ruleset.expressions import Expression
    from adjudge.ruleset.fields import Field, Loop, Scope

OnEmpty = Literal["unknown", "skip", "pass", "fail"]


class InlineTest(Record):
    """One entry of a rule's ``tests``: parsed and checked, run by ``adjudge test``.

    ``index`` is its place in the list. ``inherited`` tells that an override changed the rule but not its tests:
    what they expect was written for another rule.
    """

    location: Location
    spec: Mapping[str, Any]
    index: int = 0
    inherited: bool = False

    @property
    def name(self) -> str:
        """Its id, else its place in the list."""
        return str(self.spec.get("id", self.index))


class Rule(Record):
    """One rule, or one row of its ``params``.

    ``condition`` is set for ``assert`` (then ``check``/``options`` are ``None``), ``loop`` for a rule with
    ``for``. ``when`` holds the file's and the rule's own condition. ``on_unknown`` maps causes to effects
    and always has ``otherwise``. ``disabled`` is the reason given under ``disable:``.
    """

    id: str
    nodeid: str
    location: Location
    scope: Scope
    given: tuple[Field, ...] = ()
    """Targets in order; a JSONPath is an unnamed, untyped field."""
    loop: Loop | None = None
    when: tuple[Expression, ...] = ()
    check: Check | None = None
    options: BaseModel | None = None
    condition: Expression | None = None
    blame: tuple[Field, ...] = ()
    on_fail: Effect = "review"
    on_unknown: Mapping[str, Effect] = None  # type: ignore[assignment]  # always given by the loader
    on_empty: OnEmpty = "unknown"
    title: str | None = None
    why: str | None = None
    source: str | None = None
    tags: tuple[str, ...] = ()
    message: str | None = None
    shadow: bool = False
    suppressible: bool = True
    disabled: str | None = None
    row: str | None = None
    params: Mapping[str, Any] = None  # type: ignore[assignment]  # always given by the loader
    tests: tuple[InlineTest, ...] = ()
    given_text: tuple[str, ...] = ()

    @property
    def base_nodeid(self) -> str:
        """The node id without the row of ``params``."""
        return self.nodeid if self.row is None else self.nodeid.removesuffix(f"[{self.row}]")


class RuleFile(Record):
    """One file that took part, for fingerprints and ``adjudge rules``."""

    name: str
    sha256: str
    tags: tuple[str, ...] = ()
